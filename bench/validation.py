"""Every check of the estimates, gathered; writes docs/validation.md.

``python bench/validation.py [--simulations 2] [--draws 1000] [--to FILE] [--only PART …]``. With
``--only``, the other parts of the page stay as they were measured. A part that cannot be
measured here (records of Open Repair absent) is said as such, never left out in silence.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiere.settings")

from threadpoolctl import threadpool_limits

from bench import estimate, openrepair
from bench.validating import communes, ewaste, flows, simulated, yields
from bench.validating.table import Check, french, told

PAGE = Path(__file__).resolve().parents[1] / "docs" / "validation.md"
HEAD = """# Validation des estimations

Page écrite par `make bench` (`bench/validation.py`) à partir de mesures réelles : ne pas la
modifier à la main. Une vérification non tenue reste écrite comme telle.

"""
SECONDS, GIB = 20.0, 4.0


def times(draws: int) -> list[Check]:
    """Time and memory; the yardstick draws and sorts as much on the same machine, nothing else."""
    found = []
    for name, figures in estimate.measured(draws):
        communes_asked, _, took, _, memory, bare = figures
        found.append(
            Check(
                f"Estimer : {name}",
                f"{took:.1f} s, {memory:.2f} Gio (tirer et trier seuls : {bare:.1f} s)",
                f"< {SECONDS:.0f} s et {GIB:.0f} Gio sur 2 cœurs libres",
                f"{communes_asked:.0f} communes, {draws} tirages",
                took < SECONDS and memory < GIB,
            )
        )
    return found


def parts(simulations: int, draws: int) -> dict[str, Callable[[], list[Check]]]:
    records = openrepair.records()
    found: dict[str, Callable[[], list[Check]]] = {
        "Déchets publiés": ewaste.checks,
        "Petites communes": lambda: communes.checks(simulations),
        "Vérités tirées": simulated.checks,
        "Temps et mémoire": lambda: times(draws),
    }
    if records is not None:
        found["Rendements, sur Open Repair"] = lambda: yields.checks(records)
        found["Flux, sur Open Repair"] = lambda: flows.checks(records)
    return found


NOTES = {
    "Flux, sur Open Repair": "Les réglages livrés ont été choisis en voyant ces mêmes séries : les "
    "deux premières lignes sont donc optimistes. Les deux autres ne le sont pas : réglages choisis "
    "sans le fournisseur jugé.\n\n",
}


def page(simulations: int, draws: int, kept: Mapping[str, str]) -> str:
    """The whole page, as Markdown; ``kept`` are parts that are not measured again."""
    load = french(f"{os.getloadavg()[0]:.1f}")
    machine = (
        f"{os.cpu_count()} cœurs (charge au départ : {load}), Python {platform.python_version()}"
    )
    text = [f"{HEAD}{_when(kept)}Mesuré le {datetime.now(UTC):%d/%m/%Y}, {machine}.\n"]
    asked = parts(simulations, draws)
    for title, checks in asked.items():
        if title in kept:
            text.append(f"## {title}\n{kept[title]}")
            continue
        print(title, flush=True)
        start = time.monotonic()
        rows = told(checks())
        took = f"Mesuré en {time.monotonic() - start:.0f} s."
        print(f"{rows}\n{took}", flush=True)
        text.append(f"## {title}\n\n{NOTES.get(title, '')}{took}\n\n{rows}\n")
    if len(asked) == 4:
        text.append("Rendements et flux : non mesurés, les relevés d'Open Repair manquaient.\n")
    return "\n".join(text)


def _when(kept: Mapping[str, str]) -> str:
    """What the page said of its first measure, when only some parts are measured again."""
    said = kept.get("", "")
    parts = ", ".join(f"« {title} »" for title in kept if title)
    return f"{said}\n\nSauf ces parties, reprises telles quelles : {parts}. " if said else ""


def measured_before(path: Path, only: Sequence[str]) -> dict[str, str]:
    """The parts of a page that are not asked for, as they stand there."""
    if not only or not path.exists():
        return {}
    first, *parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = dict(part.split("\n", 1) for part in parts)
    said = first[first.find("Mesuré le") :].strip()
    kept = {title: f"{body.rstrip()}\n" for title, body in found.items() if title not in only}
    return {"": said} | kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--simulations", type=int, default=2)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--to", type=Path, default=PAGE)
    parser.add_argument("--only", action="append", default=[], metavar="PART")
    asked = parser.parse_args()
    kept = measured_before(asked.to, asked.only)
    warnings.filterwarnings("ignore", module="statsforecast")
    with threadpool_limits(int(os.environ.get("BENCH_THREADS", "2"))):
        asked.to.write_text(page(asked.simulations, asked.draws, kept), encoding="utf-8")


if __name__ == "__main__":
    main()
