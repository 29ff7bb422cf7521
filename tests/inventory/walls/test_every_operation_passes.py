"""Nothing that the circuit allows is refused by the wall: each operation, done for real."""

import pytest

from inventory.circuit import CIRCUIT
from labels.codes import mint
from tests.inventory.walls.bench import TALKATIVE, Bench
from tests.inventory.walls.house import House


@pytest.fixture
def bench(house: House) -> Bench:
    return Bench(house)


def from_gift_to_holder_and_back(bench: Bench) -> None:
    """Audit, erasure, repair, stock, reservation, delivery, hand-over, return."""
    bench.takes_in()
    bench.audits({"kind": "ssd", "serial": "S3Z9NX0M1"}, {"kind": "hdd", "size_gb": 500})
    one, other = bench.device.media.all()
    assert bench.erases(one) == "audited"
    assert bench.erases(other) == "erased"
    bench.does("open_repair", fault="memory")
    bench.erases(other)
    told = {"actions": ["replaced"], "minutes": 10, "parts": [{"part": bench.part}]}
    assert bench.does("close_repair", **told) == "erased"
    assert bench.does("stock", system="Linux", place=bench.place) == "ready"
    assert bench.does("reserve", line=bench.line) == "reserved"
    assert bench.does("release") == "ready"
    bench.does("reserve", line=bench.line)
    assert bench.does("deliver", slip="BL1") == "delivered"
    structure = "social_structure"
    bench.does("hand_over", by=structure, unused=True, to="structure")
    assert bench.does("take_back", by=structure) == "collected"
    bench.does("transfer", by=structure, to=bench.house.org("workshop"))
    assert bench.does("accept_transfer") == "collected"
    assert bench.device.cycle == 3
    assert bench.audits({"kind": "ssd", "serial": "S3Z9NX0M1"}, {"kind": "hdd"}) == "audited"


def a_person_brings_it_back_to_the_structure(bench: Bench) -> None:
    bench.brings_to_ready()
    bench.does("reserve", line=bench.line)
    bench.does("deliver", slip="BL2")
    bench.does("hand_over", by="social_structure", unused=True, reference="R2")
    assert bench.does("take_back", by="social_structure") == "collected"


def a_delivery_comes_back_unused(bench: Bench) -> None:
    bench.brings_to_ready()
    bench.does("reserve", line=bench.line)
    bench.does("deliver", slip="BL3")
    assert bench.does("take_back", by="social_structure") == "collected"


def repaired_for_its_holder(bench: Bench) -> None:
    """The holder's disk leaves with his data; one fitted meanwhile, only proven."""
    bench.brings_to_holder()
    assert bench.does("open_service", fault="storage") == "in_service"
    bench.does("fit", new={"kind": "ssd", "serial": "NEW1234567"})
    added = bench.device.media.get(serial="NEW1234567")
    bench.erases(added)
    own = bench.device.media.exclude(pk=added.pk).get()
    bench.does("take_out", medium=own.pk)
    own.refresh_from_db()
    bench.does("fit", medium=own.code)
    assert bench.does("close_service") == "distributed"
    bench.does("open_service", fault="other")
    assert bench.does("take_back") == "collected"


def recalled_then_erased_in_service(bench: Bench) -> None:
    bench.brings_to_holder()
    bench.does("withdraw_proof", proof=bench.disk.proofs.get().pk)
    assert bench.device.recall_id
    bench.does("open_service", fault="other")
    bench.erases(consent="signé")
    assert bench.does("close_service") == "distributed"


def recalled_and_never_seen_again(bench: Bench) -> None:
    bench.brings_to_holder()
    bench.does("withdraw_proof", proof=bench.disk.proofs.get().pk)
    bench.does("close_recall", reason="unreachable")


