"""POST snapshots and erasures, and the command: files as tools print them."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inventory.evidence import store
from inventory.models import Device, Entry, Evidence, StorageMedium
from tests.inventory.api.house import House, done, person, problem_of

FILES = Path(__file__).parents[2] / "data" / "lshw"
LAPTOP = (FILES / "laptop_nvme_fr.json").read_bytes()
BARE = json.dumps({"id": "poste", "class": "system", "children": [{"id": "core", "class": "bus"}]})
STICK: dict[str, Any] = {
    "id": "usb",
    "class": "bus",
    "businfo": "usb@1:2",
    "children": [
        {
            "id": "disk",
            "class": "disk",
            "product": "Cruzer",
            "serial": "4C5300",
            "size": 16_000_000_000,
            "logicalname": "/dev/sdb",
            "capabilities": {"removable": True},
        }
    ],
}


def with_stick(live: bool = False) -> bytes:
    told = json.loads(LAPTOP)
    stick: dict[str, Any] = json.loads(json.dumps(STICK))
    if live:
        volume = {"id": "volume", "class": "volume", "logicalname": ["/dev/sdb1", "/cdrom"]}
        stick["children"][0]["children"] = [volume]
    (told[0] if isinstance(told, list) else told)["children"].append(stick)
    return json.dumps(told).encode()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return tmp_path / "evidence"


def snapshots(code: str) -> str:
    return f"/api/devices/{code}/snapshots"


def test_a_whole_reading_audits_and_is_kept(house: House, folder: Path) -> None:
    code = house.code()
    answer = house.point.post(snapshots(code), raw=LAPTOP)
    told = answer.json()
    assert (answer.status_code, told["status"], told["missing"]) == (200, "audited", [])
    assert told["device"]["step"] == "audited"
    assert [medium["kind"] for medium in told["device"]["media"]] == ["nvme"]
    assert {"operation": "erase", "verb": "Effacer"} in told["next"]
    assert told["evidence"]["reader"] == "lshw"
    assert store.load(told["evidence"]["sha256"], folder) == LAPTOP
    row = Evidence.objects.get()
    assert (row.device_id, row.size) == (code, len(LAPTOP))
    device = Device.objects.get(pk=code)
    assert device.model and device.serial and device.capabilities["memory_mb"]
    entry = Entry.objects.filter(subject_id=code).last()
    assert entry is not None and row.pk in entry.data


@pytest.mark.parametrize(
    ("name", "missing"),
    [("workstation_hidden_nvme", "hidden-medium"), ("debian11_lost_children", None)],
)
def test_a_reading_that_hides_something_is_kept_and_says_so(
    house: House, name: str, missing: str | None
) -> None:
    code = house.code("desktop")
    raw = (FILES / f"{name}.json").read_bytes()
    told = house.point.post(snapshots(code), raw=raw).json()
    if missing is None:
        assert told["status"] in {"audited", "kept"}
        return
    assert (told["status"], told["device"]["step"]) == ("kept", "collected")
    assert missing in [one["code"] for one in told["missing"]]
    assert told["missing"][0]["suggest"] == ["audit"]
    entry = Entry.objects.filter(subject_id=code).last()
    assert entry is not None and entry.operation == "snapshot"
    assert Evidence.objects.get().pk == told["evidence"]["sha256"]


def test_a_stick_is_nobodys_until_somebody_says_so(house: House) -> None:
    code = house.code()
    told = house.point.post(snapshots(code), raw=with_stick()).json()
    assert told["status"] == "kept"
    assert [one["code"] for one in told["missing"]] == ["removable-medium"]
    assert "Cruzer" in told["missing"][0]["detail"]
    told = house.point.post(f"{snapshots(code)}?removable=ours", raw=with_stick()).json()
    assert told["status"] == "audited"
    assert [medium["kind"] for medium in told["device"]["media"]] == ["nvme"]
    assert [medium["removable"] for medium in told["seen"]["media"]].count(True) == 1


def test_the_stick_that_started_the_tool_is_told_and_not_declared(house: House) -> None:
    code = house.code()
    told = house.point.post(snapshots(code), raw=with_stick(live=True)).json()
    assert told["status"] == "audited"
    assert "live-medium" in [one["code"] for one in told["notes"]]
    assert StorageMedium.objects.filter(device_id=code).count() == 1


def test_an_archive_of_readings_audits_as_one(house: House, folder: Path) -> None:
    code, packed = house.code(), BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("lshw.json", LAPTOP)
        archive.writestr("notes.txt", "root@live:~# date\nsam. 21 nov. 2026\n")
    told = house.point.post(snapshots(code), raw=packed.getvalue()).json()
    assert (told["status"], told["evidence"]["reader"]) == ("audited", "lshw")
    assert store.load(told["evidence"]["sha256"], folder) == packed.getvalue()


def test_a_file_of_another_device_tells_nothing_of_this_one(house: House) -> None:
    house.point.post(snapshots(house.code()), raw=LAPTOP)
    second = house.code()
    answer = house.point.post(snapshots(second), raw=LAPTOP)
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "file-of-another-device")
    assert Device.objects.get(pk=second).step == "collected"


def test_what_a_person_typed_is_not_overwritten(house: House) -> None:
    code = house.code()
    data = {"media": [{"kind": "nvme"}], "brand": "Marque vue", "model": "Modèle vu"}
    done(house.point.scan(code, "audit", data=data))
    house.point.post(snapshots(code), raw=LAPTOP)
    device = Device.objects.get(pk=code)
    assert (device.brand, device.model) == ("Marque vue", "Modèle vu")
    assert device.serial
    assert StorageMedium.objects.get(device_id=code).serial


def test_a_reading_that_contradicts_the_record_is_kept_and_says_why(house: House) -> None:
    code = house.audited("AUTRE-DISQUE-99")
    told = house.point.post(snapshots(code), raw=LAPTOP).json()
    assert told["status"] == "kept"
    assert told["missing"][0]["code"] == "medium-omitted"
    assert Device.objects.get(pk=code).unlisted_media == 1
    assert told["device"]["clear"] is False


def test_naming_a_file_does_not_hide_what_it_shows(house: House) -> None:
    """A list shorter than what was seen is refused, whatever file it says it rests on."""
    code = house.audited("AUTRE-DISQUE-99")
    told = house.point.post(snapshots(code), raw=LAPTOP).json()
    listed = [{"kind": "ssd", "serial": "AUTRE-DISQUE-99", "size_gb": 256}]
    log = house.point.post(f"/api/devices/{code}/erasures", raw=b"un journal").json()
    for named in ("inconnu", log["evidence"]["sha256"], told["evidence"]["sha256"]):
        result = house.point.scan(code, "audit", data={"media": listed, "evidence": named})
        assert result["problem"]["code"] == "no-storage-refused", (named, result)


def test_a_later_whole_reading_that_shows_less_is_believed(house: House) -> None:
    """A disk was plugged in from outside: the file made without it says so."""
    code = house.code()
    told = json.loads(LAPTOP)
    outside = STICK["children"][0] | {
        "product": "WDC WD10EZEX",
        "capabilities": {"7200rpm": True},
        "logicalname": "/dev/sda",
    }
    (told[0] if isinstance(told, list) else told)["children"].append(outside)
    done(house.point.scan(code, "transfer", data={"to": house.other_workshop.pk}))
    kept = house.point.post(snapshots(code), raw=json.dumps(told).encode()).json()
    assert (kept["status"], Device.objects.get(pk=code).unlisted_media) == ("kept", 2)
    done(house.point.scan(code, "cancel_transfer"))
    assert house.point.post(snapshots(code), raw=LAPTOP).json()["status"] == "audited"
    assert Device.objects.get(pk=code).unlisted_media == 0


def test_a_reading_of_another_device_is_refused_and_not_kept(house: House, folder: Path) -> None:
    code = house.code()
    data = {"media": [{"kind": "nvme"}], "serial": "CE-N-EST-PAS-LUI"}
    done(house.point.scan(code, "audit", data=data))
    answer = house.point.post(snapshots(code), raw=LAPTOP)
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "another-device")
    assert not folder.exists() and not Evidence.objects.exists()


def test_a_telephone_needs_its_slots_answered(house: House) -> None:
    code = house.code("tablet")
    raw, ours = (FILES / "netbook_emmc_de.json").read_bytes(), f"{snapshots(code)}?removable=ours"
    told = house.point.post(ours, raw=raw)
    assert told.json()["missing"][0]["code"] == "slot-not-answered"
    told = house.point.post(f"{ours}&sim=empty&card=empty", raw=raw)
    assert told.json()["status"] == "audited", told.json()
    assert house.point.post(f"{snapshots(code)}?sim=full", raw=raw).status_code == 422


def test_a_device_elsewhere_or_unknown_keeps_nothing(house: House, folder: Path) -> None:
    code = house.code()
    answer = house.elsewhere.post(snapshots(code), raw=LAPTOP)
    assert (answer.status_code, problem_of(answer)["code"]) == (404, "unknown-code")
    answer = house.giver.post(snapshots(code), raw=LAPTOP)
    assert answer.status_code == 403
    answer = person("reader", house.workshop).post(snapshots(code), raw=LAPTOP)
    assert (answer.status_code, problem_of(answer)["code"]) == (403, "role")
    assert not folder.exists()


def test_a_held_or_offered_device_keeps_what_is_shown(house: House) -> None:
    code = house.code()
    done(house.point.scan(code, "transfer", data={"to": house.other_workshop.pk}))
    told = house.point.post(snapshots(code), raw=LAPTOP).json()
    assert told["status"] == "kept"
    assert told["missing"][0]["code"] == "offer-pending"
    assert house.elsewhere.post(snapshots(code), raw=LAPTOP).status_code == 403


def test_the_same_key_is_answered_the_same(house: House) -> None:
    code = house.code()
    first = house.point.post(
        snapshots(code), raw=LAPTOP, Idempotency_Key="une-clé".encode("ascii", "ignore").decode()
    )
    again = house.point.post(snapshots(code), raw=LAPTOP, Idempotency_Key="une-cl")
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    other = house.point.post(snapshots(code), raw=LAPTOP + b" ", Idempotency_Key="une-cl")
    assert (other.status_code, problem_of(other)["code"]) == (409, "key-reused")
    long = house.point.post(snapshots(code), raw=LAPTOP, Idempotency_Key="k" * 65)
    assert problem_of(long)["code"] == "invalid-key"


DEEP = b'{"a":' * 10_000 + b"1" + b"}" * 10_000


@pytest.mark.parametrize("address", ["snapshots", "erasures"])
@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "empty-body"),
        (b"\x00\x00", 422, "empty"),
        (LAPTOP[: len(LAPTOP) // 2], 422, "truncated"),
        (DEEP, 422, "too-deep"),
        (b"[" * 10_000, 422, "too-deep"),
        (b'{"' * 600_000, 422, "too-many"),
        (b"x" * (20 * 1024 * 1024 + 1), 413, "too-large"),
    ],
)
def test_a_bad_file_is_told_why_and_not_kept(
    house: House, folder: Path, address: str, raw: bytes, status: int, code: str
) -> None:
    answer = house.point.post(f"/api/devices/{house.code()}/{address}", raw=raw)
    assert (answer.status_code, problem_of(answer)["code"]) == (status, code)
    assert not folder.exists() and not Evidence.objects.exists()


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7 rapport", b"pas du JSON", b"{}", b"[]", b"null", b"\xff"]
)
def test_what_no_reader_knows_is_not_a_snapshot(house: House, folder: Path, raw: bytes) -> None:
    answer = house.point.post(snapshots(house.code()), raw=raw)
    assert answer.status_code == 422
    assert problem_of(answer)["title"] == "Fichier illisible"
    assert not folder.exists()


def test_a_partial_reading_is_kept(house: House) -> None:
    told = house.point.post(snapshots(house.code()), raw=BARE.encode()).json()
    assert told["status"] == "kept"
    assert "no-internal-medium" in [one["code"] for one in told["missing"]]


def test_an_erasure_log_is_kept_and_the_proof_is_asked(house: House, folder: Path) -> None:
    code = house.audited()
    log = b"nwipe 0.37 ... /dev/sda erased, verified"
    told = house.point.post(f"/api/devices/{code}/erasures", raw=log, kind="text/plain").json()
    assert (told["status"], told["entries"]) == ("kept", [])
    assert told["missing"][0]["code"] == "no-reader"
    assert told["missing"][0]["suggest"] == ["erase"]
    assert store.load(told["evidence"]["sha256"], folder) == log
    assert Device.objects.get(pk=code).step == "audited"


def test_a_log_takes_nothing_back_of_what_was_shown(house: House) -> None:
    code = house.audited("AUTRE-DISQUE-99")
    house.point.post(snapshots(code), raw=LAPTOP)
    house.point.post(f"/api/devices/{code}/erasures", raw=b"un journal")
    assert Device.objects.get(pk=code).unlisted_media == 1


def test_a_log_sent_during_a_service_is_kept_without_an_entry(house: House) -> None:
    code = house.code()
    done(house.supervisor.scan(code, "void", data={"reason": "duplicate"}))
    count = Entry.objects.filter(subject_id=code).count()
    told = house.supervisor.post(f"/api/devices/{code}/erasures", raw=b"un journal")
    assert told.json()["status"] == "kept", told.json()
    assert Entry.objects.filter(subject_id=code).count() == count
    assert Evidence.objects.count() == 1


def test_the_command_audits_by_a_file(house: House, tmp_path: Path) -> None:
    code, out = house.code(), StringIO()
    file = FILES / "laptop_nvme_fr.json"
    call_command("audit_file", code.lower(), str(file), stdout=out)
    assert "audité" in out.getvalue()
    entry = Entry.objects.filter(subject_id=code).last()
    assert entry is not None
    assert (entry.operation, entry.actor_kind) == ("audit", "system")
    assert entry.organisation_id == house.workshop.pk


def test_the_command_says_what_is_wrong(house: House, tmp_path: Path) -> None:
    code = house.code()
    bad = tmp_path / "bad.json"
    bad.write_bytes(LAPTOP[:900])
    file = str(FILES / "laptop_nvme_fr.json")
    for arguments, said in (
        ((code, str(bad)), "incomplet"),
        ((code, str(tmp_path / "absent")), "ne se lit pas"),
        (("7KQ2MDX44", file), "n'existe pas"),
        (("12", file), "trop court"),
        ((code, file, "--member", "personne@exemple.fr"), "ni technicien"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("audit_file", *arguments)
    assert Entry.objects.filter(subject_id=code).count() == 1
