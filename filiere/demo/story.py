"""The gifts that have a story: so many days before the reference date, from whom, what happens."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from filiere.demo.calendar import Calendar, hour
from filiere.demo.catalogue import named
from filiere.demo.gifts import Gift, Tale
from filiere.demo.tales import away, evidence, house, last, promise

T480, X260, PROBOOK, ELITE = "ThinkPad T480", "ThinkPad X260", "ProBook 450 G5", "EliteBook 840 G3"
OPTI, PRODESK, THINK, ESPRIMO = (
    "OptiPlex 3050",
    "ProDesk 400 G4",
    "ThinkCentre M710s",
    "Esprimo P556",
)
GALAXY, IPHONE, IPAD, TAB = "Galaxy A20e", "iPhone 8", "iPad 6", "Galaxy Tab A7"
DELL_SCREEN, HP_SCREEN = "P2217H", "EliteDisplay E223"

Told = tuple[int, str, str, Tale, tuple[str, ...]]
TOLD: tuple[Told, ...] = (
    (398, "ocre", "conserverie", promise.failed_disk, (OPTI,)),
    (391, "claviers", "boussole", promise.moved_disk, (PROBOOK, ELITE)),
    (377, "ocre", "eaux", away.sold_together, (PRODESK, DELL_SCREEN)),
    (365, "ocre", "papillon", last.sent_back_by_the_recycler, ("MP C2004",)),
    (356, "ocre", "conserverie", away.ceded, (THINK, THINK, OPTI)),
    (349, "murier", "household", last.into_the_crate, (GALAXY, "105")),
    (342, "ocre", "boussole", promise.recalled_back, (T480,)),
    (335, "claviers", "household", promise.lost_and_found, (TAB,)),
    (328, "ocre", "eaux", away.three_cycles, (X260,)),
    (321, "claviers", "conserverie", promise.recalled_in_vain, (OPTI,)),
    (314, "ocre", "boussole", house.two_loose_disks, ("DS218j",)),
    (300, "claviers", "papillon", away.given_back, (ELITE, PROBOOK)),
    (293, "ocre", "household", away.lent_and_back, (IPAD,)),
    (286, "ocre", "conserverie", promise.stolen, (T480,)),
    (279, "murier", "household", away.offer_withdrawn, ("Pixma TS5350",)),
    (272, "ocre", "boussole", away.repaired_for_its_holder, (ELITE,)),
    (258, "claviers", "eaux", away.lent_and_late, (TAB,)),
    (251, "ocre", "papillon", last.fetched_back, ("HL-L2310D",)),
    (244, "ocre", "conserverie", promise.disk_gone, (PRODESK,)),
    (237, "claviers", "boussole", away.given_again, (HP_SCREEN,)),
    (223, "ocre", "conserverie", away.erased_with_consent, (X260,)),
    (209, "ocre", "eaux", promise.withdrawn_in_time, (THINK,)),
    (195, "claviers", "household", promise.lost_at_the_structure, (PROBOOK,)),
    (188, "ocre", "conserverie", house.slips_of_the_hand, (OPTI,)),
    (174, "ocre", "boussole", away.one_workshop_to_the_other, ("LaserJet Pro M203dn",)),
    (160, "ocre", "conserverie", evidence.read_again, (T480, ELITE)),
    (153, "ocre", "eaux", away.on_the_bench_for_its_holder, (T480,)),
    (139, "claviers", "conserverie", house.unlocked, ("EliteOne 800 G3",)),
    (125, "ocre", "household", house.printed_twice, ("1370", "1370")),
    (111, "claviers", "papillon", house.read_by_an_old_tool, ("MacBook Air 2017",)),
    (104, "ocre", "conserverie", last.for_parts, (ESPRIMO,)),
    (97, "ocre", "papillon", house.still_locked, (IPHONE, ELITE)),
    (83, "claviers", "eaux", promise.recalled_still, (OPTI,)),
    (76, "ocre", "boussole", away.delivered_still, (T480,)),
    (69, "claviers", "conserverie", away.reserved_still, (PRODESK,)),
    (62, "ocre", "household", house.handled_with_care, ("VivoBook X541U",)),
    (41, "ocre", "conserverie", away.offered_to_the_counter, (DELL_SCREEN,)),
    (34, "ocre", "eaux", house.ready_for_nobody, (DELL_SCREEN, "bizhub C258")),
    (20, "ocre", "conserverie", house.waits_for_a_part, (X260,)),
    (16, "claviers", "household", last.into_the_crate, ("Redmi Note 8",)),
    (13, "ocre", "boussole", house.fresh_from_the_bench, (OPTI, PRODESK)),
    (6, "murier", "household", away.offered, (TAB, "My Cloud EX2")),
    (1, "ocre", "eaux", house.just_arrived, (THINK, OPTI, HP_SCREEN)),
)  # fmt: skip
"""Days before the reference date, where it came, donor, story, models."""
POLICIES: dict[Tale, dict[str, str]] = {
    last.sent_back_by_the_recycler: {"basis": "waste_stream"},
    last.for_parts: {"basis": "waste_stream"},
    promise.withdrawn_in_time: {"witness": "photo"},
    house.read_by_an_old_tool: {"witness": "photo"},
    away.sold_together: {"level": "purge", "witness": "second"},
}
"""What some donors ask: a level of erasure, a witness; or that it came as waste."""
COMING = ((5, "conserverie", (T480, T480, DELL_SCREEN)), (12, "eaux", (OPTI, OPTI, OPTI)))
"""Days after the reference date, donor, what is announced: not fetched yet."""


def told_gifts(calendar: Calendar, random: Random) -> list[Gift]:
    """The gifts of the stories, at working hours, then those that are still to come."""
    found = []
    for days, where, donor, tale, models in TOLD:
        more: dict[str, Any] = POLICIES.get(tale, {})
        fetched = calendar.ago(days, random)
        gift = Gift(fetched, where, donor, [named(name) for name in models], tale=tale, **more)
        if where == "murier":
            gift.workshop = "ocre"
        found.append(gift)
    for days, donor, models in COMING:
        fetched = calendar.horizon + timedelta(days=days, hours=10)
        found.append(Gift(fetched, "ocre", donor, [named(name) for name in models]))
    found[-1].announced = hour(calendar.worked_days()[-1], random)
    found[-2].announced = calendar.ago(12, random)
    return found
