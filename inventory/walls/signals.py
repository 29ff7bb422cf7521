"""Triggers are put back after every migration."""


def connect() -> None:
    """Filled by the walls."""