def disks_come_and_go(bench: Bench) -> None:
    """Taken out, fitted, failed, destroyed, offered, lost, found, moved, counted."""
    bench.takes_in()
    bench.audits({"kind": "ssd", "serial": "AA11223344"}, {"kind": "hdd", "serial": "BB99887766"})
    one, other = bench.device.media.all()
    bench.does("take_out", medium=one.pk, code=mint())
    one.refresh_from_db()
    bench.erases(one, on=one.code)
    bench.does("move", on=one.code, place=bench.place)
    bench.does("count", on=one.code)
    bench.does("transfer", on=one.code, to=bench.house.org("social_structure"))
    bench.does("accept_transfer", on=one.code, by="social_structure")
    bench.does("transfer", on=one.code, by="social_structure", to=bench.house.org("workshop"))
    bench.does("accept_transfer", on=one.code)
    bench.does("transfer", on=one.code, to=bench.house.org("collection_point"))
    bench.does("cancel_transfer", on=one.code)
    bench.does("declare_lost", on=one.code, kind="loss")
    bench.does("find", on=one.code)
    bench.erases(one, on=one.code)
    bench.does("fit", medium=one.code)
    bench.erases(other, outcome="failed")
    bench.erases(other, outcome="destroyed")
    assert bench.device.step == "erased"
    bench.does("take_out", medium=one.pk)
    one.refresh_from_db()
    bench.does("destroy", on=one.code, method="shred", slip="D1")
    assert bench.does("dismantle", parts=[{"part": bench.part}]) == "dismantled"


def an_erased_disk_fails_later(bench: Bench) -> None:
    bench.takes_in()
    bench.audits({"kind": "ssd"})
    assert bench.erases() == "erased"
    assert bench.erases(outcome="failed") == "audited"
    bench.does("recycle", reason="unerasable", to_destroy=True)


def what_stands_falls_when_more_is_known(bench: Bench) -> None:
    """A proof withdrawn, a disk listed late, one said absent and seen again, a snapshot."""
    bench.brings_to_ready()
    bench.does("withdraw_proof", proof=bench.disk.proofs.get().pk)
    assert bench.device.step == "audited"
    bench.erases()
    bench.does("stock")
    bench.does("reserve", line=bench.line)
    known = {"kind": "ssd", "id": bench.disk.pk}
    assert bench.audits(known, {"kind": "hdd", "serial": "LATE123456"}) == "audited"
    late = bench.device.media.get(serial="LATE123456")
    bench.erases(late)
    assert bench.audits(known, absent=[late.pk]) == "erased"
    assert bench.audits(known, {"kind": "hdd", "serial": "LATE123456"}) == "audited"
    bench.erases(late)
    bench.does("stock")
    told = {"evidence": "e1", "reader": "lshw"}
    shown = [{"kind": "ssd"}, {"kind": "hdd", "serial": "LATE123456"}, {"kind": "nvme"}]
    assert bench.does("snapshot", **told, media=shown) == "audited"


def a_phone_and_its_cards(bench: Bench) -> None:
    bench.takes_in("smartphone")
    told = {"kind": "smartphone", "slots": {"sim": "listed", "card": "empty"}}
    bench.audits({"kind": "emmc"}, {"kind": "sim"}, **told)
    memory, sim = bench.device.media.order_by("kind")
    bench.erases(memory)
    bench.does("take_out", medium=sim.pk)
    assert bench.device.step == "erased"
    assert bench.does("stock", system="Android") == "ready"
    assert bench.does("cede", taker="Une association") == "ceded"
    assert bench.does("take_back") == "collected"


def a_screen_that_was_said_a_phone(bench: Bench) -> None:
    bench.takes_in("smartphone")
    tests = {"video_in": "pass"}
    told = {"media": None, "no_storage": True, "kind": "monitor", "tests": tests}
    assert bench.does("audit", **TALKATIVE | told) == "audited"
    assert bench.does("undo") == "collected"
    assert bench.does("audit", **TALKATIVE | told) == "audited"
    assert bench.does("recycle", reason="broken") == "recycled"
    assert bench.does("reinstate") == "collected"


def given_back_as_it_came(bench: Bench) -> None:
    bench.takes_in()
    bench.audits({"kind": "ssd"})
    assert bench.does("return_to_donor", signature="s") == "returned"
    assert bench.does("take_back") == "collected"
    bench.audits({"kind": "ssd"})
    bench.erases()
    assert bench.does("return_to_donor", signature="s") == "returned"


