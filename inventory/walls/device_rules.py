"""What the database holds of a device."""

from __future__ import annotations

from inventory.vocabulary import STANDING, Statement, Step
from inventory.walls.promise_sql import (
    HANDHELDS,
    clean,
    clear,
    every_medium,
    has_its_memory,
    holds_a_medium,
    in_the_house,
    kind_of,
)
from inventory.walls.rule import Rule, changed, unchanged, words
from inventory.walls.steps import pairs

CLEAR_ON_ENTRY = frozenset({Step.DELIVERED, Step.DISTRIBUTED, Step.DISMANTLED, Step.CEDED})
"""With ready and reserved, which stand clear at all times; recycled and returned have their own
rule, and so has distributed when a service is closed."""

FLAGS_EMPTY = """NEW.to_destroy IS FALSE AND NEW.removed IS FALSE AND NEW.order_ref = ''
    AND NEW.destruction_certificate = ''"""
NOTHING_STATED = f"""NEW.statement = '' AND NEW.slot_sim = '' AND NEW.slot_card = ''
    AND NEW.unlisted_media = 0 AND NEW.snapshot_media IS FALSE AND NEW.service_id IS NULL
    AND {FLAGS_EMPTY}"""
SERVICE_CLOSES = "NEW.step = 'distributed' AND OLD.step = 'in_service'"
IS_RETURNED = "NEW.step = 'returned' AND OLD.step <> 'returned'"
IS_REMOVED = "NEW.removed IS TRUE AND OLD.removed IS NOT TRUE"
HOLDERS_OR_CLEAN = every_medium(
    "NEW", f"m.holder_service <> '' AND m.holder_service = OLD.service_id OR {clean('m')}"
)
DONORS_OR_CLEAN = every_medium(
    "NEW",
    f"""m.origin_code = NEW.code AND m.origin_collection = NEW.collection_id AND m.exposure = 1
    OR {clean("m")}""",
)
COMES_BACK = f"""NEW.cycle = OLD.cycle + 1 AND NEW.custodian_id = OLD.structure_id
    AND (OLD.step IN ('delivered', 'distributed')
         OR (OLD.step = 'in_service' AND {HOLDERS_OR_CLEAN}))"""
"""A structure may take back what it handed out: who holds it then had it already."""


def _pairs(found: frozenset[tuple[str, str]]) -> str:
    return words(f"{a}>{b}" for a, b in found)


