"""A proof that rests on a file: its entry, of this very disc, once, and nothing it does not say."""

from __future__ import annotations

from typing import Any

from inventory import methods
from inventory.evidence.serials import clean_serial
from inventory.evidence.wiping.matching import Match, match
from inventory.promise import named
from inventory.refusals import Refused
from inventory.state import MediumState, World


def evidence_refused(world: World, medium: MediumState, outcome: Any) -> Refused | None:
    """Why this entry of this file proves nothing of this medium."""
    if outcome.evidence is None:
        return None
    disc = world.facts.get("discs", {}).get((outcome.evidence, outcome.evidence_index))
    if disc is None:
        return Refused(
            "evidence-unknown",
            "Cette pièce justificative n'est pas connue, ou ne montre pas ce disque effacé.",
        )
    return (
        _another_disc(world, medium, disc, outcome)
        or _served(medium, disc)
        or _twice(world, outcome)
        or (_not_as_said(medium, disc, outcome) if outcome.outcome == "proof" else None)
        or (_no_failure(medium, disc) if outcome.outcome == "failed" else None)
    )


def _another_disc(world: World, medium: MediumState, disc: Any, outcome: Any) -> Refused | None:
    entry, name = disc.entry, named(medium, capital=True)
    found = match(entry, serial_key=medium.serial_key, size_gb=medium.size_gb, model=medium.model)
    if found is Match.OTHER or (found is Match.SHAPE and _another_s(world, medium, disc)):
        return Refused(
            "another-disc",
            f"{name} : le fichier parle d'un autre disque ({said(entry)}). Vérifiez le code de "
            "l'appareil, ou envoyez le fichier de ce disque.",
        )
    if found is Match.SILENT:
        return Refused(
            "disc-not-told",
            f"{name} : ni le numéro de série, ni la taille et le modèle ne permettent de "
            "reconnaître ce disque dans le fichier. Complétez l'audit.",
            suggest=("audit",),
        )
    alike = [
        other
        for other in world.media
        if other.id != medium.id and other.serial_key and other.serial_key == medium.serial_key
    ]
    if (found is Match.SHAPE or alike) and not outcome.named:
        return Refused(
            "name-the-disc",
            f"{name} : le fichier ne donne pas de numéro de série qui le désigne seul. Dites "
            "vous-même quel disque c'est.",
        )
    return None


def _another_s(world: World, medium: MediumState, disc: Any) -> bool:
    """Whether a serial tells that this entry is another disk's, where looks alone do not.

    The file names this medium elsewhere, or the entry has the serial of another of the house.
    """
    known = world.facts.get("known_serials", ())
    others = {key for key, bearer in known if bearer != medium.id}
    return medium.serial_key in disc.named_beside or bool(others & disc.entry.serial_keys)


def _served(medium: MediumState, disc: Any) -> Refused | None:
    name = named(medium, capital=True)
    if disc.used_for:
        return Refused(
            "entry-used",
            f"{name} : cette ligne du fichier a déjà servi de preuve"
            f"{'' if disc.used_for == medium.id else ', pour un autre disque'}. "
            "Une ligne ne sert qu'une fois.",
        )
    if disc.told_again:
        return Refused(
            "wipe-used",
            f"{name} : un autre fichier a déjà servi de preuve pour ce même effacement. "
            "Un effacement ne prouve qu'un disque.",
        )
    return None


def _twice(world: World, outcome: Any) -> Refused | None:
    asked = world.facts.get("discs_asked", {})
    if asked.get((outcome.evidence, outcome.evidence_index), 1) > 1:
        return Refused("entry-used", "Une ligne du fichier ne prouve qu'un disque.")
    return None


def _not_as_said(medium: MediumState, disc: Any, outcome: Any) -> Refused | None:
    entry, name = disc.entry, named(medium, capital=True)
    if not entry.succeeded:
        return Refused("wipe-not-success", f"{name} : {entry.why}")
    if methods.normalise(outcome.method or "") != entry.method or not entry.verified:
        return Refused(
            "another-method", f"{name} : le fichier dit une autre méthode que celle indiquée."
        )
    if outcome.ended not in disc.ends:
        return Refused(
            "another-end", f"{name} : le fichier dit une autre heure de fin que celle indiquée."
        )
    return _before_for_one_clock(medium, disc, outcome)


def _before_for_one_clock(medium: MediumState, disc: Any, outcome: Any) -> Refused | None:
    """A file that says no zone is believed only if it ended since, whichever clock wrote it.

    An operator's word for one clock would let an erasure from before the arrival pass.
    """
    since = medium.exposed_at
    if since is None or min(disc.ends) >= since or outcome.ended < since:
        return None
    return Refused(
        "hour-unsure",
        f"{named(medium, capital=True)} : le fichier ne dit pas son fuseau, et finit avant "
        "l'arrivée du support si l'horloge de la machine était à l'heure d'ici. Effacez-le de "
        "nouveau : dans les deux heures de l'arrivée, un tel fichier ne prouve rien.",
    )


def _no_failure(medium: MediumState, disc: Any) -> Refused | None:
    if disc.entry.result == "failed":
        return None
    return Refused(
        "no-failure", f"{named(medium, capital=True)} : le fichier ne dit pas d'échec de ce disque."
    )


def said(entry: Any) -> str:
    """« n° ZFA0, ST500LM021 de 500 Go », as the file tells of a disc."""
    size = f" de {round(entry.size_bytes / 1e9)} Go" if entry.size_bytes else ""
    told = f"{entry.model}{size}".strip()
    serial = f"n° {entry.serial}" if entry.serial else ""
    return ", ".join(filter(None, (serial, told))) or entry.device or "sans nom"


def document_refused(world: World, medium: MediumState, outcome: Any) -> Refused | None:
    """Why a third party's certificate, kept as it came, is not of this medium."""
    if outcome.document is None:
        return None
    name = named(medium, capital=True)
    if outcome.document not in world.facts.get("documents", ()):
        return Refused("document-unknown", f"{name} : cette attestation n'a pas été gardée.")
    if not outcome.document_serial:
        return Refused(
            "document-serial",
            f"{name} : recopiez le numéro de série que porte l'attestation pour ce disque.",
        )
    if clean_serial(outcome.document_serial) != medium.serial_key:
        return Refused(
            "another-disc",
            f"{name} : l'attestation porte le numéro {outcome.document_serial}, "
            "ce n'est pas celui de ce support.",
        )
    return None
