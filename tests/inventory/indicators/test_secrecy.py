"""No hidden count of persons can be found again from what is shown beside it."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from inventory.indicators.secrecy import Node, hidden_keys, walk

COUNTS = st.lists(st.integers(0, 7), min_size=1, max_size=4)
TREES = st.lists(COUNTS, min_size=1, max_size=3)


def tree(groups: list[list[int]]) -> Node:
    middle = [
        Node(f"{g}", sum(counts), tuple(Node(f"{g}.{i}", n) for i, n in enumerate(counts)))
        for g, counts in enumerate(groups)
    ]
    return Node("total", sum(node.value for node in middle), tuple(middle))


def possible(total: Node, hidden: frozenset[str]) -> dict[str, set[int]]:
    """Every value that each hidden cell can take, by trying all of them.

    The reader knows the rule: a hidden cell is never zero. A hidden total may be anything.
    """
    leaves = [node for node in walk(total) if not node.parts]
    unknown = [leaf.key for leaf in leaves if leaf.key in hidden]
    most = total.value if total.key not in hidden else total.value + 3
    found: dict[str, set[int]] = {key: set() for key in hidden}
    shown_leaves = {leaf.key: leaf.value for leaf in leaves if leaf.key not in hidden}
    limit = min(most - sum(shown_leaves.values()), 12)
    for values in product(range(1, limit + 1), repeat=len(unknown)):
        guess = shown_leaves | dict(zip(unknown, values, strict=True))
        sums = {node.key: summed(node, guess) for node in walk(total)}
        if all(sums[node.key] == node.value for node in walk(total) if node.key not in hidden):
            for key in hidden:
                found[key].add(sums[key])
    return found


def summed(node: Node, guess: dict[str, int]) -> int:
    return sum(summed(part, guess) for part in node.parts) if node.parts else guess[node.key]


@given(st.lists(st.integers(0, 7), min_size=1, max_size=5))
def test_no_hidden_cell_of_a_table_has_a_single_possible_value(counts: list[int]) -> None:
    table = Node("total", sum(counts), tuple(Node(str(i), n) for i, n in enumerate(counts)))
    hidden = hidden_keys(table)
    if len(hidden) > 4:
        return
    assert all(len(values) > 1 for values in possible(table, hidden).values())


@given(st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=2), min_size=1, max_size=3))
def test_nor_in_a_table_whose_rows_have_rows(groups: list[list[int]]) -> None:
    table = tree(groups)
    hidden = hidden_keys(table)
    if len([n for n in walk(table) if not n.parts and n.key in hidden]) > 4:
        return
    assert all(len(values) > 1 for values in possible(table, hidden).values())


@given(TREES)
def test_no_count_under_five_is_shown_nor_is_a_difference(groups: list[list[int]]) -> None:
    table = tree(groups)
    hidden = hidden_keys(table)
    for node in walk(table):
        assert node.key in hidden or not 0 < node.value < 5
        if node.key in hidden or not node.parts:
            continue
        seen = sum(part.value for part in node.parts if part.key not in hidden)
        assert node.value - seen == 0 or node.value - seen >= 5


@given(TREES)
def test_zero_is_always_shown(groups: list[list[int]]) -> None:
    table = tree(groups)
    hidden = hidden_keys(table)
    assert not [node for node in walk(table) if node.value == 0 and node.key in hidden]


def test_nothing_is_hidden_without_need() -> None:
    table = Node("total", 30, (Node("a", 10), Node("b", 20)))
    assert hidden_keys(table) == frozenset()


def test_a_small_row_takes_the_next_smallest_with_it() -> None:
    table = Node("total", 33, (Node("a", 3), Node("b", 10), Node("c", 20)))
    assert hidden_keys(table) == {"a", "b"}