RULES = (
    Rule(
        "device-identity",
        "device",
        ("update",),
        "le code, la collecte et le donateur d'un appareil ne changent pas",
        unchanged("code", "collection_id", "donor_id"),
        before=True,
    ),
    Rule(
        "device-register",
        "device",
        ("insert",),
        "un appareil entre collecté, au cycle 1, sans rien de déclaré",
        f"""NEW.step = 'collected' AND NEW.cycle = 1 AND NEW.ever_listed IS FALSE
    AND NEW.recall_id IS NULL AND NEW.reservation_id IS NULL AND NEW.pallet_id IS NULL
    AND NEW.offer_to_id IS NULL AND NEW.repair_id IS NULL AND {NOTHING_STATED}
    AND {in_the_house("NEW.custodian_id")}""",
    ),
    Rule(
        "device-step",
        "device",
        ("update",),
        "cette étape ne suit pas celle-là",
        f"""NEW.step = OLD.step
    OR (NEW.cycle = OLD.cycle AND OLD.step || '>' || NEW.step IN {_pairs(pairs().within)})
    OR (NEW.cycle = OLD.cycle + 1 AND OLD.step || '>' || NEW.step IN {_pairs(pairs().opening)})""",
        changed("step"),
        ("step",),
    ),
    Rule(
        "device-cycle",
        "device",
        ("update",),
        "un cycle s'ouvre au retour, sans rien de déclaré, et un seul à la fois",
        f"""NEW.cycle = OLD.cycle + 1 AND OLD.step || '>' || NEW.step IN {_pairs(pairs().opening)}
    AND {NOTHING_STATED}""",
        changed("cycle", "cycle_opened_at"),
        ("cycle", "cycle_opened_at"),
    ),
    Rule(
        "device-entry",
        "device",
        ("update",),
        "seul un appareil sans données entre à cette étape",
        clear("NEW"),
        f"""NEW.step IS DISTINCT FROM OLD.step AND NEW.step IN {words(CLEAR_ON_ENTRY)}
    AND NOT ({SERVICE_CLOSES})""",
        ("step",),
    ),
    Rule(
        "device-dismantled",
        "device",
        ("update",),
        "un appareil démonté ne contient plus de support",
        f"NOT {holds_a_medium('NEW')}",
        "NEW.step = 'dismantled'",
        ("step",),
    ),
    Rule(
        "device-recycled",
        "device",
        ("update",),
        "orienté recyclage : sans données, ou à détruire",
        f"NEW.to_destroy IS TRUE OR {clear('NEW')}",
        "NEW.step = 'recycled' AND OLD.step <> 'recycled'",
        ("step",),
    ),
    Rule(
        "device-service",
        "device",
        ("update",),
        "fin de SAV : chaque support est au détenteur ou effacé, sans rappel ouvert",
        f"NEW.recall_id IS NULL AND OLD.recall_id IS NULL AND {HOLDERS_OR_CLEAN}",
        SERVICE_CLOSES,
        ("step",),
    ),
    Rule(
        "device-recall",
        "device",
        ("update",),
        "en SAV, un rappel ne se ferme qu'une fois l'appareil sans données",
        f"NEW.cycle = OLD.cycle + 1 OR {clear('NEW')}",
        f"OLD.step = 'in_service' AND OLD.recall_id IS NOT NULL AND ({changed('recall_id')})",
        ("recall_id",),
    ),
    Rule(
        "device-standing",
        "device",
        ("update",),
        "effacé, disponible, réservé : sans données à tout moment",
        clear("NEW"),
        f"NEW.step IN {words(STANDING)}",
    ),
    Rule(
        "device-returned",
        "device",
        ("update",),
        "restitué à son donateur : sans données, ou ce qu'il avait confié",
        f"""NEW.custodian_id IS NOT DISTINCT FROM NEW.donor_id
    AND ({clear("NEW")}
         OR (NEW.cycle = 1 AND NEW.unlisted_media = 0 AND {DONORS_OR_CLEAN}))""",
        IS_RETURNED,
        ("step",),
    ),
    Rule(
        "device-removed",
        "device",
        ("update",),
        "enlevé par un recycleur : sans données, ou à détruire sous un ordre signé",
        f"""NEW.step = 'recycled' AND OLD.step = 'recycled'
    AND {kind_of("NEW.custodian_id")} = 'recycler'
    AND ((NEW.to_destroy IS TRUE AND NEW.order_ref <> '') OR {clear("NEW")})""",
        IS_REMOVED,
        ("removed",),
    ),
    Rule(
        "device-flags",
        "device",
        ("update",),
        "à détruire, ordre et enlèvement : seulement en recyclage",
        f"""(NEW.step = 'recycled' OR ({FLAGS_EMPTY}))
    AND (NEW.removed IS TRUE OR NEW.order_ref = '')""",
        columns=("step", "to_destroy", "removed", "order_ref", "destruction_certificate"),
    ),
    Rule(
        "device-flags-kept",
        "device",
        ("update",),
        "à détruire se dit en orientant, l'ordre en enlevant, et rien ne les reprend",
        f"""({unchanged("to_destroy")} OR {changed("step")})
    AND ({unchanged("order_ref")} OR {changed("removed", "step")})
    AND (OLD.removed IS FALSE OR NEW.removed IS TRUE OR NEW.cycle = OLD.cycle + 1)""",
        columns=("to_destroy", "removed", "order_ref", "step", "cycle"),
    ),
    Rule(
        "device-custody",
        "device",
        ("update",),
        "ce qui porte des données ne va qu'à un point de collecte ou un atelier",
        f"""{in_the_house("NEW.custodian_id")}
    OR ({IS_RETURNED}) OR ({IS_REMOVED}) OR ({SERVICE_CLOSES}) OR ({COMES_BACK})
    OR {clear("NEW")}""",
        changed("custodian_id"),
        ("custodian_id",),
    ),
    Rule(
        "device-kind",
        "device",
        ("update",),
        "un téléphone ou une tablette dont la mémoire a été déclarée ne change pas de type",
        f"OLD.ever_listed IS FALSE OR (NEW.statement = '' AND {has_its_memory('NEW')})",
        f"OLD.kind IN {HANDHELDS} AND NEW.kind NOT IN {HANDHELDS}",
        ("kind",),
    ),
    Rule(
        "device-none",
        "device",
        ("update",),
        "« aucun support » est démenti par le type, la liste d'avant ou un relevé",
        f"""NEW.kind NOT IN {HANDHELDS} AND NEW.ever_listed IS FALSE AND OLD.ever_listed IS FALSE
    AND OLD.snapshot_media IS FALSE AND NOT {holds_a_medium("NEW")}""",
        f"NEW.statement = '{Statement.NONE}' AND ({changed('statement', 'kind')})",
        ("statement", "kind"),
    ),
    Rule(
        "device-learnt",
        "device",
        ("update",),
        "ce qui a été déclaré ou relevé ne s'oublie pas",
        """(OLD.ever_listed IS FALSE OR NEW.ever_listed IS TRUE)
    AND (OLD.snapshot_media IS FALSE OR NEW.snapshot_media IS TRUE
         OR NEW.cycle = OLD.cycle + 1)""",
        columns=("ever_listed", "snapshot_media", "cycle"),
    ),
)
