"""The indicators that count: by month, kind, territory and organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from inventory.indicators.data import Data, Everything
from inventory.indicators.definitions import BY_KEY
from inventory.indicators.periods import name_of
from inventory.indicators.secrecy import Node, hidden_keys, minus, rounded, told_outside
from inventory.indicators.tables import ND, Mark, Row, Section, Table, Value, percent, plural, said
from inventory.vocabulary import DeviceKind

NOWHERE = "Commune inconnue"
NO_EPCI = "Hors EPCI"
TOTAL = "Total"
KEPT = (
    "Un nombre de personnes entre 1 et 4, ou qui permettrait d'en retrouver un, est « nd » "
    "(non diffusable) ; les autres sont arrondis au multiple de 5 le plus proche, si bien qu'une "
    "somme de lignes peut différer un peu du total. Ces chiffres portent sur {period}, tout le "
    "réseau : les filtres ne s'y appliquent pas, car les croiser ferait retrouver des personnes."
)
MODES = {
    "person:given": "Don à une personne",
    "person:sold": "Vente solidaire à une personne",
    "person:lent": "Prêt à une personne",
    "structure:given": "Équipement de la structure, donné",
    "structure:sold": "Équipement de la structure, vendu",
    "structure:lent": "Équipement de la structure, prêté",
}


def section(key: str, told: Everything) -> Section:
    """One counted indicator, with secrecy when it must."""
    data = told.of(key)
    indicator = BY_KEY[key]
    trees = {name: tree for name, tree in _trees(key, told, data).items() if tree.parts}
    kept: frozenset[str] = frozenset()
    total, months = data.total(key), data.by_month(key)
    secret = told.outside and indicator.persons
    if secret:
        also = _of_persons(told, data) if key == "distribues" else frozenset()
        kept = _kept(trees.values(), also)
        trees = {
            name: told_outside(tree, kept, ranked=name in RANKED) for name, tree in trees.items()
        }
        total, months = rounded(total), {month: rounded(n) for month, n in months.items()}
    whole: Value = ND if "total" in kept else total
    made = Section(key, said(whole), _finding(key, data, kept, total, months))
    if secret:
        made.notes.append(KEPT.format(period=data.period.label))
    made.marks = [
        Mark(
            name_of(month),
            None if f"m{month}" in kept else n,
            "nd" if f"m{month}" in kept else said(n),
        )
        for month, n in months.items()
    ]
    made.tables = [
        Table(
            name,
            NAMES[name],
            _title(name, tree, kept, told),
            (HEADERS[name], indicator.unit.capitalize()),
            tuple(
                Row(said_of, (ND if node.key in kept else node.value,))
                for said_of, node in _lines(name, tree, told)
            ),
            Row(TOTAL, (whole,)),
        )
        for name, tree in trees.items()
    ]
    return made


RANKED = frozenset({"structure", "territoire"})
"""Tables whose rows stand by their count."""
NAMES = {
    "mois": "Par mois",
    "type": "Par type d'appareil",
    "territoire": "Par EPCI",
    "commune": "Par commune",
    "departement": "Par département",
    "structure": "Par structure",
    "organisation": "Par organisation",
    "remise": "Selon la remise",
}
HEADERS = {
    "mois": "Mois",
    "type": "Type",
    "territoire": "EPCI",
    "commune": "Commune",
    "departement": "Département",
    "structure": "Structure",
    "organisation": "Organisation",
    "remise": "Remise",
}


def _trees(key: str, told: Everything, data: Data) -> dict[str, Node]:
    """The tables of an indicator; each sums to the same total."""
    total = data.total(key)
    months = tuple(Node(f"m{month}", n) for month, n in data.by_month(key).items())
    kinds = data.by_kind(key)
    ordered = [kind for kind in DeviceKind if kinds[kind.value]]
    found = {
        "mois": Node("total", total, months),
        "type": Node("total", total, tuple(Node(f"k{k.value}", kinds[k.value]) for k in ordered)),
    }
    received = key not in ("collectes", "reconditionnes", "occasion")
    if not (received and told.outside):
        found |= _places(told, data.by_commune(key), total)
    if not received:
        found["organisation"] = Node("total", total, _ordered("o", data.by_doer(key)))
        return found
    place = _structures(told, data.by_receiver(key), total)
    found["structure"] = place
    if told.outside:
        found["territoire"] = place
    if key == "distribues":
        details = data.by_detail(key)
        modes = [Node(f"d{d}", details[d]) for d in MODES if details[d]]
        found["remise"] = Node("total", total, _by_recipient(modes))
    return found


def _by_recipient(modes: list[Node]) -> tuple[Node, ...]:
    """What structures kept is told elsewhere: what persons received is a total that stands too."""
    inside: dict[str, list[Node]] = {}
    for node in modes:
        inside.setdefault(node.key.partition(":")[0], []).append(node)
    return tuple(
        Node(f"g{recipient}", sum(node.value for node in nodes), tuple(nodes))
        for recipient, nodes in inside.items()
    )


def _ordered(prefix: str, counts: Counter[Any]) -> tuple[Node, ...]:
    return tuple(Node(f"{prefix}{key}", n) for key, n in counts.most_common())


def _places(told: Everything, counts: Counter[str], total: int) -> dict[str, Node]:
    """The three levels of territory, each a table of its own."""
    areas = {commune: told.communes.get(commune) for commune in counts}
    departments: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    for commune, n in counts.items():
        area = areas[commune]
        groups[epci_of(told, commune)] += n
        departments[area.department.name if area and area.department else NOWHERE] += n
    return {
        "commune": Node("total", total, _ordered("c", counts)),
        "territoire": Node("total", total, _ordered("e", groups)),
        "departement": Node("total", total, _ordered("p", departments)),
    }


def _structures(told: Everything, counts: Counter[int], total: int) -> Node:
    """EPCI, and the structures that stand there."""
    inside: dict[str, list[Node]] = {}
    for structure, n in counts.most_common():
        commune = told.names.get(structure, ("", ""))[1]
        inside.setdefault(epci_of(told, commune), []).append(Node(f"s{structure}", n))
    return Node("total", total, _grouped(inside))


def _grouped(inside: dict[str, list[Node]]) -> tuple[Node, ...]:
    made = [
        Node(f"e{name}", sum(n.value for n in nodes), tuple(nodes))
        for name, nodes in inside.items()
    ]
    return tuple(sorted(made, key=lambda node: -node.value))


def epci_of(told: Everything, commune: str) -> str:
    area = told.communes.get(commune)
    if area is None:
        return NOWHERE
    return area.epci.name if area.epci else NO_EPCI


def _lines(name: str, tree: Node, told: Everything) -> Iterable[tuple[str, Node]]:
    if name in ("structure", "remise"):
        leaves = [leaf for group in tree.parts for leaf in group.parts]
        return [(_label(name, leaf.key, told), leaf) for leaf in leaves]
    return [(_label(name, node.key, told), node) for node in tree.parts]


def _label(name: str, key: str, told: Everything) -> str:
    rest = key[1:]
    if name == "mois":
        year, month, _ = rest.split("-")
        return name_of(date(int(year), int(month), 1))
    if name == "type":
        label = DeviceKind(rest).label
        return label[:1].upper() + label[1:]
    if name in ("organisation", "structure"):
        return told.names.get(int(rest), ("Inconnue", ""))[0]
    if name == "commune":
        area = told.communes.get(rest)
        return area.name if area else NOWHERE
    return MODES[rest] if name == "remise" else rest


def _of_persons(told: Everything, data: Data) -> frozenset[str]:
    """Cells of what is distributed that, less what structures kept, would count few persons."""
    own = _trees("equipement", told, data).values()
    less = {node.key: node.value for tree in own for node in _nodes(tree)}
    trees = [tree for name, tree in _trees("distribues", told, data).items() if name != "remise"]
    return frozenset().union(*(hidden_keys(minus(tree, less)) for tree in trees))


def _kept(trees: Iterable[Node], also: frozenset[str]) -> frozenset[str]:
    """The cells kept in all the tables of one indicator, that share their total."""
    trees = list(trees)
    found: frozenset[str] = frozenset().union(*(hidden_keys(tree, also=also) for tree in trees))
    if "total" in found:
        return frozenset(node.key for tree in trees for node in _nodes(tree) if node.value)
    return found


def _nodes(node: Node) -> Iterable[Node]:
    yield node
    for part in node.parts:
        yield from _nodes(part)


def _finding(
    key: str, data: Data, kept: frozenset[str], total: int, by_month: dict[date, int]
) -> str:
    name = BY_KEY[key].name
    if "total" in kept:
        return f"{name} : nombre non diffusable"
    if not total:
        return f"{name} : aucun, {data.period.label.lower()}"
    months = {m: n for m, n in by_month.items() if f"m{m}" not in kept}
    best = max(months, key=lambda m: (months[m], m), default=None)
    start = f"{name} : {said(total)}, {data.period.label.lower()}"
    if best is None or not months[best]:
        return start
    return f"{start}, surtout en {name_of(best)} ({said(months[best])})"


def _title(name: str, tree: Node, kept: frozenset[str], told: Everything) -> str:
    """The largest row and its share, when that says something."""
    shown = [(said_of, n) for said_of, n in _lines(name, tree, told) if n.key not in kept]
    if name == "mois" or "total" in kept or len(tree.parts) < 2 or not shown or not tree.value:
        return NAMES[name]
    label, best = max(shown, key=lambda line: line[1].value)
    if best.value * 3 < tree.value:
        return NAMES[name]
    return f"{NAMES[name]} : {label}, {percent(best.value, tree.value)}"


def structures(told: Everything) -> Section:
    """How many structures received something for others or for themselves."""
    served = told.persons.structures
    by_area: Counter[str] = Counter(
        epci_of(told, told.names.get(key, ("", ""))[1]) for key in served
    )
    rows = tuple(Row(name, (n,)) for name, n in by_area.most_common())
    made = Section(
        "structures",
        said(len(served)),
        f"{plural(len(served), 'structure bénéficiaire', 'structures bénéficiaires')}, "
        f"{told.persons.period.label.lower()}",
    )
    if rows:
        header = (HEADERS["territoire"], "Structures")
        whole = Row(TOTAL, (len(served),))
        made.tables.append(
            Table("territoire", NAMES["territoire"], NAMES["territoire"], header, rows, whole)
        )
    return made
