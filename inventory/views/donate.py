"""The public page of a gift: propose it without account, then follow it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiere.network.tally import address_of
from inventory.forms.proposal import CountsForm, ProposalForm
from inventory.ids import new_id
from inventory.models import Proposal
from inventory.papers.enlevement import content
from inventory.papers.gift import every
from inventory.papers.printing import pdf
from inventory.proposals import gate
from inventory.proposals.tracking import is_fetched, is_sealed, path_of, stages_of
from inventory.refusals import Refused
from inventory.subjects.proposals import propose
from inventory.vocabulary import DeviceKind

SPENT = 409


@never_cache
@require_http_methods(["GET", "POST"])
def donate(request: HttpRequest) -> HttpResponse:
    """A person is shown their own tracking page; a robot one that looks the same."""
    if request.method != "POST":
        return _form(request, ProposalForm(), CountsForm())
    who = gate.enter(request.POST.dict())
    if who.robot:
        return _thanks(new_id())
    form, counts = ProposalForm(request.POST), CountsForm(request.POST)
    valid = [form.is_valid(), counts.is_valid()]
    if who.late:
        form.add_error(None, "Cette page était ouverte depuis hier. Relisez, puis envoyez encore.")
    elif all(valid):
        try:
            gate.count(address_of(request))
            return _thanks(_kept(form, counts, who.key).pk)
        except Refused as refused:
            form.add_error(None, refused.detail)
            return _form(request, form, counts, refused.status)
    return _form(request, form, counts, 422)


def _kept(form: ProposalForm, counts: CountsForm, key: str) -> Proposal:
    if form.place is None:
        raise LookupError("a valid form names its commune")
    return propose(
        key=key,
        giver=form.cleaned_data["giver"],
        commune=form.place,
        lines=counts.told,
        contact=form.contact,
        earliest=form.cleaned_data["earliest"],
        slot=form.cleaned_data["slot"],
    )


def _form(
    request: HttpRequest, form: ProposalForm, counts: CountsForm, status: int = 200
) -> HttpResponse:
    """The pass stays the same while one corrects, so that a form sent twice is one proposal.

    One that has served already is another: what is sent next is a second proposal.
    """
    typed = request.POST.get("pass", "")
    who = gate.enter({"pass": typed}) if typed else None
    fresh = who is None or who.robot or who.late or status == SPENT
    context = {
        "form": form,
        "counts": counts,
        "pass": gate.new_pass() if fresh else typed,
        "trap": gate.TRAP,
        "phone": settings.CONTACT_PHONE,
    }
    return render(request, "inventory/donate.html", context, status=status)


def _thanks(proposal_id: str) -> HttpResponse:
    answer = HttpResponseRedirect(path_of(proposal_id))
    answer.status_code = 303
    return answer


@never_cache
@require_safe
def follow(request: HttpRequest, key: UUID, seal: str) -> HttpResponse:
    """What became of a gift, for whoever holds its address.

    An address with a true seal and nothing behind it was given to a robot.
    """
    proposal = sealed_proposal(key, seal)
    gift = proposal.collection if proposal else None
    announced = proposal.lines if proposal else []
    context = {
        "proposal": proposal,
        "gift": gift,
        "stages": stages_of(proposal),
        "lines": [(DeviceKind(line["kind"]), line["count"]) for line in announced],
        "taken": list(gift.lines.all()) if gift and proposal and is_fetched(proposal) else [],
        "phone": (proposal.workshop.phone if proposal else "") or settings.CONTACT_PHONE,
        "key": str(key),
        "seal": seal,
    }
    answer = render(request, "inventory/follow_gift.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_safe
def slip(request: HttpRequest, key: UUID, seal: str) -> HttpResponse:
    """The donor's copy of the bon d'enlèvement, without signature: the address may be passed on."""
    proposal = sealed_proposal(key, seal)
    if proposal is None or not is_fetched(proposal):
        raise Http404
    gift = every(proposal.collection_id)
    if gift is None:
        raise Http404
    gift.signature = gift.signatory = ""
    paper = content(gift)
    answer = HttpResponse(pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="bon-enlevement.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def sealed_proposal(key: UUID, seal: str) -> Proposal | None:
    """The proposal of an address; None behind one that a robot was given.

    Raises
    ------
    Http404
        The seal is not of this id.
    """
    if not is_sealed(str(key), seal):
        raise Http404
    rows = Proposal.objects.select_related("workshop", "collection", "commune")
    return rows.filter(pk=str(key)).first()
