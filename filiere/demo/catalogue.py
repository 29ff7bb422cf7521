"""What is given: models as they are found in offices and drawers, with invented serials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

SERIAL_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Disk:
    """One medium as the technician lists it."""

    kind: str
    size_gb: int
    model: str
    serial: str

    @property
    def listed(self) -> dict[str, object]:
        told: dict[str, object] = {"kind": self.kind, "serial": self.serial}
        if self.size_gb:
            told["size_gb"] = self.size_gb
        return told | ({"model": self.model} if self.model else {})


@dataclass(frozen=True, slots=True)
class Model:
    """``media`` are kinds and sizes that may be found in it; ``grams`` what it weighs."""

    kind: str
    brand: str
    name: str
    grams: int
    media: tuple[tuple[str, int], ...] = ()
    bays: int = 1
    memory_mb: int = 0
    cpu: str = ""
    system: str = ""


I5_8, I5_6, I3_7 = "Intel Core i5-8250U", "Intel Core i5-6300U", "Intel Core i3-7100U"
I5_7D, I3_6D = "Intel Core i5-7500", "Intel Core i3-6100"
DEBIAN, MINT, PRIMTUX = "Debian 13", "Linux Mint 22", "PrimTux 8"
SSD_NVME = (("ssd", 256), ("nvme", 256), ("nvme", 512))
SSD_HDD = (("ssd", 256), ("hdd", 500), ("ssd", 128))

MODELS = (
    Model("laptop", "Dell", "Latitude 5490", 1600, SSD_NVME, 1, 8192, I5_8, DEBIAN),
    Model("laptop", "Lenovo", "ThinkPad T480", 1580, SSD_NVME, 1, 16384, I5_8, MINT),
    Model("laptop", "HP", "EliteBook 840 G3", 1540, SSD_HDD, 1, 8192, I5_6, MINT),
    Model("laptop", "Lenovo", "ThinkPad X260", 1440, SSD_HDD, 1, 8192, I5_6, DEBIAN),
    Model("laptop", "HP", "ProBook 450 G5", 2100, SSD_HDD, 1, 8192, I5_8, MINT),
    Model("laptop", "Asus", "VivoBook X541U", 2000, (("hdd", 1000),), 1, 4096, I3_7, PRIMTUX),
    Model("laptop", "Apple", "MacBook Air 2017", 1350, (("nvme", 128),), 1, 8192,
          "Intel Core i5-5350U", DEBIAN),
    Model("laptop", "Acer", "TravelMate B117", 1400, (("emmc", 64),), 1, 4096,
          "Intel Celeron N3060", PRIMTUX),
    Model("desktop", "Dell", "OptiPlex 3050", 5200, SSD_HDD, 1, 8192, I5_7D, DEBIAN),
    Model("desktop", "HP", "ProDesk 400 G4", 5600, SSD_HDD, 1, 8192, I5_7D, MINT),
    Model("desktop", "Lenovo", "ThinkCentre M710s", 5500, SSD_HDD, 1, 8192, I5_7D, MINT),
    Model("desktop", "Fujitsu", "Esprimo P556", 7800, (("hdd", 1000), ("hdd", 500)), 2, 4096,
          I3_6D, DEBIAN),
    Model("all_in_one", "HP", "EliteOne 800 G3", 8200, SSD_NVME, 1, 8192, I5_7D, MINT),
    Model("all_in_one", "Lenovo", "ThinkCentre M820z", 7900, SSD_HDD, 1, 8192, I5_7D, DEBIAN),
    Model("tablet", "Samsung", "Galaxy Tab A7", 480, (("emmc", 32),), 1, 3072,
          "Snapdragon 662", "Android 12"),
    Model("tablet", "Apple", "iPad 6", 470, (("nvme", 32),), 1, 2048, "Apple A10", "iPadOS 17"),
    Model("smartphone", "Samsung", "Galaxy A20e", 140, (("emmc", 32),), 1, 3072,
          "Exynos 7884", "Android 11"),
    Model("smartphone", "Apple", "iPhone 8", 150, (("nvme", 64),), 1, 2048, "Apple A11",
          "iOS 16"),
    Model("smartphone", "Xiaomi", "Redmi Note 8", 190, (("ufs", 64),), 1, 4096,
          "Snapdragon 665", "Android 11"),
    Model("feature_phone", "Nokia", "105", 75, (("emmc", 1),)),
    Model("feature_phone", "Doro", "1370", 90, (("emmc", 1),)),
    Model("monitor", "Dell", "P2217H", 5100),
    Model("monitor", "HP", "EliteDisplay E223", 5600),
    Model("monitor", "Iiyama", "ProLite XU2292HS", 4300),
    Model("monitor", "Samsung", "S22F350", 3500),
    Model("printer", "Brother", "HL-L2310D", 7200),
    Model("printer", "HP", "LaserJet Pro M203dn", 6900),
    Model("printer", "Canon", "Pixma TS5350", 6300),
    Model("copier", "Ricoh", "MP C2004", 88000, (("hdd", 320),)),
    Model("copier", "Konica Minolta", "bizhub C258", 85000, (("hdd", 250), ("ssd", 256))),
    Model("storage_box", "Synology", "DS218j", 870, (("hdd", 2000), ("hdd", 4000)), 2),
    Model("storage_box", "Western Digital", "My Cloud EX2", 950, (("hdd", 3000),), 2),
)  # fmt: skip
DISK_MODELS = {
    "hdd": ("Seagate Barracuda", "WDC Blue", "Toshiba MQ01"),
    "ssd": ("Samsung 860 EVO", "Crucial MX500", "Kingston A400"),
    "nvme": ("Samsung PM981", "WDC SN520", "SK hynix BC501"),
    "emmc": ("Samsung BJTD4R", "SanDisk DF4064"),
    "ufs": ("Samsung KLUCG4J1", "Micron MT128"),
    "sd": ("SanDisk Ultra",),
    "sim": ("",),
}
UNNAMED = frozenset({"tablet", "smartphone", "feature_phone"})
"""Kinds whose memory shows no name of its own."""
SHARES = {
    "laptop": 34, "desktop": 18, "monitor": 17, "smartphone": 9, "tablet": 6, "printer": 6,
    "all_in_one": 4, "feature_phone": 2, "copier": 2, "storage_box": 2,
}  # fmt: skip
"""Of a hundred devices given; households give other shares."""
AT_HOME = {
    "laptop": 30, "desktop": 8, "monitor": 6, "smartphone": 24, "tablet": 14, "printer": 9,
    "all_in_one": 2, "feature_phone": 5, "storage_box": 2,
}  # fmt: skip


def serial(random: Random, length: int = 9) -> str:
    """An invented serial number: FIC, then letters and digits that no maker gave."""
    return "FIC" + "".join(random.choice(SERIAL_LETTERS) for _ in range(length))


def model_of(kind: str, random: Random) -> Model:
    return random.choice([model for model in MODELS if model.kind == kind])


def named(name: str) -> Model:
    """The model of this name, for a story that needs that one."""
    return next(model for model in MODELS if model.name == name)


def disk(kind: str, size_gb: int, random: Random) -> Disk:
    return Disk(kind, size_gb, random.choice(DISK_MODELS[kind]), serial(random))


def disks_of(model: Model, random: Random) -> list[Disk]:
    """The media of one such device: one, sometimes one per bay."""
    if not model.media:
        return []
    count = model.bays if random.random() < 0.4 else 1
    found = [disk(*random.choice(model.media), random) for _ in range(count)]
    return [replace(one, model="") for one in found] if model.kind in UNNAMED else found
