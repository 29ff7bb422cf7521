"""Each medium × layout × resolution × damage × reader: how many labels are read. Writes docs.

Readers: zxing-cpp, zbar, and the scan page's own (zxing as wasm, in Chromium). ZPL is read from
what is sent to the printer. ``python bench/decoding.py [--write]``
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "filiere.settings"

import zxingcpp
from PIL import Image
from playwright.sync_api import sync_playwright
from pyzbar.pyzbar import ZBarSymbol, decode

from labels.layout import plan
from labels.sheets import SHEETS
from labels.zpl import zpl
from tests.labels.browser_reader import BrowserReader
from tests.labels.damage import BEYOND, DAMAGES, Damage
from tests.labels.matrix import DPI, cases
from tests.labels.sheet_reading import some
from tests.labels.zpl_printer import printed

PAGE = Path(__file__).resolve().parent.parent / "docs" / "lecture-des-etiquettes.md"
CHROMIUM = ("chromium", ["--no-sandbox", "--disable-gpu"])
Read = Callable[[Image.Image], list[str]]
Counts = Counter[tuple[str, str]]
HEAD = """# Les étiquettes se lisent-elles ?

*Page écrite par `python bench/decoding.py --write`.*

{media} supports portent un QR ; pour chacun, les deux dispositions (QR, code et titre ; QR et code)
à 203, 300 et 600 points par pouce, quand elles y tiennent : {labels} étiquettes, chacune avec un
code neuf, chacune abîmée de toutes ces façons, posée sur un fond sombre, lue par trois lecteurs :
zxing-cpp, zbar, et celui de la page du scanner (zxing en wasm, dans Chromium).

- *rayée* : arrachée sur 8 % du symbole, hors de ses trois repères ; *floue* : flou gaussien de 0,4
  module ; *passée* : un cinquième du contraste, avec du grain ; *débord d'un point* : chaque point
  noir noircit son voisin.
"""
BEYOND_WORDS = """
## Au-delà

Ce qu'aucune correction ne promet. *Rayée de part en part* : un trait de 8 % du symbole, d'un bord
à l'autre, repères compris ; *point mort* : un point chauffant de la tête ne marque plus.
Une étiquette qui ne se lit plus se tape (le code est écrit en clair) et se réimprime.
"""


@contextmanager
def readers() -> Iterator[dict[str, Read]]:
    name, options = CHROMIUM
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=f"/usr/bin/{name}", args=options)
        page = BrowserReader(browser)
        yield {"zxing-cpp": _zxing, "zbar": _zbar, "navigateur": page.read}
        browser.close()


def _zxing(seen: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(seen, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]


def _zbar(seen: Image.Image) -> list[str]:
    return [one.data.decode() for one in decode(seen, symbols=[ZBarSymbol.QRCODE])]


def count(damages: Mapping[str, Damage], read: Mapping[str, Read]) -> tuple[Counts, Counts]:
    """How many are read right, and how many were shown, by damage and reader."""
    right: Counts = Counter()
    shown: Counts = Counter()
    for case in cases(damages=damages):
        for name, reader in read.items():
            shown[case.damage, name] += 1
            right[case.damage, name] += reader(case.seen) == [case.address]
    return right, shown


def sent_to_printers(read: Mapping[str, Read]) -> tuple[Counts, Counts]:
    """The same for ZPL, decoded from the bytes that the printer gets."""
    right: Counts = Counter()
    shown: Counts = Counter()
    rolls = [sheet for sheet in SHEETS.values() if sheet.is_roll]
    for sheet in rolls:
        for dpi in DPI:
            if not plan(replace(sheet, dpi=dpi)).module:
                continue
            labels = some(5, seed=dpi)
            for label, laid in zip(labels, printed(zpl(sheet, labels, dpi)), strict=True):
                for name, reader in read.items():
                    shown["ZPL", name] += 1
                    right["ZPL", name] += reader(laid) == [label.address]
    return right, shown


def table(right: Counts, shown: Counts) -> str:
    names = list(dict.fromkeys(name for _, name in shown))
    lines = ["| étiquette | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for damage in dict.fromkeys(damage for damage, _ in shown):
        told = [f"{_percent(right[damage, name], shown[damage, name])}" for name in names]
        lines.append(f"| {damage} | " + " | ".join(told) + " |")
    return "\n".join(lines)


def _percent(right: int, shown: int) -> str:
    return f"{100 * right / shown:.1f} % ({right} sur {shown})".replace(".", ",")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help=f"écrire {PAGE.name}")
    asked = parser.parse_args()
    with readers() as read:
        right, shown = count(DAMAGES, read)
        sent = sent_to_printers(read)
        beyond = count(BEYOND, read)
    labels = shown["intacte", "zbar"]
    bad = [key for key in shown if key[0] == "intacte" and right[key] < shown[key]]
    damaged = [key for key in shown if key[0] != "intacte"]
    mended, seen = (sum(counts[key] for key in damaged) for counts in (right, shown))
    media = sum(1 for sheet in SHEETS.values() if plan(sheet).kind != "text")
    text = "\n".join(
        [
            HEAD.format(media=media, labels=labels),
            table(right, shown),
            f"\nAbîmées, tous lecteurs : {_percent(mended, seen)}.\n",
            "Ce qui est envoyé à une imprimante ZPL, relu depuis ses octets :\n",
            table(*sent),
            BEYOND_WORDS,
            table(*beyond),
        ]
    )
    print(text)
    if asked.write:
        PAGE.write_text(text + "\n", encoding="utf-8")
    if bad or mended < 0.97 * seen or sent[0] != sent[1]:
        sys.exit("Moins que demandé : 100 % intactes et en ZPL, 97 % abîmées.")


if __name__ == "__main__":
    main()
