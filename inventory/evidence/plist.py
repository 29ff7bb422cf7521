"""Apple's property lists in XML, made plain values; entities were refused before."""

from typing import Any
from xml.etree.ElementTree import Element

DEEPEST = 60


def of_xml(root: Element) -> Any:
    """Return what a plist document holds; None when it holds nothing."""
    inner = next(iter(root), None) if root.tag == "plist" else root
    return None if inner is None else _value(inner, DEEPEST)


def _value(element: Element, depth: int) -> Any:
    if depth == 0:
        return ""
    if element.tag == "dict":
        items = list(element)
        return {
            (key.text or "").strip(): _value(value, depth - 1)
            for key, value in zip(items[0::2], items[1::2], strict=False)
            if key.tag == "key"
        }
    if element.tag == "array":
        return [_value(item, depth - 1) for item in element]
    return _plain(element.tag, (element.text or "").strip())


def _plain(tag: str, text: str) -> Any:
    """Return a number, a yes or a no, else the text as it is."""
    if tag in {"true", "false"}:
        return tag == "true"
    if tag not in {"integer", "real"} or len(text) >= 30:
        return text
    try:
        return int(text) if tag == "integer" else float(text)
    except ValueError:
        return text
