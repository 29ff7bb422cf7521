"""How things look, the same everywhere: each step, kind and operation has one icon.

Icons are names of Bootstrap Icons; colours lie in the stylesheet under ``.step-<name>``.
"""

from __future__ import annotations

from inventory.vocabulary import DeviceKind, MediumKind, PlaceKind, Step

STEP_ICONS: dict[str, str] = {
    Step.COLLECTED: "box-seam",
    Step.AUDITED: "search",
    Step.ERASED: "shield-check",
    Step.IN_REPAIR: "wrench-adjustable",
    Step.READY: "bag-check",
    Step.RESERVED: "bookmark-check",
    Step.DELIVERED: "truck",
    Step.DISTRIBUTED: "person-check",
    Step.IN_SERVICE: "life-preserver",
    Step.DISMANTLED: "nut",
    Step.RECYCLED: "recycle",
    Step.RETURNED: "arrow-return-left",
    Step.CEDED: "box-arrow-right",
    Step.LOST: "exclamation-triangle",
    Step.VOID: "slash-circle",
}
KIND_ICONS: dict[str, str] = {
    DeviceKind.LAPTOP: "laptop",
    DeviceKind.DESKTOP: "pc",
    DeviceKind.ALL_IN_ONE: "pc-display",
    DeviceKind.TABLET: "tablet",
    DeviceKind.SMARTPHONE: "phone",
    DeviceKind.FEATURE_PHONE: "telephone",
    DeviceKind.MONITOR: "display",
    DeviceKind.PRINTER: "printer",
    DeviceKind.COPIER: "files",
    DeviceKind.STORAGE_BOX: "hdd-stack",
}
MEDIUM_ICONS: dict[str, str] = {
    MediumKind.HDD: "device-hdd",
    MediumKind.SSD: "device-ssd",
    MediumKind.NVME: "nvme",
    MediumKind.EMMC: "memory",
    MediumKind.UFS: "memory",
    MediumKind.SD: "sd-card",
    MediumKind.SIM: "sim",
}
PLACE_ICONS: dict[str, str] = {
    PlaceKind.BUILDING: "building",
    PlaceKind.ROOM: "door-open",
    PlaceKind.SHELF: "bookshelf",
    PlaceKind.TROLLEY: "cart",
    PlaceKind.PALLET_SPOT: "boxes",
    PlaceKind.PLACE: "geo-alt",
}
OPERATION_ICONS: dict[str, str] = {
    "register": "upc-scan",
    "void": "slash-circle",
    "audit": "search",
    "erase": "shield-check",
    "take_out": "box-arrow-up",
    "fit": "box-arrow-in-down",
    "open_repair": "wrench-adjustable",
    "close_repair": "wrench-adjustable",
    "stock": "bag-check",
    "hold": "pause-circle",
    "resume": "play-circle",
    "reserve": "bookmark-check",
    "release": "bookmark-x",
    "deliver": "truck",
    "hand_over": "person-check",
    "open_service": "life-preserver",
    "close_service": "life-preserver",
    "take_back": "arrow-return-left",
    "dismantle": "nut",
    "recycle": "recycle",
    "remove": "truck",
    "certify_destruction": "file-earmark-check",
    "reinstate": "arrow-counterclockwise",
    "return_to_donor": "arrow-return-left",
    "cede": "box-arrow-right",
    "transfer": "arrow-left-right",
    "accept_transfer": "check-circle",
    "cancel_transfer": "x-circle",
    "declare_lost": "exclamation-triangle",
    "find": "binoculars",
    "withdraw_proof": "shield-x",
    "close_recall": "bell-slash",
    "snapshot": "file-earmark-code",
    "reread": "file-earmark-code",
    "destroy": "fire",
    "move": "geo-alt",
    "count": "123",
    "weigh": "speedometer",
    "photograph": "camera",
    "test": "check2-square",
    "reprint": "printer",
    "undo": "arrow-counterclockwise",
}
