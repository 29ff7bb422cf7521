"""Who may come in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody registers by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
