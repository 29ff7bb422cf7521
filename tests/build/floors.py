"""The floors of the house, and the imports that would run upwards between them.

``python -m tests.build.floors`` prints them and fails; `make lint` calls it.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = {
    "labels": 1,
    "papers": 1,
    "filiere.network": 1,
    "inventory": 2,
    "forecast": 3,
    "filiere": 4,
}
STRANGERS = {
    ("labels", "filiere.network"),
    ("filiere.network", "labels"),
    ("papers", "filiere.network"),
    ("filiere.network", "papers"),
    ("labels", "papers"),
}
"""Of the ground floor, papers alone knows a neighbour: it prints the symbols of labels."""
APPS = {"network": "filiere.network"} | {
    name: name for name in ("labels", "papers", "inventory", "forecast")
}
MODEL = re.compile(rf"({'|'.join(APPS)})\.[A-Z]\w*")


def part(module: str) -> str | None:
    """Return the part of the house a module belongs to, if it is ours."""
    for name in FLOORS:
        if module == name or module.startswith(f"{name}."):
            return name
    return None


def wrong_arrows(root: Path = ROOT) -> list[str]:
    """List, for a reader, each place of the code that leans on what it must not know."""
    return [
        f"{path.relative_to(root)}:{line}: {own} ne doit pas connaître {target}"
        for path, own in _files(root)
        for line, target in _targets(ast.parse(path.read_text(encoding="utf-8")))
        if not allowed(own, target)
    ]


def allowed(own: str, module: str) -> bool:
    """Say whether a part may import a module: downwards, and by the door that is meant for it."""
    other = part(module)
    if other is None or other == own:
        return True
    if (own, other) in STRANGERS or FLOORS[other] > FLOORS[own]:
        return False
    if (own, other) == ("forecast", "inventory"):
        return f"{module}.".startswith("inventory.selectors.")
    return True


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    for top in ("filiere", "inventory", "forecast", "labels", "papers"):
        for path in sorted((root / top).rglob("*.py")):
            own = part(".".join(path.relative_to(root).with_suffix("").parts))
            if own is not None:
                yield path, own


def _targets(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give every module imported and every model named by a string, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            named = MODEL.fullmatch(node.value)
            yield from [(node.lineno, f"{APPS[named[1]]}.models")] if named else []


if __name__ == "__main__":
    found = wrong_arrows()
    print("\n".join(found) or "Étages : aucun import ne remonte.")  # noqa: T201
    sys.exit(bool(found))
