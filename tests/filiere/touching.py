"""A finger on the words beside a box: what a hidden input is really chosen by."""

from typing import Any

from playwright.sync_api import expect


def tick(page: Any, label: str, **more: Any) -> None:
    box = page.get_by_label(label, **more).first
    if not box.is_checked():
        page.locator(f"label[for='{box.get_attribute('id')}']").first.click()
    expect(box).to_be_checked()
