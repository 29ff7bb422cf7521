"""A page at the scanner in a real browser, the hands that hold the scanner, and its site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from labels.codes import shown
from tests.running import Site

DEVICES = 50 if "CI" in os.environ else 8
"""Scanned over and over without network."""
KEY_MS = 5
"""How fast a wedge scanner types."""

FOCUSED = """(({activeElement: one, body}) => one === body ? "" : one.innerText || one.value || "")(
    document)"""


class Counter:
    """A page at the scanner, and the hands that hold the scanner."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-scanner=ready]")

    def wedge(self, code: str, end: str = "Enter") -> None:
        self.page.keyboard.type(code, delay=KEY_MS)
        self.page.keyboard.press(end)

    def reach(self, words: str) -> None:
        """Go with Tab alone to what bears these words, then press it."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(FOCUSED):
                return self.page.keyboard.press("Enter")
        raise AssertionError(f"no Tab leads to {words}")

    def reach_field(self, name: str) -> None:
        for _ in range(60):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {name}")

    def answered(self, word: str, code: str = "") -> None:
        """Wait for this word in large, about this code."""
        card = self.page.locator("#answer")
        card.locator("[data-slot=word]", has_text=word).wait_for()
        if code:
            card.locator("[data-slot=shown]", has_text=shown(code)).wait_for()

    def counts(self, told: str) -> None:
        self.page.locator("#counts", has_text=told).wait_for()


class Stage:
    def __init__(self, site: Site, browser: Any, told: dict[str, Any]) -> None:
        self.site, self.url, self.browser, self.told = site, site.url, browser, told
        self.kept: dict[str, Any] = {}
        self.desk: Any = None

    def audited(self) -> str:
        """A laptop that nobody scanned yet."""
        code: str = self.told["audited"].pop()
        return code

    def collected(self) -> str:
        code: str = self.told["collected"].pop()
        return code

    @contextmanager
    def at(self, width: int, role: str = "operator", **options: Any) -> Iterator[Counter]:
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            locale="fr-FR",
            storage_state=self.signed_in(role) if role else None,
            **options,
        )
        try:
            context.set_default_timeout(15_000)
            yield Counter(context.new_page())
        finally:
            context.close()

    def signed_in(self, role: str) -> Any:
        """What a browser keeps of a person signed in: asked of the site once."""
        if role not in self.kept:
            self.kept[role] = self._sign_in(role)
        return self.kept[role]

    def _sign_in(self, role: str) -> Any:
        context = self.browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{self.url}/compte/login/")
        page.get_by_label("Courriel").fill(f"{role}@exemple.fr")
        page.get_by_label("Mot de passe").fill(self.told["password"])
        page.locator("main button").click()
        state = context.storage_state()
        context.close()
        return state

    def chain(self, code: str) -> list[str]:
        """The operations in the journal of this device, in order."""
        return [entry["operation"] for entry in self._journal(code)]

    def told_of(self, code: str, operation: str) -> list[dict[str, Any]]:
        """What the journal of this device tells of each such operation, in order."""
        return [one["data"] for one in self.entries(code, operation)]

    def entries(self, code: str, operation: str) -> list[dict[str, Any]]:
        return [one for one in self._journal(code) if one["operation"] == operation]

    def _journal(self, code: str) -> list[dict[str, Any]]:
        if self.desk is None:
            self.desk = self.browser.new_context(storage_state=self.signed_in("operator"))
        told = self.desk.request.get(f"{self.url}/api/devices/{code}/journal").json()
        items: list[dict[str, Any]] = told["items"]
        return items
