"""Hands that have no mouse: Tab, Enter, Space and what one types, nothing else."""

from __future__ import annotations

from typing import Any

from tests.filiere.visits import Stage

LOOK = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const rings = [one, one.nextElementSibling, one.closest("label"), one.parentElement];
  const ring = rings.some(each => {
    const style = each && getComputedStyle(each);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  one.dataset.reached = "1";
  const label = one.labels && one.labels[0] ? one.labels[0].textContent : "";
  const name = label || one.getAttribute("aria-label") || one.textContent || one.name;
  return {name: name.replace(/\\s+/g, " ").trim(), ring, tag: one.tagName};
}"""
UNREACHED = """() => {
  const groups = new Set([...document.querySelectorAll("input[type=radio][data-reached]")]
    .map(one => one.name));
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => one.type !== "hidden" && !one.disabled && one.tabIndex >= 0)
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.dataset.reached)
    .filter(one => one.type !== "radio" || !groups.has(one.name))
    .map(one => one.outerHTML.slice(0, 90));
}"""
MOST = 250
"""Tabs before one says that there is no end to the page."""


class Keys:
    """One page under the fingers."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def to(self, name: str, tag: str = "") -> None:
        """Tab until what has the focus is called so."""
        for _ in range(MOST):
            found = self.page.evaluate(LOOK)
            if found and name in found["name"] and tag in ("", found["tag"].lower()):
                assert found["ring"], f"foyer invisible : {found['name']}"
                return
            self.press("Tab")
        raise AssertionError(f"jamais atteint : {name}")

    def tick(self, name: str) -> None:
        self.to(name, "input")
        self.press("Space")

    def type(self, name: str, text: str) -> None:
        self.to(name)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def push(self, name: str) -> None:
        self.to(name, "button")
        self.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """Down the list until this value, as one who does not know its letters."""
        self.to(name, "select")
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"pas dans la liste : {value}")

    def reads(self, text: str) -> None:
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def around(self) -> list[str]:
        """Tab to the end, then from the top: never reached, not shown, or no way out."""
        wrong, ends, found = [], 0, None
        for _ in range(MOST):
            self.press("Tab")
            found = self.page.evaluate(LOOK)
            ends += found is None
            if ends == 2:
                break
            if found and not found["ring"]:
                wrong.append(f"foyer invisible : {found['name'][:60]}")
        else:
            wrong.append(f"sans issue : {found}")
        return wrong + self.page.evaluate(UNREACHED)


AROUND = {
    "operator": ["/scanner/?mode=", "/appareils/{audited}/", "/collectes/{planned}/enlever/"],
    "requester": ["/demandes/demander/", "/demandes/demander/?usage=school", "/distribuer/"],
    "supervisor": ["/indicateurs/"],
}


def unreached(stage: Stage) -> dict[str, list[str]]:
    """By page, what the keyboard does not reach or does not show."""
    wrong = {}
    for role, paths in AROUND.items():
        with stage.visitor(role) as page:
            for path in paths:
                page.goto(stage.address(path))
                if found := Keys(page).around():
                    wrong[path] = found
    return wrong


def at_the_scanner(stage: Stage) -> None:
    """Scanned, told what comes next, erased."""
    with stage.visitor("operator") as page:
        keys = Keys(page)
        page.goto(stage.address("/scanner/?mode="))
        page.wait_for_selector("html[data-scanner=ready]")
        page.keyboard.type(stage.told["two_disks"])
        keys.press("Enter")
        page.locator("#answer [data-slot=word]", has_text="Audité").wait_for()
        keys.to("Mettre en attente", "a")
        keys.press("Enter")
        page.wait_for_url("**/hold/**")
        keys.choose("Raison", "part")
        keys.choose("Qui doit agir", "supplier")
        keys.push("Mettre en attente")
        page.wait_for_selector("html[data-scanner=ready]")
        page.locator("#answer [data-slot=word]", has_text="En attente").wait_for()


def asking(stage: Stage) -> None:
    """A request in three screens."""
    with stage.visitor("requester") as page:
        keys = Keys(page)
        page.goto(stage.address("/demandes/demander/"))
        keys.tick("Aller à l'école")
        keys.push("Continuer")
        keys.reads("Votre référence")
        keys.type("Votre référence", "D-2026-80")
        keys.push("Relire")
        page.get_by_role("button", name="Envoyer la demande").wait_for()
        keys.push("Envoyer la demande")
        page.wait_for_url("**/demandes/0*/")


def handing_out(stage: Stage) -> None:
    """To a person who signs on paper, for want of a mouse to draw with."""
    with stage.visitor("requester") as page:
        keys = Keys(page)
        page.goto(stage.address("/distribuer/"))
        code = page.locator("input[name=code]").first
        if not code.is_checked():
            keys.to("", "input")
            keys.press("Space")
        keys.tick("Personne n'a utilisé")
        keys.type("Votre référence", "D-2026-81")
        keys.tick("Ou signé sur papier")
        keys.push("Distribuer")
        keys.reads("Fiche de remise (PDF)")


def fetching(stage: Stage) -> None:
    """At the donor's door."""
    with stage.visitor("operator") as page:
        keys = Keys(page)
        page.goto(stage.address("/collectes/{planned}/enlever/"))
        keys.type("Reçus", "2")
        keys.tick("Ou signé sur papier")
        keys.push("Enlever")
        keys.reads("Collecte enlevée.")
