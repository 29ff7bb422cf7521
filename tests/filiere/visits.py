"""Every page by who visits it, on a running site: what the walks in a browser share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.build.tree import ROOT
from tests.running import Site

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(
    one => one.id + " : " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
INK = RUN.replace("({", '({runOnly: ["color-contrast"], ', 1)
"""The rules of axe that the dark scheme can break."""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll("a.btn, button, .choice, nav a, summary, .rows-link")]
    .filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 47.5)
    .map(one => one.textContent.trim().slice(0, 40))"""

DRAWN = (
    "/etiquettes/supports/nouveau/?name=A&page_width=210&page_height=297&columns=2&rows=5&width=80"
    "&height=50&left=18&top=13&pitch_x=95&pitch_y=55&dpi=600"
)
STRANGER = [
    *("/diagnostic/dep:84/", "/diagnostic/sources/"),
    "/",
    "/compte/login/",
    "/compte/password/reset/",
    "/compte/signup/",
    "/donner/",
    "{follow}",
    "/D/{ready}",
    "/D/{ready}?langue=falc",
    "/D/{ready}?langue=en",
    "/D/{recalled}",
    "/D/{collected}",
    "/P/{paper}",
    *("/C/{certificate_token}", "/C/00000000000000000000000000000000"),
    "/nulle-part",
    "/trouver/?code=7KQ-2MD-X45",
    "/scanner/ouvrir/",
    *("/invitation/{invitation}/", "/validation/"),
    *("{survey_who}", "{survey_answer}", "{survey_answer}?partie=4", "{survey_answer}?partie=fin"),
]
TECHNICIAN = [
    *("/comptoir/", "/livraisons/", "/demandes/{waiting}/"),
    *("/", "/menu/", "/appareils/", "/appareils/?q=introuvable", "/supports/", "/palettes/"),
    *("/collectes/", "/collectes/annoncer/", "/demandes/", "/collectes/{gift}/"),
    *("/collectes/propositions/", "/collectes/propositions/{proposal}/", "/collectes/{planned}/"),
    *("/collectes/calendrier/", "/collectes/calendrier/?semaine=2026-11-21"),
    *("/collectes/tournee/2026-11-21/", "/collectes/{planned}/enlever/"),
    *("/collectes/{planned}/liste/", "/collectes/{gift}/liste/importer/"),
    "/collectes/{planned}/liste/importer/",
    *("/demandes/{served}/", "/palettes/{pallet}/", "/supports/{loose}/", "/donateurs/"),
    *("/appareils/{collected}/", "/appareils/{audited}/", "/appareils/{held}/"),
    "/appareils/{audited}/releves/",
    *("/appareils/{erased}/", "/appareils/{in_repair}/", "/appareils/{ready}/"),
    *("/appareils/{offered}/", "/appareils/{in_service}/", "/appareils/{distributed}/"),
    *("/appareils/{collected}/audit/", "/appareils/{phone}/audit/", "/appareils/{audited}/erase/"),
    "/appareils/{phone}/telephone/",
    *("/appareils/{erased}/test/", "/appareils/{erased}/stock/", "/appareils/{erased}/fit/"),
    *("/appareils/{audited}/take_out/", "/appareils/{audited}/recycle/"),
    *("/appareils/{audited}/transfer/", "/appareils/{audited}/hold/"),
    *("/appareils/{in_repair}/close_repair/", "/appareils/{ready}/reserve/"),
    *("/appareils/{reserved}/deliver/", "/appareils/{collected}/stock/"),
    *("/supports/{loose}/erase/", "/supports/{loose}/destroy/", "/appareils/{audited}/move/"),
    *("/etiquettes/registre/", "/etiquettes/supports/nouveau/", DRAWN),
    *("/etiquettes/", "/etiquettes/?planche=L4731", "/etiquettes/?planche=3474&collecte={gift}"),
    *("/compte/2fa/", "/compte/password/change/", "/compte/logout/", "/compte/reauthenticate/"),
    "/scanner/auditer/",
    *("/scanner/", "/scanner/appareils/{audited}/", "/scanner/supports/{loose}/"),
    *("/scanner/?mode=stock", "/scanner/appareils/{collected}/audit/"),
    *("/stock/", "/stock/?etat=bench&grade=B", "/stock/?usage=telework", "/attentes/", "/pieces/"),
    *("/pieces/{part}/", "/lieux/", "/lieux/{place}/", "/appareils/{two_disks}/erase/"),
    *("/lieux/comptages/{count}/", "/series/", "/series/nouvelle/?lieu-entier={place}"),
    *("/series/{batch}/", "/affiches/", "/scanner/?mode=count", "/scanner/?mode=batch"),
    *("/appareils/{screen}/audit/", "/appareils/{erased}/audit/", "/appareils/{repaired}/"),
    *("/organisation/choisir/", "/organisation/territoires/?q=avignon"),
    *("/scanner/supports/{loose}/erase/", "/livraisons/{slip}/", "/remises/{handed}/"),
    "/livraisons/preparer/{structure}/",
    *("/appareils/{pair}/effacements/", "/appareils/{wiped}/effacements/{log}/"),
    *("/appareils/{wiped}/", "/certificats/{certificate}/"),
    *("/supports/{loose}/effacements/", "/supports/{loose}/effacements/{log}/"),
]
CHIEF = [
    *("/", "/organisation/membres/", "/organisation/membres/inviter/", "/organisation/points/"),
    "/declarations/{said}/",
    *("/organisation/points/creer/", "/appareils/{recalled}/", "/appareils/{recalled}/take_back/"),
    *("/appareils/{audited}/audit/", "/appareils/{audited}/cede/"),
    *("/indicateurs/", "/indicateurs/heures/"),
    *("/incidents/", "/incidents/{incident}/", "/incidents/{decided}/", "/palettes/{loaded}/"),
]
AGENT = [
    *("/demandes/demander/?usage=school", "/livraisons/", "/distribuer/", "/remises/"),
    *("/", "/demandes/", "/demandes/demander/", "/demandes/{waiting}/", "/appareils/{delivered}/"),
    *("/appareils/{delivered}/hand_over/", "/organisation/reprendre/{kept}/"),
    *("/livraisons/{slip}/", "/remises/{handed}/"),
]
ADMINISTRATOR = [
    *("/organisation/membres/{membership}/retirer/", "/organisation/points/{point}/revoquer/"),
    "/organisation/membres/",
]
PILOT = [
    *("/enquetes/", "/enquetes/{survey}/", "/enquetes/{survey}/importer/"),
    *("/diagnostic/parcs/", "/diagnostic/parcs/importer/"),
    *("/diagnostic/acteurs/", "/diagnostic/acteurs/ajouter/", "/diagnostic/acteurs/{listed}/"),
    *("/diagnostic/hypotheses/?territory=84", "/diagnostic/estimations/"),
    "/diagnostic/estimations/comparer/",
    *("/diagnostic/", "/diagnostic/dep:84/?edition=travail", "/diagnostic/dep:84/volets/1/"),
]
VISITS = {
    "": STRANGER,
    "operator": TECHNICIAN,
    "supervisor": CHIEF,
    "requester": AGENT,
    "administrator": ADMINISTRATOR,
    "pilot": PILOT,
}


