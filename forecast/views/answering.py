"""The public side of a survey: no account, a phone, one screen at a time, taken up again later."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filiere.network import gate
from filiere.network.refusals import Refused
from filiere.network.tally import address_of
from forecast.incoming_sheets.page import see
from forecast.models import Answer, Campaign
from forecast.models.survey import new_id
from forecast.surveys.campaigns import begin, check_open, forget_whom, save, send, take_back
from forecast.surveys.forms import PartForm, WhoForm
from forecast.surveys.links import answer_path, full, is_sealed
from forecast.surveys.questionnaires import BY_NAME, Questionnaire

DOOR = "enquete"


@never_cache
@require_http_methods(["GET", "POST"])
def answer_campaign(request: HttpRequest, key: UUID, seal: str) -> HttpResponse:
    """Who answers; then their own address. A robot is shown one that looks the same."""
    campaign = Campaign.objects.select_related("territory").filter(pk=str(key)).first()
    if campaign is None or not is_sealed("campaign", str(key), seal):
        raise Http404
    closed = campaign.closes_on < timezone.localdate()
    if request.method != "POST" or closed:
        return _who(request, campaign, WhoForm(), 410 if closed else 200)
    typed = request.POST.dict()
    visitor = gate.enter(typed, DOOR)
    if visitor.robot:
        return see(answer_path(new_id()))
    form = WhoForm(request.POST)
    if visitor.late:
        form.add_error(None, "Cette page était ouverte depuis hier. Relisez, puis continuez.")
    elif form.is_valid() and form.place:
        try:
            gate.count(address_of(request), DOOR)
            answer = begin(
                campaign=campaign,
                key=visitor.key,
                name=form.cleaned_data["organisation"],
                commune=form.place,
                contact=form.cleaned_data["contact"],
            )
        except Refused as refused:
            form.add_error(None, refused.detail)
            return _who(request, campaign, form, refused.status)
        return see(answer_path(answer.pk))
    return _who(request, campaign, form, 422)


def _who(request: HttpRequest, campaign: Campaign, form: WhoForm, status: int) -> HttpResponse:
    typed = request.POST.get("pass", "")
    visitor = gate.enter({"pass": typed}, DOOR) if typed else None
    fresh = visitor is None or visitor.robot or visitor.late
    context = {
        "campaign": campaign,
        "questionnaire": BY_NAME[campaign.questionnaire],
        "form": form,
        "closed": status == 410,
        "pass": gate.new_pass(door=DOOR) if fresh else typed,
        "trap": gate.TRAP,
        "phone": settings.CONTACT_PHONE,
    }
    return _unlisted(render(request, "forecast/survey_who.html", context, status=status))


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: UUID, seal: str) -> HttpResponse:
    """One screen of questions, then the next; each is kept when it is left."""
    if not is_sealed("answer", str(key), seal):
        raise Http404
    found = Answer.objects.select_related("campaign", "commune").filter(pk=str(key)).first()
    if found is None:
        return _unlisted(render(request, "forecast/survey_gone.html", {}))
    asked = BY_NAME[found.campaign.questionnaire]
    number = _number(request.GET.get("partie", ""), asked)
    if request.method == "POST":
        return _posted(request, found, asked, number)
    if request.GET.get("partie") == "fin":
        return _end(request, found, asked)
    if not number:
        number = _end_or_first(found, asked)
        if not number:
            return _end(request, found, asked)
    form = PartForm(asked.parts[number - 1], initial=found.told)
    return _part(request, found, (asked, number), form)


def _posted(request: HttpRequest, found: Answer, asked: Questionnaire, number: int) -> HttpResponse:
    does = request.POST.get("does", "")
    try:
        if does == "take_back":
            take_back(answer=found)
            return see(request.path)
        if does == "forget":
            forget_whom(answer=found)
            return see(f"{request.path}?partie=fin")
        if does == "send":
            send(answer=found)
            return see(f"{request.path}?partie=fin")
        number = number or 1
        form = PartForm(asked.parts[number - 1], request.POST)
        if not form.is_valid():
            return _part(request, found, (asked, number), form, status=422)
        save(answer=found, told=form.cleaned_data)
    except Refused as refused:
        return _end(request, found, asked, refused)
    following = number + 1 if number < len(asked.parts) else "fin"
    return see(f"{request.path}?partie={following}")


def _part(
    request: HttpRequest,
    found: Answer,
    where: tuple[Questionnaire, int],
    form: PartForm,
    *,
    status: int = 200,
) -> HttpResponse:
    asked, number = where
    context = {
        "answer": found,
        "questionnaire": asked,
        "part": asked.parts[number - 1],
        "number": number,
        "before": number - 1,
        "form": form,
        "address": full(answer_path(found.pk)),
    }
    return _unlisted(render(request, "forecast/survey_part.html", context, status=status))


def _end(
    request: HttpRequest, found: Answer, asked: Questionnaire, refused: Refused | None = None
) -> HttpResponse:
    try:
        check_open(found.campaign)
        closed = False
    except Refused:
        closed = True
    context = {
        "answer": found,
        "questionnaire": asked,
        "parts": [
            (number, part.title, sum(one.name in found.told for one in part.questions))
            for number, part in enumerate(asked.parts, 1)
        ],
        "address": full(answer_path(found.pk)),
        "refused": refused,
        "closed": closed,
        "phone": settings.CONTACT_PHONE,
    }
    status = refused.status if refused else 200
    return _unlisted(render(request, "forecast/survey_end.html", context, status=status))


def _number(text: str, asked: Questionnaire) -> int:
    """The screen that is asked for; 0 when none is."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return number if 1 <= number <= len(asked.parts) else 0


def _end_or_first(found: Answer, asked: Questionnaire) -> int:
    """Where to take up again: the first screen without an answer; 0 is the end."""
    if found.state == "sent":
        return 0
    for number, part in enumerate(asked.parts, 1):
        if not any(one.name in found.told for one in part.questions):
            return number
    return 0


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
