"""The things of the trade, one file each; constraints live in the database."""

from inventory.models.batch import Batch, BatchItem, Poster
from inventory.models.certificate import Certificate
from inventory.models.code import Code
from inventory.models.collection import Collection, CollectionLine
from inventory.models.counting import CountLine, PlaceCount
from inventory.models.counts import CountedUpTo, DeclaredWork, DeviceCount, MonthCount
from inventory.models.device import Device
from inventory.models.erasable import ErasableText
from inventory.models.evidence import Evidence, EvidenceReading
from inventory.models.handing import Delivery, HandOver, Transfer
from inventory.models.incident import Incident, Recall
from inventory.models.journal import Entry, Receipt
from inventory.models.labelling import LabelMedium, LabelRoll
from inventory.models.medium import ErasureProof, StorageMedium
from inventory.models.place import Pallet, Place
from inventory.models.proposal import ManifestDraft, ManifestRow, Proposal
from inventory.models.receiving import Arrival, HandOverBands
from inventory.models.repair import (
    Hold,
    Part,
    PartArrival,
    PartMovement,
    Reminder,
    RepairOrder,
)
from inventory.models.request import Request, RequestLine, Reservation
from inventory.models.seal import Seal, SealLeaf
from inventory.models.testimony import Testimony

__all__ = [
    "Arrival",
    "Batch",
    "BatchItem",
    "Certificate",
    "Code",
    "Collection",
    "CollectionLine",
    "CountLine",
    "CountedUpTo",
    "DeclaredWork",
    "Delivery",
    "Device",
    "DeviceCount",
    "Entry",
    "ErasableText",
    "ErasureProof",
    "Evidence",
    "EvidenceReading",
    "HandOver",
    "HandOverBands",
    "Hold",
    "Incident",
    "LabelMedium",
    "LabelRoll",
    "ManifestDraft",
    "ManifestRow",
    "MonthCount",
    "Pallet",
    "Part",
    "PartArrival",
    "PartMovement",
    "Place",
    "PlaceCount",
    "Poster",
    "Proposal",
    "Recall",
    "Receipt",
    "Reminder",
    "RepairOrder",
    "Request",
    "RequestLine",
    "Reservation",
    "Seal",
    "SealLeaf",
    "StorageMedium",
    "Testimony",
    "Transfer",
]
