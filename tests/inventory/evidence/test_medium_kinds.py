"""Hard disk or SSD: from the rotation, else the name, else the stricter kind."""

import pytest

from inventory.evidence.medium_kinds import guess


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("WDC WD3200AAJS-6", "hdd"),
        ("WDC WDS120G1G0A-", "ssd"),
        ("Hitachi HTS54322", "hdd"),
        ("HGST HTS725050A7", "hdd"),
        ("HGST HUSMM1640ASS200", "ssd"),
        ("ST160LM000 HM161", "hdd"),
        ("SAMSUNG HD251HJ", "hdd"),
        ("SAMSUNG MZNTY256", "ssd"),
        ("Samsung SSD 860", "ssd"),
        ("KINGSTON SA400S3", "ssd"),
        ("Crucial_CT525MX3", "ssd"),
        ("TOSHIBA MQ01ABF0", "hdd"),
        ("TOSHIBA THNSNK25", "ssd"),
        ("FUJITSU MHT2080A", "hdd"),
        ("SanDisk SD8SN8U1", "ssd"),
        ("INTEL SSDSC2BF18", "ssd"),
    ],
)
def test_a_known_name_tells_the_kind(model: str, kind: str) -> None:
    assert guess(model) == (kind, "model")


def test_the_rotation_wins_over_the_name() -> None:
    assert guess("Samsung SSD 860", ["5400rpm"]) == ("hdd", "rotation")
    assert guess("WDC WD3200AAJS-6", ["solidstate"]) == ("ssd", "rotation")


def test_when_nothing_tells_the_stricter_kind_is_assumed() -> None:
    assert guess("VBOX HARDDISK") == ("ssd", "assumed")
    assert guess("") == ("ssd", "assumed")
