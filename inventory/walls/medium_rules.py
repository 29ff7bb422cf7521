"""What the database holds of a storage medium."""

from __future__ import annotations

from inventory.vocabulary import IN_HOUSE, SOLDERED, MediumStatus, Step
from inventory.walls.promise_sql import clean, in_the_house, stands_clear
from inventory.walls.rule import Rule, changed, unchanged, words

OPENED_IN = words(IN_HOUSE | {Step.IN_SERVICE})
"""Steps in which somebody of the house has the device open before him."""
FITTED, LOOSE, DESTROYED = MediumStatus.FITTED, MediumStatus.LOOSE, MediumStatus.DESTROYED
ABSENT, LOST = MediumStatus.ABSENT, MediumStatus.LOST
STATUS_PAIRS = (
    (FITTED, LOOSE),
    (FITTED, DESTROYED),
    (FITTED, ABSENT),
    (LOOSE, FITTED),
    (LOOSE, DESTROYED),
    (LOOSE, LOST),
    (LOST, LOOSE),
    (ABSENT, FITTED),
)
"""take_out, erase and destroy, audit, fit, declare_lost, find: what a medium may become."""


def _device(code: str, holds: str) -> str:
    return f"EXISTS (SELECT 1 FROM {{device}} AS d WHERE d.code = {code} AND {holds})"


OPEN_DEVICE = _device("NEW.device_id", f"d.step IN {OPENED_IN}")