class Stage:
    """A running site, what it holds by name, and who may sign in."""

    def __init__(self, site: Site, browser: Any) -> None:
        last = site.manage("shell", "-v0", "-c", "from tests.filiere.stage import build; build()")
        said = json.loads(last.strip().splitlines()[-1])
        self.told: dict[str, str] = said["told"]
        self.password: str = said["password"]
        self.url = site.url
        self.browser = browser
        self.kept: dict[str, Any] = {}

    def address(self, path: str) -> str:
        return self.url + path.format(**self.told)

    @contextmanager
    def visitor(self, role: str, width: int = 1280, **options: Any) -> Iterator[Any]:
        """A page of a browser in which this role is signed in."""
        if role and role not in self.kept:
            self.kept[role] = self._signed_in(role)
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            locale="fr-FR",
            storage_state=self.kept.get(role),
            **options,
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    def _signed_in(self, role: str) -> Any:
        if f"session_{role}" in self.told:
            name, _, value = self.told[f"session_{role}"].partition("=")
            return {"cookies": [{"name": name, "value": value, "url": self.url}], "origins": []}
        context = self.browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(self.address("/compte/login/"))
        page.get_by_label("Courriel").fill(f"{role}@exemple.fr")
        page.get_by_label("Mot de passe").fill(self.password)
        page.locator("main button").click()
        page.wait_for_url(lambda url: "/compte/login/" not in url)
        state = context.storage_state()
        context.close()
        return state
