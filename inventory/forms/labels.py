"""What is asked before labels are printed: medium, how many, first free label, this printer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from inventory.labelling import MOST
from labels.render import FURTHEST
from labels.sheets import Sheet

COOKIE = "etiquettes"
YEAR = 365 * 24 * 3600
MOST_USUAL = "L7160"
FEW_OF_A_ROLL = 10
LONGEST = 36


class SheetForm(forms.Form):
    """``x`` and ``y`` correct the printer; ``nombre`` only where codes are to be minted."""

    planche = forms.CharField(max_length=40, widget=forms.HiddenInput)
    nombre = forms.IntegerField(
        label="Combien d'étiquettes",
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": f"Indiquez combien d'étiquettes, entre 1 et {MOST}.",
            "min_value": f"Indiquez combien d'étiquettes, entre 1 et {MOST}.",
            "max_value": f"Indiquez combien d'étiquettes, entre 1 et {MOST}.",
        },
    )
    debut = forms.IntegerField(label="Première étiquette libre", min_value=1)
    x = forms.DecimalField(label="Vers la droite (mm)", required=False, localize=True)
    y = forms.DecimalField(label="Vers le bas (mm)", required=False, localize=True)

    def __init__(self, sheet: Sheet, *args: Any, minting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "f-%s", **kwargs})
        self.sheet = sheet
        if not minting:
            del self.fields["nombre"]
        if sheet.is_roll:
            self.fields["debut"].widget = forms.HiddenInput()
        start = self.fields["debut"]
        start.error_messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Indiquez une étiquette de la planche, entre 1 et {sheet.per_page}.",
        )
        start.widget.attrs |= {"max": sheet.per_page, "inputmode": "numeric"}
        for name in ("x", "y"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean_planche(self) -> str:
        return self.sheet.key

    def clean_debut(self) -> int:
        start: int = self.cleaned_data["debut"]
        if start > self.sheet.per_page:
            raise ValidationError(self.fields["debut"].error_messages["max_value"])
        return start

    def clean_x(self) -> float:
        return self._offset("x")

    def clean_y(self) -> float:
        return self._offset("y")

    def _offset(self, name: str) -> float:
        value = self.cleaned_data[name]
        if value is None:
            return 0.0
        if not abs(value) <= FURTHEST:
            raise ValidationError(f"Un décalage va de -{FURTHEST:.0f} à {FURTHEST:.0f} mm.")
        return float(value)


def usual(sheet: Sheet, start: int = 1) -> int:
    """How many labels one prints ahead: what is left of the sheet."""
    return FEW_OF_A_ROLL if sheet.is_roll else sheet.per_page - min(start, sheet.per_page) + 1


def kept(request: HttpRequest) -> dict[str, str]:
    """What this browser last printed with: its medium, and the correction of its printer."""
    words = request.COOKIES.get(COOKIE, "").split("_")
    if len(words) != 3 or len(words[0]) > LONGEST:
        return {"planche": MOST_USUAL}
    return {"planche": words[0], "x": _number(words[1]), "y": _number(words[2])}


def keep(response: HttpResponse, request: HttpRequest, sheet: Sheet, x: float, y: float) -> None:
    """Remember them in this browser for a year: it stands beside its printer."""
    response.set_cookie(
        COOKIE,
        f"{sheet.key}_{x:g}_{y:g}",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _number(text: str) -> str:
    """A correction as it is typed in French, empty when it is none."""
    try:
        value = float(text)
    except ValueError:
        return ""
    return f"{value:g}".replace(".", ",") if 0 < abs(value) <= FURTHEST else ""
