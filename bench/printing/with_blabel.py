"""The same labels by blabel (HTML, WeasyPrint): seconds of processor on one line.

Run as a script of its own: ``python -P bench/printing/with_blabel.py`` reads JSON on stdin.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from blabel import LabelWriter

PAGE = """<div class="label"><img src="{{ label_tools.qr_code(address, error_correction=3) }}"/>
<b>{{ code }}</b><br/>{{ title }}<br/>{{ line }}</div>"""
STYLE = """@page { size: A4; margin: 15.15mm 7.2mm; }
.label { float: left; width: 63.5mm; height: 38.1mm; margin-right: 2.5mm; overflow: hidden; }
img { float: left; width: 22mm; height: 22mm; image-rendering: pixelated; }"""


def main() -> None:
    told = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        page, style = Path(folder, "label.html"), Path(folder, "label.css")
        page.write_text(PAGE, encoding="utf-8")
        style.write_text(STYLE, encoding="utf-8")
        start = time.process_time()
        writer = LabelWriter(str(page), default_stylesheets=(str(style),), items_per_page=21)
        made = writer.write_labels(told, target=None)
        print(time.process_time() - start, len(made))


if __name__ == "__main__":
    main()
