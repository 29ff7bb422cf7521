"""What structures wait for, first come first served."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Ask:
    """One request: for one person (``reference``) or for the structure itself."""

    id: str
    structure: str
    mode: str
    reference: str = ""
    lot: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    taken: int = 0
    cancelled: bool = False

    @property
    def fulfilled(self) -> bool:
        return all(line.handed >= line.quantity for line in self.wanted)


@dataclass(slots=True)
class Wanted:
    """One line: how many are asked, held for it, handed over."""

    line_id: str
    ask: Ask
    kind: str
    quantity: int
    held: int = 0
    handed: int = 0


@dataclass(slots=True)
class Market:
    """Open lines by kind of device, oldest first."""

    lines: dict[str, list[Wanted]] = field(default_factory=dict)

    def add(self, ask: Ask) -> None:
        for line in ask.wanted:
            self.lines.setdefault(line.kind, []).append(line)

    def take(self, kind: str) -> Wanted | None:
        """Hold one device's place in the oldest line that waits for this kind."""
        for line in self.lines.get(kind, ()):
            if line.held < line.quantity and not line.ask.cancelled:
                line.held += 1
                line.ask.taken += 1
                return line
        return None
