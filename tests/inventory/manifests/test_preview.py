"""A donor's list looked at before anything is kept."""

from __future__ import annotations

import pytest

from inventory.manifests.columns import guess
from inventory.manifests.kinds import kind_of
from inventory.manifests.preview import preview
from inventory.sheets import Sheet, read


def sheet(text: str) -> Sheet:
    return read(text.encode("cp1252"), "parc.csv")


def test_a_french_list_is_understood_without_a_question() -> None:
    found = preview(
        sheet(
            "Parc réformé;;;;\nN° d'inventaire;Catégorie;Constructeur;Désignation;N° de série\n"
            "A-1;PC portable;Dell;Latitude 5400;7HX2KQ2\nA-2;Écran;HP;;N/A\n"
        )
    )
    assert found.problems == []
    assert [(row.kind, row.asset_tag, row.brand, row.model, row.serial) for row in found.rows] == [
        ("laptop", "A-1", "Dell", "Latitude 5400", "7HX2KQ2"),
        ("monitor", "A-2", "HP", "", ""),
    ]
    assert found.counts == {"laptop": 1, "monitor": 1}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Asset Tag", "Type", "Vendor", "Model", "Serial"), "asset_tag kind brand model serial"),
        (("Modèle", "S/N", "Marque", "Type de matériel"), "model serial brand kind"),
        (("Nº SÉRIE", "Code inventaire", "Famille"), "serial asset_tag kind"),
        (("Date d'achat", "Numéro de série constructeur", "Site"), "bought serial -"),
        (("Date de réforme", "Classé", "Mise en service"), "reformed protected bought"),
        (("ACQUIS LE", "RÉFORMÉ LE", "CLASSE", "PROTÉGÉ"), "bought reformed - protected"),
        (("Motif de réforme", "Date de sortie d'inventaire", "Prix d'achat"), "- reformed -"),
        (("Prix", "Service"), "- -"),
    ],
)  # fmt: skip
def test_columns_are_guessed_from_their_titles(header: tuple[str, ...], columns: str) -> None:
    wanted = {name: rank for rank, name in enumerate(columns.split()) if name != "-"}
    assert guess(header) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PC PORTABLE 14''", "laptop"),
        ("Laptop", "laptop"),
        ("Unité centrale", "desktop"),
        ("UC", "desktop"),
        ("Tout-en-un", "all_in_one"),
        ("Moniteur 24", "monitor"),
        ("iPad", "tablet"),
        ("Téléphone portable", "smartphone"),
        ("Imprimante multifonction", "printer"),
        ("Photocopieur", "copier"),
        ("NAS", "storage_box"),
        ("PC", None),
        ("Chaise", None),
        ("", None),
    ],
)
def test_what_a_donor_calls_a_device(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_each_problem_names_its_line_and_column() -> None:
    found = preview(
        sheet(
            "Type;N° de série;Inventaire\nPC portable;S1;A1\nPC portable;s1;A2\nMachin;S3;A1\n"
            ";S4;A4\n=A1;S5;A5\nÉcran;" + "x" * 121 + ";A6\n;;\n"
        )
    )
    assert [(one.line, one.column) for one in found.problems] == [
        (3, "N° de série"),
        (4, "Type"),
        (4, "N° d'inventaire"),
        (5, "Type"),
        (6, "Type"),
        (6, "Type"),
        (7, "N° de série"),
    ]
    assert [row.serial for row in found.rows] == ["S1"]
    assert found.unknown == ["Machin"]


def test_words_are_explained_once_and_blanks_take_the_chosen_kind() -> None:
    listed = sheet("Type;Inventaire\nMachin;A1\nMachin;A2\n;A3\n")
    found = preview(listed, default="monitor", said={"Machin": "desktop"})
    assert [row.kind for row in found.rows] == ["desktop", "desktop", "monitor"]
    assert found.problems == []


def test_what_is_wrong_in_a_column_that_is_not_read_stops_nothing() -> None:
    found = preview(sheet("Type;Prix\nÉcran;=A1+1\n"))
    assert found.problems == []
    assert len(found.rows) == 1
