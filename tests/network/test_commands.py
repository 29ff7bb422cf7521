"""Commands say what is wrong in French, and print a token once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from filiere.network.identity import actor_of_token
from filiere.network.models import Invitation, Organisation, ScanPoint
from filiere.network.operations.members import accept_invitation
from tests.network import factories

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


@pytest.mark.parametrize("by", ["pk", "name"])
def test_a_scan_point_is_created_by_number_or_name(by: str) -> None:
    of = factories.organisation()
    token = run("create_scan_point", "poste de tri", "--organisation", str(getattr(of, by)))
    actor = actor_of_token(token)
    assert actor is not None
    assert actor.organisation_id == of.pk


@pytest.mark.parametrize("wanted", ["0", "99999999999999999999999", "-1", "Atelier absent", "²"])
def test_an_unknown_organisation_is_said(wanted: str) -> None:
    with pytest.raises(CommandError, match="Aucune organisation n'a le numéro ou le nom"):
        run("create_scan_point", "tri", f"--organisation={wanted}")


def test_a_name_of_two_organisations_asks_for_a_number() -> None:
    factories.organisation("workshop", name="Les Ocres")
    factories.organisation("donor", name="Les Ocres")
    with pytest.raises(CommandError, match="donnez un numéro"):
        run("create_scan_point", "tri", "--organisation", "Les Ocres")


def test_a_closed_organisation_is_said() -> None:
    of = factories.organisation()
    Organisation.objects.update(active=False)
    with pytest.raises(CommandError, match="est fermée"):
        run("create_scan_point", "tri", "--organisation", str(of.pk))
    assert not ScanPoint.objects.exists()


@pytest.mark.usefixtures("country", "pages")
def test_the_first_organisation_comes_with_its_administrator() -> None:
    told = run(
        "create_organisation", "Pilotage fictif", "--kind=steering", "--territory=Avignon",
        "--administrator=chef@exemple.fr",
    )  # fmt: skip
    assert Organisation.objects.get().territory_id == "com:84007"
    token = told.rstrip("/").rpartition("/")[2]
    joined = accept_invitation(token=token, name="Chef", password=factories.PASSWORD)
    assert joined.role == "administrator"


@pytest.mark.usefixtures("country")
def test_an_organisation_with_a_bad_invitation_is_not_left_behind() -> None:
    with pytest.raises(CommandError, match="nom@domaine"):
        run("create_organisation", "Pilotage", "--kind=steering", "--administrator=personne")
    with pytest.raises(CommandError, match="Utilisez com:13055"):
        run("create_organisation", "Pilotage", "--kind=steering", "--territory=13203")
    assert not Organisation.objects.exists()
    assert not Invitation.objects.exists()
