"""Apple's property lists in XML, made plain values; entities were refused before."""

from typing import Any
from xml.etree.ElementTree import Element

DEEPEST = 60


def of_xml(root: Element) -> Any:
    """Return what a plist document holds; None when it holds nothing."""
    inner = next(iter(root), None) if root.tag == "plist" else root
    return None if inner is None else _value(inner, DEEPEST)


def _value(element: Element, depth: int) -> Any:
    text = (element.text or "").strip()
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
    if element.tag in {"true", "false"}:
        return element.tag == "true"
    if element.tag in {"integer", "real"} and len(text) < 30:
        try:
            return int(text) if element.tag == "integer" else float(text)
        except ValueError:
            return text
    return text
