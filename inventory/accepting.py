"""What several readings say together, accepted by a person: the device is audited by it.

A person says what no file can: which removable media stay in the device, that the list is
whole when no tool shows everything, what the slots hold. What was shown and what is accepted
are the same: a reading that came meanwhile is a conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from filiere.network.actor import Actor
from inventory import reading_words
from inventory.dossiers import ReadFile, files_of, merged_of, stamp_of
from inventory.evidence.description import Description
from inventory.evidence.merge import Merged
from inventory.perform import Outcome, perform
from inventory.reading import world_of_device
from inventory.refusals import Conflict, Refused
from inventory.selectors import device_seen_by


def accept_readings(
    *,
    actor: Actor,
    code: str,
    counted: Sequence[str],
    inside: Collection[int],
    ours: Collection[int],
    whole: bool,
    stamp: str,
    slots: Mapping[str, str] | None = None,
    key: str = "",
) -> Outcome:
    """Audit the device by the readings counted.

    Parameters
    ----------
    counted : sequence of str
        The files that count, by SHA-256; only a supervisor leaves out one that shows a medium.
    inside : collection of int
        Which of the removable media shown, by their place in the list, stay in the device;
        ``ours`` are those of who ran the tools. What booted the machine needs no word.
    whole : bool
        A person looked: the list of media is whole, whatever a tool may hide.
    stamp : str
        What was shown (``dossiers.stamp_of``).

    Raises
    ------
    Refused
        Nothing is audited; the readings stay.
    """
    device = device_seen_by(actor, code)
    files = files_of(device)
    _as_shown(files, stamp)
    shown = _counted(files, counted, actor).description
    state = world_of_device(device, actor).here
    _each_said(shown, {*inside, *ours})
    description = _with_inside(shown, inside)
    if refused := reading_words.another_device(state, description):
        raise refused
    if refused := reading_words.too_many(description):
        raise refused
    _whole(description, whole=whole)
    _some_medium(description)
    kept = [one.evidence.pk for one in files if one.evidence.pk in counted]
    data: dict[str, Any] = reading_words.audit_data(state, description, kept[0])
    data["pieces"] = kept
    if slots:
        data["slots"] = dict(slots)
    return perform(operation="audit", code=device.pk, actor=actor, data=data, key=key)


def _as_shown(files: Sequence[ReadFile], stamp: str) -> None:
    if stamp != stamp_of(files):
        raise Conflict(
            "readings-changed",
            "Un relevé est arrivé, ou a été relu, depuis que cette page a été ouverte. Relisez-la.",
        )


def _counted(files: Sequence[ReadFile], counted: Sequence[str], actor: Actor) -> Merged:
    """The readings that count, as one."""
    merged = merged_of(files, counted)
    if merged is None:
        raise Refused("nothing-counted", "Gardez au moins un relevé.")
    _left_out(files, merged, actor)
    return merged


def _left_out(files: Sequence[ReadFile], merged: Merged, actor: Actor) -> None:
    """Leaving out the reading that shows one more medium would hide it."""
    everything = merged_of(files)
    if everything is None or actor.role == "supervisor":
        return
    if len(everything.description.own_media) > len(merged.description.own_media):
        raise Refused(
            "reading-left-out",
            "Le relevé écarté montre un support que les autres ne montrent pas : "
            "seul·e l'encadrant·e peut l'écarter.",
            title="Pas avec ce rôle",
            status=403,
        )


def _each_said(description: Description, said: Collection[int]) -> None:
    """A card left in a device is not passed over in silence."""
    for number, medium in enumerate(description.media):
        if medium.removable and not medium.live and number not in said:
            raise Refused(
                "removable-medium",
                f"{reading_words.medium_name(medium)} : dites s'il reste dans l'appareil "
                "ou s'il est à vous.",
            )


def _with_inside(description: Description, inside: Collection[int]) -> Description:
    media = tuple(
        replace(medium, removable=False, live=False) if number in inside else medium
        for number, medium in enumerate(description.media)
    )
    return replace(description, media=media)


def _whole(description: Description, *, whole: bool) -> None:
    several = next((one for one in description.notes if one.code == "several_devices"), None)
    if several:
        raise Refused("several-devices", several.detail, title="Un autre appareil ?")
    if whole or description.media_complete:
        return
    hiding = description.hiding
    why = hiding[0].detail if hiding else "Aucun de ces relevés ne montre tous les supports."
    raise Refused("not-whole", f"{why} Dites que vous avez vérifié la liste des supports.")


def _some_medium(description: Description) -> None:
    if not description.own_media:
        raise Refused(
            "no-medium-shown",
            "Aucun de ces relevés ne montre de support. Auditez en les déclarant, "
            "ou en disant « aucun support ».",
            suggest=("audit",),
        )
