"""What SQLite lets a hand in the file do that PostgreSQL does not."""

from collections.abc import Iterator

import pytest
from django.db import models

from filiere.network.models import Organisation
from inventory.ids import new_id
from inventory.models import Certificate, Device, Evidence, Seal
from inventory.walls.rules import TABLES, unique_columns
from tests.inventory.walls.house import House, change, refused, sql
from tests.inventory.walls.test_kept_wall import issued, leaf, minted

NUMBERS = ("BigAutoField", "BigIntegerField", "PositiveIntegerField", "ForeignKey")
ROWID_IS_THE_KEY = {"leaf", "ground", "organisation"}


@pytest.fixture(autouse=True)
def as_the_shell_does(db: None) -> Iterator[None]:
    """The shell starts with triggers that do not fire for what REPLACE deletes."""
    sql("PRAGMA recursive_triggers = OFF")
    yield
    sql("PRAGMA ignore_check_constraints = OFF")
    sql("PRAGMA recursive_triggers = ON")


def written(house: House) -> dict[str, models.Model]:
    """One row in each protected table, with every unique column filled."""
    disk = house.loose()
    proof = house.prove(disk, basis="evidence", evidence_sha="a" * 64, evidence_index=0)
    kept = leaf(house)
    certificate = issued(house)
    return {
        "device": house.device("ready"),
        "medium": disk,
        "proof": proof,
        "entry": house.entry(),
        "seal": Seal.objects.get(),
        "leaf": kept,
        "code": minted(house),
        "evidence": Evidence.objects.create(
            sha256="a" * 64, size=3, organisation=house.orgs["workshop"]
        ),
        "certificate": certificate,
        "ground": Certificate.proofs.through.objects.get(certificate=certificate),
        "organisation": house.orgs["workshop"],
    }


def columns(row: models.Model) -> list[str]:
    return [field.column for field in row._meta.concrete_fields]


def copied(row: models.Model, *, keep: tuple[str, ...] = (), rowid: str = "") -> str:
    """INSERT OR REPLACE of a row like this one, alike in ``keep`` alone of what is unique."""
    table = row._meta.db_table
    unique = {name for names in unique_columns(type(row)) for name in names} - set(keep)
    numbers = {f.column for f in row._meta.concrete_fields if f.get_internal_type() in NUMBERS}
    values = {name: f'"{name}"' for name in columns(row)}
    for name in unique:
        values[name] = f'"{name}" + 1000' if name in numbers else f"'{new_id()}'"
    told = ", ".join(f'"{name}"' for name in values)
    same = ", ".join(values.values())
    if rowid:
        told, same = f"rowid, {told}", f"{rowid}, {same}"
    key = row._meta.pk.column
    return f'INSERT OR REPLACE INTO {table} ({told}) SELECT {same} FROM {table} WHERE "{key}" = %s'


@pytest.mark.parametrize("table", TABLES)
def test_no_row_takes_the_place_of_another_by_any_unique_column(house: House, table: str) -> None:
    row = written(house)[table]
    for names in unique_columns(type(row)):
        with refused(f"{table}-replaced"):
            sql(copied(row, keep=names), row.pk)


@pytest.mark.parametrize("table", sorted(set(TABLES) - ROWID_IS_THE_KEY))
def test_no_row_takes_the_place_of_another_by_its_rowid(house: House, table: str) -> None:
    row = written(house)[table]
    with refused(f"{table}-replaced"):
        sql(copied(row, rowid="rowid"), row.pk)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_moves_onto_anothers_rowid(house: House, table: str) -> None:
    row = written(house)[table]
    name, key = row._meta.db_table, row._meta.pk.column
    with refused(f"{table}-moved|{table}-written-once|{table}-fixed|organisation-fixed"):
        sql(f'UPDATE OR REPLACE {name} SET rowid = rowid + 1 WHERE "{key}" = %s', row.pk)


@pytest.mark.parametrize("rowid", ["-1", "0"])
def test_the_rowid_that_triggers_see_for_unknown_is_never_taken(house: House, rowid: str) -> None:
    rows = written(house) | {"device": house.register()}
    disk = house.disk(rows["device"])  # type: ignore[arg-type]
    proof = house.prove(disk, basis="evidence", evidence_sha="b" * 64, evidence_index=0)
    rows |= {"medium": house.disk(rows["device"]), "proof": proof}  # type: ignore[arg-type]
    first = ("sequence", "previous_hash")
    for table in sorted(set(TABLES) - ROWID_IS_THE_KEY):
        with refused(f"{table}-rowid"):
            keep = first if table == "entry" else ()
            sql(copied(rows[table], keep=keep, rowid=rowid), rows[table].pk)
    for table in ROWID_IS_THE_KEY:
        name = rows[table]._meta.db_table
        told = ", ".join(f'"{column}"' for column in columns(rows[table]) if column != "id")
        with refused(f"{table}-rowid|{table}-replaced"):
            sql(f"INSERT INTO {name} (id, {told}) SELECT {rowid}, {told} FROM {name} LIMIT 1")


