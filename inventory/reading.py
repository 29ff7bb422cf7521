"""The world of one device or loose medium to look at: nothing locked, nothing changed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from filiere.network.actor import Actor
from inventory.circuit import REQUESTER_KINDS, ROWS
from inventory.decide import decide, possible
from inventory.facts import medium_states, states
from inventory.models import Device, StorageMedium
from inventory.refusals import Refused
from inventory.row import Row
from inventory.state import World
from inventory.vocabulary import MediumStatus
from inventory.world import FITTED, custodian_kind, device_state, with_facts

NEEDS_A_FILE = frozenset({"snapshot", "reread", "photograph"})
"""Operations whose data is a file: no page takes one yet."""


def world_of_device(device: Device, who: Actor) -> World:
    now = timezone.now()
    columns = {field.attname: getattr(device, field.attname) for field in device._meta.fields}
    media = medium_states(FITTED.all(device.pk))
    facts = {"custodian_kind": custodian_kind(device.custodian_id, who)}
    return World(who, now, now, device=device_state(columns), media=media, facts=facts)


def world_of_medium(medium: StorageMedium, who: Actor) -> World:
    now = timezone.now()
    facts = {"custodian_kind": custodian_kind(medium.custodian_id, who)}
    media = states(StorageMedium.objects.filter(pk=medium.pk))
    return World(who, now, now, media=media, facts=facts)


def offered(world: World) -> list[Row]:
    """Operations a page may offer now, in the order of the circuit; *undo* only if it would do."""
    if world.device is None:
        return [row for row in ROWS if _loose_possible(world, row)]
    found = [row for row in possible(world) if row.name not in NEEDS_A_FILE]
    return [row for row in found if row.name != "undo" or _would_do(world, row)]


def _would_do(world: World, row: Row) -> bool:
    data: Any = row.data()
    try:
        decide(with_facts(world, row, data), row, data)
    except Refused:
        return False
    return True


def _loose_possible(world: World, row: Row) -> bool:
    if row.loose is None or row.name in NEEDS_A_FILE or not _may_act(world, row):
        return False
    medium = world.media[0]
    if medium.status == MediumStatus.LOST:
        fits = row.name == "find" or row.loose.lost
    else:
        fits = medium.status == MediumStatus.LOOSE and row.name != "find"
    if not fits or (medium.offer_to_id and not row.offered):
        return False
    guards = (guard for guard in row.loose.guards if guard.at_a_glance)
    return not any(guard(world, None) for guard in guards)


def _may_act(world: World, row: Row) -> bool:
    who = world.who
    if who.role not in row.roles:
        return False
    if who.role == "requester" and who.organisation_kind not in REQUESTER_KINDS:
        return False
    if row.custody == "workshop":
        return who.organisation_kind == "workshop"
    return row.custody != "holder" or world.media[0].custodian_id == who.organisation_id
