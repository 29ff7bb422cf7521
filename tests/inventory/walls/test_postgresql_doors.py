"""What PostgreSQL lets somebody with the database open do that SQLite does not."""

from __future__ import annotations

import pytest
from django.db import connection

from inventory.walls.install import missing
from inventory.walls.rules import TABLES
from tests.inventory.walls.house import BEGAN, House, change, refused, sql


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(house: House, table: str) -> None:
    name = TABLES[table]._meta.db_table
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with refused(r"\w+-truncate"):
        sql(f"TRUNCATE {name} CASCADE")


def test_no_table_is_emptied_by_way_of_another(house: House) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for other in ("inventory_collection", "network_territory", "network_organisation"):
        with refused(r"\w+-truncate"):
            sql(f"TRUNCATE {other} CASCADE")


def test_a_replicas_session_is_refused_alike(house: House) -> None:
    device = house.device("audited")
    disk = house.disk(device)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET LOCAL session_replication_role = replica")
    with refused("device-standing"):
        change(device, step="ready")
    with refused("medium-kept"):
        sql("DELETE FROM inventory_storagemedium WHERE id = %s", disk.pk)
    with refused("device-truncate"):
        sql("TRUNCATE inventory_device CASCADE")
    with refused("medium-arrival"):
        house.disk(device, device_id="0000000ZZ")


def test_a_table_of_the_session_hides_nothing_from_the_wall(house: House) -> None:
    device = house.device("audited")
    house.disk(device)
    sql("CREATE TEMP TABLE inventory_storagemedium (LIKE public.inventory_storagemedium)")
    sql("SET LOCAL search_path = pg_temp, public")
    with refused("device-standing"):
        sql("UPDATE public.inventory_device SET step = 'ready' WHERE code = %s", device.pk)
    sql("DROP TABLE pg_temp.inventory_storagemedium")


def test_a_function_of_another_schema_is_never_called(house: House) -> None:
    device = house.device("audited")
    sql("CREATE SCHEMA evil")
    sql(
        "CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz "
        "LANGUAGE sql AS $$ SELECT '2999-01-01'::timestamptz $$"
    )
    sql("SET LOCAL search_path = evil, public, pg_catalog")
    with refused("proof-date"):
        house.prove(house.disk(device), ended_at=BEGAN.replace(year=2998))
    sql("SET LOCAL search_path = public")


def test_an_upsert_changes_nothing_that_an_update_could_not(house: House) -> None:
    device = house.device("ready")
    for step in ("distributed", "collected"):
        with refused("device-step|device-standing"):
            sql(
                "INSERT INTO inventory_device SELECT * FROM inventory_device WHERE code = %s "
                "ON CONFLICT (code) DO UPDATE SET step = %s",
                device.pk,
                step,
            )
    with refused("device-identity"):
        sql(
            "MERGE INTO inventory_device d USING (SELECT 1) AS s ON d.code = %s "
            "WHEN MATCHED THEN UPDATE SET code = 'AAAAAAAAA'",
            device.pk,
        )


def test_a_statement_that_writes_twice_is_judged_by_what_it_leaves(house: House) -> None:
    device = house.device("ready")
    disk = device.media.get()
    with refused("medium-standing|device-standing"):
        sql(
            "WITH bumped AS (UPDATE inventory_storagemedium SET exposure = 2, proof_id = NULL "
            "WHERE id = %s RETURNING 1) UPDATE inventory_device SET brand = 'x' WHERE code = %s",
            disk.pk,
            device.pk,
        )


def test_disabled_and_enabled_again_a_trigger_is_said_altered(house: House) -> None:
    assert missing(connection) == []
    sql("ALTER TABLE inventory_device DISABLE TRIGGER ALL")
    sql("ALTER TABLE inventory_device ENABLE TRIGGER ALL")
    assert missing(connection) == [
        "wall_device_after",
        "wall_device_before",
        "wall_device_truncate",
    ]


def test_a_function_written_anew_is_said_altered(house: House) -> None:
    sql(
        "CREATE OR REPLACE FUNCTION wall_proof_after() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN RETURN NULL; END $$"
    )
    assert missing(connection) == ["wall_proof_after"]


def test_a_function_that_looks_elsewhere_is_said_altered(house: House) -> None:
    sql("ALTER FUNCTION wall_medium_after() SET search_path = evil, public")
    sql("ALTER FUNCTION wall_proof_after() RESET search_path")
    assert missing(connection) == ["wall_medium_after", "wall_proof_after"]


def test_a_condition_added_to_a_trigger_is_said_altered(house: House) -> None:
    sql("DROP TRIGGER wall_code_before ON inventory_code")
    sql(
        "CREATE TRIGGER wall_code_before BEFORE UPDATE OR DELETE ON inventory_code "
        "FOR EACH ROW WHEN (1 = 0) EXECUTE FUNCTION wall_code_before()"
    )
    sql("ALTER TABLE inventory_code ENABLE ALWAYS TRIGGER wall_code_before")
    assert missing(connection) == ["wall_code_before"]


def test_a_table_that_inherits_is_named(house: House) -> None:
    sql("CREATE TABLE kid () INHERITS (inventory_device)")
    assert missing(connection) == ["inventory_device est héritée par kid"]
