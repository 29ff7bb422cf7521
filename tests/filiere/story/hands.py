"""A person at a page: what they touch, type and scan, counted as the browser saw it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.filiere.touching import tick
from tests.running import Site

KEY_MS = 5
"""How fast a wedge scanner types."""
PHONE, DESK = 390, 1280
COUNTING = """(() => {
  const add = name => sessionStorage.setItem(name, 1 + Number(sessionStorage.getItem(name)));
  addEventListener("pointerdown", () => add("touches"), true);
  addEventListener("change", event => {
    if (event.target.matches("select")) add("touches");
    else if (event.target.matches("input, textarea") && event.target.id !== "code"
      && !["radio", "checkbox", "file", "hidden"].includes(event.target.type)) add("typed");
  }, true);
})()"""
"""A finger down, a line chosen in a list, a field typed. A scan is counted by who scans."""


@dataclass
class Counted:
    """What one task asked of a person."""

    touches: int = 0
    scans: int = 0
    typed: int = 0


class Hands:
    """One person on one screen, signed in, from one page to the next."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url
        self.scans = 0
        page.set_default_timeout(20_000)

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.url + path)

    def touch(self, name: str, role: str = "button", **more: Any) -> None:
        self.page.get_by_role(role, name=name, **more).first.click()

    def follow(self, name: str, **more: Any) -> None:
        self.touch(name, "link", **more)

    def type(self, label: str, text: str, **more: Any) -> None:
        fields = self.page.get_by_label(label, **more).and_(self.page.locator("input, textarea"))
        fields.first.fill(text)

    def choose(self, field: str, value: str | None = None, **by: Any) -> None:
        lists = self.page.get_by_label(field).and_(self.page.locator("select"))
        lists.first.select_option(value, **by)

    def tick(self, label: str, **more: Any) -> None:
        tick(self.page, label, **more)

    def scan(self, code: str) -> None:
        """As a wedge does: wherever the caret is, at its speed, with its Enter."""
        self.page.keyboard.type(f"{self.url}/D/{code}", delay=KEY_MS)
        self.page.keyboard.press("Enter")
        self.scans += 1

    def scanner(self, path: str) -> None:
        self.open(path)
        self.scanner_ready()

    def scanner_ready(self) -> None:
        self.page.wait_for_selector("html[data-scanner=ready]")

    def answered(self, word: str) -> None:
        """Wait for this word in large on the scanner."""
        self.page.locator("#answer [data-slot=word]", has_text=word).wait_for()

    def reads(self, text: str) -> None:
        """Wait until this is on the page, in words one sees."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def sign(self) -> None:
        """A wave with a finger, in the frame."""
        frame = self.page.locator("[data-pad] canvas")
        frame.scroll_into_view_if_needed()
        box = frame.bounding_box()
        x, y = box["x"] + box["width"] / 8, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(1, 7):
            self.page.mouse.move(x + step * box["width"] / 9, y + (15 if step % 2 else -15))
        self.page.mouse.up()
        self.reads("Signature prise.")

    @contextmanager
    def counted(self) -> Iterator[Counted]:
        """What was touched, typed and scanned inside."""
        found, scans = Counted(), self.scans
        self.page.evaluate("sessionStorage.removeItem('touches')")
        self.page.evaluate("sessionStorage.removeItem('typed')")
        yield found
        self.page.evaluate("document.activeElement.blur()")
        for name in ("touches", "typed"):
            setattr(found, name, int(self.page.evaluate(f"sessionStorage.getItem('{name}')") or 0))
        found.scans = self.scans - scans


class Town:
    """The running site and whoever comes to it."""

    def __init__(self, site: Site, browser: Any, told: dict[str, Any]) -> None:
        self.site, self.url, self.browser, self.told = site, site.url, browser, told
        self.kept: dict[str, Any] = {}
        self.people: dict[tuple[str, int], Hands] = {}

    def person(self, role: str, width: int) -> Hands:
        """The same page all along; "" is somebody without account."""
        if (role, width) not in self.people:
            context = self.browser.new_context(
                viewport={"width": width, "height": 844},
                locale="fr-FR",
                storage_state=self._signed_in(role) if role else None,
            )
            context.add_init_script(COUNTING)
            self.people[role, width] = Hands(context.new_page(), self.url)
        return self.people[role, width]

    def _signed_in(self, role: str) -> Any:
        if role not in self.kept:
            context = self.browser.new_context(java_script_enabled=False)
            hands = Hands(context.new_page(), self.url)
            hands.open("/compte/login/")
            self.log_in(hands, role)
            self.kept[role] = context.storage_state()
            context.close()
        return self.kept[role]

    def log_in(self, hands: Hands, role: str) -> None:
        hands.type("Courriel", f"{role}@exemple.fr")
        hands.type("Mot de passe", self.told["password"])
        hands.page.locator("main button").first.click()
        hands.reads("Menu")
