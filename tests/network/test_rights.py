"""Cells of the table written by hand, so that a wrong row shows."""

import pytest

from filiere.network.actor import SYSTEM, Actor
from filiere.network.rights import EVERY_ROLE, RIGHTS, may, rights_of, roles_to_invite
from filiere.network.vocabulary import OrganisationKind, Role

HOME, ELSEWHERE = 1, 2


def who(role: str, kind: str = "workshop", by: str = "user") -> Actor:
    point = 7 if by == "point" else None
    return Actor(by, None, None, point, HOME, kind, role, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actor", "right", "organisation", "answer"),
    [
        (who("administrator"), "remove_member", HOME, True),
        (who("administrator"), "remove_member", ELSEWHERE, False),
        (who("supervisor"), "remove_member", HOME, False),
        (who("supervisor"), "invite_member", HOME, True),
        (who("supervisor"), "invite_member", ELSEWHERE, False),
        (who("operator"), "invite_member", HOME, False),
        (who("supervisor"), "create_scan_point", HOME, True),
        (who("supervisor"), "create_scan_point", ELSEWHERE, False),
        (who("operator"), "create_scan_point", HOME, False),
        (who("supervisor", "donor"), "create_scan_point", HOME, False),
        (who("administrator", "steering"), "create_scan_point", HOME, False),
        (who("administrator", "steering"), "create_organisation", None, True),
        (who("supervisor", "steering"), "create_organisation", None, False),
        (who("administrator", "workshop"), "create_organisation", None, False),
        (who("administrator", "steering"), "manage_organisations", ELSEWHERE, True),
        (who("administrator"), "manage_organisations", HOME, False),
        (who("operator"), "read_devices", None, True),
        (who("operator"), "read_devices", ELSEWHERE, False),
        (who("operator", by="point"), "read_devices", HOME, True),
        (who("operator", by="point"), "read_indicators", HOME, False),
        (who("supervisor", by="point"), "invite_member", HOME, False),
        (who("administrator"), "create_collection", HOME, False),
        (who("administrator"), "read_requests", HOME, False),
        (who("requester", "social_structure"), "create_request", HOME, True),
        (who("requester", "workshop"), "create_request", HOME, False),
        (who("reader", "steering"), "read_all_indicators", ELSEWHERE, True),
        (who("reader", "workshop"), "read_all_indicators", ELSEWHERE, False),
        (who("administrator", "steering"), "seal_journal", None, True),
        (who("supervisor", "steering"), "seal_journal", None, False),
        (who("administrator", "workshop"), "seal_journal", None, False),
        (who("operator", by="point"), "seal_journal", None, False),
        (who("reader"), "print_labels", HOME, False),
        (SYSTEM, "seal_journal", None, True),
    ],
)
def test_who_may_do_what(
    actor: Actor | None, right: str, organisation: int | None, answer: bool
) -> None:
    assert may(actor, right, organisation) is answer


def test_a_misspelt_right_opens_nothing() -> None:
    with pytest.raises(KeyError):
        may(SYSTEM, "seal_jornal")


def test_rows_name_roles_and_kinds_that_exist() -> None:
    for right in RIGHTS.values():
        assert right.french
        assert right.roles and right.roles <= set(Role.values)
        assert right.organisation_kinds
        assert right.organisation_kinds <= set(OrganisationKind.values)


def test_a_stranger_has_no_right() -> None:
    assert rights_of(None) == frozenset()


@pytest.mark.parametrize(
    ("actor", "organisation", "roles"),
    [
        (who("supervisor"), HOME, {"operator", "requester", "reader"}),
        (who("administrator"), HOME, EVERY_ROLE),
        (who("administrator"), ELSEWHERE, set()),
        (who("operator"), HOME, set()),
        (who("administrator", "steering"), ELSEWHERE, {"administrator"}),
        (who("supervisor", "steering"), ELSEWHERE, set()),
        (who("administrator", by="point"), HOME, set()),
        (None, HOME, set()),
    ],
)
def test_who_may_invite_whom(actor: Actor | None, organisation: int, roles: set[str]) -> None:
    assert roles_to_invite(actor, organisation) == roles
