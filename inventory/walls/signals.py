"""Triggers are put back after every migration, and stand aside while SQLite rebuilds tables."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def connect() -> None:
    from inventory.walls import checks

    checks.connect()
    pre_migrate.connect(stand_aside, dispatch_uid="inventory.walls.stand_aside")
    post_migrate.connect(put_back, dispatch_uid="inventory.walls.put_back")


def stand_aside(*, using: str, plan: Any = (), **told: Any) -> None:
    """SQLite renames a table under its triggers' feet, and refuses: down until it is done."""
    from inventory.walls.install import drop

    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        drop(connection)


def put_back(*, sender: AppConfig, using: str, **told: Any) -> None:
    """Once, after the last application."""
    from inventory.walls.install import install

    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if sender is with_models[-1]:
        install(connections[using])
