"""Figures as a reader reads them: one line each, columns aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Sample:
    """What was measured of one thing, slice after slice."""

    count: int = 0
    elapsed: float = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, seconds: Sequence[float], elapsed: float, scans: int = 1) -> None:
        self.count += len(seconds) * scans
        self.elapsed += elapsed
        self.seconds += seconds

    @property
    def rate(self) -> float:
        return self.count / self.elapsed

    def quantile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def line(what: str, sample: Sample, bare: Sample | None = None) -> str:
    told = f"{what:42} {sample.rate:8.0f}/s"
    told += (
        f" {sample.quantile(0.5):8.1f} {sample.quantile(0.95):8.1f} {sample.quantile(0.99):8.1f}"
    )
    return told + (f"   {sample.rate / bare.rate:6.0%}" if bare else "")


def heading() -> str:
    return f"{'':42} {'débit':>10} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}   {'rapport':>6}"
