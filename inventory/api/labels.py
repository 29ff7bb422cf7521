"""POST /api/labels/sheets: a sheet of labels to print, for codes one has or for new ones."""

from __future__ import annotations

from typing import Annotated, Self

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StrictInt, StringConstraints, model_validator

from filiere.network.actor import Actor
from inventory.api.answering import key_of
from inventory.api.bodies import read_body
from inventory.api.documented import IDEMPOTENCY, WRITING, documented
from inventory.api.who import actor_with
from inventory.label_media import medium_of
from inventory.labelling import MOST, label, labels_of, mint_batch, printed
from inventory.operations.schema import Data, Printable
from inventory.refusals import Missing, Refused
from labels.codes import LONGEST_TEXT
from labels.sheets import SHEETS, Sheet

router = Router(tags=["Étiquettes"])
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), Printable]


class SheetAsked(Data):
    """Des codes que vous avez déjà (`codes`), ou des codes nouveaux (`count`) : l'un des deux."""

    medium: Annotated[Text, Field(description=f"Support : {', '.join(SHEETS)}.")]
    codes: Annotated[list[Text], Field(min_length=1, max_length=MOST)] | None = None
    count: Annotated[StrictInt, Field(ge=1, le=MOST)] | None = None
    start_at: Annotated[
        StrictInt,
        Field(ge=1, le=5000, description="Première étiquette libre d'une planche entamée."),
    ] = 1

    @model_validator(mode="after")
    def one_of_two(self) -> Self:
        if (self.codes is None) == (self.count is None):
            raise ValueError("donnez `codes`, ou `count` pour des codes nouveaux")
        return self


@router.post(
    "/sheets",
    **documented(
        "Imprimer une planche d'étiquettes",
        "Rend un PDF à imprimer à 100 % : QR, code et titre selon la place ; le code seul où aucun "
        f"QR ne tient. De 1 à {MOST} étiquettes. Avec `count`, les codes sont neufs et attendent "
        "leur appareil ; la même clé redonne les mêmes.",
        answer=None,
        example="%PDF-1.3 …",
        media_type="application/pdf",
        sent=SheetAsked,
        sent_example={"medium": "L7160", "codes": ["7KQ-2MD-X44"], "start_at": 5},
        problems=(*WRITING, 404),
        parameters=(IDEMPOTENCY,),
    ),
)
def post_sheets(request: HttpRequest) -> HttpResponse:
    actor = actor_with(request, "print_labels")
    asked = read_body(request, SheetAsked)
    sheet = _medium(actor, asked.medium)
    if asked.codes is not None:
        labels = labels_of(actor, asked.codes)
    else:
        # Whether the sheet can be drawn is known before any code is minted.
        printed(sheet, [label("000000000")], start_at=asked.start_at)
        count = asked.count or 0
        labels = [
            label(code)
            for code in mint_batch(actor, count=count, key=key_of(request), medium=sheet.key)
        ]
    made = printed(sheet, labels, start_at=asked.start_at)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="etiquettes-{sheet.key}.pdf"'},
    )


def _medium(actor: Actor, key: str) -> Sheet:
    """The medium of the body: what is wrong in a body is to be corrected, not missing."""
    try:
        return medium_of(actor, key)
    except Missing as error:
        raise Refused(
            "unknown-medium",
            f"Ce support n'est pas connu. Choisissez parmi : {', '.join(SHEETS)}.",
            title="Données à corriger",
        ) from error
