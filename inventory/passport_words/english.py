"""The passport in English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inventory.judging.systems import Runs
from inventory.passport import Passport
from inventory.passport_words.section import Said, Section, what_fails
from inventory.passport_words.tests_in_english import TESTS
from inventory.vocabulary import DeviceKind, HandOverMode, MediumKind, Step

KINDS = {
    DeviceKind.LAPTOP: "Laptop",
    DeviceKind.DESKTOP: "Desktop computer",
    DeviceKind.ALL_IN_ONE: "All-in-one computer",
    DeviceKind.TABLET: "Tablet",
    DeviceKind.SMARTPHONE: "Smartphone",
    DeviceKind.FEATURE_PHONE: "Mobile phone",
    DeviceKind.MONITOR: "Monitor",
    DeviceKind.PRINTER: "Printer",
    DeviceKind.COPIER: "Copier",
    DeviceKind.STORAGE_BOX: "Storage box",
}
MEDIA = {
    MediumKind.HDD: "Hard disk",
    MediumKind.SSD: "SSD",
    MediumKind.NVME: "NVMe drive",
    MediumKind.EMMC: "eMMC memory",
    MediumKind.UFS: "UFS memory",
    MediumKind.SD: "Memory card",
    MediumKind.SIM: "SIM card",
}
STEPS = {
    Step.COLLECTED: "Collected",
    Step.AUDITED: "Checked",
    Step.ERASED: "Erased",
    Step.IN_REPAIR: "In repair",
    Step.READY: "Ready",
    Step.RESERVED: "Reserved",
    Step.DELIVERED: "Delivered to a social organisation",
    Step.DISTRIBUTED: "Handed over",
    Step.IN_SERVICE: "In after-sales service",
    Step.CEDED: "Passed on to another reuse organisation",
}
GRADES = {"A": "looks like new", "B": "light marks", "C": "visible marks", "D": "heavily marked"}
ACCESSORIES = {
    "charger": "charger",
    "battery": "battery",
    "power_cable": "power cable",
    "keyboard": "keyboard",
    "mouse": "mouse",
    "screen_cable": "screen cable",
    "case": "case",
    "box": "box",
}
CAN = {
    "office": "Online services and office work",
    "school": "School",
    "telework": "Working from home",
    "video_call": "Video calls",
    "calls": "Calls and texts",
    "online": "Internet",
    "touch": "Touchscreen",
    "print": "Printing",
    "scan": "Scanning",
    "bits64": "64-bit",
    "memory": "Memory: {} GB",
    "ssd": "Fast storage (SSD): {} GB",
    "disk": "Hard disk: {} GB",
    "screen": "Screen: {} inches",
}


def said(told: Passport) -> Said:
    kind = KINDS[DeviceKind(told.kind)]
    sections = (
        Section("data", "data", "Data", tuple(data(told)), tuple(media(told))),
        Section("can", "can", "What it can do", (), capabilities(told)),
        Section("works", "works", "Tests", tuple(works(told)), _tests(told.passed)),
        Section("updates", "updates", "Security updates", tuple(updates(told))),
        Section("battery", "battery", "Battery", tuple(battery(told))),
        Section("guarantee", "guarantee", "Guarantee", tuple(guarantee(told))),
        Section("planet", "planet", "For the planet", tuple(planet(told))),
        Section("way", "way", "Its journey", (), tuple(_way(told))),
        Section("call", "call", "A question?", (call(told),)),
    )
    return Said(
        language="en",
        lang="en",
        title=told.name or kind,
        kind=kind,
        state=(
            "Refurbished: every function tested, data removed"
            if told.refurbished
            else "Second-hand, tested"
        ),
        warning=(
            "This device is recalled. Stop using it and call us: it must be erased again."
            if told.recalled
            else ""
        ),
        sections=tuple(one for one in sections if not one.empty),
        short=f"{kind} {told.name}".strip(),
        capabilities=capabilities(told),
        labels=tuple(_labels(told)),
    )


def english_day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _labels(told: Passport) -> Iterator[tuple[str, str]]:
    age = told.told.age
    pairs = (
        ("Processor", told.cpu),
        ("System", told.system),
        ("Look", f"Grade {told.grade}, {GRADES[told.grade]}" if told.grade else ""),
        ("With", ", ".join(ACCESSORIES.get(key, key) for key in told.accessory_keys)),
        ("Year", f"{age.year}{'' if age.sure else ' or so'}" if age else ""),
    )
    return ((name, value) for name, value in pairs if value)


def capabilities(told: Passport) -> tuple[str, ...]:
    return tuple(CAN[one.key].format(one.value) for one in told.told.capabilities)


def data(told: Passport) -> Iterator[str]:
    if told.recalled:
        yield "A recall is open: bring this device back to the workshop, with its drives."
    elif told.media:
        yield "Every drive was erased before it left the workshop, and the erasure was checked."
    else:
        yield "No storage in it: checked at the workshop."
    if found := told.certificate:
        stands = "valid" if found.valid else "withdrawn"
        yield f"Erasure certificate {found.number}, of {english_day(found.issued)}: {stands}."


def media(told: Passport) -> Iterator[str]:
    for one in told.media:
        size = f" of {one.size_gb} GB" if one.size_gb else ""
        level = f", NIST SP 800-88 {one.level}" if one.level else ""
        yield f"{MEDIA[MediumKind(one.kind_key)]}{size}{level}, {english_day(one.ended_at.date())}"


def works(told: Passport) -> Iterator[str]:
    if told.failed:
        yield "Does not work: " + ", ".join(map(what_fails, _tests(told.failed))) + "."
    if told.passed:
        several = "s" if len(told.passed) > 1 else ""
        yield f"{len(told.passed)} function{several} tested and in working order:"


def _tests(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(TESTS[key] for key in keys)


def updates(told: Passport) -> Iterator[str]:
    found = told.told.support
    if found:
        yield f"{found.name}: {_until(found, told.on)}."
    advised = told.told.advised
    if advised and (found is None or not found.served(told.on)) and advised != found:
        yield f"Can take {advised.name}: {_until(advised, told.on)}."


def _until(found: Runs, on: date) -> str:
    if found.until is None:
        return "no longer updated" if found.until_is == "over" else "updated, no end announced"
    if not found.served(on):
        return f"no longer updated since {english_day(found.until)}"
    about = " (our deduction)" if found.until_is == "derived" else ""
    return f"updated until {english_day(found.until)}{about}"


def battery(told: Passport) -> Iterator[str]:
    for one in told.told.batteries:
        if one.percent is not None:
            yield f"{one.percent}% of its original capacity, measured at the workshop."


def guarantee(told: Passport) -> Iterator[str]:
    found = told.guarantee
    if found is None:
        yield (
            "Sold: 24 months of legal guarantee. Given: no legal guarantee. "
            "Lent: repaired or exchanged during the loan."
        )
    elif found.until and found.until < told.on:
        sold = found.mode == HandOverMode.SOLD
        ended = english_day(found.until)
        yield (
            f"Legal guarantee over since {ended}."
            if sold
            else f"Loan over since {ended}: bring it back."
        )
    elif found.mode == HandOverMode.SOLD and found.until:
        yield f"Sold on {english_day(found.since)}."
        yield f"Legal guarantee of conformity until {english_day(found.until)} (24 months)."
    elif found.mode == HandOverMode.LENT and found.until:
        yield f"Lent until {english_day(found.until)}: repaired or exchanged during the loan."
    else:
        yield f"Given on {english_day(found.since)}: no legal guarantee. If it fails, call us."


def planet(told: Passport) -> Iterator[str]:
    found = told.told.avoided
    if found is None:
        return
    range_ = f"{found.low:g}" if found.low == found.high else f"{found.low:.0f} to {found.high:.0f}"
    yield f"{range_} kg of CO2e avoided per year of use."
    yield "If it stands in for a new device of the same kind, bought instead."
    yield "Method: ADEME 2022 (refurbished products) and Impact CO2 2026."


def _way(told: Passport) -> Iterator[str]:
    return (f"{STEPS[Step(one.step)]}: {english_day(one.on)}" for one in told.way)


def call(told: Passport) -> str:
    name, phone = told.contact
    return f"Or you found this device? Call {name} on {phone}."
