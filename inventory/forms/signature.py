"""Signing: drawn in a frame, a photo of the signed paper, or « sur papier, gardé au dossier ».

A page builds it beside its own form, with the files::

    signing = SignatureForm(request.POST or None, request.FILES or None)
    if signing.is_valid(): data["signature"] = signing.signature

and its template, in a form of ``enctype="multipart/form-data"``, says
``{% include "inventory/forms/signature.html" with signing=signing %}``.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from inventory import signatures
from inventory.refusals import Refused


class SignatureForm(forms.Form):
    """``signature`` is what is kept, once valid; ``""`` when it was not required and not given.

    ``kept`` goes back into the page when something else must be corrected: nobody signs twice.
    """

    drawn = forms.CharField(required=False, max_length=400_000, widget=forms.HiddenInput)
    photo = forms.FileField(
        label="Ou photo du papier signé",
        required=False,
        widget=forms.ClearableFileInput(
            {"accept": "image/jpeg,image/png,image/webp", "class": "form-control"}
        ),
    )
    paper = forms.BooleanField(label="Ou signé sur papier, gardé au dossier", required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        required: bool = True,
        title: str = "Signature",
    ) -> None:
        super().__init__(data, files, prefix="signature", auto_id="f-%s")
        self.title = title
        self.demanded = required
        self.signature = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            self.signature = self._given(cleaned)
        except Refused as refused:
            raise forms.ValidationError(refused.detail) from refused
        if self.demanded and not self.signature:
            raise forms.ValidationError(signatures.blank().detail)
        return cleaned

    def _given(self, cleaned: dict[str, Any]) -> str:
        photo = cleaned.get("photo")
        if isinstance(photo, UploadedFile):
            return signatures.photographed(photo.read())
        if cleaned.get("drawn"):
            return signatures.read(cleaned["drawn"])
        return signatures.ON_PAPER if cleaned.get("paper") else ""

    @property
    def kept(self) -> str:
        """The picture to send back with the page, if one was accepted."""
        return self.signature if self.signature.startswith("data:") else ""
