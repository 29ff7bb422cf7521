"""The commands, as somebody runs them: sentences, exit status, writers at work meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from inventory.models import Device, ErasableText
from tests.inventory.journal.tampering import put_walls_up
from tests.inventory.journal.world import World
from tests.places import ROOT, manage

Place = Callable[..., AbstractContextManager[dict[str, str]]]
MODULE = "tests.inventory.journal.world"


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip().splitlines()[-1]


def test_sealing_says_what_it_did(
    db: None, played: World, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("seal_journal")
    assert last_line(capsys).startswith("Scellé n° 1 : ")
    call_command("seal_journal")
    assert last_line(capsys) == "Rien de nouveau depuis le scellé n° 1 : rien à sceller."


def test_a_refused_seal_is_an_error_in_french(world: World, settings: object) -> None:
    Path(settings.SEAL_KEY_FILE).unlink()  # type: ignore[attr-defined]
    world.go("count", world.main)
    with pytest.raises(CommandError, match="La clé des scellés manque"):
        call_command("seal_journal")


def test_verifying_sums_up_on_its_last_line(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    put_walls_up()
    call_command("verify_journal")
    assert last_line(capsys).startswith("Journal intact : ")


def test_a_difference_is_told_and_fails(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    put_walls_up()
    Device.objects.filter(pk=world.main).update(brand="Autre")
    with pytest.raises(SystemExit) as left:
        call_command("verify_journal", quick=True)
    assert left.value.code == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        f"Lignes d'état : appareil {world.main}, colonne brand : n'est pas ce que dit le "
        "journal ; attendu « Dell », trouvé « Autre »."
    )
    assert told[-1].startswith("1 différence(s) : ")


def test_an_anchor_that_is_not_there_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n'existe pas"):
        call_command("verify_journal", anchor=tmp_path / "rien.jsonl")


def test_rebuilding_says_what_it_did(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild_states")
    assert last_line(capsys) == "Les lignes d'état disent ce que dit le journal."
    Device.objects.filter(pk=world.main).update(brand="Autre")
    with pytest.raises(SystemExit):
        call_command("rebuild_states", check=True)
    assert Device.objects.get(pk=world.main).brand == "Autre"
    capsys.readouterr()
    call_command("rebuild_states")
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [
        f"Remis : appareil {world.main} : brand.",
        "1 différence(s), 1 remise(s) en place, 0 restante(s).",
    ]


def test_expired_texts_are_forgotten(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    ErasableText.objects.update(keep_until=timezone.now().date().replace(year=2020))
    count = ErasableText.objects.count()
    call_command("forget_expired")
    assert last_line(capsys).startswith(f"{count} texte(s) effacé(s).")
    put_walls_up()
    call_command("verify_journal")
    assert f"{count} texte(s) effacé(s), comme prévu." in capsys.readouterr().out


@pytest.mark.slow
def test_a_journal_that_grows_meanwhile_is_intact(place: Place) -> None:
    with place() as env:
        _shell(env, "build()").wait()
        stop = Path(env["FILIERE_DATA_DIR"]) / "stop"
        writer = _shell(env, f"count_until({str(stop)!r})")
        for _ in range(3):
            manage(env, "seal_journal")
            assert manage(env, "verify_journal").splitlines()[-1].startswith("Journal intact")
        stop.touch()
        assert writer.wait() == 0
        manage(env, "seal_journal")
        assert " 0 écriture(s) pas encore scellée(s)" in manage(env, "verify_journal")
        lines = (Path(env["FILIERE_DATA_DIR"]) / "anchor.jsonl").read_text().splitlines()
        assert [json.loads(line)["number"] for line in lines] == list(range(1, len(lines) + 1))


def _shell(env: dict[str, str], call: str) -> subprocess.Popen[bytes]:
    code = f"from {MODULE} import build, count_until; {call}"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
