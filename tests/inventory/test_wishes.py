"""Uses chosen by their pictures become as few devices as will do."""

from __future__ import annotations

import pytest

from inventory.references import leads_to_a_person
from inventory.vocabulary import DeviceKind, Profile
from inventory.wishes import WISHES, known, proposals


def test_one_laptop_does_for_school_and_papers() -> None:
    (only,) = proposals([Profile.ADMINISTRATIVE, Profile.SCHOOL])
    assert only.profile == Profile.SCHOOL
    assert only.kinds[0] == DeviceKind.LAPTOP
    assert DeviceKind.SMARTPHONE not in only.kinds


def test_calling_alone_is_a_telephone() -> None:
    (only,) = proposals([Profile.CALLING])
    assert only.kinds[0] == DeviceKind.SMARTPHONE


def test_every_picture_is_a_profile_and_serves_by_itself() -> None:
    assert {wish.profile for wish in WISHES} == set(Profile)
    for wish in WISHES:
        assert proposals([wish.profile])[0].kinds


def test_all_uses_at_once_are_still_served() -> None:
    served = [use for one in proposals(list(Profile)) for use in one.serves]
    assert sorted(served) == sorted(Profile)
    assert known(["calling", "nothing", "school"]) == [Profile.SCHOOL, Profile.CALLING]


@pytest.mark.parametrize("text", ["D-2026-118", "12", "CAF 84 000 118", "Dossier M 12", ""])
def test_a_file_s_number_is_a_reference(text: str) -> None:
    assert leads_to_a_person(text) == ""


@pytest.mark.parametrize(
    "text", ["a@b.fr", "06.12.34.56.78", "+33 6 12 34 56 78", "Madame Durand", "voir x@y.org"]
)
def test_what_leads_to_a_person_is_sent_back(text: str) -> None:
    assert leads_to_a_person(text).startswith("Ceci ressemble à")
