"""Draw many labels in one PDF and say nothing: the memory of this process is what is looked at."""

from __future__ import annotations

import os
import random
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "filiere.settings"

from labels import symbols
from labels.codes import mint
from labels.render import Label, pdf
from labels.sheets import SHEETS

SITE = "https://filiere.vaucluse.example"


def main(count: int) -> None:
    source = random.Random(6)
    codes = [mint(source) for _ in range(count)]
    labels = [
        Label(code, symbols.address(SITE, code), "Portable Dell", ("Latitude 5490",))
        for code in codes
    ]
    made = pdf(SHEETS["L7160"], labels)
    if not made.startswith(b"%PDF"):
        sys.exit("no PDF")


if __name__ == "__main__":
    main(int(sys.argv[1]))
