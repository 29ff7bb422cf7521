"""Carrying received files into tidy tables of our own.

``python -m forecast.reference.carry FOLDER`` reads the files as they were received, writes
``data/*.csv`` (or ``.csv.gz``, always the same bytes) and puts checksum, rows and sums in the
cards, whose words are written by hand.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from forecast.reference.card import DATA, SHAPES, read_card
from forecast.reference.outlines import department_of, neighbours, places, rings

POM_KEYS = ("0301", "0302", "0303", "0304", "0306", "0308", "0309")
PARIS, LYON, MARSEILLE = "75056", "69123", "13055"


def filosofi(folder: Path) -> pd.DataFrame:
    """Households, persons, median, rate and its status; a district says its city."""
    raw = pd.read_csv(folder / "insee_filosofi_2021_communes.csv", sep=";", dtype=str)
    wanted = {"NBMENFISC21": "households", "NBPERSMENFISC21": "persons", "MED21": "median"}
    table = pd.DataFrame({"code": raw["CODGEO"], "city": raw["CODGEO"].map(_city)})
    for column, name in (*wanted.items(), ("TP6021", "rate")):
        numbers = raw[column].str.replace(",", ".", regex=False)
        table[name] = pd.to_numeric(numbers, errors="coerce")
    rate = raw["TP6021"]
    table["status"] = np.select(
        [rate == "s", rate == "nd", table["rate"] == 5],
        ["secret", "missing", "censored"],
        "published",
    )
    return table


def _city(code: str) -> str:
    if re.fullmatch(r"751\d\d", code):
        return PARIS
    if re.fullmatch(r"6938\d", code):
        return LYON
    return MARSEILLE if re.fullmatch(r"132\d\d", code) else ""


def put_on_market(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "ewaste_pom_fra_nld_bel.csv", dtype={"unu_key": str})
    kept = raw[(raw["country"] == "FRA") & raw["unu_key"].isin(POM_KEYS)]
    kept = kept.sort_values(["unu_key", "year"])[["unu_key", "year", "pom_kg", "pom_pieces"]]
    return kept.rename(columns={"pom_kg": "kg", "pom_pieces": "pieces"}).round(1)


def impact(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "ademe_impactco2_numerique.csv")


def france_services(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "france_services.csv", dtype=str)
    names = {
        "insee_com": "commune",
        "lib_fs": "name",
        "format_fs": "form",
        "itinerance": "itinerant",
        "latitude": "latitude",
        "longitude": "longitude",
    }
    table = raw.rename(columns=names)[list(names.values())]
    return table.sort_values(["commune", "name"], kind="stable")


def mediators(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "conseillers_numeriques.csv", dtype=str)
    names = {
        "siret": "siret",
        "structure": "name",
        "code_commune": "commune",
        "conseillers_attribues": "posts",
        "conseillers_recrutes": "recruited",
        "france_services": "france_services",
    }
    return raw.rename(columns=names)[list(names.values())].sort_values(
        ["siret", "name"], kind="stable"
    )


def end_of_life(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "software_end_of_life.csv", dtype=str, keep_default_na=False)
    return raw[["product", "cycle", "label", "released", "end_of_life"]]


def commune_places(folder: Path) -> pd.DataFrame:
    """Centre and area of every outline of 2018, by the code it had then."""
    raw = json.loads(gzip.decompress((folder / "communes_france_2018.topojson.gz").read_bytes()))
    return pd.DataFrame(places(raw), columns=["code", "longitude", "latitude", "km2"])


def commune_outlines(folder: Path) -> pd.DataFrame:
    """One file of rings for each département, and the index of these files with their SHA-256."""
    raw = json.loads(gzip.decompress((folder / "communes_france_2018.topojson.gz").read_bytes()))
    table = pd.DataFrame(rings(raw), columns=["code", "rings"]).sort_values("code")
    (x, y), (left, low) = raw["transform"]["scale"], raw["transform"]["translate"]
    SHAPES.mkdir(exist_ok=True)
    rows = []
    for department, mine in table.groupby(table["code"].map(department_of)):
        content = gzip.compress(mine.to_csv(index=False, lineterminator="\n").encode(), 9, mtime=0)
        (SHAPES / f"{department}.csv.gz").write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        rows.append((department, sha256, len(mine), x, y, left, low))
    names = ["department", "sha256", "communes", "x_step", "y_step", "x_from", "y_from"]
    return pd.DataFrame(rows, columns=names)


def department_neighbours(folder: Path) -> pd.DataFrame:
    raw = json.loads(gzip.decompress((folder / "communes_france_2018.topojson.gz").read_bytes()))
    return pd.DataFrame(neighbours(raw), columns=["department", "neighbour", "km"])


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "filosofi_2021_communes": filosofi,
    "put_on_market": put_on_market,
    "device_impact": impact,
    "france_services": france_services,
    "conseillers_numeriques": mediators,
    "software_end_of_life": end_of_life,
    "commune_places_2018": commune_places,
    "commune_outlines_2018": commune_outlines,
    "department_neighbours": department_neighbours,
}


def write(name: str, table: pd.DataFrame) -> None:
    """One table, and the lines of its card that are counted."""
    card = DATA / f"{name}.toml"
    content = table.to_csv(index=False, lineterminator="\n").encode()
    file = read_card(card).file
    (DATA / file).write_bytes(
        gzip.compress(content, 9, mtime=0) if file.endswith(".gz") else content
    )
    stamp(card, content, table)


def stamp(card: Path, content: bytes, table: pd.DataFrame) -> None:
    """Put checksum, rows, columns and sums of a table in its card."""
    text = set(read_card(card).text)
    numbers = [name for name in table.columns if name not in text]
    words = card.read_text(encoding="utf-8").split("\n# counted\n")[0].rstrip("\n")
    sums = {name: float(pd.to_numeric(table[name]).sum()) for name in numbers}
    counted = [
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"',
        f"rows = {len(table)}",
        f"columns = {json.dumps(list(table.columns))}",
        "[sums]",
        *(f"{name} = {total!r}" for name, total in sums.items()),
    ]
    card.write_text(words + "\n# counted\n" + "\n".join(counted) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    for name, carried in TABLES.items():
        write(name, carried(folder))
    for card in sorted(DATA.glob("*.toml")):
        if card.stem not in TABLES and not read_card(card).file.endswith(".gz"):
            content = card.with_suffix(".csv").read_bytes()
            text = dict.fromkeys(read_card(card).text, "str")
            table = pd.read_csv(
                card.with_suffix(".csv"), dtype=text, keep_default_na=False, na_values={}
            )
            stamp(card, content, table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
