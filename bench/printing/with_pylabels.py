"""The same labels by pylabels (reportlab graphics): seconds of processor on one line.

Its package is called ``labels`` like ours: run as a script of its own, away from the project:
``python -P bench/printing/with_pylabels.py`` reads JSON on stdin.
"""

import json
import sys
import time
from io import BytesIO

from reportlab.graphics import shapes
from reportlab.graphics.barcode.qr import QrCodeWidget

import labels


def draw(label, width, height, told):  # type: ignore[no-untyped-def]
    symbol = QrCodeWidget(told["address"], barLevel="Q", barWidth=62, barHeight=62, barBorder=0)
    symbol.x, symbol.y = 5, (height - 62) / 2
    label.add(symbol)
    for rank, text in enumerate((told["code"], told["title"], told["line"])):
        label.add(shapes.String(75, height / 2 + 10 - 12 * rank, text, fontSize=10))


def main() -> None:
    told = json.load(sys.stdin)
    start = time.process_time()
    specification = labels.Specification(
        210, 297, 3, 7, 63.5, 38.1, left_margin=7.2, top_margin=15.15, column_gap=2.5, row_gap=0
    )
    sheet = labels.Sheet(specification, draw)
    sheet.add_labels(told)
    made = BytesIO()
    sheet.save(made)
    print(time.process_time() - start, len(made.getvalue()))


if __name__ == "__main__":
    main()
