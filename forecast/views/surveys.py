"""The pilots' side of a survey: open it, ask, follow answers, import some."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filiere.network.actor import Actor
from filiere.network.refusals import Refused
from filiere.network.territories import resolve
from filiere.network.views.access import with_right
from forecast.incoming_sheets.columns import Unreadable
from forecast.incoming_sheets.page import Import, see, sheet_page
from forecast.incoming_sheets.places import Communes
from forecast.incoming_sheets.preview import Preview
from forecast.models import Campaign
from forecast.surveys.campaigns import ask, open_campaign
from forecast.surveys.forms import AskForm, CampaignForm
from forecast.surveys.letters import write_to
from forecast.surveys.links import answer_path, campaign_path, full
from forecast.surveys.questionnaires import BY_NAME
from forecast.surveys.selectors import counted, said
from forecast.surveys.sheet import columns, import_answers, look
from inventory.selectors.sheets import Sheet

SHOWN = 200


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("run_surveys")
def surveys(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Campaigns with their counts, and a new one."""
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = open_campaign(
                actor=actor,
                questionnaire=told["questionnaire"],
                territory=resolve(told["territory"]),
                title=told["title"],
                closes_on=told["closes_on"],
            )
        except Refused as refused:
            form.add_error("territory" if "territory" in refused.code else None, refused.detail)
        else:
            messages.success(request, "Enquête ouverte. Ensuite : envoyer son adresse.")
            return see(reverse("forecast:survey", args=[made.pk]))
    campaigns = list(Campaign.objects.select_related("territory")[:SHOWN])
    counts = counted(campaigns)
    context = {"form": form, "campaigns": [(one, counts[one.pk]) for one in campaigns]}
    status = 422 if request.method == "POST" else 200
    return render(request, "forecast/surveys.html", context, status=status)


def _campaign(key: UUID) -> Campaign:
    found = Campaign.objects.select_related("territory").filter(pk=str(key)).first()
    if found is None:
        raise Http404("Cette enquête n'existe pas.")
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("run_surveys")
def survey(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """One campaign: its public address, who was asked, what was answered."""
    found = _campaign(key)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, wrote = _ask_all(actor, found, form.cleaned_data["asked"])
        except (Unreadable, Refused) as why:
            form.add_error("asked", str(why))
        else:
            sent = f", {wrote} courriel{'s' * (wrote > 1)} envoyé{'s' * (wrote > 1)}"
            messages.success(request, f"{made} organisation{'s' * (made > 1)} interrogée{sent}.")
            return see(request.path)
    answers = found.answers.select_related("commune")[:SHOWN]
    context = {
        "campaign": found,
        "questionnaire": BY_NAME[found.questionnaire],
        "form": form,
        "counts": counted([found])[found.pk],
        "address": full(campaign_path(found.pk)),
        "answers": [(one, full(answer_path(one.pk))) for one in answers],
        "said": said(found.territory, found.questionnaire),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "forecast/survey.html", context, status=status)


def _ask_all(actor: Actor, campaign: Campaign, lines: str) -> tuple[int, int]:
    """Every line, or none: a commune that is not found stops all."""
    communes = Communes()
    told = []
    for number, line in enumerate(lines.splitlines(), 1):
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if not parts[0]:
            continue
        try:
            place = communes.find(parts[1]) if len(parts) > 1 and parts[1] else ""
        except Unreadable as why:
            raise Unreadable(f"Ligne {number} : {why}") from why
        told.append((parts[0][:120], place, parts[2] if len(parts) > 2 else ""))
    wrote = 0
    for name, place, email in told:
        commune = resolve(place) if place else None
        answer = ask(actor=actor, campaign=campaign, name=name, commune=commune, email=email)
        wrote += write_to(answer) if email else False
    return len(told), wrote


@never_cache
@require_http_methods(["GET", "POST"])
@with_right("run_surveys")
def import_sheet(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Answers that came on paper or by another tool."""
    found = _campaign(key)

    def looked(sheet: Sheet) -> Preview:
        return look(found, sheet)

    def keep(seen: Preview, _name: str, _digest: str) -> str:
        return f"{import_answers(actor=actor, campaign=found, found=seen)} réponses importées."

    what = Import(
        purpose=f"answers:{found.pk}",
        title="Importer des réponses",
        words="Une ligne par organisation, une colonne par question, sous le titre de la question.",
        titles=tuple(one.title for one in columns(found.questionnaire, Communes())),
        look=looked,
        keep=keep,
        back=reverse("forecast:survey", args=[found.pk]),
    )
    return sheet_page(request, actor, what)
