"""What is kept as it is: the journal and its seals, codes, evidence, certificates, who one is."""

from __future__ import annotations

from inventory.walls.rule import Event, Rule, unchanged

NEVER = "1 = 0"
KEPT = {
    "device": "un appareil ne s'efface pas de l'historique",
    "medium": "un support ne s'efface pas de l'historique",
    "proof": "une preuve ne s'efface pas : on la retire",
    "entry": "le journal ne fait que s'ajouter",
    "seal": "un scellé ne change pas",
    "leaf": "un scellé ne change pas",
    "code": "un code reste",
    "evidence": "une pièce justificative reste",
    "certificate": "un certificat signé ne change pas : retirer une preuve le retire",
    "ground": "un certificat garde les preuves sur lesquelles il repose",
}
"""Tables whose rows are never deleted."""
WRITTEN_ONCE = ("entry", "seal", "leaf", "certificate", "ground")
"""Tables whose rows are never changed either. A certificate is withdrawn by its proofs alone."""


def _refused(table: str, event: Event, name: str) -> Rule:
    return Rule(f"{table}-{name}", table, (event,), KEPT[table], NEVER, before=True)


RULES = (
    *(_refused(table, "delete", "kept") for table in KEPT),
    *(_refused(table, "update", "written-once") for table in WRITTEN_ONCE),
    Rule(
        "entry-chain",
        "entry",
        ("insert",),
        "une ligne du journal suit la précédente du même sujet",
        """(NEW.sequence = 1 AND NEW.previous_hash = '')
    OR EXISTS (
        SELECT 1 FROM {entry} AS e
        WHERE e.subject_kind = NEW.subject_kind AND e.subject_id = NEW.subject_id
          AND e.sequence = NEW.sequence - 1 AND e.hash = NEW.previous_hash)""",
    ),
    Rule(
        "ground-named",
        "ground",
        ("insert",),
        "un certificat ne repose que sur les preuves que nomme son texte signé",
        """EXISTS (
    SELECT 1 FROM {certificate} AS c WHERE c.id = NEW.certificate_id
      AND replace(c.canonical, '"' || NEW.erasureproof_id || '"', '') <> c.canonical)""",
    ),
    Rule(
        "code-bound-once",
        "code",
        ("update",),
        "une étiquette posée ne se pose pas ailleurs",
        f"""{unchanged("code")}
    AND ((OLD.bound_kind = '' AND OLD.bound_id = '') OR ({unchanged("bound_kind", "bound_id")}))""",
        before=True,
    ),
    Rule(
        "evidence-fixed",
        "evidence",
        ("update",),
        "une pièce justificative ne change pas",
        unchanged("sha256", "size"),
        before=True,
    ),
    Rule(
        "organisation-fixed",
        "organisation",
        ("update",),
        "une organisation ne change pas de rôle : on en crée une autre",
        unchanged("id", "kind"),
        before=True,
    ),
    Rule(
        "organisation-kept",
        "organisation",
        ("delete",),
        "une organisation qui tient ou a donné quelque chose reste",
        """NOT EXISTS (SELECT 1 FROM {device} AS d WHERE d.custodian_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM {device} AS d WHERE d.donor_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM {device} AS d WHERE d.structure_id = OLD.id)
    AND NOT EXISTS (SELECT 1 FROM {medium} AS m WHERE m.custodian_id = OLD.id)""",
        before=True,
    ),
)
