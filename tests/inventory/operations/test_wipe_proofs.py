"""Wipe logs as proofs: one entry for one disc, once, of this exposure, matched or named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from filiere.network.actor import Actor
from inventory.documents import keep_certificate
from inventory.erasing import LogTaken, Words, take_log
from inventory.models import ErasureProof, StorageMedium
from inventory.refusals import Refused
from tests.inventory import factories as make
from tests.inventory.evidence.wiping import recordings as rec
from tests.inventory.workbench import Bench

SIZE = 500_107_862_016
MODEL = "ST500LM021-1KJ152"


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return


def ago(**time: float) -> datetime:
    return timezone.now() - timedelta(**time)


def local(moment: datetime) -> datetime:
    """As the machine's own clock writes it, to the second."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def log(*discs: rec.Disc, ended: datetime, **told: Any) -> bytes:
    end = local(ended)
    return rec.log(*discs, begin=end - timedelta(minutes=90), end=end, **told).encode()


def hdd(**told: Any) -> dict[str, Any]:
    return make.disk("hdd", size_gb=500, model=MODEL) | told


def arrived(bench: Bench, *media: dict[str, Any], at: datetime | None = None) -> str:
    """An audited laptop that came three hours ago."""
    at = at or ago(hours=3)
    code = bench.registered(at=at)
    bench.scan("audit", code, at=at + timedelta(minutes=1), media=list(media))
    return code


def codes(taken: LogTaken) -> list[tuple[str, str]]:
    return [(one.status, one.said.code) for one in taken.entries]


def test_a_log_of_two_disks_proves_both(bench: Bench, operator: Actor, the: Any) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"), hdd(serial="zfa0-test2"))
    raw = log(rec.Disc(), rec.Disc("sdb", "ZFA0TEST2"), ended=ago(hours=1))
    taken = take_log(actor=operator, code=code, raw=raw)
    assert codes(taken) == [("recorded", "recorded")] * 2
    assert the(code).step == "erased"
    proofs = ErasureProof.objects.order_by("evidence_index")
    assert [(one.basis, one.evidence_index, one.level) for one in proofs] == [
        ("evidence", 0, "clear"),
        ("evidence", 1, "clear"),
    ]
    assert {one.evidence_sha for one in proofs} == {taken.evidence.sha256}


def test_a_pdf_for_two_disks_proves_each_in_its_own_device(
    bench: Bench, operator: Actor, the: Any
) -> None:
    first = arrived(bench, hdd(serial="ZFA0TEST1"))
    second = arrived(bench, hdd(serial="ZFA0TEST2"))
    end = local(ago(hours=1))
    raw = rec.pdf(begin=end - timedelta(hours=1), end=end)
    assert codes(take_log(actor=operator, code=first, raw=raw)) == [
        ("recorded", "recorded"),
        ("unmatched", "another-disc"),
    ]
    assert codes(take_log(actor=operator, code=second, raw=raw))[1][0] == "recorded"
    assert (the(first).step, the(second).step) == ("erased", "erased")


def test_one_log_does_not_serve_for_ten_equal_disks(
    bench: Bench, operator: Actor, the: Any
) -> None:
    """No serial in the log: the operator names the disk, and the line serves once."""
    raw = log(rec.Disc(serial=""), ended=ago(hours=1))
    laptops = [arrived(bench, hdd(serial=f"ZFAEQUAL{n:02}")) for n in range(10)]
    said = []
    for code in laptops:
        assert codes(take_log(actor=operator, code=code, raw=raw))[0][1] in (
            "name-the-disc",
            "entry-used",
        )
        medium = StorageMedium.objects.get(device=code)
        taken = take_log(actor=operator, code=code, raw=raw, words=Words({0: medium.pk}))
        said += codes(taken)
    assert said == [("recorded", "recorded")] + [("refused", "entry-used")] * 9
    assert [the(code).step for code in laptops] == ["erased"] + ["audited"] * 9
    # nor the same wipe told by another file: a byte more, or its PDF
    other = take_log(
        actor=operator,
        code=laptops[1],
        raw=raw + b"\n",
        words=Words({0: StorageMedium.objects.get(device=laptops[1]).pk}),
    )
    assert codes(other) == [("refused", "wipe-used")]


def test_ten_equal_disks_of_one_log_are_ten_entries(bench: Bench, operator: Actor) -> None:
    discs = [rec.Disc(f"sd{chr(97 + n)}", "") for n in range(3)]
    raw = log(*discs, ended=ago(hours=1))
    for index in range(3):
        code = arrived(bench, hdd(serial=f"ZFAEQUAL{index:02}"))
        medium = StorageMedium.objects.get(device=code)
        taken = take_log(actor=operator, code=code, raw=raw, words=Words({index: medium.pk}))
        assert codes(taken)[index] == ("recorded", "recorded")
    code = arrived(bench, hdd(serial="ZFAEQUAL99"))
    words = Words({2: StorageMedium.objects.get(device=code).pk})
    end = local(ago(hours=1))
    pdf = rec.pdf(*discs, begin=end - timedelta(minutes=90), end=end)
    assert codes(take_log(actor=operator, code=code, raw=pdf, words=words))[2][1] == "wipe-used"


