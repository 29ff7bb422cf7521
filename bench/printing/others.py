"""Other makers of labels, and the memory of a long roll, each in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from labels.render import Label

HERE = Path(__file__).resolve().parent
OTHERS = {"blabel": "with_blabel.py", "pylabels": "with_pylabels.py"}


def seconds(name: str, labels: Sequence[Label]) -> float:
    """Seconds of processor that this maker takes for these labels."""
    told = [
        {
            "address": one.address,
            "code": f"{one.code[:3]}-{one.code[3:6]}-{one.code[6:]}",
            "title": one.title,
            "line": one.lines[0] if one.lines else "",
        }
        for one in labels
    ]
    told_json = json.dumps(told)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    answer = subprocess.run(
        [sys.executable, "-P", str(HERE / OTHERS[name])],
        input=told_json,
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
        env=environment,
    )
    spent, size = answer.stdout.split()
    if int(size) < 10_000:
        raise RuntimeError(f"{name} drew nothing")
    return float(spent)


def memory(count: int) -> float:
    """MiB at most that a process takes to draw so many labels, from bare codes."""
    subprocess.run([sys.executable, "-m", "bench.printing.long_roll", str(count)], check=True,
                   cwd=HERE.parent.parent)  # fmt: skip
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
