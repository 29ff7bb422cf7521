"""An operation that somebody signs: in the frame, on a photo, or on paper kept in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from inventory.forms.operation import OperationForm
from inventory.forms.signature import SignatureForm


class SignedForm(OperationForm):
    """The schema's ``signature`` is asked as everywhere a person signs, never as words typed."""

    template: ClassVar[str] = "inventory/forms/signed.html"
    skipped: ClassVar[frozenset[str]] = frozenset({"signature"})
    multipart: ClassVar[bool] = True
    signed_by: ClassVar[str] = "Signature du donateur"

    def build(self) -> None:
        super().build()
        self.signing = SignatureForm(
            self.typed, self.files or None, required=self.must_sign(), title=self.signed_by
        )

    def must_sign(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        if not self.signing.is_valid():
            self.add_error(None, "Il reste quelque chose à corriger plus bas.")
        return super().clean()

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        told = super().data_told(cleaned)
        if self.signing.signature:
            told["signature"] = self.signing.signature
        return told
