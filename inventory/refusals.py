"""What an operation of the circuit says when it will not; same family as the network's."""

from __future__ import annotations

from filiere.network import refusals as network


class Refused(network.Refused):
    """The device, the collection or the request stays as it is."""

    TITLE = "Pas encore"

    @classmethod
    def told_by(cls, network_refusal: network.Refused) -> Refused:
        """What the network refuses, refused by the operation that asked it."""
        return cls(
            network_refusal.code,
            network_refusal.detail,
            title=network_refusal.title,
            status=network_refusal.status,
            suggest=network_refusal.suggest,
        )


class Conflict(Refused):
    """Somebody else moved first, or the same key says something else."""

    def __init__(self, code: str, detail: str, *, suggest: tuple[str, ...] = ()) -> None:
        super().__init__(
            code, detail, title="Quelqu'un est passé avant", status=409, suggest=suggest
        )


class Missing(Refused, network.Missing):
    """What was named is not there, or may not be seen by who asks."""
