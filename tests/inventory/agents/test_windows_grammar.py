"""The PowerShell scripts parsed whole by a grammar: the source, what is served, the one line."""

from collections.abc import Iterator

import pytest
import tree_sitter_powershell
from tree_sitter import Language, Node, Parser

from inventory.agents import powershell

SITE = "https://filiere.example"
SOURCE = powershell.SCRIPT.read_text(encoding="utf-8")
PARSER = Parser(Language(tree_sitter_powershell.language()))


def errors(text: str) -> list[str]:
    """What the grammar cannot read, line by line."""

    def walk(node: Node) -> Iterator[Node]:
        if node.type == "ERROR" or node.is_missing:
            yield node
        for child in node.children:
            yield from walk(child)

    root = PARSER.parse(text.encode()).root_node
    return [f"ligne {one.start_point[0] + 1} : {one.type}" for one in walk(root)]


@pytest.mark.parametrize(
    "text",
    [SOURCE, powershell.script(SITE), powershell.command(SITE)],
    ids=["source", "served", "command"],
)
def test_the_grammar_reads_all_of_it(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize("later", ["$a ?? 1", "$x = $a ? 1 : 2", "$a?.b", "if ($a { 1 }"])
def test_the_grammar_refuses_what_windows_powershell_5_1_does(later: str) -> None:
    """What PowerShell 7 added, or what nobody reads, would be seen."""
    assert errors(later)
