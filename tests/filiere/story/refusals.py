"""Each guard of the promise, met at the workshop's desk by the wedge: why, in a sentence."""

from __future__ import annotations

from tests.filiere.story.hands import DESK, Town

STOCK = "/scanner/?mode=stock&regle=1&system=Debian+12&accessories=charger"


def refusals(town: Town) -> dict[str, str]:
    """What the scanner answers to each, out of turn: its word and its sentence."""
    told, hands = town.told, town.person("operator", DESK)
    tries = {
        "no proof of erasure": (STOCK, told["unproved"]),
        "a lock": (STOCK, told["locked"]),
        "held": (STOCK, told["held"]),
        "reserved already": (f"/scanner/?mode=reserve&regle=1&line={told['line']}", "reserved"),
        "not reserved": ("/scanner/?mode=deliver&regle=1&slip=BL-9", told["ready"]),
        "not clear, to recycle": (
            f"/scanner/?mode=recycle&regle=1&reason=broken&pallet={told['pallet']}",
            told["unproved"],
        ),
    }
    found = {}
    for name, (mode, code) in tries.items():
        hands.scanner(mode)
        with hands.page.expect_response(lambda one: one.request.method == "POST") as answer:
            hands.scan(told.get(code, code))
        sentence = answer.value.json()["sentence"]
        hands.page.locator("#answer [data-slot=sentence]", has_text=sentence).wait_for()
        found[name] = f"{answer.value.json()['status']} : {sentence}"
    return found
