"""What would be imported of a list, and what is wrong with it, by line and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from inventory.manifests.columns import FIELDS, guess
from inventory.manifests.kinds import kind_of
from inventory.manifests.reform import reform_said
from inventory.sheets import Line, Problem, Sheet
from inventory.vocabulary import DeviceKind

LONGEST = 120
NOTHING = frozenset(
    {"", "-", "--", "?", "0", "x", "n/a", "na", "nc", "néant", "neant", "aucun", "inconnu", "none",
     "null", "default string", "to be filled by o.e.m.", "system serial number"}
)  # fmt: skip
MOST_SAYINGS = 20
TEXTS = ("brand", "model", "serial", "asset_tag")
ONCE = ("serial", "asset_tag")


@dataclass(frozen=True, slots=True)
class Row:
    """One device of the list, ready to be kept."""

    number: int
    kind: str
    brand: str
    model: str
    serial: str
    asset_tag: str
    bought: str | None = None
    reformed: str | None = None
    protected: bool | None = None


@dataclass(slots=True)
class Preview:
    """``unknown``: what the list calls devices and nobody recognises, the most frequent first."""

    columns: dict[str, int]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: set[int] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(row.kind for row in self.rows))

    def blame(self, line: int, column: str, sentence: str) -> None:
        self.wrong.add(line)
        self.problems.append(Problem(line, column, sentence))


def preview(
    sheet: Sheet,
    columns: Mapping[str, int] | None = None,
    *,
    default: str = "",
    said: Mapping[str, str] | None = None,
) -> Preview:
    """Look at every line.

    Parameters
    ----------
    columns : rank of the column of each field, guessed from titles when None.
    default : the kind of a line that says none.
    said : by what the list calls a device, the kind somebody chose for it.
    """
    chosen = dict(columns) if columns is not None else guess(sheet.header)
    found = Preview(chosen)
    read = set(chosen.values())
    titles = {sheet.header[rank] for rank in read}
    for one in sheet.problems:
        # What cannot be read in a column that nobody asked for stops nothing.
        if one.column in titles:
            found.blame(one.line, one.column, one.sentence)
    look = _Look(found, default, said or {})
    for line in sheet.rows:
        look.at(line)
    found.unknown = [text for text, _ in look.unknown.most_common(MOST_SAYINGS)]
    found.problems.sort(key=lambda one: one.line)
    return found


@dataclass(slots=True)
class _Look:
    """What is known so far: numbers ``seen``, and at which line; words ``unknown``."""

    found: Preview
    default: str
    said: Mapping[str, str]
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    def at(self, line: Line) -> None:
        found = self.found
        cells = {name: line.cells[rank] for name, rank in found.columns.items()}
        told = {name: _text(text) for name, text in cells.items()}
        if not any(told.values()) and line.number not in found.wrong:
            return
        kind = self._kind(line.number, told.get("kind", ""))
        for name, text in told.items():
            if len(text) > LONGEST:
                what = f"Plus de {LONGEST} caractères : raccourcissez."
                found.blame(line.number, FIELDS[name], what)
        for name in ONCE:
            self._once(line.number, name, told.get(name, ""))
        reform, flaws = reform_said(cells)
        for name, what in flaws:
            found.blame(line.number, FIELDS[name], what)
        if line.number not in found.wrong:
            rest = {name: told.get(name, "") for name in TEXTS}
            found.rows.append(
                Row(
                    line.number,
                    kind,
                    **rest,
                    bought=reform.bought,
                    reformed=reform.reformed,
                    protected=reform.protected,
                )
            )

    def _kind(self, line: int, named: str) -> str:
        kind = self.said.get(named) or kind_of(named) if named else self.default
        if kind:
            return DeviceKind(kind).value
        if named:
            self.unknown[named] += 1
            what = f"« {named[:40]} » n'est pas reconnu : dites ce que c'est."
        else:
            what = "Le type manque. Choisissez un type pour les lignes qui n'en disent pas."
        self.found.blame(line, FIELDS["kind"], what)
        return ""

    def _once(self, line: int, name: str, text: str) -> None:
        if not text:
            return
        first = self.seen.setdefault((name, text.casefold()), line)
        if first != line:
            what = f"« {text[:40]} » est déjà à la ligne {first}."
            self.found.blame(line, FIELDS[name], what)


def _text(cell: str) -> str:
    return "" if cell.casefold() in NOTHING else cell
