"""The indicators that are no plain count: reuse, weight, delays, insertion, who is equipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from inventory.indicators import reading
from inventory.indicators.bands import answers
from inventory.indicators.chain import Figure
from inventory.indicators.counted import KEPT, TOTAL
from inventory.indicators.data import Data, Everything
from inventory.indicators.periods import name_of
from inventory.indicators.secrecy import THRESHOLD, Node, hidden_keys, rounded
from inventory.indicators.tables import NBSP, ND, Mark, Row, Section, Table, Value, percent, said
from inventory.vocabulary import InsertionContract, Step, category

OUTCOMES = {
    "distributed": "Distribués",
    "dismantled": "Démontés pour pièces",
    "recycled": "Orientés recyclage",
    "ceded": "Cédés à un autre réemployeur",
    "returned": "Restitués au donateur",
    "lost": "Perdus ou volés",
}
ENDED = ("distributed", "dismantled", "recycled")
CATEGORIES = {2: "2 · écrans et appareils à écran", 6: "6 · petits équipements informatiques"}
WAITS = (
    Step.COLLECTED,
    Step.AUDITED,
    Step.ERASED,
    Step.IN_REPAIR,
    Step.READY,
    Step.RESERVED,
    Step.DELIVERED,
)

HANDED = (Step.READY, Step.RESERVED, Step.DELIVERED)
"""Stays that end in a person's hands: counted under crossed filters, they would count persons."""


def outcomes(data: Data, origin: str, *, before: bool = False) -> Counter[str]:
    """How first cycles ended, for gifts or for what came as waste."""
    counts: Counter[str] = Counter()
    for row in data.before if before else data.now:
        told, _, outcome = row.detail.partition(":")
        if row.figure == Figure.OUTCOME and told == origin:
            counts[outcome] += row.count
    return counts


def rate(counts: Counter[str], *, outside: bool) -> float | None:
    """Share distributed, in percent; none when it cannot be said."""
    whole = sum(counts[name] for name in ENDED)
    part = counts["distributed"]
    if not whole or (outside and not _is_large(part, whole)):
        return None
    if outside:
        part, whole = rounded(part), rounded(part) + rounded(whole - part)
    return 100 * part / whole


def _is_large(part: int, whole: int) -> bool:
    """A share whose two sides are both nobody or many."""
    return all(n == 0 or n >= THRESHOLD for n in (part, whole - part))


def reuse(key: str, told: Everything) -> Section:
    origin = "gift" if key == "reemploi" else "waste"
    data = told.persons
    counts = outcomes(data, origin)
    found = rate(counts, outside=told.outside)
    name = "Taux de réemploi" if origin == "gift" else "Préparation en vue de la réutilisation"
    when = data.period.label.lower()
    ended = sum(counts[one] for one in ENDED)
    if found is None:
        figure = "nd" if ended else "aucun"
        finding = f"{name} : {'non diffusable' if ended else 'aucun cycle terminé'}, {when}"
        return Section(key, figure, finding)
    made = Section(key, f"{round(found)}{NBSP}%", f"{name} : {round(found)}{NBSP}%, {when}")
    if told.outside:
        made.notes.append(KEPT.format(period=data.period.label))
        return made
    made.lying = True
    shown = [one for one in OUTCOMES if counts[one] or one in ENDED]
    made.marks = [Mark(OUTCOMES[one], counts[one], said(counts[one])) for one in shown]
    rows = tuple(
        Row(OUTCOMES[one], (counts[one], percent(counts[one], ended) if one in ENDED else ""))
        for one in shown
    )
    header = ("Fin du premier cycle", "Appareils", "Part")
    whole = Row("Entrent dans le taux", (ended, percent(ended, ended)))
    made.tables.append(Table("issues", "Par issue", "Par issue", header, rows, whole))
    return made


def weight(told: Everything) -> Section:
    grams: Counter[int] = Counter()
    weighed: Counter[int] = Counter()
    collected: Counter[int] = Counter()
    for row in told.open.now:
        if row.figure == Figure.WEIGHED:
            grams[category(row.kind)] += row.amount
            weighed[category(row.kind)] += row.count
        elif row.figure == Figure.COLLECTED:
            collected[category(row.kind)] += row.count
    total, known, every = sum(grams.values()), sum(weighed.values()), sum(collected.values())
    unknown = percent(every - known, every)
    when = told.open.period.label.lower()
    finding = f"{said(total / 1000)} kg pesés, {when}"
    if every:
        finding += f" ; {unknown} des appareils n'ont pas été pesés"
    made = Section("poids", f"{said(round(total / 1000))} kg", finding, lying=True)
    made.marks = [
        Mark(name, grams[number] / 1000, f"{said(grams[number] / 1000)} kg")
        for number, name in CATEGORIES.items()
    ]
    rows = tuple(
        Row(name, _weights(grams[number], weighed[number], collected[number]))
        for number, name in CATEGORIES.items()
    )
    header = ("Catégorie", "kg pesés", "Appareils pesés", "Collectés", "Poids inconnu")
    whole = Row(TOTAL, _weights(total, known, every))
    made.tables.append(Table("categorie", "Par catégorie", "Par catégorie", header, rows, whole))
    return made


