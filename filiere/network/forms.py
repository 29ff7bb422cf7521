"""What people type on the pages of the network."""

from collections.abc import Iterable
from typing import Any

from django import forms

from filiere.network.vocabulary import Level, Role

TEXT = {"class": "form-control"}
CHOICE = {"class": "form-select"}


class InviteForm(forms.Form):
    """An address and one of the roles the person may offer."""

    email = forms.EmailField(
        label="Adresse électronique", widget=forms.EmailInput({**TEXT, "autocomplete": "off"})
    )
    role = forms.ChoiceField(label="Rôle", widget=forms.Select(CHOICE))

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = set(roles)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.label) for role in Role if role in offered]


class AcceptForm(forms.Form):
    """Who is invited makes an account."""

    name = forms.CharField(
        label="Votre nom, tel que l'équipe le verra",
        max_length=120,
        widget=forms.TextInput({**TEXT, "autocomplete": "name"}),
    )
    password = forms.CharField(
        label="Mot de passe (12 caractères au moins)",
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({**TEXT, "autocomplete": "new-password"}),
    )


class ScanPointForm(forms.Form):
    """A name that says where the point is."""

    name = forms.CharField(
        label="Nom du point de scan",
        help_text="Par exemple : poste de tri, tablette de l'accueil.",
        max_length=80,
        widget=forms.TextInput(TEXT),
    )


class TerritoryForm(forms.Form):
    """A place to find."""

    q = forms.CharField(
        label="Nom, code INSEE ou code postal",
        required=False,
        max_length=100,
        widget=forms.TextInput({**TEXT, "type": "search"}),
    )
    level = forms.ChoiceField(
        label="Niveau",
        required=False,
        choices=[("", "tous"), *((level.value, level.label) for level in Level)],
        widget=forms.Select(CHOICE),
    )
