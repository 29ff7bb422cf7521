"""Members: list, invite, remove."""

from smtplib import SMTPException

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from filiere.network.actor import Actor
from filiere.network.forms import InviteForm
from filiere.network.letters import send_invitation
from filiere.network.operations.members import invite_member, remove_member, withdraw_invitation
from filiere.network.refusals import Refused
from filiere.network.rights import may, roles_to_invite
from filiere.network.selectors import invitations_seen_by, members_seen_by
from filiere.network.views.access import with_right


@require_GET
@with_right("read_members")
def members(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(
        request,
        "network/members.html",
        {
            "members": members_seen_by(actor),
            "invitations": invitations_seen_by(actor),
            "may_invite": may(actor, "invite_member"),
            "may_remove": may(actor, "remove_member"),
        },
    )


@require_http_methods(["GET", "POST"])
@with_right("invite_member")
def invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    roles = roles_to_invite(actor, actor.organisation_id)
    form = InviteForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            made = invite_member(
                actor=actor,
                organisation=actor.organisation_id,
                email=form.cleaned_data["email"],
                role=form.cleaned_data["role"],
            )
            send_invitation(invitation=made.invitation, token=made.token)
        except Refused as refused:
            form.add_error(None, refused.detail)
        except (SMTPException, OSError):
            form.add_error(
                None,
                "Le courriel n'est pas parti : le serveur d'envoi ne répond pas. "
                "Invitez de nouveau dans quelques minutes.",
            )
        else:
            messages.success(
                request,
                f"Invitation envoyée à {made.invitation.email}. Elle est valable sept jours.",
            )
            return redirect("network:members")
    return render(request, "network/invite.html", {"form": form})


@require_POST
@with_right("invite_member")
def withdraw(request: HttpRequest, actor: Actor, invitation: int) -> HttpResponse:
    withdraw_invitation(actor=actor, invitation=invitation)
    messages.success(request, "Invitation retirée.")
    return redirect("network:members")


@require_http_methods(["GET", "POST"])
@with_right("remove_member")
def remove(request: HttpRequest, actor: Actor, membership: int) -> HttpResponse:
    member = get_object_or_404(members_seen_by(actor), pk=membership)
    if request.method == "POST":
        try:
            remove_member(actor=actor, membership=membership)
        except Refused as refused:
            messages.error(request, refused.detail)
        else:
            messages.success(request, f"{member.user} ne fait plus partie de l'organisation.")
        return redirect("network:members")
    return render(
        request,
        "network/confirm.html",
        {
            "title": f"Retirer {member.user}",
            "sentence": (
                f"{member.user} ne pourra plus agir pour {member.organisation}. "
                "Ce qui a été fait reste dans l'historique."
            ),
            "verb": "Retirer",
            "back": "network:members",
        },
    )
