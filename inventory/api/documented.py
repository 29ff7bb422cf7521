"""What the OpenAPI page says of an operation: see ``filiere.network.documented``."""

from filiere.network.documented import (
    CODE_PATH,
    COMPONENTS,
    IDEMPOTENCY,
    PUBLIC,
    READING,
    TITLES,
    WRITING,
    Problem,
    documented,
    header,
)

__all__ = [
    "CODE_PATH",
    "COMPONENTS",
    "IDEMPOTENCY",
    "PUBLIC",
    "READING",
    "TITLES",
    "WRITING",
    "Problem",
    "documented",
    "header",
]
