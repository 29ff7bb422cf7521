"""A donor's list from its file to the devices that carry its numbers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inventory.codes import mint_codes
from inventory.exports import cell
from inventory.models import Collection, Device, Entry, ManifestDraft, ManifestRow
from inventory.subjects.collections import sort_collection
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor

LIST = (
    "N° d'inventaire;Type;Marque;Modèle;N° de série\n"
    "LBB-0412;PC portable;Dell;Latitude 5400;7HX2KQ2\n"
    "LBB-0413;PC portable;Dell;Latitude 5400;7HX2KR8\n"
    "LBB-0511;Écran;Iiyama;ProLite;1178612301\n"
)


@pytest.fixture
def gift(cast: make.Cast, technician: Visitor) -> Collection:
    """Fetched already."""
    return make.collection(cast.workshop, cast.donor)


def uploaded(visitor: Visitor, gift: Collection, text: str, status: int = 303, **more: Any) -> str:
    file = SimpleUploadedFile("parc.csv", text.encode("cp1252"))
    return visitor.post(
        f"/collectes/{gift.pk}/liste/importer/", status, does="read", file=file, **more
    )


def test_a_list_is_read_shown_and_imported_whole(technician: Visitor, gift: Collection) -> None:
    page = uploaded(technician, gift, LIST)
    assert "3 lignes lues" in page
    assert "LBB-0412" in page
    assert not ManifestRow.objects.exists()
    page = technician.post(f"/collectes/{gift.pk}/liste/importer/", does="import")
    assert "3 lignes importées" in page
    assert ManifestRow.objects.filter(collection=gift).count() == 3
    assert not ManifestDraft.objects.exists()
    announced = dict(gift.lines.values_list("kind", "announced"))
    assert (announced["laptop"], announced["monitor"]) == (2, 1)
    entry = Entry.objects.get(subject_id=gift.pk, operation="manifest")
    assert "7HX2KQ2" not in entry.canonical


def test_nothing_is_imported_while_lines_are_wrong_unless_told_so(
    technician: Visitor, gift: Collection
) -> None:
    page = uploaded(technician, gift, LIST + "LBB-0412;Machin;;;\n")
    assert "Ligne 5, Type" in page
    assert "est déjà à la ligne 2" in page
    address = f"/collectes/{gift.pk}/liste/importer/"
    assert "Des lignes sont à corriger" in technician.post(address, 422, does="import")
    assert not ManifestRow.objects.exists()
    technician.post(address, does="import", without="on")
    assert ManifestRow.objects.count() == 3


def test_columns_and_words_are_corrected_in_the_address(
    technician: Visitor, gift: Collection
) -> None:
    uploaded(technician, gift, "Truc;Machin\nUltra léger;S1\nUltra léger;S2\n")
    address = f"/collectes/{gift.pk}/liste/importer/"
    chosen = "?column-kind=0&column-serial=1&word-0=Ultra léger&said-0=laptop"
    page = technician.get(address + chosen)
    assert "2 bonnes" in page
    technician.post(address + chosen, does="import")
    assert set(ManifestRow.objects.values_list("kind", "serial")) == {
        ("laptop", "S1"),
        ("laptop", "S2"),
    }


@pytest.mark.parametrize("query", ["column-kind=999", "column-kind=x", "default=fridge", "said-0="])
def test_choices_that_cannot_be_are_left_out(
    technician: Visitor, gift: Collection, query: str
) -> None:
    uploaded(technician, gift, LIST)
    technician.get(f"/collectes/{gift.pk}/liste/importer/?{query}")


def test_a_file_that_is_no_list_is_said_beside_its_field(
    technician: Visitor, gift: Collection
) -> None:
    page = uploaded(technician, gift, "une seule ligne", 422)
    assert "aucune ligne sous ses titres" in page
    page = technician.post(f"/collectes/{gift.pk}/liste/importer/", 422, does="read")
    assert "Choisissez un fichier." in page


def imported(technician: Visitor, gift: Collection) -> None:
    uploaded(technician, gift, LIST)
    technician.post(f"/collectes/{gift.pk}/liste/importer/", does="import")


def test_a_scanned_label_meets_its_row_and_the_device_carries_the_donor_s_number(
    technician: Visitor, gift: Collection, cast: make.Cast
) -> None:
    imported(technician, gift)
    label = mint_codes(count=1, organisation_id=cast.workshop.pk)[0]
    address = f"/collectes/{gift.pk}/liste/"
    page = technician.get(f"{address}?label={label}&q=7hx2kr8")
    assert "ligne 3" in page and "ligne 2" not in page
    row = ManifestRow.objects.get(serial="7HX2KR8")
    told = {"row": row.pk, "label": shown(label).lower(), "q": "7hx2kr8"}
    page = technician.post(address, **told)
    assert shown(label) in page
    device = Device.objects.get(pk=label)
    assert (device.asset_tag, device.serial, device.brand, device.model, device.kind) == (
        "LBB-0413",
        "7HX2KR8",
        "Dell",
        "Latitude 5400",
        "laptop",
    )
    assert "a déjà son appareil" in technician.post(address, 409, **told)
    other = ManifestRow.objects.get(serial="7HX2KQ2")
    page = technician.post(address, 409, row=other.pk, label=label)
    assert "déjà celui d'un autre" in page
    other.refresh_from_db()
    assert other.device_id is None
    technician.post(address, row=other.pk)
    assert Device.objects.filter(asset_tag="LBB-0412").count() == 1


def test_a_row_is_found_by_words_and_a_wrong_number_says_what_to_do(
    technician: Visitor, gift: Collection
) -> None:
    imported(technician, gift)
    address = f"/collectes/{gift.pk}/liste/"
    assert "LBB-0511" in technician.get(f"{address}?q=iiyama prolite")
    assert "enregistrez hors de la liste" in technician.get(f"{address}?q=ZZZ")


def test_a_list_that_has_begun_is_not_replaced(technician: Visitor, gift: Collection) -> None:
    imported(technician, gift)
    technician.post(f"/collectes/{gift.pk}/liste/", row=ManifestRow.objects.earliest("pk").pk)
    uploaded(technician, gift, LIST)
    page = technician.post(f"/collectes/{gift.pk}/liste/importer/", 409, does="import")
    assert "ne peut plus être remplacée" in page
    assert ManifestRow.objects.count() == 3


def test_a_sorted_collection_takes_no_list(technician: Visitor, gift: Collection) -> None:
    assert technician.actor
    sort_collection(actor=technician.actor, collection_id=gift.pk)
    uploaded(technician, gift, LIST)
    page = technician.post(f"/collectes/{gift.pk}/liste/importer/", 422, does="import")
    assert "déjà triée" in page


def test_a_formula_that_a_list_brought_runs_nowhere_when_it_leaves(
    technician: Visitor, gift: Collection
) -> None:
    uploaded(technician, gift, "Type;Inventaire\nÉcran;'=cmd()\nÉcran;@SUM(A1)\n")
    technician.post(f"/collectes/{gift.pk}/liste/importer/", does="import")
    kept = sorted(ManifestRow.objects.values_list("asset_tag", flat=True))
    assert kept == ["=cmd()", "@SUM(A1)"]
    assert [cell(text) for text in kept] == ["'=cmd()", "'@SUM(A1)"]


def test_rows_of_another_collection_are_not_registered_here(
    technician: Visitor, gift: Collection, cast: make.Cast
) -> None:
    imported(technician, gift)
    other = make.collection(cast.workshop, cast.donor)
    row = ManifestRow.objects.earliest("pk")
    page = technician.post(f"/collectes/{other.pk}/liste/", 404, row=row.pk)
    assert "pas dans la liste" in page
    assert not Device.objects.exists()


DATED = (
    "Inventaire;Type;Mise en service;Date de réforme;Classé\n"
    "A-1;PC portable;12/03/2015;2024;non\n"
    "A-2;Écran;mars 2019;01/09/2024;OUI\n"
    "A-3;Écran;;;\n"
)


def test_dates_of_purchase_and_reform_travel_from_the_list_to_the_device(
    technician: Visitor, gift: Collection
) -> None:
    page = uploaded(technician, gift, DATED)
    assert "12/03/2015" in page and "03/2019" in page
    technician.post(f"/collectes/{gift.pk}/liste/importer/", does="import")
    kept = ManifestRow.objects.values_list("bought", "reformed", "protected")
    assert list(kept) == [
        ("2015-03-12", "2024", False),
        ("2019-03", "2024-09-01", True),
        (None, None, None),
    ]
    row = ManifestRow.objects.get(asset_tag="A-2")
    technician.post(f"/collectes/{gift.pk}/liste/", row=row.pk)
    row.refresh_from_db()
    page = technician.get(f"/appareils/{row.device_id}/")
    assert "03/2019" in page and "01/09/2024" in page


def test_a_date_that_cannot_be_is_said_by_line_and_column(
    technician: Visitor, gift: Collection
) -> None:
    wrong = "A-4;Écran;31/02/2020;;\nA-5;Écran;2022;2021;\nA-6;Écran;;;peut-être\n"
    page = uploaded(technician, gift, DATED + wrong)
    assert "Ligne 5, Date d'achat" in page and "n'est pas une date" in page
    assert "La réforme est avant l'achat" in page
    assert "écrivez oui ou non" in page
