"""Bordereau de palette: what leaves to be recycled, by category, and under which order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from inventory.models import Device, Pallet
from inventory.papers import palette
from inventory.papers.printing import pdf
from inventory.refusals import Missing
from inventory.subjects.house import close_pallet
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.workbench import Bench
from tests.papers.printed import assert_accessible, text

Visit = Callable[..., Client]


def test_a_removed_pallet_names_who_took_it_and_each_device(bench: Bench, cast: make.Cast) -> None:
    code = bench.removed()
    pallet = palette.every(Device.objects.get(pk=code).pallet_id or "")
    paper = pdf(palette.content(pallet))
    assert_accessible(paper)
    told = text(paper)
    assert cast.recycler.name in told
    assert "BSD-1" in told
    assert shown(code) in told and "panne irréparable" in told and "sans données" in told
    assert "ne remplace ni le BSDD" in told


def test_weights_are_by_category_and_say_how_many_were_weighed(
    bench: Bench, cast: make.Cast
) -> None:
    lot = make.pallet(cast.workshop)
    laptop, desktop = bench.laptop("erased"), bench.registered("desktop")
    bench.scan("audit", desktop, no_storage=True)
    bench.scan("weigh", laptop, grams=2_100)
    for code in (laptop, desktop):
        bench.scan("recycle", code, reason="obsolete", pallet=lot.pk)
    close_pallet(actor=make.actor(cast.workshop), pallet_id=lot.pk, weight_g=19_000)
    told = text(pdf(palette.content(palette.every(lot.pk))))
    assert "19,0 kg en tout" in told
    assert "100 cm² 1 1 2,1 kg" in told
    assert "télécommunications 1 0 –" in told
    assert "Total 2 1 2,1 kg" in told
    assert "à remplir à l'enlèvement" in told


def test_what_must_be_destroyed_is_said_with_its_order(bench: Bench, cast: make.Cast) -> None:
    code = bench.laptop("audited")
    lot = make.pallet(cast.workshop)
    bench.scan("recycle", code, reason="unerasable", to_destroy=True, pallet=lot.pk)
    make.closed(lot)
    waiting = text(pdf(palette.content(palette.every(lot.pk))))
    assert "À DÉTRUIRE" in waiting and "(signé, à joindre)" in waiting
    removal = {"pallet": lot.pk, "operator": cast.recycler.pk, "slip": "B-1", "order": "ORD-9"}
    bench.scan("remove", code, bench.supervisor, **removal)
    assert "ORD-9" in text(pdf(palette.content(palette.every(lot.pk))))


def test_an_open_pallet_has_no_slip(cast: make.Cast) -> None:
    with pytest.raises(Missing, match="encore ouverte"):
        palette.content(palette.every(make.pallet(cast.workshop).pk))


def test_the_workshop_and_the_recycler_have_it_others_find_nothing(
    bench: Bench, cast: make.Cast, visit: Visit
) -> None:
    code = bench.removed()
    path = f"/papiers/palette/{Device.objects.get(pk=code).pallet_id}.pdf"
    assert Pallet.objects.count() == 1
    assert visit(cast.workshop).get(path).status_code == 200
    assert visit(cast.recycler, "reader").get(path).status_code == 200
    for stranger in (cast.other_workshop, cast.donor, cast.structure):
        assert visit(stranger).get(path).status_code == 404
    assert visit(cast.workshop, "reader").get(path).status_code == 404
    page = visit(cast.workshop).get(f"/palettes/{Pallet.objects.get().pk}/")
    assert path in page.content.decode()
