"""A YAML document from a stranger, by PyYAML: bounded, its numbers kept as they are written."""

import re
from typing import Any

import yaml

from inventory.evidence.unreadable import Unreadable

LONGEST = 128 * 1024
DEEPEST = 40
MOST_EVENTS = 20_000


class _Loader(yaml.CSafeLoader):
    """Words, true, false and null: a serial of digits keeps its zeros."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return the mapping: its names are text, `null` and `true` too."""
        for name, _ in node.value:
            if isinstance(name, yaml.ScalarNode):
                name.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL)?$"), ["~", "n", "N", ""]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def parse(text: str) -> Any:
    """Return the document that a text is; raise Unreadable.

    Aliases (a few lines that say millions), tags and several documents are refused.
    """
    if len(text) > LONGEST:
        raise _refusal()
    try:
        _measure(text)
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise _refusal() from error


def _measure(text: str) -> None:
    """Refuse before building what is too deep, too long, or says more than is written."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        named = isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None)
        if named or depth > DEEPEST or number > MOST_EVENTS:
            raise _refusal()


def _refusal() -> Unreadable:
    return Unreadable(
        "broken_yaml", "Ce fichier YAML n'est pas lu en entier : envoyez le relevé en JSON."
    )
