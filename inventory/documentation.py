"""The circuit's page of the documentation, drawn from the table alone."""

from __future__ import annotations

from collections.abc import Iterable

from inventory.circuit import ROWS
from inventory.row import Row
from inventory.vocabulary import Step
from inventory.walls.steps import pairs_of

ROLE_WORDS = {
    "operator": "technicien·ne",
    "supervisor": "encadrant·e",
    "requester": "prescripteur·rice",
}
CUSTODY_WORDS = {
    "holder": "l'organisation qui le détient",
    "workshop": "tout atelier",
    "anyone": "dit par les conditions",
}
HEAD = """# Le circuit

Page produite par `manage.py write_docs` à partir de `inventory/circuit.py` :
ne pas la modifier à la main.

Une ligne de la table par opération. La même ligne sert à l'API (`GET /api/circuit`), aux pages,
aux droits et aux tests.
"""


def circuit_page() -> str:
    """Markdown: the diagram, the table, and each operation with its conditions and data."""
    parts = [HEAD, _diagram(), _table(), "## Chaque opération\n"]
    parts += [_detail(row) for row in ROWS]
    return "\n".join(parts)


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {step.value}: {step.label}" for step in Step]
    for source, target, verbs in _arrows():
        lines.append(f"    {source} --> {target}: {', '.join(verbs)}")
    lines += ["```", ""]
    return "\n".join(lines)


def _arrows() -> Iterable[tuple[str, str, list[str]]]:
    """Arrows that change the step, several verbs on one arrow; undoing is left out."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in ROWS:
        found = {("[*]", str(Step.COLLECTED))} if row.creates else pairs_of(row)
        for pair in sorted(found, key=_in_order):
            arrows.setdefault(pair, []).append(row.verb)
    return [(source, target, verbs) for (source, target), verbs in arrows.items()]


def _in_order(pair: tuple[str, str]) -> tuple[int, int]:
    order = list(Step)
    source = -1 if pair[0] == "[*]" else order.index(Step(pair[0]))
    return source, order.index(Step(pair[1]))


def _table() -> str:
    lines = [
        "## La table",
        "",
        "| opération | en français | depuis | mène à | qui | conditions |",
        "|---|---|---|---|---|---|",
    ]
    for row in ROWS:
        sources = ", ".join(step.label for step in Step if step in row.steps) or "(rien)"
        if len(row.steps) >= len(Step) - 1:
            sources = "toute étape sauf invalidé"
        if not row.steps and row.loose:
            sources = "(support hors appareil)"
        roles = ", ".join(ROLE_WORDS[role] for role in sorted(row.roles))
        guards = " ; ".join(guard.says for guard in row.guards) or "—"
        lines.append(
            f"| `{row.name}` | {row.verb} | {sources} | {row.leads.to} | {roles} | {guards} |"
        )
    return "\n".join([*lines, ""])


def _detail(row: Row) -> str:
    yes = {True: "oui", False: "non"}
    where = (
        f"- Agit : {CUSTODY_WORDS[row.custody]}. "
        f"En attente : {yes[row.held]}. Pendant une offre de transfert : {yes[row.offered]}. "
        f"Chez une structure : {yes[row.elsewhere]}. Sur un support seul : {yes[bool(row.loose)]}."
    )
    lines = [f"### {row.verb} (`{row.name}`)", "", where]
    promise = [guard.says for guard in row.guards if guard.promise]
    if promise:
        lines.append(f"- Tient la promesse : {' ; '.join(promise)}.")
    schema = row.data.model_json_schema()
    names = [
        f"`{name}`{' (obligatoire)' if name in schema.get('required', ()) else ''}"
        for name in schema.get("properties", {})
    ]
    lines += [f"- Données : {', '.join(names) or 'aucune'}.", ""]
    return "\n".join(lines)
