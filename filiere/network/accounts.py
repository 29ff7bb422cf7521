"""Who may come in, and how: by invitation only, with a second factor where it is demanded."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from filiere.network.second_factor import is_required


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody registers: accounts are made by ``operations.members.accept_invitation``."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A second factor that is demanded cannot be taken off."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_required(authenticator.user_id)
