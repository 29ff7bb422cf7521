"""The tree that `lshw -json` prints, walked without recursion, each value cleaned."""

from collections.abc import Iterator
from typing import Any

from inventory.evidence.plain_text import LONGEST, clean_text, whole_number
from inventory.evidence.unreadable import Unreadable

MOST_NODES = 10_000
"""A large server prints some two thousand."""


class Node:
    """One node of lshw: its keys, its JSON pointer, and the node it hangs from.

    `id` is without its number (`disk` for `disk:0`); `cls`, the class, is never translated;
    `names` are the logical names, whether printed as one or as a list.
    """

    __slots__ = ("_capabilities", "_size", "cls", "data", "id", "names", "parent", "pointer")

    def __init__(self, data: dict[str, Any], pointer: str, parent: "Node | None" = None) -> None:
        self.data = data
        self.pointer = pointer
        self.parent = parent
        self.id = clean_text(data.get("id")).partition(":")[0]
        self.cls = clean_text(data.get("class"))
        self.names = _names(data.get("logicalname"))
        self._capabilities: frozenset[str] | None = None
        self._size: int | None = -1

    def text(self, key: str) -> str:
        """Return a value as clean text, '' when absent."""
        value = self.data.get(key)
        return clean_text(value) if value is not None else ""

    @property
    def capabilities(self) -> frozenset[str]:
        """The names of the capabilities."""
        if self._capabilities is None:
            value = self.data.get("capabilities")
            names = value if isinstance(value, dict | list) else ()
            self._capabilities = frozenset(str(key)[:LONGEST] for key in names)
        return self._capabilities

    def setting(self, key: str) -> str:
        """Return a value of `configuration`, '' when absent."""
        value = self.data.get("configuration")
        return clean_text(value.get(key)) if isinstance(value, dict) else ""

    @property
    def size(self) -> int | None:
        """The size in bytes, None when unknown or senseless."""
        if self._size == -1:
            self._size = self._size_told()
        return self._size

    def _size_told(self) -> int | None:
        for key in ("size", "capacity"):
            value = whole_number(self.data.get(key))
            if value and self.text("units") in {"", "bytes"}:
                return value
        return None

    @property
    def lineage(self) -> "Iterator[Node]":
        """The node, then those it hangs from, up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [name for name in map(clean_text, values) if name]


def roots(document: Any) -> list[Node]:
    """Return the top nodes of a document: an object, a list, or lists put one after another."""
    if isinstance(document, dict):
        return [Node(document, "")]
    found: list[Node] = []
    for i, item in enumerate(document if isinstance(document, list) else []):
        inner = enumerate(item) if isinstance(item, list) else ()
        found += [Node(item, f"/{i}")] if isinstance(item, dict) else []
        found += [Node(node, f"/{i}/{j}") for j, node in inner if isinstance(node, dict)]
    return found


def children(node: Node) -> list[Node]:
    """Return the nodes that hang from this one."""
    value = node.data.get("children")
    if not isinstance(value, list):
        return []
    return [
        Node(item, f"{node.pointer}/children/{i}", node)
        for i, item in enumerate(value)
        if isinstance(item, dict)
    ]


def walk(tops: list[Node]) -> list[Node]:
    """Return every node, parents before children, in the order of the file."""
    found: list[Node] = []
    refusal = "Ce relevé lshw contient trop d'éléments pour un seul appareil."
    waiting = list(reversed(tops))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if len(found) > MOST_NODES:
            raise Unreadable("too_many", refusal)
        waiting.extend(reversed(children(node)))
    return found
