"""Statistical secrecy: no count of persons under five is shown, nor given away by a difference.

A table is a tree: a total and its parts, each of which may have parts. A small count is hidden
(primary suppression); then others, so that no total minus what is shown gives a small count
away, nor leaves a hidden one a single possible value (secondary suppression). Zero hides
nobody and is shown.

What is left is told to the nearest multiple of five: tables read on different days, of periods
that overlap, or counted again after a late entry, differ by zero or by five at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

THRESHOLD = 5
"""Persons; the parameter of our own counts (INSEE's own for its sources lie in `forecast`)."""


@dataclass(frozen=True, slots=True)
class Node:
    """One cell: its parts sum to it."""

    key: str
    value: int
    parts: tuple[Node, ...] = ()


def walk(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from walk(part)


def hidden_keys(
    total: Node, threshold: int = THRESHOLD, also: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The cells that must not be shown; ``also`` those that another table would give away."""
    hidden = {
        node.key
        for node in walk(total)
        if 0 < node.value < threshold or (node.value and node.key in also)
    }
    while (key := _to_hide(total, hidden, threshold)) is not None:
        hidden.add(key)
    return frozenset(hidden)


def rounded(count: int, step: int = THRESHOLD) -> int:
    """A count as it is told outside: no sum or difference of such counts is a small one."""
    return (count + step // 2) // step * step


def told_outside(total: Node, hidden: frozenset[str], *, ranked: bool = False) -> Node:
    """The same tree, each cell rounded for itself; ranked by what is shown, never by the truth."""
    parts = [told_outside(part, hidden, ranked=ranked) for part in total.parts]
    if ranked:
        parts.sort(key=lambda part: (part.key in hidden, -_shown(part, hidden), part.key))
    return Node(total.key, rounded(total.value), tuple(parts))


def _shown(node: Node, hidden: frozenset[str]) -> int:
    return 0 if node.key in hidden else node.value


def minus(whole: Node, less: Mapping[str, int]) -> Node:
    """The same tree without what is counted of each cell elsewhere."""
    parts = tuple(minus(part, less) for part in whole.parts)
    return Node(whole.key, whole.value - less.get(whole.key, 0), parts)


def _to_hide(total: Node, hidden: set[str], threshold: int) -> str | None:
    """One more cell to hide, the smallest that helps; None when nothing is given away."""
    for node in walk(total):
        inside = [part for part in node.parts if part.key in hidden]
        shown = [part for part in node.parts if part.key not in hidden and part.value]
        if node.key in hidden:
            if shown and not inside:
                return _smallest(shown)
        elif inside and not _is_safe(inside, hidden, threshold):
            return _smallest(shown) if shown else node.key
    return None


def _is_safe(inside: list[Node], hidden: set[str], threshold: int) -> bool:
    """Whether the difference between a total shown and what is shown of it says nothing.

    It is the mass of the hidden leaves: it must not be small itself, nor be so small that each
    leaf can only be one.
    """
    leaves = [leaf for part in inside for leaf in _leaves(part, hidden)]
    mass = sum(leaf.value for leaf in leaves)
    return len(inside) > 1 and mass >= threshold and mass > len(leaves)


def _leaves(node: Node, hidden: set[str]) -> list[Node]:
    if node.key not in hidden:
        return []
    if not node.parts:
        return [node]
    return [leaf for part in node.parts for leaf in _leaves(part, hidden)]


def _smallest(nodes: list[Node]) -> str:
    return min(nodes, key=lambda node: (node.value, node.key)).key
