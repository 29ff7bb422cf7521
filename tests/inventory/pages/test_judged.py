"""What the page of a device proposes, and what it tells of its future."""

from __future__ import annotations

from tests.inventory import factories as make
from tests.inventory.conftest import Scan
from tests.inventory.pages.conftest import Visitor
from tests.inventory.workbench import Bench


def _page(technician: Visitor, code: str) -> str:
    return " ".join(technician.get(f"/appareils/{code}/").split())


def test_a_proposal_comes_with_its_rule_and_what_to_install(
    technician: Visitor, bench: Bench, scan: Scan
) -> None:
    code = bench.registered()
    told = {"cpu": "Intel Core i5-6300U", "memory_mb": 8192}
    scan("audit", code, media=[make.disk()], **told)
    page = _page(technician, code)
    assert "Proposition : <strong>Reconditionner</strong>" in page
    assert "Règle : systèmes installables" in page
    assert "À installer : <strong>Linux Mint 22</strong>" in page
    assert "n'est pas sur la liste de Microsoft" in page


def test_what_somebody_decided_is_told_beside_the_proposal(
    technician: Visitor, bench: Bench, scan: Scan
) -> None:
    code = bench.registered()
    media = [make.disk()]
    scan("audit", code, media=media, cpu="Intel Atom CPU N270", memory_mb=2048)
    assert "Proposition : <strong>Orienter vers le recyclage</strong>" in _page(technician, code)
    scan("open_repair", code, fault="battery")
    page = _page(technician, code)
    assert "<strong>reconditionner</strong>" in page
    assert "La proposition était autre : orienter vers le recyclage." in page
    scan("undo", code)
    assert "Décidé" not in _page(technician, code)


def test_nothing_is_proposed_of_what_is_not_known(
    technician: Visitor, bench: Bench, scan: Scan
) -> None:
    code = bench.registered()
    scan("audit", code, media=[make.disk()])
    assert "Proposition" not in _page(technician, code)
