"""State rows compared with the journal, each difference said in French."""

from __future__ import annotations

from inventory.journal.report import Difference, Report
from inventory.journal.states import Comparison, Different

LABELS = {
    "place": "lieu",
    "pallet": "palette",
    "collection": "collecte",
    "collection_line": "ligne de collecte",
    "request": "demande",
    "request_line": "ligne de demande",
    "device": "appareil",
    "medium": "support",
    "proof": "preuve",
    "hold": "mise en attente",
    "repair": "fiche de réparation",
    "reservation": "réservation",
    "delivery": "livraison",
    "arrival": "réception",
    "hand_over": "distribution",
    "transfer": "transfert",
    "incident": "incident",
    "recall": "rappel",
    "part_movement": "mouvement de pièces",
    "count": "comptage",
    "count_line": "ligne de comptage",
}
TOLD = {
    "column": "n'est pas ce que dit le journal",
    "missing": "le journal en parle, mais la ligne manque",
    "untold": "aucune écriture du journal n'en parle",
    "unreadable": "la ligne ne se lit pas",
}


def check_states(report: Report) -> None:
    comparison = Comparison()
    for different in comparison:
        report.add(difference(different))
    report.figures["rows"] = comparison.rows


def difference(different: Different) -> Difference:
    subject = f"{LABELS.get(different.table, different.table)} {different.id}"
    if anomaly := different.anomaly:
        where = f"{subject} (dit par {anomaly.subject})"
        told = (anomaly.told, anomaly.sequence, "", anomaly.expected, anomaly.found)
        return Difference("states", where, *told)
    return Difference(
        "states",
        subject,
        TOLD[different.why],
        None,
        different.column,
        different.expected if different.why == "column" else "",
        different.found if different.why in ("column", "unreadable") else "",
    )
