"""Function tests: one answer for each, and what blocks whatever else works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from inventory import function_tests
from inventory.forms.operation import OperationForm
from inventory.function_tests import FunctionTest, Outcome

PREFIX = "test_"
REST = "rest_pass"


def add_tests(form: OperationForm, kind: str) -> None:
    """Add one question per test of this kind, the answers already known ticked."""
    known = form.world.here.tests
    for test in function_tests.required(kind) + function_tests.optional(kind):
        form.fields[PREFIX + test.key] = _question(kind, test, known.get(test.key, ""))
    form.fields[REST] = forms.BooleanField(
        label="Tout fonctionne, sauf ce qui est dit en panne ci-dessous", required=False
    )
    form.fields["blocking"] = forms.MultipleChoiceField(
        label="Ce qui bloque, même si tout fonctionne",
        required=False,
        choices=[(item.key, item.label) for item in function_tests.blocking(kind)],
        initial=list(form.world.here.blocking),
        widget=forms.CheckboxSelectMultiple,
    )


def _question(kind: str, test: FunctionTest, known: str) -> forms.ChoiceField:
    choices = [("pass", "Fonctionne"), ("fail", "En panne")]
    if function_tests.may_be_absent(kind, test.key):
        choices.append((Outcome.NA.value, "Sans objet"))
    choices.append(("", "Non testé"))
    return forms.ChoiceField(
        label=test.label,
        required=False,
        choices=choices,
        initial=known,
        widget=forms.RadioSelect,
    )


def tests_told(cleaned: Mapping[str, Any], kind: str) -> dict[str, str]:
    """The answers given, for tests that exist for this kind."""
    required = {test.key for test in function_tests.required(kind)}
    known = required | {test.key for test in function_tests.optional(kind)}
    told = {
        name.removeprefix(PREFIX): value
        for name, value in cleaned.items()
        if name.startswith(PREFIX) and value and name.removeprefix(PREFIX) in known
    }
    if cleaned.get(REST):
        told |= dict.fromkeys(required - told.keys(), Outcome.PASS.value)
    return told


def blocking_told(cleaned: Mapping[str, Any], kind: str) -> list[str]:
    known = {item.key for item in function_tests.blocking(kind)}
    return [key for key in cleaned.get("blocking", ()) if key in known]


class TestForm(OperationForm):
    """Tester."""

    template: ClassVar[str] = "inventory/forms/test.html"
    __test__ = False

    def build(self) -> None:
        add_tests(self, self.world.here.kind)

    @property
    def required_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=True)

    @property
    def optional_tests(self) -> list[forms.BoundField]:
        return tests_of(self, required=False)

    def data_told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        kind = self.world.here.kind
        tests = tests_told(cleaned, kind)
        if not tests:
            raise forms.ValidationError("Répondez à au moins un test.")
        return {"tests": tests, "blocking": blocking_told(cleaned, kind)}


def tests_of(form: OperationForm, *, required: bool) -> list[forms.BoundField]:
    kind = form.world.here.kind
    asked = function_tests.required(kind) if required else function_tests.optional(kind)
    return [form[PREFIX + test.key] for test in asked]
