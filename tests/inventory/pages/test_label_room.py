"""Labels beyond a PDF: rolls and their register, media measured by hand, dots, printers."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image
from pypdf import PdfReader

from filiere.network.actor import Actor
from inventory.codes import mint_codes
from inventory.label_register import VOID
from inventory.labelling import mint_batch
from inventory.models import Code, Entry, LabelMedium, LabelRoll
from inventory.perform import perform
from inventory.refusals import Refused
from labels.codes import shown
from tests.inventory import factories as make
from tests.inventory.pages.conftest import Visitor
from tests.labels.sheet_reading import read_twice
from tests.labels.zpl_printer import printed

KEY = "3f0a8a52-5b1e-4d43-9a3e-0c6c8a1f0001"
MEASURES = {
    "name": "Planche du lycée",
    "page_width": "210",
    "page_height": "297",
    "columns": "2",
    "rows": "5",
    "width": "80",
    "height": "50",
    "left": "18",
    "top": "13,5",
    "pitch_x": "95",
    "pitch_y": "55",
    "dpi": "600",
}


def rolled(technician: Visitor, count: int = 3) -> tuple[str, list[str]]:
    """A roll of new labels, and its codes."""
    assert technician.actor is not None
    codes = mint_batch(technician.actor, count=count, key=KEY, medium="DK-22205")
    return str(LabelRoll.objects.get().pk), codes


def registered(technician: Visitor, cast: make.Cast, code: str) -> None:
    assert technician.actor is not None
    gift = make.collection(cast.workshop, cast.donor)
    data = {"collection": gift.pk, "kind": "laptop"}
    perform(operation="register", code=code, actor=technician.actor, data=data)


def test_the_register_follows_a_roll_from_minting_to_its_last_label(
    technician: Visitor, cast: make.Cast
) -> None:
    roll, codes = rolled(technician)
    assert "Pas encore imprimées" in technician.get("/etiquettes/registre/")
    technician.client.get(f"/etiquettes/feuille.pdf?lot={KEY}&planche=DK-22205&debut=1")
    registered(technician, cast, codes[0])
    page = technician.get("/etiquettes/registre/")
    assert "1 collée, 2 libres" in page and "Imprimées le" in page
    assert "2 étiquettes de ce rouleau" in technician.get(f"/etiquettes/?rouleau={roll}")
    said = technician.post("/etiquettes/registre/jeter/", code=shown(codes[1]))
    assert "est jetée" in said and "1 collée, 1 libre, 1 jetée" in said
    assert "1 étiquette(s) jetée(s)" in technician.post(f"/etiquettes/registre/{roll}/jeter/")
    assert Code.objects.filter(bound_kind=VOID).count() == 2
    assert Code.objects.get(pk=codes[0]).bound_kind == "device"


def test_a_label_thrown_away_serves_no_more(technician: Visitor, cast: make.Cast) -> None:
    _, codes = rolled(technician)
    technician.post("/etiquettes/registre/jeter/", code=codes[0])
    with pytest.raises(Refused, match="autre étiquette"):
        registered(technician, cast, codes[0])


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "code"), ("7KQ-2MD-X45", "caractère"), ("7KQ2MDX44", "n'est pas")],
)
def test_what_is_no_label_of_one_s_own_is_said(
    technician: Visitor, cast: make.Cast, typed: str, said: str
) -> None:
    owner = cast.other_workshop if typed == "7KQ2MDX44" else cast.workshop
    Code.objects.create(code="7KQ2MDX44", organisation=owner)
    assert said in technician.post("/etiquettes/registre/jeter/", status=422, code=typed)


def test_a_label_that_is_borne_is_not_thrown_away(technician: Visitor, cast: make.Cast) -> None:
    _, codes = rolled(technician)
    registered(technician, cast, codes[0])
    said = technician.post("/etiquettes/registre/jeter/", status=422, code=codes[0])
    assert "réimprimez-la" in said
    assert Code.objects.get(pk=codes[0]).bound_kind == "device"


def test_a_medium_is_drawn_then_kept_then_printed_on(technician: Visitor) -> None:
    drawn = technician.get(f"/etiquettes/supports/nouveau/?{_query(MEASURES)}")
    assert "10 étiquettes" in drawn and "QR, code et titre" in drawn
    said = technician.post("/etiquettes/supports/nouveau/", **MEASURES)
    assert "est gardé" in said and "Planche du lycée" in said
    kept = LabelMedium.objects.get()
    assert kept.top == 13.5
    (code,) = mint_codes(count=1, organisation_id=_own(technician))
    address = f"/etiquettes/feuille.pdf?code={code}&planche={kept.pk}&debut=10"
    page = PdfReader(io.BytesIO(technician.client.get(address).content)).pages[0]
    assert shown(code) in page.extract_text()
    assert "n'est plus proposé" in technician.post(f"/etiquettes/supports/{kept.pk}/retirer/")
    assert technician.client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"width": "120"}, "chevauchent"),
        ({"left": "40"}, "dépassent"),
        ({"width": "abc"}, "Écrivez un nombre"),
        ({"rows": "0"}, "rangées"),
        ({"width": "12", "height": "6"}, "trop petite"),
        ({"top": "nan"}, "nombre"),
        ({"page_height": "1e9"}, ""),
        ({"dpi": "1"}, "points par pouce"),
    ],
)
def test_measures_that_make_no_sheet_are_refused(
    technician: Visitor, changed: dict[str, str], said: str
) -> None:
    page = technician.post("/etiquettes/supports/nouveau/", status=422, **(MEASURES | changed))
    assert said in page
    assert not LabelMedium.objects.exists()


def test_another_organisation_s_medium_and_roll_are_unknown(
    technician: Visitor, cast: make.Cast
) -> None:
    roll = LabelRoll.objects.create(
        organisation=cast.other_workshop, medium="L7160", minted_at="2026-11-01T08:00Z"
    )
    told = {name: float(value.replace(",", ".")) for name, value in MEASURES.items()
            if name != "name"}  # fmt: skip
    medium = LabelMedium.objects.create(organisation=cast.other_workshop, name="A eux", **told)
    assert technician.client.get(f"/etiquettes/?planche={medium.pk}").status_code == 404
    assert technician.client.get(f"/etiquettes/?rouleau={roll.pk}").status_code == 404
    for address in (f"registre/{roll.pk}/jeter/", f"supports/{medium.pk}/retirer/"):
        technician.post(f"/etiquettes/{address}", status=404)


def test_a_roll_comes_out_as_dots(technician: Visitor) -> None:
    _, codes = rolled(technician)
    query = f"lot={KEY}&planche=Z-57x32&debut=1"
    sent = technician.client.get(f"/etiquettes/rouleau.zpl?{query}")
    assert [_code(image) for image in printed(sent.content)] == codes
    images = technician.client.get(f"/etiquettes/rouleau.png?{query}")
    with zipfile.ZipFile(io.BytesIO(images.content)) as archive:
        read = [Image.open(archive.open(name)).convert("L") for name in archive.namelist()]
    assert [_code(image) for image in read] == codes
    one = technician.client.get(f"/etiquettes/rouleau.png?code={codes[0]}&planche=Z-57x32&debut=1")
    assert one["Content-Type"] == "image/png"
    assert technician.client.get(f"/etiquettes/rouleau.zpl?lot={KEY}&planche=L7160&debut=1"
                                 ).status_code == 404  # fmt: skip


@pytest.fixture
def printer() -> Iterator[tuple[int, list[bytes]]]:
    """Something that listens where a printer would: its port, and what it was sent."""
    taken: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            wire, _ = server.accept()
            with wire:
                taken.append(b"".join(iter(lambda: wire.recv(65536), b"")))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], taken
        thread.join(timeout=10)


def test_a_printer_of_the_settings_gets_the_labels(
    technician: Visitor, printer: tuple[int, list[bytes]], settings: object
) -> None:
    port, taken = printer
    settings.LABEL_PRINTERS = f"Zebra=socket://127.0.0.1:{port}?dpi=203"  # type: ignore[attr-defined]
    _, codes = rolled(technician)
    asked = {"lot": KEY, "planche": "Z-57x32", "debut": "1", "x": "", "y": ""}
    assert "Zebra" in technician.get(f"/etiquettes/?lot={KEY}&planche=Z-57x32")
    said = technician.post("/etiquettes/imprimer/", imprimante="Zebra", **asked)
    assert "3 étiquette(s) envoyée(s)" in said
    assert [_code(image) for image in printed(b"".join(taken))] == codes
    technician.post("/etiquettes/imprimer/", status=404, imprimante="Autre", **asked)


def test_a_printer_that_is_off_is_said(technician: Visitor, settings: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.LABEL_PRINTERS = f"Zebra=socket://127.0.0.1:{port}"  # type: ignore[attr-defined]
    rolled(technician)
    asked = {"lot": KEY, "planche": "Z-57x32", "debut": "1"}
    said = technician.post("/etiquettes/imprimer/", imprimante="Zebra", **asked)
    assert "ne répond pas" in said
    assert LabelRoll.objects.get().printed_at is None


def test_a_label_printed_again_is_told_in_the_journal(technician: Visitor, cast: make.Cast) -> None:
    _, codes = rolled(technician)
    registered(technician, cast, codes[0])
    asked = {"code": codes[0], "planche": "L7160", "key": KEY.replace("0001", "0002")}
    for _ in range(2):
        assert "Noté au journal" in technician.post("/etiquettes/reimprimer/", **asked)
    told = Entry.objects.filter(subject_id=codes[0], operation="reprint")
    assert told.count() == 1


def test_the_page_to_measure_a_printer_draws_every_cut(technician: Visitor) -> None:
    answer = technician.client.get("/etiquettes/essai.pdf?planche=L7160")
    page = PdfReader(io.BytesIO(answer.content)).pages[0]
    assert page.get_contents().get_data().count(b" re") >= 21  # type: ignore[union-attr]
    assert "+5" in page.extract_text()


def _own(visitor: Visitor) -> int:
    actor: Actor | None = visitor.actor
    assert actor is not None and actor.organisation_id is not None
    return actor.organisation_id


def _code(image: Image.Image) -> str:
    first, second = read_twice(image)
    assert first == second
    return first.rpartition("/")[2]


def _query(told: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(told)
