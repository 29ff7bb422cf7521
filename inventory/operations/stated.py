"""What an audit must say of media: all of them, none forgotten, none that is elsewhere."""

from __future__ import annotations

from typing import Any

from inventory.evidence.serials import clean_serial
from inventory.guards import guard
from inventory.operations.audit import Audit, kind_after, kind_changes, matched
from inventory.promise import may_hold_nothing, named
from inventory.refusals import Refused
from inventory.state import World
from inventory.vocabulary import HANDHELD, SOLDERED, MediumStatus, Statement


@guard("supports déclarés : une liste, ou « aucun support »", promise=True)
def media_stated(world: World, data: Any) -> Refused | None:
    stated = data.media is not None or data.no_storage
    if data.media and data.no_storage:
        return Refused(
            "contradictory-media", "Vous déclarez des supports et « aucun support ». Choisissez."
        )
    if not stated and (world.here.statement == Statement.NEVER or kind_changes(world, data)):
        return Refused(
            "media-not-stated",
            "Déclarez les supports de stockage de l'appareil, ou « aucun support ».",
        )
    return None


@guard("« aucun support » croyable", promise=True)
def none_is_credible(world: World, data: Any) -> Refused | None:
    if data.no_storage:
        kept = [m for m in world.fitted if m.id not in data.absent]
        why = may_hold_nothing(_as(world, data), kept)
    elif data.media == [] and not world.here.ever_listed:
        why = "La liste des supports est vide : déclarez-les, ou dites « aucun support »."
    elif data.media is not None:
        new = len(data.media) - len(matched(world, data).known)
        short = world.here.unlisted_media > new and not _file_shows_no_more(world, data)
        why = "Un relevé matériel montre davantage de supports que votre liste." if short else ""
    else:
        return None
    return Refused("no-storage-refused", why) if why else None


def _file_shows_no_more(world: World, data: Audit) -> bool:
    """Whether the file named, read again, shows only media of this list."""
    seen = world.facts.get("evidence_media")
    if seen is None:
        return False
    left = [(item.kind, clean_serial(item.serial or "")) for item in data.media or ()]
    for kind, serial in seen:
        pair = next(
            (p for p in left if (p[1] == serial if serial and p[1] else p[0] == kind)), None
        )
        if pair is None:
            return False
        left.remove(pair)
    return True


@guard("un téléphone ne devient pas autre chose sans l'encadrant·e")
def kind_is_credible(world: World, data: Any) -> Refused | None:
    if not kind_changes(world, data) or world.here.kind not in HANDHELD:
        return None
    if data.kind in HANDHELD:
        return None
    if world.who.role != "supervisor" or world.here.ever_listed:
        return Refused(
            "kind-refused",
            "Un téléphone ou une tablette dont la mémoire a été déclarée ne change pas de type. "
            "Sinon, seul·e l'encadrant·e peut corriger.",
            status=403,
        )
    return None


def _as(world: World, data: Audit) -> Any:
    return world.with_device({"kind": kind_after(world, data)}).here


@guard("aucun support connu n'est oublié", promise=True)
def nothing_omitted(world: World, data: Any) -> Refused | None:
    if data.media is None and not data.no_storage:
        return None
    found = matched(world, data)
    for medium in world.fitted:
        if medium.id in data.absent or medium.id in found.known:
            continue
        return Refused(
            "medium-omitted",
            f"{named(medium, capital=True)} est connu dans cet appareil et manque à la liste. "
            "Déclarez-le, retirez-le, ou faites-le dire absent par l'encadrant·e.",
            suggest=("take_out",),
        )
    return None


@guard("absent, ou distinct d'un support connu : dit par l'encadrant·e", promise=True)
def supervisor_says(world: World, data: Any) -> Refused | None:
    needs = data.absent or any(item.distinct for item in data.media or ())
    if needs and world.who.role != "supervisor":
        return Refused(
            "supervisor-only",
            "Seul·e l'encadrant·e peut dire un support absent, ou distinct d'un support connu.",
            status=403,
        )
    for key in data.absent:
        medium = next((m for m in world.fitted if m.id == key), None)
        if medium is None:
            return Refused("unknown-medium", "Le support dit absent n'est pas dans cet appareil.")
        if medium.kind in SOLDERED:
            return Refused("soldered", "Une mémoire soudée ne peut pas être absente.")
    return None


@guard("un support connu ailleurs n'est pas déclaré ici", promise=True)
def not_known_elsewhere(world: World, data: Any) -> Refused | None:
    if data.media is None:
        return None
    for item, twin in matched(world, data).elsewhere:
        suspect = twin.failed or twin.status not in (MediumStatus.LOOSE, MediumStatus.FITTED)
        if item.distinct and not suspect:
            continue
        if twin.status == MediumStatus.LOOSE and twin.code:
            return Refused(
                "medium-known-elsewhere",
                f"{named(twin, capital=True)} est enregistré hors appareil ({twin.code}). "
                "Montez-le avec l'opération « Monter un support ».",
                suggest=("fit",),
            )
        return Refused(
            "medium-known-elsewhere",
            f"Un support de même numéro ({twin.serial}) est déjà connu de la filière. "
            "S'il n'a ni échoué ni disparu, l'encadrant·e peut dire qu'il s'agit d'un autre.",
        )
    return None


@guard("un numéro appris ne contredit pas celui qu'on connaît", promise=True)
def serials_agree(world: World, data: Any) -> Refused | None:
    found = matched(world, data)
    for index, item in enumerate(data.media or ()):
        known = found.of(index)
        told = clean_serial(item.serial or "")
        if known and told and known.serial_key and told != known.serial_key:
            return Refused(
                "serial-differs",
                f"Vous désignez {named(known)}, mais avec un autre numéro ({item.serial}). "
                "Si le disque a été changé, retirez l'ancien puis montez le nouveau.",
                suggest=("take_out", "fit"),
            )
        if known and known.kind != item.kind:
            return Refused(
                "kind-differs", f"Vous désignez {named(known)}, mais avec un autre type."
            )
    return None
