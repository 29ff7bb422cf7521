"""What a person answers about a phone or a tablet, by hand."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms

from inventory.evidence.plain_text import clean_text
from inventory.judging.imei import luhn

QUIET = {"autocomplete": "off", "spellcheck": "false"}
LONGEST_OUTPUT = 400_000
YES_NO = (("", "Pas vérifié"), ("true", "Oui"), ("false", "Non"))
SIZES = (
    ("", "Je ne sais pas"),
    *((str(size), f"{size} Go") for size in (8, 16, 32, 64, 128, 256, 512)),
)


def _yes_no(label: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        required=False,
        widget=forms.RadioSelect(),
        initial="",
    )


class OutputForm(forms.Form):
    """What adb or ideviceinfo printed, pasted."""

    output = forms.CharField(
        label="Ce que la commande a affiché",
        max_length=LONGEST_OUTPUT,
        widget=forms.Textarea({**QUIET, "rows": 6}),
        error_messages={"required": "Collez d'abord ce que la commande a affiché."},
    )


class AnswersForm(forms.Form):
    """The questions to answer by hand; nothing is required but the model."""

    brand = forms.CharField(label="Marque", max_length=60, widget=forms.TextInput(QUIET))
    model = forms.CharField(
        label="Modèle",
        max_length=80,
        help_text="Réglages, À propos : par exemple SM-A515F ou iPhone 8.",
        widget=forms.TextInput(QUIET),
    )
    imei = forms.CharField(
        label="IMEI",
        max_length=24,
        required=False,
        help_text="Composez *#06#, ou lisez le tiroir de la carte SIM : 15 chiffres.",
        widget=forms.TextInput({**QUIET, "inputmode": "numeric"}),
    )
    imei2 = forms.CharField(
        label="Second IMEI",
        max_length=24,
        required=False,
        widget=forms.TextInput({**QUIET, "inputmode": "numeric"}),
    )
    serial = forms.CharField(
        label="Numéro de série", max_length=40, required=False, widget=forms.TextInput(QUIET)
    )
    storage_gb = forms.ChoiceField(label="Stockage", choices=SIZES, required=False)
    battery_health = forms.IntegerField(
        label="Santé de la batterie, en %",
        min_value=1,
        max_value=100,
        required=False,
        help_text="iPhone : Réglages, Batterie, État. Android récent : Réglages, Batterie.",
    )
    system_version = forms.CharField(
        label="Version du système", max_length=40, required=False, widget=forms.TextInput(QUIET)
    )
    account_lock = _yes_no(
        "Le compte du propriétaire est encore lié",
        "Compte Google, iCloud ou Samsung : après réinitialisation, le téléphone le redemanderait.",
    )
    enrolled = _yes_no(
        "Le téléphone est géré par une entreprise", "Une phrase le dit à l'écran verrouillé."
    )
    encrypted = _yes_no(
        "Le stockage est chiffré",
        "Toujours sur iPhone ; presque toujours depuis Android 6 (Réglages, Sécurité).",
    )
    reset = _yes_no("Il a été réinitialisé", "Dit ici, prouvé plus tard, à l'effacement.")

    def clean_imei(self) -> str:
        return _imei(self.cleaned_data["imei"])

    def clean_imei2(self) -> str:
        return _imei(self.cleaned_data["imei2"])

    def as_file(self, kind: str) -> bytes:
        """Return the answers as the file that is kept; questions left open are not in it."""
        answers: dict[str, Any] = {"kind": kind}
        for name, value in self.cleaned_data.items():
            if value in ("", None):
                continue
            yes_no = {"true": True, "false": False}
            answers[name] = yes_no.get(value, value) if isinstance(value, str) else value
            if isinstance(answers[name], str):
                answers[name] = clean_text(answers[name])
        document = {"filiere": "telephone", "version": 1, "answers": answers}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _imei(text: str) -> str:
    """Return the digits of an IMEI; the last one must be what the others call for."""
    digits = re.sub(r"[\s./-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != 15:
        raise forms.ValidationError("Un IMEI compte 15 chiffres. Recomposez *#06# et relisez.")
    if not luhn(digits) or len(set(digits)) == 1:
        raise forms.ValidationError(
            "Un chiffre est faux : le dernier ne répond pas aux autres. Relisez l'IMEI."
        )
    return digits
