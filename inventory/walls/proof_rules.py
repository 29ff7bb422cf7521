"""What the database holds of a proof: true when it enters, never changed, at most withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from inventory.models import ErasureProof
from inventory.walls.promise_sql import stands_clear
from inventory.walls.rule import Rule, unchanged

MAY_CHANGE = frozenset({"withdrawn", "withdrawn_at"})
ITS_DEVICE = "(SELECT m.device_id FROM {medium} AS m WHERE m.id = NEW.medium_id)"


def _kept() -> Iterable[str]:
    columns = (field.column for field in ErasureProof._meta.concrete_fields)
    return (column for column in columns if column not in MAY_CHANGE)


def _medium(holds: str) -> str:
    return f"EXISTS (SELECT 1 FROM {{medium}} AS m WHERE m.id = NEW.medium_id AND {holds})"


RULES = (
    Rule(
        "proof-fixed",
        "proof",
        ("update",),
        "une preuve ne change pas : on la retire, une fois",
        f"{unchanged(*_kept())} AND OLD.withdrawn IS FALSE AND NEW.withdrawn IS TRUE",
        before=True,
    ),
    Rule(
        "proof-exposure",
        "proof",
        ("insert",),
        "une preuve répond à la présente exposition de son support",
        _medium("m.exposure = NEW.exposure") + " AND NEW.withdrawn IS FALSE",
    ),
    Rule(
        "proof-after-failure",
        "proof",
        ("insert",),
        "un support en échec ne peut plus qu'être détruit",
        _medium("m.failed IS FALSE"),
        "NEW.result <> 'failed' AND NEW.level <> 'destroy'",
    ),
    Rule(
        "proof-verified",
        "proof",
        ("insert",),
        "un effacement réussi est un effacement vérifié",
        "NEW.verified IS TRUE",
        "NEW.result <> 'failed'",
    ),
    Rule(
        "proof-date",
        "proof",
        ("insert",),
        "un effacement finit après l'arrivée du support, et pas dans le futur",
        f"""NEW.ended_at <= {{soon}} AND (NEW.level = 'destroy' OR NEW.result = 'failed'
         OR {_medium("m.exposed_at <= NEW.ended_at")})""",
    ),
    Rule(
        "proof-standing",
        "proof",
        ("insert", "update"),
        "l'appareil se tient sans données : qu'il redescende d'abord",
        stands_clear(ITS_DEVICE),
    ),
)
