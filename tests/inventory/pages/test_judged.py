"""What the page of a device proposes, and what it tells of its future."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from filiere.network.actor import Actor
from inventory.auditing import keep_reading
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


UPOWER = """Device: /org/freedesktop/UPower/devices/battery_BAT0
  native-path:          BAT0
  vendor:               FIC
  model:                FIC-5490
  power supply:         yes
  battery
    present:             yes
    rechargeable:        yes
    state:               fully-charged
    energy:              28.5 Wh
    energy-full:         28.5 Wh
    energy-full-design:  57 Wh
    voltage:             8.4 V
    percentage:          100%
    capacity:            50%
    technology:          lithium-polymer
"""


def test_a_file_of_a_tool_tells_the_battery_and_what_to_do(
    technician: Visitor, bench: Bench, scan: Scan, operator: Actor, settings: Any, tmp_path: Path
) -> None:
    settings.EVIDENCE_DIR = tmp_path
    code = bench.registered()
    scan("audit", code, media=[make.disk()], cpu="Intel Core i5-6300U", memory_mb=8192)
    keep_reading(actor=operator, code=code, raw=UPOWER.encode())
    page = _page(technician, code)
    assert "50 % de sa capacité d'origine" in page
    assert "Remplacer la batterie." in page
    assert "Réparer</a>" in page
