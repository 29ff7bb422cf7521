"""A value computed the first time it is asked for, then kept: no lock, one thread reads a file."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Kept = TypeVar("Kept")


class once(Generic[Kept]):  # noqa: N801 - used as `property` is
    """A property computed once; `functools.cached_property` takes a lock, dearer than a parse."""

    def __init__(self, compute: Callable[[Any], Kept]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Kept: ...
    def __get__(self, instance: object | None, owner: type) -> Kept | Self:
        """Compute the value and put it where it will be found before this."""
        if instance is None:
            return self
        kept = instance.__dict__[self._name] = self._compute(instance)
        return kept
