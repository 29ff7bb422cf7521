"""Locks that a tool shows, in words; the person at the bench still has the last word."""

from __future__ import annotations

from collections.abc import Iterable

from inventory import function_tests
from inventory.function_tests import Blocking


def locks(kind: str, shown: Iterable[str]) -> tuple[Blocking, ...]:
    """What blocks a device of this kind among the locks shown, each with what to do."""
    return function_tests.blocked(kind, shown)


def lock_of_account(brand: str, model: str) -> str:
    """The key of an owner's account still linked: Apple's, else Google's."""
    apple = "apple" in brand.lower() or model.lower().startswith(("iphone", "ipad", "mac"))
    return "icloud_lock" if apple else "frp_lock"


PASSWORD_SET = ("enabled", "set", "yes", "true", "activé", "present", "défini")
PASSWORD_NOT = ("not", "disabled", "none", "no", "false")


def password_is_set(text: str) -> bool:
    """Whether a tool's word about the firmware password says that there is one."""
    said = text.strip().lower()
    return said.startswith(PASSWORD_SET) and not said.startswith(PASSWORD_NOT)
