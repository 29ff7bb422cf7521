"""The wall is there after every migration, and says which of its triggers is not."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import UniqueConstraint

from inventory.walls.checks import HOLE, walls_stand
from inventory.walls.install import drop, expected, install, missing
from inventory.walls.rules import TABLES, rules, unique_columns
from tests.inventory.walls.house import House, refused, sql
from tests.places import manage

Place = Callable[..., AbstractContextManager[dict[str, str]]]
REBUILD = """
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations import Migration
from inventory.models import Device
from inventory.walls.install import missing
plan = [(Migration("0002_told", "inventory"), False)] if {told} else []
emit_pre_migrate_signal(0, False, "default", apps=apps, plan=plan)
old, new = Device._meta.get_field("brand"), models.CharField(max_length=121, default="")
new.set_attributes_from_name("brand")
with connection.schema_editor() as editor:
    editor.alter_field(Device, old, new)
emit_post_migrate_signal(0, False, "default", apps=apps, plan=plan)
print("missing", missing(connection))
"""
TAKEN_DOWN = """
from django.core.management import call_command
from django.db import connection
from inventory.walls.install import drop, missing
drop(connection)
print("missing", missing(connection))
call_command("migrate", verbosity=0)
print("missing", missing(connection))
"""
BEFORE_THE_FIRST = """
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from inventory.walls.install import missing
if connection.vendor == "sqlite":
    Path(connection.settings_dict["NAME"]).unlink()
else:
    connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
connection.close()
call_command("migrate", "network", verbosity=0)
assert "inventory_device" not in connection.introspection.table_names()
call_command("check", databases=["default"])
call_command("migrate", verbosity=0)
print("missing", missing(connection))
"""


def one_trigger() -> str:
    return "wall_device_step" if connection.vendor == "sqlite" else "wall_device_after"


def take_down(name: str) -> None:
    table = "" if connection.vendor == "sqlite" else " ON inventory_device"
    sql(f"DROP TRIGGER {name}{table}")


def test_after_migrate_every_trigger_is_there(db: None) -> None:
    assert missing(connection) == []
    assert {name.split("_")[1] for name in expected(connection)} == set(TABLES)


def test_a_missing_trigger_is_named_and_put_back(db: None) -> None:
    take_down(one_trigger())
    assert missing(connection) == [one_trigger()]
    assert install(connection)
    assert missing(connection) == []
    device = House().device()
    with refused("device-(step|entry)"):
        sql("UPDATE inventory_device SET step = 'distributed' WHERE code = %s", device.pk)


def test_an_altered_trigger_is_named_and_put_right(db: None) -> None:
    name = one_trigger()
    take_down(name)
    if connection.vendor == "sqlite":
        sql(f"CREATE TRIGGER {name} AFTER UPDATE ON inventory_device BEGIN SELECT 1; END")
    else:
        sql(
            f"CREATE TRIGGER {name} AFTER UPDATE ON inventory_device "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    assert missing(connection) == [name]
    assert install(connection)
    assert missing(connection) == []


def test_what_is_whole_is_left_alone(db: None, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert not install(connection)


def test_the_check_names_each_missing_trigger_in_french(db: None) -> None:
    assert walls_stand(databases=["default"]) == []
    drop(connection)
    (told,) = walls_stand(databases=["default"])
    assert told.id == HOLE
    assert "Manquent ou ont été modifiés" in told.msg
    assert all(name in told.msg for name in expected(connection))


def test_the_check_lets_migrate_mend_what_it_names(db: None) -> None:
    drop(connection)
    assert all(not message.is_serious() for message in walls_stand(databases=["default"]))
    assert walls_stand in checks.registry.registry.registered_checks


def test_check_says_it_at_the_command_line(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    take_down(one_trigger())
    call_command("check", databases=["default"])
    assert one_trigger() in capsys.readouterr().err


def test_a_rebuilt_table_gets_its_triggers_back(place: Place) -> None:
    with place() as env:
        assert "missing []" in manage(env, "shell", "-c", REBUILD.format(told=True))


def test_sqlite_would_not_rebuild_a_table_under_its_triggers(place: Place) -> None:
    with place() as env:
        if env["DATABASE_URL"].startswith("sqlite"):
            with pytest.raises(RuntimeError, match="error in trigger"):
                manage(env, "shell", "-c", REBUILD.format(told=False))
        else:
            assert "missing []" in manage(env, "shell", "-c", REBUILD.format(told=False))


def test_migrate_puts_back_what_somebody_took_down(place: Place) -> None:
    with place() as env:
        down, up = manage(env, "shell", "-v", "0", "-c", TAKEN_DOWN).splitlines()[-2:]
        assert down.startswith("missing ['wall_") and up == "missing []"


def test_a_database_before_its_first_migration_is_left_alone(place: Place) -> None:
    with place() as env:
        assert "missing []" in manage(env, "shell", "-c", BEFORE_THE_FIRST)


def test_every_migration_can_be_taken_back() -> None:
    steps = MigrationLoader(None).disk_migrations.values()
    assert [step for step in steps if not all(one.reversible for one in step.operations)] == []


def test_every_rule_has_a_name_of_its_own_and_names_its_table() -> None:
    names = [rule.name for rule in rules()]
    assert len(names) == len(set(names))
    assert all(rule.name.split("-")[0] == rule.table for rule in rules())


def test_columns_that_spare_work_take_no_meaning_away() -> None:
    for rule in rules():
        if rule.columns:
            asked = set(re.findall(r"NEW\.(\w+)", rule.when or rule.safe))
            assert asked <= set(rule.columns), rule.name


def test_every_unique_constraint_is_known_to_the_wall() -> None:
    for model in TABLES.values():
        unique = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
        assert all(c.fields and c.condition is None for c in unique), model
        together = {tuple(f"{name}_id" for name in names) for names in model._meta.unique_together}
        assert together <= set(unique_columns(model)), model
        assert unique_columns(model)