def removed_with_its_data_under_an_order(bench: Bench) -> None:
    bench.takes_in()
    bench.does("recycle", reason="unerasable", to_destroy=True, pallet=bench.pallet)
    bench.removes(order="O1")
    bench.does("certify_destruction", certificate="C1")
    assert bench.does("take_back") == "collected"


def removed_clear(bench: Bench) -> None:
    bench.takes_in()
    bench.audits({"kind": "ssd"})
    bench.erases()
    bench.does("recycle", reason="obsolete", pallet=bench.pallet)
    bench.removes()


def lost_and_found(bench: Bench) -> None:
    bench.takes_in()
    bench.does("recycle", reason="unerasable", to_destroy=True)
    assert bench.does("declare_lost", kind="theft") == "lost"
    assert bench.does("find") == "collected"
    bench.brings_to_holder()
    bench.does("open_service", fault="other")
    bench.does("declare_lost", kind="loss")
    bench.does("withdraw_proof", proof=bench.disk.proofs.get().pk)
    assert bench.does("find") == "collected"


def a_file_read_again_shows_one_more_medium(bench: Bench) -> None:
    found = {"evidence": "sha", "reader": "lshw", "version": 2, "media": [{"kind": "nvme"}]}
    bench.brings_to_ready()
    assert bench.does("reread", **found) == "audited"
    bench.brings_to_holder()
    assert bench.does("reread", **found) == "distributed"
    assert bench.device.recall_id
    assert bench.does("take_back") == "collected"


def between_two_of_the_house(bench: Bench) -> None:
    bench.takes_in()
    bench.audits({"kind": "ssd"})
    bench.does("transfer", to=bench.house.org("collection_point"))
    assert bench.does("accept_transfer", by="collection_point") == "audited"


def a_ready_device_goes_to_a_structure_and_back(bench: Bench) -> None:
    bench.brings_to_ready()
    bench.does("transfer", to=bench.house.org("social_structure"))
    assert bench.does("accept_transfer", by="social_structure") == "ready"
    bench.does("transfer", by="social_structure", to=bench.house.org("workshop"))
    bench.does("cancel_transfer")
    bench.does("transfer", by="social_structure", to=bench.house.org("workshop"))
    assert bench.does("accept_transfer") == "collected"


def rows_without_step_and_mistakes_undone(bench: Bench) -> None:
    bench.brings_to_ready()
    assert bench.does("undo") == "erased"
    assert bench.does("stock", system="Linux") == "ready"
    bench.does("weigh", grams=1200)
    bench.does("photograph", photo="p1")
    bench.does("test", tests={"power_on": "pass"})
    bench.does("reprint")
    bench.does("hold", reason="part", waiting_for="supplier")
    bench.does("resume")
    bench.does("reserve", line=bench.line)
    assert bench.does("undo") == "ready"
    bench.does("reserve", line=bench.line)
    bench.does("release")
    assert bench.does("undo") == "reserved"
    known = {"kind": "ssd", "id": bench.disk.pk}
    assert bench.audits(known) == "reserved"


def an_empty_label(bench: Bench) -> None:
    bench.takes_in()
    assert bench.does("void", reason="empty_label") == "void"


STORIES = (
    from_gift_to_holder_and_back,
    a_person_brings_it_back_to_the_structure,
    a_delivery_comes_back_unused,
    repaired_for_its_holder,
    recalled_then_erased_in_service,
    recalled_and_never_seen_again,
    disks_come_and_go,
    an_erased_disk_fails_later,
    what_stands_falls_when_more_is_known,
    a_phone_and_its_cards,
    a_screen_that_was_said_a_phone,
    given_back_as_it_came,
    removed_with_its_data_under_an_order,
    removed_clear,
    lost_and_found,
    a_file_read_again_shows_one_more_medium,
    between_two_of_the_house,
    a_ready_device_goes_to_a_structure_and_back,
    rows_without_step_and_mistakes_undone,
    an_empty_label,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_story_that_the_circuit_allows_passes_the_wall(bench: Bench, story: object) -> None:
    story(bench)  # type: ignore[operator]


def test_every_operation_of_the_circuit_passes_the_wall(bench: Bench) -> None:
    for story in STORIES:
        story(bench)
    assert set(CIRCUIT) - bench.done == set()