def test_a_loose_medium_does_not_take_anothers_code(house: House) -> None:
    one, other = house.loose(), house.loose()
    with refused("medium-moved"):
        sql(
            "UPDATE OR REPLACE inventory_storagemedium SET code = %s WHERE id = %s",
            one.code,
            other.pk,
        )


def test_an_upsert_changes_nothing_that_an_update_could_not(house: House) -> None:
    row = written(house)["device"]
    names = ", ".join(f'"{name}"' for name in columns(row))
    with refused("device-replaced"):
        sql(
            f"INSERT INTO inventory_device ({names}) SELECT {names} FROM inventory_device "
            "WHERE code = %s ON CONFLICT (code) DO UPDATE SET step = 'distributed'",
            row.pk,
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"step": "gone"},
        {"kind": "x"},
        {"statement": "perhaps"},
        {"unlisted_media": -1},
        {"cycle": "one"},
        {"to_destroy": 0.5},
        {"removed": b"1"},
        {"ever_listed": 2},
        {"cycle_opened_at": "2026-01-05T08:00:00"},
    ],
    ids=",".join,
)
def test_checks_switched_off_let_no_unknown_word_into_a_device(
    house: House, columns: dict[str, object]
) -> None:
    device = house.device("audited")
    sql("PRAGMA ignore_check_constraints = ON")
    for name, value in columns.items():
        with refused("device-words"):
            sql(f"UPDATE inventory_device SET {name} = %s WHERE code = %s", value, device.pk)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "hidden"),
        ("exposure", "many"),
        ("exposure", 1.5),
        ("failed", 0.5),
        ("failed", None),
        ("exposed_at", "2026-13-41 99"),
        ("exposed_at", 0),
    ],
)
def test_checks_switched_off_let_no_unknown_word_into_a_medium(
    house: House, name: str, value: object
) -> None:
    disk = house.disk(house.device())
    sql("PRAGMA ignore_check_constraints = ON")
    with refused("medium-words"):
        sql(f"UPDATE inventory_storagemedium SET {name} = %s WHERE id = %s", value, disk.pk)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("result", "maybe"),
        ("level", "some"),
        ("verified", 2),
        ("withdrawn", 0.5),
        ("ended_at", "2026-01-05T09:00:00"),
        ("ended_at", "9"),
    ],
)
def test_checks_switched_off_let_no_unknown_word_into_a_proof(
    house: House, name: str, value: object
) -> None:
    proof = house.prove(house.disk(house.device()))
    told = [column for column in columns(proof) if column not in ("id", name)]
    names = ", ".join(f'"{column}"' for column in told)
    sql("PRAGMA ignore_check_constraints = ON")
    with refused("proof-words"):
        sql(
            f"INSERT INTO inventory_erasureproof (id, {name}, {names}) "
            f"SELECT %s, %s, {names} FROM inventory_erasureproof WHERE id = %s",
            new_id(),
            value,
            proof.pk,
        )


def test_checks_switched_off_let_no_unknown_word_in_with_a_new_row(house: House) -> None:
    device = house.register()
    sql("PRAGMA ignore_check_constraints = ON")
    with refused("device-words"):
        house.register(kind="safe")
    with refused("medium-words"):
        house.disk(device, kind="tape")
    with refused("proof-words"):
        sql("UPDATE inventory_erasureproof SET withdrawn = 2 WHERE id = %s", proven(house, device))


def proven(house: House, device: Device) -> str:
    return house.prove(house.disk(device)).pk


def test_checks_switched_off_leave_flags_and_places_as_they_were(house: House) -> None:
    device = house.device("audited")
    sql("PRAGMA ignore_check_constraints = ON")
    with refused("device-flags"):
        change(device, destruction_certificate="C1")
    with refused("medium-place"):
        change(device.media.get(), status="absent")


def test_a_table_of_the_session_hides_nothing_from_the_wall(house: House) -> None:
    device = house.device("audited")
    house.disk(device)
    sql("CREATE TEMP TABLE inventory_storagemedium (id, device_id, status)")
    with refused("device-standing"):
        change(device, step="ready")
    sql("DROP TABLE temp.inventory_storagemedium")


def test_a_row_is_not_written_again_by_replace_into(house: House) -> None:
    Organisation.objects.filter(pk=house.org("workshop")).update(name="Atelier")
    with refused("organisation-replaced"):
        sql(
            "REPLACE INTO network_organisation SELECT * FROM network_organisation WHERE id = %s",
            house.org("workshop"),
        )