def _weights(grams: int, weighed: int, collected: int) -> tuple[Value, ...]:
    return grams / 1000, weighed, collected, percent(collected - weighed, collected)


def delays(told: Everything) -> Section:
    asked = told.asked
    counts = reading.stays(reading.seen(told.actor, asked), asked.period)
    rows, marks = [], []
    slowest: tuple[float, str] | None = None
    for step in WAITS:
        days = counts.get(step.value, Counter())
        passed = sum(days.values())
        if not passed:
            continue
        found = reading.median(days)
        kept = told.outside and passed < THRESHOLD
        secret = kept or (told.outside and step in HANDED)
        label = step.label[:1].upper() + step.label[1:]
        rows.append(Row(label, (ND if kept else found, ND if secret else passed)))
        marks.append(Mark(label, None if kept else found, "nd" if kept else f"{said(found)} j"))
        if not kept and found is not None:
            slowest = max(slowest or (found, label), (found, label))
    finding = "Aucun passage terminé sur la période"
    figure = "aucun"
    if slowest:
        finding = f"L'étape la plus longue : {slowest[1].lower()}, {said(slowest[0])} jours"
        figure = f"{said(slowest[0])} j"
    made = Section("delais", figure, finding, marks, lying=True)
    header = ("Étape", "Jours (médiane)", "Passages terminés")
    made.tables.append(Table("etape", "Par étape", "Par étape", header, tuple(rows)))
    return made


def insertion(told: Everything) -> Section:
    asked = reading.Asked(told.persons.period) if told.outside else told.asked
    found = reading.declared(told.actor, asked)
    months = {month for _, month, _, _ in found}
    hours: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    by_month: Counter[str] = Counter()
    for contract, month, worked, held in found:
        hours[contract] += worked
        posts[contract] += held
        by_month[name_of(month)] += worked
    total = sum(hours.values())
    when = asked.period.label.lower()
    if not found:
        return Section("insertion", "aucune", f"Aucune heure déclarée, {when}")
    finding = f"{said(total)} heures d'insertion déclarées, {when}"
    made = Section("insertion", f"{said(total)} h", finding)
    made.marks = [
        Mark(name_of(month), by_month[name_of(month)], said(by_month[name_of(month)]))
        for month in asked.period.months
    ]
    mean = {key: round(n / len(months)) for key, n in posts.items()}
    tree = Node("total", sum(mean.values()), tuple(Node(k, n) for k, n in mean.items()))
    kept, at = _secrecy(tree, told)
    rows = tuple(
        Row(InsertionContract(key).label, (hours[key], ND if key in kept else at(mean[key])))
        for key in mean
    )
    whole = Row(TOTAL, (total, ND if "total" in kept else at(tree.value)))
    header = ("Contrat", "Heures", "Postes (moyenne)")
    made.tables.append(Table("contrat", "Par contrat", "Par contrat", header, rows, whole))
    if kept:
        made.notes.append("Un nombre de postes entre 1 et 4 est « nd » (non diffusable).")
    if told.outside:
        made.notes.append(KEPT.format(period=asked.period.label))
    return made


def _secrecy(tree: Node, told: Everything) -> tuple[frozenset[str], Callable[[int], int]]:
    """The cells kept, and how the others are told."""
    return (hidden_keys(tree), rounded) if told.outside else (frozenset(), int)


UNSAID = "Sans réponse"


def profiles(told: Everything) -> Section:
    """Each question's answers, those without one counted too: each table sums to all.

    All is persons equipped and loans: where one of the two is kept, so is their sum.
    """
    data = told.persons
    total = data.total("personnes") + data.total("prets")
    asked = reading.Asked(data.period) if told.outside else told.asked
    small = any(0 < data.total(key) < THRESHOLD for key in ("personnes", "prets"))
    few = frozenset({"total", UNSAID}) if small else frozenset()
    made = Section("profils", "", f"Qui est équipé, {data.period.label.lower()}")
    for key, question, counts in answers(told.actor, asked):
        given = sum(n for _, n in counts)
        nodes = [Node(label, n) for label, n in counts if n]
        nodes.append(Node(UNSAID, max(total - given, 0)))
        tree = Node("total", max(total, given), tuple(nodes))
        kept, at = _secrecy(tree, told)
        kept |= few if told.outside else frozenset()
        rows = tuple(Row(n.key, (ND if n.key in kept else at(n.value),)) for n in nodes)
        whole = Row(TOTAL, (ND if "total" in kept else at(tree.value),))
        header = (question, "Personnes")
        made.tables.append(Table(key, question, question, header, rows, whole))
    if not made.tables:
        made.finding = "Aucune réponse donnée sur la période"
    elif told.outside:
        made.notes.append(KEPT.format(period=data.period.label))
    return made
