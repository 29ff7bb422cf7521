"""What an Apple model identifier (`MacBookPro11,3`, `iPhone8,1`) says of the kind of device."""

import re

_KINDS = (
    (re.compile(r"^(?:MacBook|PowerBook|iBook)"), "laptop"),
    (re.compile(r"^(?:iMac|eMac)"), "all_in_one"),
    (re.compile(r"^(?:Macmini|MacPro|PowerMac|RackMac|Xserve|Mac1[346],)"), "desktop"),
    (re.compile(r"^iPhone"), "smartphone"),
    (re.compile(r"^iPad"), "tablet"),
)
_NAMES = (
    (re.compile(r"^(?:MacBook|PowerBook|iBook)", re.IGNORECASE), "laptop"),
    (re.compile(r"^(?:iMac|eMac)", re.IGNORECASE), "all_in_one"),
    (re.compile(r"^(?:Mac ?mini|Mac Pro|Mac Studio|Power ?Mac|Xserve)", re.IGNORECASE), "desktop"),
)


def kind_of(identifier: str, name: str = "") -> str:
    """Return the kind of device, '' when neither identifier nor name tells.

    Identifiers of Apple silicon (`Mac14,2`) say nothing: the name does (`MacBook Air`).
    """
    for pattern, kind in _NAMES:
        if pattern.match(name):
            return kind
    for pattern, kind in _KINDS:
        if pattern.match(identifier):
            return kind
    return ""
