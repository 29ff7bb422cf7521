"""What people send when they register, list, erase, take out or fit media."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from inventory import methods
from inventory.evidence import store
from inventory.models import Collection, Evidence
from inventory.state import MediumState
from inventory.vocabulary import HANDHELD, SOLDERED
from tests.inventory import factories as make
from tests.inventory.circuit.moves import Data, Hand, careless, passing, plausible
from tests.inventory.circuit.truth import Disk

KINDS = ("laptop", "laptop", "laptop", "desktop", "smartphone", "smartphone", "tablet", "monitor")


@plausible
def register(hand: Hand) -> Data | None:
    kind = hand.random.choice((*KINDS, "printer"))
    return {"collection": hand.random.choice(hand.scene.collections), "kind": kind}


@careless
def careless_register(hand: Hand) -> Data | None:
    return {"collection": "no-such-collection", "kind": "laptop"}


@plausible
def audit(hand: Hand) -> Data | None:
    return {
        **media_seen(hand),
        "tests": passing(hand.device.kind),
        "blocking": [],
        "grade": hand.random.choice("BC"),
        "accessories": [],
    }


def media_seen(hand: Hand) -> Data:
    """The list that an honest technician makes of what really is in the device."""
    inside = hand.truth.inside(hand.code)
    here = {disk.record for disk in inside}
    absent = [medium.id for medium in hand.fitted if medium.id not in here]
    told: Data = {"absent": absent} if absent else {}
    if inside or hand.device.ever_listed or hand.device.kind in HANDHELD:
        told["media"] = [_seen(hand, disk) for disk in inside]
    else:
        told["no_storage"] = True
    if hand.device.kind in HANDHELD:
        kinds = {disk.kind for disk in inside}
        told["slots"] = {
            "sim": "listed" if "sim" in kinds else "empty",
            "card": "listed" if "sd" in kinds else "empty",
        }
    return told


def _seen(hand: Hand, disk: Disk) -> Data:
    told = disk.listed()
    fitted = {medium.id for medium in hand.fitted}
    if disk.record in fitted and (hand.often(0.3) or not disk.serial):
        told["id"] = disk.record
    return told


@careless
def careless_audit(hand: Hand) -> Data | None:
    """Forgets a disk that is known, denies what is known, mistakes one disk for another."""
    told = media_seen(hand)
    known = hand.fitted
    choice = hand.random.randrange(6)
    if choice == 0 and known:
        listed = [item for item in told["media"] if item.get("serial") != known[0].serial]
        return {**told, "media": [i for i in listed if i.get("id") != known[0].id]}
    if choice == 1 and (hand.device.ever_listed or hand.device.kind in HANDHELD):
        return {"no_storage": True, "slots": told.get("slots")}
    if choice == 2 and known:
        wrong = {"id": known[0].id, "kind": known[0].kind, "serial": "WRONG77"}
        return {**told, "media": [wrong]}
    if choice == 3 and hand.device.kind in HANDHELD:
        return {key: value for key, value in told.items() if key != "slots"}
    if choice == 4 and hand.device.kind in HANDHELD and hand.device.ever_listed:
        return {"kind": "monitor", "no_storage": True}
    return {"grade": "B"} if not hand.device.statement else {"blocking": ["unsafe_charger"]}


@plausible
def snapshot(hand: Hand) -> Data | None:
    seen = [disk.listed() for disk in hand.truth.inside(hand.code)]
    return {"evidence": f"sha-{hand.random.randrange(10**6)}", "reader": "lshw", "media": seen}


@plausible
def reread(hand: Hand) -> Data | None:
    """A better reader shows what was inside and nobody had listed."""
    known = {medium.serial_key for medium in hand.fitted}
    inside = [disk.listed() for disk in hand.truth.inside(hand.code)]
    seen = [told for told in inside if told.get("serial") and told["serial"] not in known]
    if not seen or hand.code not in hand.record.devices:
        return None
    return {"evidence": "sha-reread", "reader": "lshw", "version": 2, "media": seen}


@plausible
def erase(hand: Hand) -> Data | None:
    loose = hand.code not in hand.record.devices
    media = [hand.medium] if loose else hand.fitted
    left = [m for m in media if not m.proof_id and not (m.failed and m.kind in SOLDERED)]
    if not left:
        return None
    told: Data = {"outcomes": [outcome(hand, medium) for medium in left]}
    return told | ({"consent": "oui"} if hand.often(0.5) else {})


@plausible
def destroy(hand: Hand) -> Data | None:
    loose = hand.code not in hand.record.devices
    return {"method": "shred", "slip": "D-7"} | (_pictured(hand, hand.medium) if loose else {})


def outcome(hand: Hand, medium: MediumState) -> Data:
    """A good proof for most media; a few fail, and some cannot be erased at all."""
    named = {"medium": medium.id}
    fitting = [
        m for m in methods.fitting(medium.kind, _policy(hand, medium)) if not _destroys(m, medium)
    ]
    if medium.failed or not fitting:
        gone = {"outcome": "destroyed", "method": "shredding", "slip": "D-1"}
        return named | gone | _pictured(hand, medium)
    if hand.often(0.06):
        return named | {"outcome": "failed"}
    return named | {
        "outcome": "proof",
        "method": fitting[0].key,
        "tool": "nwipe 0.35",
        "ended": hand.clock,
        "verified": True,
        **_pictured(hand, medium),
    }


def _pictured(hand: Hand, medium: MediumState) -> Data:
    """The photo that a collection of theirs asks for, kept as it would be."""
    if "photo" not in _asked(hand, medium, "witness"):
        return {}
    raw = make.picture(hand.code)
    kept = store.keep(raw, root=settings.EVIDENCE_DIR)
    columns = {
        "size": len(raw),
        "reader": "photo",
        "device_id": hand.code if hand.code in hand.record.devices else None,
        "organisation_id": hand.who,
    }
    Evidence.objects.get_or_create(pk=kept.sha256, defaults=columns)
    return {"photo": kept.sha256}


def _destroys(method: methods.Method, medium: MediumState) -> bool:
    return method.levels[medium.kind] == "destroy"


def _policy(hand: Hand, medium: MediumState) -> str:
    return "purge" if "purge" in _asked(hand, medium, "level") else "clear"


def _asked(hand: Hand, medium: MediumState, column: str) -> set[str]:
    """What the collections of the medium and of its device ask."""
    names = {medium.origin_collection}
    if hand.code in hand.record.devices:
        names.add(hand.device.collection_id)
    asked = Collection.objects.filter(pk__in=names).values_list(column, flat=True)
    return set(asked)


@careless
def careless_erase(hand: Hand) -> Data | None:
    """Yesterday's proof, one not verified, a quick format, one too weak."""
    loose = hand.code not in hand.record.devices
    media = [hand.medium] if loose else hand.fitted
    if not media:
        return {"outcomes": [{"medium": "unknown", "outcome": "proof"}]}
    told = [outcome(hand, medium) for medium in media]
    wrong: Data = hand.random.choice(
        (
            {"ended": media[0].exposed_at - timedelta(hours=1)},
            {"verified": False},
            {"method": "quick_format"},
            {"ended": hand.clock + timedelta(days=40)},
        )
    )
    return {
        "outcomes": [
            item | {"outcome": "proof", "method": item.get("method")} | wrong for item in told
        ]
    }


