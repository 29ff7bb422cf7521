"""What surveys say: how many answered of how many asked, and the sums of their answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from filiere.network.models import Territory
from filiere.network.territories import communes_of
from filiere.network.vocabulary import Level
from forecast.deducing import Cell, Key, Relation
from forecast.models import Answer, Campaign
from forecast.secrecy import hidden, rules
from forecast.surveys.questionnaires import BY_NAME, COUNT, ONE, SOME

TOLD_AT = (Level.DEPARTEMENT, Level.REGION, Level.FRANCE)
"""Levels at which sums of answers are told."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How many answered of how many asked; those who came by the public link count in both."""

    answered: int
    asked: int
    fed: bool = True
    """Whether a questionnaire bears on it at all."""

    @property
    def sentence(self) -> str:
        """« 12 réponses sur 40 demandées », or that it is still to be done."""
        if not self.fed:
            return "aucun questionnaire ne porte sur ce volet"
        if not self.asked:
            return "à compléter : aucune enquête n'est partie"
        if not self.answered:
            return f"à compléter : aucune réponse sur {self.asked} demandées"
        some = "s" if self.answered > 1 else ""
        return f"{self.answered} réponse{some} sur {self.asked} demandée{'s' * (self.asked > 1)}"


@dataclass(frozen=True, slots=True)
class Said:
    """What one question gathers: ``total`` None when secrecy hides it; ``of`` answered it.

    ``words`` counts each word chosen, for a question of words; a count under the threshold is
    None. ``summed``: its answers add up.
    """

    name: str
    label: str
    total: int | None
    of: int
    words: dict[str, int | None]
    summed: bool


def answers_of(territory: Territory, questionnaire: str) -> QuerySet[Answer]:
    """Answers of organisations that stand in a territory, of every campaign of one questionnaire.

    One whose commune is not known counts where its campaign is whole inside the territory.
    """
    inside = communes_of(territory.pk).values("pk")
    campaigns = Campaign.objects.filter(questionnaire=questionnaire)
    whole = campaigns.filter(territory__in=_within(territory))
    found = Answer.objects.filter(campaign__in=campaigns)
    here = Q(commune__in=inside) | Q(commune__isnull=True, campaign__in=whole)
    return found.filter(here)


def _within(territory: Territory) -> QuerySet[Territory]:
    if territory.pk == "fr":
        return Territory.objects.all()
    me = territory.pk
    return Territory.objects.filter(
        Q(pk=me) | Q(department_id=me) | Q(region_id=me) | Q(epci_id=me) | Q(part_id=me)
    )


def answered_of_asked(territory: Territory, volet: int) -> Answered:
    """How many answered of how many asked, among the questionnaires that feed a volet."""
    answered = asked = 0
    feeding = [one for one in BY_NAME.values() if volet in one.volets]
    for one in feeding:
        states = Counter(answers_of(territory, one.name).values_list("state", flat=True))
        answered += states["sent"]
        asked += sum(states.values())
    return Answered(answered, asked, bool(feeding))


def said(territory: Territory, questionnaire: str) -> list[Said]:
    """The answers sent, question by question, under the secrecy of surveys.

    Sums are told for a département, a région and France, and only when none of them, taken from
    another, gives an organisation away; below they are never told.
    """
    rule = rules()["surveys"]
    sent = answers_of(territory, questionnaire).filter(state="sent")
    told = list(sent.values_list("told", flat=True))
    everywhere = Answer.objects.filter(campaign__questionnaire=questionnaire, state="sent")
    places = list(everywhere.values_list("told", "commune__department_id", "commune__region_id"))
    found = []
    for question in BY_NAME[questionnaire].questions:
        given = [one[question.name] for one in told if question.name in one]
        few = territory.level not in TOLD_AT or len(given) < rule.least
        total: int | None = None
        words: dict[str, int | None] = {}
        if question.answer == COUNT and given and not few:
            kept = hidden(*_table(places, question.name), rule)
            total = None if territory.pk in kept else int(sum(given))
        elif question.answer in {ONE, SOME}:
            counts: Counter[str] = Counter()
            for one in given:
                counts.update([one] if isinstance(one, str) else one)
            words = {
                label: None if few or 0 < counts[name] < rule.least else counts[name]
                for name, label in question.words
            }
        summed = question.answer == COUNT
        found.append(Said(question.name, question.label, total, len(given), words, summed))
    return found


def _table(
    places: list[tuple[dict[str, Any], str | None, str | None]], name: str
) -> tuple[dict[Key, Cell], list[Relation]]:
    """One question summed by département, région and France; what stands nowhere is its own."""
    values: dict[str, list[int]] = defaultdict(list)
    above: dict[str, set[str]] = defaultdict(set)
    for told, department, region in places:
        if told.get(name):
            chain = (department or "?dep", region or "?reg", "fr")
            for key in chain:
                values[key].append(told[name])
            above["fr"].add(chain[1])
            above[chain[1]].add(chain[0])
    cells: dict[Key, Cell] = {
        key: Cell(sum(each), len(each), max(each)) for key, each in values.items()
    }
    return cells, [Relation(total, tuple(sorted(parts))) for total, parts in above.items()]


def counted(campaigns: list[Campaign]) -> dict[str, Answered]:
    """By campaign, in one query."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Answer.objects.filter(campaign__in=campaigns).values_list("campaign_id", "state")
    for campaign, state in rows:
        states[campaign][state] += 1
    return {
        one.pk: Answered(states[one.pk]["sent"], sum(states[one.pk].values())) for one in campaigns
    }