RULES = (
    Rule(
        "medium-identity",
        "medium",
        ("update",),
        "l'identité et l'origine d'un support ne changent pas, son numéro s'écrit une fois",
        f"""{unchanged("id", "kind", "origin_code", "origin_collection")}
    AND (OLD.serial_key = '' OR {unchanged("serial_key")})""",
        before=True,
    ),
    Rule(
        "medium-arrival",
        "medium",
        ("insert",),
        "un support arrive monté, à sa première exposition, sans preuve",
        f"""NEW.exposure = 1 AND NEW.failed IS FALSE AND NEW.proof_id IS NULL
    AND NEW.status = 'fitted' AND NEW.holder_service = '' AND NEW.custodian_id IS NULL
    AND NEW.offer_to_id IS NULL AND {OPEN_DEVICE}""",
    ),
    Rule(
        "medium-origin",
        "medium",
        ("insert",),
        "un support n'est du donateur que s'il est déclaré la première fois, au cycle 1",
        _device(
            "NEW.device_id",
            """NEW.origin_collection IN ('', d.collection_id)
        AND (NEW.origin_code = '' OR (NEW.origin_code = d.code AND d.cycle = 1
             AND d.statement = '' AND d.ever_listed IS FALSE))""",
        ),
        "NEW.origin_code <> '' OR NEW.origin_collection <> ''",
    ),
    Rule(
        "medium-status",
        "medium",
        ("update",),
        "cet état d'un support ne suit pas celui-là",
        "OLD.status || '>' || NEW.status IN " + words(f"{a}>{b}" for a, b in STATUS_PAIRS),
        changed("status"),
        ("status",),
    ),
    Rule(
        "medium-place",
        "medium",
        ("update",),
        "monté dans un appareil, ou hors appareil avec un code et une détention",
        f"""((NEW.status = 'fitted') = (NEW.device_id IS NOT NULL))
    AND (NEW.status NOT IN {words({LOOSE, LOST})}
         OR (NEW.code IS NOT NULL AND NEW.custodian_id IS NOT NULL))""",
        columns=("status", "device_id", "code", "custodian_id"),
    ),
    Rule(
        "medium-enters",
        "medium",
        ("update",),
        "un support n'entre que dans un appareil ouvert devant quelqu'un de la maison",
        OPEN_DEVICE,
        f"NEW.device_id IS NOT NULL AND ({changed('device_id')})",
        ("device_id",),
    ),
    Rule(
        "medium-leaves",
        "medium",
        ("update",),
        "un support sort d'un appareil ouvert, jamais droit dans un autre ; soudé, il y reste",
        f"""NEW.device_id IS NULL AND OLD.kind NOT IN {words(SOLDERED)}
    AND NEW.status IN {words({LOOSE, DESTROYED, ABSENT})}
    AND {_device("OLD.device_id", f"d.step IN {OPENED_IN}")}""",
        f"OLD.device_id IS NOT NULL AND ({changed('device_id')})",
        ("device_id",),
    ),
    Rule(
        "medium-exposure",
        "medium",
        ("update",),
        "une exposition ne diminue pas, et sa date ne change qu'avec elle",
        f"""NEW.exposure > OLD.exposure
    OR (NEW.exposure = OLD.exposure AND {unchanged("exposed_at")})""",
        changed("exposure", "exposed_at"),
        ("exposure", "exposed_at"),
    ),
    Rule(
        "medium-again",
        "medium",
        ("update",),
        "un support revu ou retrouvé a pu être écrit : son exposition augmente",
        "NEW.exposure > OLD.exposure",
        f"OLD.status IN {words({ABSENT, LOST})} AND ({changed('status')})",
        ("status",),
    ),
    Rule(
        "medium-failed",
        "medium",
        ("update",),
        "un support en échec le reste, et ne se monte plus",
        """(OLD.failed IS FALSE OR NEW.failed IS TRUE)
    AND (NEW.failed IS FALSE OR NEW.status <> 'fitted' OR OLD.status <> 'loose')""",
        columns=("failed", "status"),
    ),
    Rule(
        "medium-destroyed",
        "medium",
        ("update",),
        "détruit seulement avec la preuve de sa destruction",
        """EXISTS (
    SELECT 1 FROM {proof} AS p WHERE p.medium_id = NEW.id AND p.level = 'destroy'
      AND p.result = 'success' AND p.withdrawn IS FALSE)""",
        "NEW.status = 'destroyed' AND OLD.status <> 'destroyed'",
        ("status",),
    ),
    Rule(
        "medium-proof",
        "medium",
        ("update",),
        "la preuve nommée répond à la présente exposition",
        """EXISTS (
    SELECT 1 FROM {proof} AS p WHERE p.id = NEW.proof_id AND p.medium_id = NEW.id
      AND p.exposure = NEW.exposure AND p.result = 'success' AND p.withdrawn IS FALSE)""",
        f"NEW.proof_id IS NOT NULL AND ({changed('proof_id', 'exposure')})",
        ("proof_id", "exposure"),
    ),
    Rule(
        "medium-holder",
        "medium",
        ("update",),
        "un support est au détenteur s'il est arrivé avec le SAV ouvert",
        "NEW.exposure > OLD.exposure AND "
        + _device("NEW.device_id", "d.step = 'in_service' AND d.service_id = NEW.holder_service"),
        f"NEW.holder_service <> '' AND ({changed('holder_service')})",
        ("holder_service",),
    ),
    Rule(
        "medium-custody",
        "medium",
        ("update",),
        "un support hors appareil sans preuve ne va qu'à un point de collecte ou un atelier",
        f"""(NEW.status = 'fitted' AND NEW.custodian_id IS NULL)
    OR {in_the_house("NEW.custodian_id")}
    OR (NEW.custodian_id IS NOT NULL AND {clean("NEW")})""",
        changed("custodian_id"),
        ("custodian_id",),
    ),
    Rule(
        "medium-standing",
        "medium",
        ("insert", "update"),
        "son appareil se tient sans données : qu'il redescende d'abord",
        f"{stands_clear('NEW.device_id')}",
        "NEW.device_id IS NOT NULL",
        ("device_id", "status", "exposure", "failed"),
    ),
    Rule(
        "medium-standing-left",
        "medium",
        ("update",),
        "l'appareil quitté se tient sans données : qu'il redescende d'abord",
        f"{stands_clear('OLD.device_id')}",
        f"OLD.device_id IS NOT NULL AND ({changed('device_id')})",
        ("device_id",),
    ),
)
