"""A signature is drawn, photographed or on paper: never blank, never large."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from filiere.network.actor import Actor
from inventory import signatures
from inventory.forms.signature import SignatureForm
from inventory.models import Entry, ErasableText
from inventory.refusals import Refused
from tests.inventory.conftest import Scan


def drawing(*strokes: tuple[int, ...], size: tuple[int, int] = (900, 300)) -> str:
    image = Image.new("RGB", size, "white")
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, fill="#1f2430", width=5)
    out = io.BytesIO()
    image.save(out, "PNG")
    return signatures.PNG + base64.b64encode(out.getvalue()).decode()


SIGNED = drawing((100, 200, 300, 60, 420, 240, 700, 90))


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 120).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile("papier.jpg", out.getvalue(), "image/jpeg")


def signed(files: Any = None, **typed: Any) -> SignatureForm:
    return SignatureForm({f"signature-{k}": v for k, v in typed.items()}, files)


def test_a_drawing_is_cut_to_its_ink_and_kept_small() -> None:
    kept = signatures.read(SIGNED)
    raw = signatures.picture(kept)
    assert raw is not None and len(raw) < signatures.MOST_DRAWN
    assert Image.open(io.BytesIO(raw)).width <= signatures.DRAWN_EDGE


def test_a_drawing_kept_and_sent_again_is_accepted_again() -> None:
    kept = signatures.read(SIGNED)
    assert signatures.picture(signatures.read(kept))


@pytest.mark.parametrize("strokes", [(), ((200, 100, 203, 100),)])
def test_a_blank_frame_or_a_dot_is_no_signature(strokes: Any) -> None:
    with pytest.raises(Refused) as caught:
        signatures.read(drawing(*strokes))
    assert caught.value.code == "signature-blank"


@pytest.mark.parametrize("text", ["data:text/html,<b>", "data:image/png;base64,zz", SIGNED[:80]])
def test_what_is_no_picture_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        signatures.read(text)
    assert caught.value.code == "not-a-picture"


def test_the_form_takes_one_of_three_and_refuses_none() -> None:
    nothing = signed(drawn="")
    assert not nothing.is_valid()
    assert "La signature est vide." in nothing.non_field_errors()[0]
    paper = signed(paper="on")
    assert paper.is_valid() and paper.signature == signatures.ON_PAPER
    drawn = signed(drawn=SIGNED)
    assert drawn.is_valid() and drawn.kept == drawn.signature


def test_a_photo_of_the_paper_fits_the_store_and_comes_back_with_the_page() -> None:
    form = signed({"signature-photo": photo()})
    assert form.is_valid()
    assert len(form.signature) < 200_000
    again = signed(drawn=form.kept)
    assert again.is_valid() and again.signature.startswith(signatures.JPEG)


def test_where_it_is_not_required_none_is_none() -> None:
    form = SignatureForm({}, required=False)
    assert form.is_valid() and form.signature == ""


def test_a_circuit_operation_keeps_it_apart_and_refuses_a_blank_one(
    delivered_laptop: str, scan: Scan, refused: Callable[..., Refused], requester: Actor
) -> None:
    told = {"reference": "D-12", "unused": True}
    assert "La signature est vide." in str(
        refused("hand_over", delivered_laptop, requester, **told, signature=drawing()).detail
    )
    scan("hand_over", delivered_laptop, requester, **told, signature=SIGNED)
    kept = ErasableText.objects.get(kind="signature")
    assert kept.text == signatures.read(SIGNED)
    entry = Entry.objects.get(operation="hand_over", subject_id=delivered_laptop)
    assert kept.pk in entry.data
    assert "base64" not in entry.canonical