@plausible
def take_out(hand: Hand) -> Data | None:
    really = [d.record for d in hand.truth.inside(hand.code) if d.kind not in SOLDERED]
    known = [medium.id for medium in hand.fitted if medium.id in really]
    return {"medium": hand.random.choice(known)} if known else None


@careless
def careless_take_out(hand: Hand) -> Data | None:
    soldered = [medium.id for medium in hand.fitted if medium.kind in SOLDERED]
    return {"medium": soldered[0] if soldered else "unknown"}


@plausible
def fit(hand: Hand) -> Data | None:
    if hand.device.kind in HANDHELD:
        return None
    mine = f"org:{hand.who}"
    known = [m.code for m in hand.record.loose() if m.custodian_id == hand.who and not m.failed]
    if known and hand.often(0.6):
        return {"medium": hand.random.choice(known)}
    new = [d for d in hand.truth.disks.values() if d.place == mine and not d.record]
    return {"new": hand.random.choice(new).listed()} if new else None


@careless
def careless_fit(hand: Hand) -> Data | None:
    """A failed one, another house's, or one that is known as if it were new."""
    known = list(hand.record.media.values())
    if not known:
        return {}
    medium = hand.random.choice(known)
    if hand.often(0.5) or not medium.serial:
        return {"medium": medium.code or medium.id}
    return {"new": {"kind": medium.kind, "serial": medium.serial}}
