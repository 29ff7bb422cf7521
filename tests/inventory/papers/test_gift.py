"""Bon d'enlèvement and attestation de don: what a donor takes home."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from filiere.network.models import Organisation
from inventory import erasable
from inventory.models import Collection, ErasableText, Seal
from inventory.papers import don, enlevement, kinds
from inventory.papers import gift as gifts
from inventory.papers.printing import pdf
from inventory.refusals import Missing
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.papers.printed import assert_accessible, drawn, symbols, tags, text

Gift = Callable[..., Collection]
Visit = Callable[..., Client]


def printed(kind: str, collection: Collection) -> str:
    return text(pdf(kinds.checked(kind, collection.pk)))


def test_the_slip_says_what_was_announced_received_and_refused(gift: Gift) -> None:
    told = printed("enlevement", gift(weight_g=23_400))
    assert "Ordinateur portable 3 3 0" in told
    assert "Écran 2 1 1 écran cathodique" in told
    assert "Total 5 4 1" in told
    assert "23,4 kg" in told


def test_it_carries_the_mandate_to_erase_and_the_commitment_to_reuse(
    gift: Gift, cast: make.Cast
) -> None:
    told = printed("enlevement", gift())
    assert "RGPD, article 28" in told
    assert "niveau Clear au moins" in told
    assert f"transfère la propriété à {cast.workshop.name}" in told
    assert "s'engage à réemployer" in told
    assert "décret 2023-266" not in told


def test_a_public_gift_names_its_law(gift: Gift) -> None:
    public = gift("public_donation")
    for kind in ("enlevement", "don"):
        told = printed(kind, public)
        assert "L. 3212-2 et L. 3212-3" in told
        assert "300 €" in told
        assert "décret 2023-266" in told


def test_a_lessee_transfers_nothing(gift: Gift) -> None:
    leased = gift()
    leased.owner_not_lessee = False
    leased.save()
    told = printed("enlevement", leased)
    assert "la propriété n'est pas transférée" in told
    assert "Le donateur déclare" not in told


def test_the_devices_registered_since_are_listed_with_the_donor_s_numbers(
    gift: Gift, bench: Bench
) -> None:
    given = gift()
    code = bench.registered(gift=given, brand="Dell", model="Latitude", asset_tag="INV-0042")
    wrong = bench.registered(gift=given)
    bench.scan("void", wrong, bench.supervisor, reason="duplicate")
    told = printed("enlevement", given)
    assert f"{shown(code)} Ordinateur portable Dell Latitude INV-0042" in told
    assert shown(wrong) not in told


def test_a_kept_signature_is_drawn_and_once_forgotten_it_is_gone(
    gift: Gift, drawn_signature: str
) -> None:
    given = gift(signed="signed", signature=drawn_signature, signatory="Camille Fictive")
    paper = pdf(enlevement.content(given))
    assert "Figure" in tags(paper)
    assert "Signé par Camille Fictive" in text(paper)
    for key in (given.signature, given.signatory):
        erasable.forget(ErasableText.objects.get(pk=key))
    paper = pdf(enlevement.content(given))
    assert "Figure" not in tags(paper)
    assert "Camille" not in text(paper)
    assert "signature effacée" in text(paper)


def test_a_household_is_never_named(gift: Gift) -> None:
    told = printed("don", gift("household", None))
    assert "Un particulier" in told
    assert "à remplir par le donateur" in told


def test_the_certificate_says_that_it_is_no_tax_receipt(gift: Gift) -> None:
    told = printed("don", gift())
    assert "n'est pas un reçu fiscal" in told
    assert "4 appareils" in told
    assert "Écran 1" in told


def test_waste_is_no_gift_and_a_refused_load_neither(gift: Gift) -> None:
    with pytest.raises(Missing, match="flux de déchets"):
        don.content(gift("waste_stream"))
    with pytest.raises(Missing, match="Rien n'a été reçu"):
        don.content(gift(received={}, refused={}))


def test_nothing_is_printed_before_the_fetching(cast: make.Cast) -> None:
    coming = make.collection(cast.workshop, cast.donor, state="planned")
    with pytest.raises(Missing, match="Rien n'est encore enlevé"):
        gifts.taken(gifts.every(coming.pk))


def test_two_gifts_of_one_day_have_two_numbers(gift: Gift) -> None:
    first, second = (enlevement.content(gift()).number for _ in range(2))
    assert first != second
    assert first[:11] == second[:11]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm absent")
@pytest.mark.parametrize("kind", ["enlevement", "don"])
def test_its_symbol_opens_a_page_that_says_the_same_to_anyone(
    gift: Gift, kind: str, tmp_path: Path, settings: Any
) -> None:
    settings.SITE_URL = "https://filiere-en-provence.example"
    told = kinds.checked(kind, gift().pk)
    paper = pdf(told)
    assert_accessible(paper)
    (page,) = drawn(paper, tmp_path)
    (address,) = symbols(page)
    assert address.startswith("HTTPS://FILIERE-EN-PROVENCE.EXAMPLE/P/")
    answer = Client().get(address.removeprefix("HTTPS://FILIERE-EN-PROVENCE.EXAMPLE"))
    assert answer.status_code == 200
    assert told.number in answer.content.decode()


def test_the_symbol_of_a_paper_scanned_in_the_code_field_opens_its_check(gift: Gift) -> None:
    from inventory.papers.checking import address

    scanned = address("don", gift().pk)
    answer = Client().get("/trouver/", {"code": scanned}, follow=True)
    assert answer.status_code == 200
    assert "Attestation de don" in answer.content.decode()


def test_a_paper_that_we_never_made_is_unknown(gift: Gift) -> None:
    from inventory.papers.checking import address

    good = address("don", gift().pk).rpartition("/")[2]
    other = ("A" if good[-1] != "A" else "B").join(["", ""])
    for token in (good[:-1] + other, "E" + good[1:], "n'importe", good + "A"):
        assert Client().get(f"/P/{token}").status_code == 404


def test_the_last_seal_is_printed(gift: Gift) -> None:
    Seal.objects.create(
        number=41, sealed_at="2026-03-01T20:00:00Z", chains=1, entries=1, leaves_digest="a",
        heads_digest="b", key_id="k", hash="cd" * 32, canonical="{}", signature="s",
    )  # fmt: skip
    told = printed("don", gift())
    assert "n° 41, du 01/03/2026 à 21:00" in told
    assert "cd" * 32 in told


def test_the_workshop_and_the_donor_have_it_others_find_nothing(
    gift: Gift, visit: Visit, cast: make.Cast
) -> None:
    given = gift()
    for kind in ("enlevement", "don"):
        path = f"/papiers/{kind}/{given.pk}.pdf"
        for theirs in (cast.workshop, cast.donor):
            answer = visit(theirs).get(path)
            assert answer.status_code == 200
            assert answer["Content-Type"] == "application/pdf"
            assert answer.content.startswith(b"%PDF-")
        assert 'filename="' in answer["Content-Disposition"]
        for stranger in (cast.other_workshop, cast.structure, cast.recycler):
            assert visit(stranger).get(path).status_code == 404
        assert Client().get(path).status_code == 302


def test_an_odd_address_is_nowhere(visit: Visit, cast: make.Cast) -> None:
    browser = visit(cast.workshop)
    for key in ("x", "%00", "a/b", "é", "1-2026", "99999999999999-2026", "A" * 500):
        for kind in kinds.NAMES:
            assert browser.get(f"/papiers/{kind}/{key}.pdf").status_code == 404, (kind, key)
    assert browser.get("/papiers/autre/1.pdf").status_code == 404


def test_a_name_with_markup_prints_as_it_is(gift: Gift, cast: make.Cast) -> None:
    name = '#eval("1") $x$ *Atelier* \\ 😀'
    Organisation.objects.filter(pk=cast.workshop.pk).update(name=name)
    told = printed("enlevement", gift())
    assert '#eval("1") $x$ *Atelier* \\ □ certifie' in told
