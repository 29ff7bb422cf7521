"""The files of the project, as a commit of everything here would hold them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PASSED_OVER = {".git", ".venv", "node_modules", "static-built", "data", "__pycache__"}


@cache
def files() -> list[Path]:
    """List them, by git where it is, else by walking the folder."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        walked = (path for path in ROOT.rglob("*"))
        found = [p for p in walked if PASSED_OVER.isdisjoint(p.relative_to(ROOT).parts)]
    return sorted(path for path in found if path.is_file())


def text(path: Path) -> str:
    """Return what a file says, or nothing when it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
