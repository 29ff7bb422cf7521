"""A laptop brought to any step of the circuit by the operations themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filiere.network.actor import Actor
from inventory.codes import mint_codes
from inventory.models import Collection, StorageMedium
from inventory.perform import Outcome
from tests.inventory import factories as make


class Bench:
    """Each method does what the one before did, and one more operation."""

    def __init__(
        self,
        cast: make.Cast,
        scan: Callable[..., Outcome],
        supervisor: Actor,
        requester: Actor,
    ) -> None:
        self.cast = cast
        self.scan = scan
        self.supervisor = supervisor
        self.requester = requester

    def laptop(self, step: str) -> str:
        """The code of a laptop with one disk that stands at this step."""
        made: str = getattr(self, f"_{step}")()
        return made

    def registered(self, kind: str = "laptop", gift: Collection | None = None, **told: Any) -> str:
        workshop = self.cast.workshop
        gift = gift or make.collection(workshop, self.cast.donor)
        code = mint_codes(count=1, organisation_id=workshop.pk)[0]
        self.scan("register", code, collection=gift.pk, kind=kind, **told)
        return code

    def audited(self, *media: dict[str, Any], gift: Collection | None = None) -> str:
        code = self.registered(gift=gift)
        self.scan("audit", code, media=list(media) or [make.disk()])
        return code

    def erase_all(self, code: str, **told: Any) -> None:
        media = StorageMedium.objects.filter(device=code)
        self.scan("erase", code, outcomes=[make.proof(medium, **told) for medium in media])

    def smartphone(self, **slots: str) -> str:
        """Audited: its memory, and its slots empty unless told."""
        code = self.registered("smartphone")
        answers = {"sim": "empty", "card": "empty"} | slots
        self.scan("audit", code, media=[make.disk("ufs")], slots=answers)
        return code

    def make_ready(self, code: str, kind: str = "laptop") -> None:
        self.scan("test", code, tests=make.all_pass(kind))
        self.scan("stock", code, grade="B", system="Debian 12", accessories=["charger"])

    def ready(self, kind: str = "laptop", gift: Collection | None = None) -> str:
        """A device of this kind that stands ready, with its media erased."""
        code = self.registered(kind, gift)
        if kind in ("monitor", "printer"):
            self.scan("audit", code, no_storage=True)
        else:
            handheld = kind in ("smartphone", "tablet", "feature_phone")
            slots = {"slots": {"sim": "empty", "card": "empty"}} if handheld else {}
            self.scan("audit", code, media=[make.disk("ufs" if handheld else "ssd")], **slots)
            self.erase_all(code, **({"method": "factory_reset"} if handheld else {}))
        self.make_ready(code, kind)
        return code

    def reserved(self, kind: str = "laptop", gift: Collection | None = None) -> str:
        code = self.ready(kind, gift)
        self.scan("reserve", code, line=make.request_line(self.cast.structure, kind).pk)
        return code

    def _collected(self) -> str:
        return self.registered()

    def _void(self) -> str:
        code = self.registered()
        self.scan("void", code, self.supervisor, reason="duplicate")
        return code

    def _audited(self) -> str:
        return self.audited()

    def _erased(self) -> str:
        code = self.audited()
        self.erase_all(code)
        return code

    def _in_repair(self) -> str:
        code = self._erased()
        self.scan("open_repair", code, fault="screen")
        return code

    def _ready(self) -> str:
        return self.ready()

    def _reserved(self) -> str:
        return self.reserved()

    def _delivered(self) -> str:
        code = self.reserved()
        self.scan("deliver", code, slip="BL-1")
        return code

    def _distributed(self) -> str:
        code = self._delivered()
        self.scan("hand_over", code, self.requester, reference="D-12", unused=True)
        return code

    def _in_service(self) -> str:
        code = self._distributed()
        self.scan("open_service", code, fault="screen")
        return code

    def _dismantled(self) -> str:
        code = self._erased()
        medium = StorageMedium.objects.get(device=code)
        self.scan("take_out", code, medium=medium.pk)
        self.scan("dismantle", code)
        return code

    def _recycled(self) -> str:
        code = self._erased()
        lot = make.pallet(self.cast.workshop)
        self.scan("recycle", code, reason="broken", pallet=lot.pk)
        return code

    def removed(self) -> str:
        """Clear, recycled, on a closed pallet that the recycler took."""
        code = self._erased()
        lot = make.pallet(self.cast.workshop)
        self.scan("recycle", code, reason="broken", pallet=lot.pk)
        make.closed(lot)
        told = {"pallet": lot.pk, "operator": self.cast.recycler.pk, "slip": "BSD-1"}
        self.scan("remove", code, self.supervisor, **told)
        return code

    def _returned(self) -> str:
        code = self._audited()
        self.scan("return_to_donor", code, self.supervisor, signature="signé")
        return code

    def _ceded(self) -> str:
        code = self._erased()
        self.scan("cede", code, self.supervisor, taker="Un autre réemployeur")
        return code

    def _lost(self) -> str:
        code = self._audited()
        self.scan("declare_lost", code, kind="theft")
        return code

    def loose_disk(self, *, erased: bool = True) -> StorageMedium:
        """A disk out of its laptop, with the code of its own label."""
        code = self._erased() if erased else self._audited()
        medium = StorageMedium.objects.get(device=code)
        self.scan("take_out", code, medium=medium.pk)
        medium.refresh_from_db()
        return medium