@pytest.mark.parametrize(("old", "reason"), [({"days": 365}, "proof-too-old")])
def test_last_year_s_log_is_refused(
    bench: Bench, operator: Actor, the: Any, old: dict[str, int], reason: str
) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    taken = take_log(actor=operator, code=code, raw=log(rec.Disc(), ended=ago(**old)))
    assert codes(taken) == [("refused", reason)]
    assert "antérieur" in taken.entries[0].said.detail
    assert the(code).step == "audited"


def test_a_log_from_before_the_return_is_refused(
    bench: Bench, operator: Actor, supervisor: Actor, the: Any
) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"), at=ago(hours=9))
    typed = make.proof("ZFA0TEST1", ended=ago(hours=7).isoformat())
    bench.scan("erase", code, at=ago(hours=6.5), outcomes=[typed])
    bench.scan("cede", code, supervisor, at=ago(hours=6), taker="Réemployeur fictif")
    bench.scan("take_back", code, at=ago(hours=3))
    bench.scan("audit", code, at=ago(hours=2), media=[hdd(serial="ZFA0TEST1")])
    before = log(rec.Disc(), ended=ago(hours=7))
    assert codes(take_log(actor=operator, code=code, raw=before)) == [("refused", "proof-too-old")]
    after = log(rec.Disc(), ended=ago(hours=1))
    assert codes(take_log(actor=operator, code=code, raw=after)) == [("recorded", "recorded")]


def test_another_device_s_log_is_refused(bench: Bench, operator: Actor, the: Any) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    raw = log(rec.Disc(serial="ZFOTHER77"), ended=ago(hours=1))
    taken = take_log(actor=operator, code=code, raw=raw)
    assert codes(taken) == [("unmatched", "another-disc")]
    assert "ZFOTHER77" in taken.entries[0].said.detail
    medium = StorageMedium.objects.get(device=code)
    words = Words({0: medium.pk})
    assert codes(take_log(actor=operator, code=code, raw=raw, words=words)) == [
        ("refused", "another-disc")
    ]


def test_a_clock_ahead_is_refused(bench: Bench, operator: Actor) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"), at=ago(minutes=40))
    ahead = log(rec.Disc(), ended=ago(minutes=-20))
    assert codes(take_log(actor=operator, code=code, raw=ahead)) == [("refused", "proof-in-future")]


def test_no_word_on_the_clock_lets_a_log_from_before_the_arrival_pass(
    bench: Bench, operator: Actor, the: Any
) -> None:
    """Ended 20 minutes before the arrival; read as UTC it would be after it."""
    code = arrived(bench, hdd(serial="ZFA0TEST1"), at=ago(minutes=40))
    before = log(rec.Disc(), ended=ago(minutes=60))
    utc = Words({}, clock="utc")
    assert codes(take_log(actor=operator, code=code, raw=before)) == [("refused", "proof-too-old")]
    assert codes(take_log(actor=operator, code=code, raw=before, words=utc)) == [
        ("refused", "hour-unsure")
    ]
    assert the(code).step == "audited"
    early = arrived(bench, hdd(serial="ZFA0TEST2"), at=ago(hours=5))
    end = ago(minutes=10).replace(tzinfo=None, microsecond=0)  # the machine's clock is UTC
    raw = rec.log(rec.Disc(serial="ZFA0TEST2"), begin=end - timedelta(minutes=9), end=end).encode()
    assert codes(take_log(actor=operator, code=early, raw=raw, words=utc)) == [
        ("recorded", "recorded")
    ]
    assert ErasureProof.objects.get().ended_at.replace(tzinfo=None) == end


def test_a_loose_disk_is_proved_by_a_log_as_a_device_s(
    bench: Bench, operator: Actor, refused: Any
) -> None:
    laptop = arrived(bench, hdd(serial="ZFA0TEST1"), hdd(serial="ZFA0TEST2"))
    disks = list(StorageMedium.objects.filter(device=laptop).order_by("serial"))
    for disk in disks:
        bench.scan("take_out", laptop, medium=disk.pk)
        disk.refresh_from_db()
    one, two = disks
    raw = log(rec.Disc(serial="ZFA0TEST1"), ended=ago(hours=1))
    assert one.code and two.code
    assert codes(take_log(actor=operator, code=two.code, raw=raw)) == [
        ("unmatched", "another-disc")
    ]
    old = log(rec.Disc(), ended=ago(days=365))
    assert codes(take_log(actor=operator, code=one.code, raw=old)) == [("refused", "proof-too-old")]
    taken = take_log(actor=operator, code=one.code, raw=raw)
    assert codes(taken) == [("recorded", "recorded")]
    assert (taken.answer["medium"]["clean"], taken.answer["device"]) == (True, None)
    assert codes(take_log(actor=operator, code=one.code, raw=raw)) == [("refused", "entry-used")]
    named = Words({0: one.pk})
    stolen = take_log(actor=operator, code=two.code, raw=raw, words=named)
    assert codes(stolen) == [("unmatched", "another-disc")]
    elsewhere = make.actor(bench.cast.other_workshop)
    with pytest.raises(Refused):
        take_log(actor=elsewhere, code=one.code, raw=raw)
    bench.scan("declare_lost", two.code, kind="loss")
    with pytest.raises(Refused) as lost:
        take_log(actor=operator, code=two.code, raw=raw + b"\n")
    assert lost.value.code == "medium-status"


