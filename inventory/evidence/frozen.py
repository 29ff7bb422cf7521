"""A frozen dataclass of many fields, made quickly: most keep their default."""

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(cls: type[Made]) -> type[Made]:
    """Return the class as `dataclass(frozen=True, kw_only=True)` does, its values put in at once.

    The `__init__` of a frozen dataclass sets field after field through `object.__setattr__`.
    """
    made = dataclass(frozen=True, kw_only=True)(cls)
    known = {one.name: one.default for one in fields(made)}  # type: ignore[arg-type]
    count = len(known)
    silent = {name: default for name, default in known.items() if default is not MISSING}

    def put(self: Any, **told: Any) -> None:
        kept = self.__dict__
        kept.update(silent)
        kept.update(told)
        if len(kept) != count:
            raise TypeError(f"{cls.__name__}: {', '.join(kept.keys() ^ known.keys())}")

    made.__init__ = put  # type: ignore[method-assign]
    return made
