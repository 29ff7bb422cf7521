"""No page is forgotten by the walk in a browser: an address without a visit fails here."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

from django.urls import Resolver404, resolve

from tests.filiere.visits import VISITS
from tests.rights.addresses import API, PAGES

NOT_PAGES = frozenset(
    {
        *("healthz", "logo", "labels_pdf", "paper", "gift_slip", "donor_csv", "indicator_table"),
        *("agenda", "collection_agenda", "piece", "find", "labels_test_page", "passport_card"),
        *("poster", "medium_piece"),
        *("labels_zpl", "labels_png", "certificate_pdf", "certificate_json"),
        *("scan_worker", "scan_state", "audit_script", "windows_script"),
        *("certificate_withdrawals", "certificate_key"),
        *("library", "chart", "data_package", "table", "shouted"),
    }
)
"""Files, and an address that only leads to another."""
BY_ANOTHER_WALK = frozenset({"scan_operator"})
"""Who holds a shared phone: the scanner's own browser opens one, and looks."""
WHOLE = {
    "{follow}": "follow_gift",
    "{survey_who}": "answer_campaign",
    "{survey_answer}": "answer",
}
VALUES = ("7KQ2MDX44", str(uuid.UUID(int=7)), "1")


def visited() -> Iterator[str]:
    for path in (path for paths in VISITS.values() for path in paths):
        if path in WHOLE:
            yield WHOLE[path]
        for value in VALUES:
            asked = re.sub(r"\{\w+\}", value, path).partition("?")[0]
            try:
                yield resolve(asked).url_name or ""
            except Resolver404:
                continue
            break


def test_every_page_is_visited_by_somebody() -> None:
    pages = {one.name for one in PAGES if one.method == "get"} - {one.name for one in API}
    assert sorted(pages - set(visited()) - NOT_PAGES - BY_ANOTHER_WALK) == []
