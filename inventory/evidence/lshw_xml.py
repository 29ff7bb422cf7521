"""`lshw -xml` made the tree that `lshw -json` prints: one walk serves both."""

from typing import Any
from xml.etree.ElementTree import Element

from inventory.evidence.unreadable import Unreadable

_MOST_NODES = 10_000


def as_tree(root: Element) -> list[dict[str, Any]]:
    """Return the top nodes of an XML document as the JSON would hold them."""
    tops = [root] if root.tag == "node" else [child for child in root if child.tag == "node"]
    found: list[dict[str, Any]] = [_own(top) for top in tops]
    waiting = list(zip(tops, found, strict=True))
    count = 0
    while waiting:
        element, node = waiting.pop()
        count += 1
        if count > _MOST_NODES:
            raise Unreadable(
                "too_many", "Ce relevé lshw contient trop d'éléments pour un seul appareil."
            )
        inner = [child for child in element if child.tag == "node"]
        if inner:
            node["children"] = [_own(child) for child in inner]
            waiting += zip(inner, node["children"], strict=True)
    return found


def _own(element: Element) -> dict[str, Any]:
    """Return a node without those below it."""
    node: dict[str, Any] = {"id": element.get("id", ""), "class": element.get("class", "")}
    names: list[str] = []
    for child in element:
        text = (child.text or "").strip()
        if child.tag == "logicalname":
            names.append(text)
        elif child.tag == "configuration":
            node["configuration"] = {
                one.get("id", ""): one.get("value", "") for one in child if one.tag == "setting"
            }
        elif child.tag == "capabilities":
            node["capabilities"] = {one.get("id", ""): one.text or "" for one in child}
        elif child.tag not in {"node", "hints", "resources"} and isinstance(child.tag, str):
            node[child.tag] = text
            if units := child.get("units"):
                node["units"] = units
    if names:
        node["logicalname"] = names
    return node
