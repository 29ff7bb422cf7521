"""1,000 labels as PDF against reportlab drawing the same rectangles and text, known beforehand.

Ours starts from bare codes, new at each round: symbols are made, rectangles merged, titles cut,
pages drawn. The yardstick is given every rectangle and every line of text with its coordinates,
and only draws: once rectangle by rectangle (``canvas.rect``), once as one path a label. Rounds
alternate in one process, in seconds of processor (nothing here waits for anything, and the machine
may be shared); the median of each, and their ratio (at most 1.5 is asked of the first).

Then blabel and pylabels draw as many, each in its own process (ours is to be five times as fast),
and the memory of 100,000 labels in one PDF is measured in another (300 MiB at most).

``python bench/labels.py [--labels 1000] [--rounds 5] [--medium L7160] [--long 100000]``
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

# Python puts this folder first, where `labels` would be this very file.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "filiere.settings"

from reportlab.pdfgen.canvas import Canvas

from bench.printing import others
from labels import lettering, symbols
from labels.codes import mint
from labels.lettering import POINT, REGULAR
from labels.render import Label, Words, lettered, pdf, plan_of
from labels.sheets import SHEETS, Sheet

SITE = "https://filiere.vaucluse.example"
TITLES = [("Portable Dell", ("Latitude 5490",)), ("Écran Iiyama", ("ProLite XU2490",)), ("", ())]
SECONDS = 60.0
Drawn = tuple[list[tuple[float, float, float, float]], list[Words]]


def some(count: int, source: random.Random) -> list[Label]:
    """New labels, a third without title."""
    made = []
    for rank in range(count):
        code = mint(source)
        made.append(Label(code, symbols.address(SITE, code), *TITLES[rank % len(TITLES)]))
    return made


def beforehand(sheet: Sheet, labels: list[Label]) -> list[Drawn]:
    """Every rectangle and every line of text, in points on its page."""
    known = []
    for rank, label in enumerate(labels):
        layout = plan_of(sheet, label)
        x, y = sheet.corner(rank % sheet.per_page + 1)
        side, top = layout.module / POINT, (sheet.page_height - y - layout.symbol_y) / POINT
        left = (x + layout.symbol_x) / POINT
        found = symbols.rectangles(symbols.modules(label.address))
        rectangles = [
            (left + c * side, top - (r + high) * side, wide * side, high * side)
            for c, r, wide, high in found
        ]
        lines = [
            Words(
                (x + one.x) / POINT,
                (sheet.page_height - y - one.y) / POINT,
                one.text,
                one.font,
                one.size,
            )
            for one in lettered(layout, label)
        ]
        known.append((rectangles, lines))
    return known


def yardstick(sheet: Sheet, known: list[Drawn], *, as_path: bool) -> bytes:
    """What reportlab makes of them, drawing alone."""
    made = BytesIO()
    size = (sheet.page_width / POINT, sheet.page_height / POINT)
    canvas = Canvas(made, pagesize=size, pageCompression=1, initialFontName=REGULAR)  # type: ignore[arg-type]
    for rank, (rectangles, lines) in enumerate(known):
        if rank and rank % sheet.per_page == 0:
            canvas.showPage()
        if as_path:
            path = canvas.beginPath()
            for rectangle in rectangles:
                path.rect(*rectangle)
            canvas.drawPath(path, stroke=0, fill=1)
        else:
            for rectangle in rectangles:
                canvas.rect(*rectangle, stroke=0, fill=1)
        for line in lines:
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text)
    canvas.save()
    return made.getvalue()


def timed(what: Callable[[], object]) -> float:
    start = time.process_time()
    what()
    return time.process_time() - start


def parts(sheet: Sheet, labels: list[Label]) -> dict[str, float]:
    """Where our time goes, step by step on fresh codes; drawing last, all else being cached."""
    spent = {"symboles (qrcode)": timed(lambda: [symbols.modules(one.address) for one in labels])}
    drawn = [symbols.modules(one.address) for one in labels]
    spent["rectangles fusionnés"] = timed(lambda: [symbols.rectangles(one) for one in drawn])
    layout = plan_of(sheet, labels[0])
    spent["lignes de texte"] = timed(lambda: [lettered(layout, one) for one in labels])
    whole = timed(lambda: pdf(sheet, labels))
    inside = spent["rectangles fusionnés"] + spent["lignes de texte"]
    return spent | {"dessin et compression": max(0.0, whole - inside)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--labels", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--medium", default="L7160", choices=SHEETS)
    parser.add_argument("--long", type=int, default=100_000)
    asked = parser.parse_args()
    sheet, source = SHEETS[asked.medium], random.Random(4)
    lettering.register()
    pdf(sheet, some(3, source))
    times: dict[str, list[float]] = {"filiere": [], "reportlab, rect": [], "reportlab, tracé": []}
    started = time.monotonic()
    for done in range(asked.rounds):
        labels = some(asked.labels, source)
        times["filiere"].append(timed(lambda labels=labels: pdf(sheet, labels)))
        known = beforehand(sheet, labels)
        for name, as_path in (("reportlab, rect", False), ("reportlab, tracé", True)):
            draw = timed(lambda known=known, p=as_path: yardstick(sheet, known, as_path=p))
            times[name].append(draw)
        if time.monotonic() - started > SECONDS:
            print(f"arrêté après {done + 1} tours")
            break
    print(f"{asked.labels} étiquettes, {sheet.name}, {len(times['filiere'])} tours")
    ours = statistics.median(times["filiere"])
    for name, found in times.items():
        middle = statistics.median(found)
        print(
            f"{name:18} {middle:6.3f} s  {asked.labels / middle:6.0f}/s  "
            f"({min(found):.3f} à {max(found):.3f})  filiere = {ours / middle:.2f} ×"
        )
    for name, seconds in parts(sheet, some(min(asked.labels, 1000), source)).items():
        print(f"  {name:24} {seconds:6.3f} s")
    for name in others.OTHERS:
        taken = others.seconds(name, some(asked.labels, source))
        print(
            f"{name:18} {taken:6.3f} s  {asked.labels / taken:6.0f}/s  "
            f"filiere est {taken / ours:.1f} fois plus rapide"
        )
    if asked.long:
        print(f"{asked.long} étiquettes en un PDF : {others.memory(asked.long):.0f} Mio au plus")


if __name__ == "__main__":
    main()
