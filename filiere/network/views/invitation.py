"""The page that an invitation opens: join with a new account, or with one's own."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filiere.network.forms import AcceptForm
from filiere.network.identity import choose_membership
from filiere.network.models import Invitation, User
from filiere.network.operations.members import accept_invitation, open_invitation
from filiere.network.refusals import Refused


@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = open_invitation(token)
    except Refused as refused:
        return render(request, "network/invitation_closed.html", {"refused": refused}, status=404)
    if isinstance(request.user, User):
        return join_as_oneself(request, request.user, invitation, token)
    if User.objects.filter(email=invitation.email).exists():
        messages.info(request, "Connectez-vous pour accepter l'invitation.")
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
    return join_with_a_new_account(request, invitation, token)


def join_as_oneself(
    request: HttpRequest, user: User, invitation: Invitation, token: str
) -> HttpResponse:
    refused: Refused | None = None
    if request.method == "POST":
        try:
            membership = accept_invitation(token=token, user=user)
        except Refused as why:
            refused = why
        else:
            choose_membership(request, membership.pk)
            messages.success(request, f"Vous faites partie de {invitation.organisation}.")
            return redirect("/")
    return render(request, "network/accept.html", {"invitation": invitation, "refused": refused})


def join_with_a_new_account(
    request: HttpRequest, invitation: Invitation, token: str
) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = accept_invitation(token=token, **form.cleaned_data)
        except Refused as refused:
            form.add_error("password" if refused.code == "bad-password" else None, refused.detail)
        else:
            answer: HttpResponse = perform_login(request, membership.user)
            return answer
    return render(request, "network/accept.html", {"invitation": invitation, "form": form})