def test_the_disk_at_the_end_of_a_long_log_is_found(bench: Bench, operator: Actor) -> None:
    code = arrived(bench, hdd(serial="ZFLAST60"))
    discs = [rec.Disc(f"sd{n}", f"ZFBENCH{n:03}") for n in range(59)]
    raw = log(*discs, rec.Disc("sdzz", "ZFLAST60"), ended=ago(hours=1))
    taken = take_log(actor=operator, code=code, raw=raw)
    assert codes(taken) == [("unmatched", "another-disc")] * 59 + [("recorded", "recorded")]


def test_the_policy_of_the_collection_holds(bench: Bench, operator: Actor) -> None:
    gift = make.collection(bench.cast.workshop, bench.cast.donor, level="purge")
    code = bench.registered(gift=gift, at=ago(hours=3))
    bench.scan("audit", code, at=ago(hours=2), media=[hdd(serial="ZFA0TEST1")])
    taken = take_log(actor=operator, code=code, raw=log(rec.Disc(), ended=ago(hours=1)))
    assert codes(taken) == [("refused", "policy-asks-more")]


def test_a_failure_waits_for_a_person_then_is_recorded(
    bench: Bench, operator: Actor, medium_of: Any
) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    raw = log(rec.FAILED, ended=ago(hours=1))
    assert codes(take_log(actor=operator, code=code, raw=raw)) == [("failed", "wipe-failed")]
    assert medium_of(code).failed is False
    taken = take_log(actor=operator, code=code, raw=raw, words=Words({}, failures=True))
    assert codes(taken) == [("recorded", "recorded")]
    assert medium_of(code).failed is True
    later = log(rec.Disc(), ended=ago(minutes=30))
    assert codes(take_log(actor=operator, code=code, raw=later)) == [("refused", "medium-failed")]


def test_a_log_that_says_less_records_nothing(bench: Bench, operator: Actor, the: Any) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    for raw in (
        log(rec.ABORTED, ended=ago(hours=1)),
        log(rec.Disc(), ended=ago(hours=1), verify="NV"),
        log(rec.Disc(), ended=ago(hours=1)).split(b"Drive Status")[0],
    ):
        assert codes(take_log(actor=operator, code=code, raw=raw)) == [
            ("refused", "wipe-not-success")
        ]
    assert the(code).step == "audited"


def test_two_disks_of_one_serial_are_named_by_a_person(bench: Bench, operator: Actor) -> None:
    same = hdd(serial="ZFA0TEST1")
    code = arrived(bench, same, same)
    raw = log(rec.Disc(), ended=ago(hours=1))
    assert codes(take_log(actor=operator, code=code, raw=raw)) == [("asks", "name-the-disc")]
    second = StorageMedium.objects.filter(device=code).order_by("id")[1]
    taken = take_log(actor=operator, code=code, raw=raw, words=Words({0: second.pk}))
    assert codes(taken) == [("recorded", "recorded")]


def test_typing_what_a_file_does_not_say_is_refused(
    bench: Bench, operator: Actor, refused: Any, medium_of: Any
) -> None:
    """The operation itself reads the file again: what is typed beside it counts for nothing."""
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    end = ago(hours=1)
    kept = take_log(actor=operator, code=code, raw=log(rec.ABORTED, ended=end))
    medium = medium_of(code)
    typed = make.proof(medium, evidence=kept.evidence.sha256, evidence_index=0)
    assert refused("erase", code, outcomes=[typed]).code == "wipe-not-success"
    good = log(rec.Disc(serial=""), ended=end)
    kept = take_log(actor=operator, code=code, raw=good)
    typed |= {"evidence": kept.evidence.sha256, "named": True}
    assert refused("erase", code, outcomes=[typed]).code == "another-method"
    typed |= {"method": "overwrite_multi"}
    assert refused("erase", code, outcomes=[typed]).code == "another-end"
    elsewhere = make.actor(bench.cast.other_workshop)
    with pytest.raises(Refused):
        take_log(actor=elsewhere, code=code, raw=good)


def test_a_third_party_s_certificate_names_the_serial(
    bench: Bench, operator: Actor, refused: Any, medium_of: Any, scan: Any
) -> None:
    code = arrived(bench, hdd(serial="ZFA0TEST1"))
    sha = keep_certificate(actor=operator, code=code, raw=b"%PDF-1.4 attestation")
    typed = make.proof(medium_of(code), document=sha)
    assert refused("erase", code, outcomes=[typed]).code == "document-serial"
    typed |= {"document_serial": "ZFOTHER77"}
    assert refused("erase", code, outcomes=[typed]).code == "another-disc"
    scan("erase", code, outcomes=[typed | {"document_serial": "zfa0 test1"}])
    assert ErasureProof.objects.get().basis == "statement"
