"""Fonts: made once, whole, whatever the number of processes; French is drawn entire."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from labels import fonts
from tests.build.tree import ROOT

MAKE = """
import django.conf, sys
django.conf.settings.configure(FONTS_DIR=sys.argv[1], NODE_MODULES=sys.argv[2])
from labels import fonts
print(fonts.regular().stat().st_size, fonts.bold().stat().st_size)
"""


def test_both_weights_are_ttf_with_every_letter_of_french() -> None:
    french = set("ABCZabcz0123456789àâçéèêëîïôùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ«»’–—…·°²€\u00a0")
    for path in (fonts.regular(), fonts.bold()):
        font = TTFont(path)
        assert font.flavor is None and "glyf" in font
        assert french <= {chr(point) for point in font.getBestCmap()}


def test_several_processes_at_once_each_get_whole_files(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(tmp_path), str(ROOT / "node_modules")]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)
    ]
    told = {process.communicate()[0] for process in running}
    assert all(process.returncode == 0 for process in running)
    assert len(told) == 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".ttf", ".ttf"]


def test_a_file_made_before_is_kept(tmp_path: Path, settings: Any) -> None:
    settings.FONTS_DIR = tmp_path / "deep" / "fonts"
    first = fonts.regular()
    made = first.stat().st_mtime_ns
    assert fonts.regular() == first
    assert first.stat().st_mtime_ns == made


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("1\u202f000 Go", "1\u00a0000 Go"),
        ("Écran\n plat", "Écran plat"),
        ("e\u0301cran", "écran"),
        ("Redmi 小米 9", "Redmi 9"),
        ("ﬁn 😀\x00\u200b", "fin"),
        ("Ṁ", "M"),
        ("", ""),
    ],
)
def test_a_text_is_drawn_in_letters_the_font_has(text: str, drawn: str) -> None:
    assert fonts.drawable(text) == drawn
