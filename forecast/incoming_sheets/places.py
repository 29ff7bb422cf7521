"""Communes as people write them in a sheet, found without a query a line."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

from filiere.network.models import FormerCommune, PostalCode
from filiere.network.spelling import fold
from filiere.network.territories import present
from filiere.network.vocabulary import Level
from forecast.incoming_sheets.columns import Unreadable

CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")


class Communes:
    """Every commune of today by INSEE code, postal code and name; read once for a sheet."""

    @cached_property
    def _codes(self) -> dict[str, str]:
        today = present().filter(level=Level.COMMUNE)
        known = {code: pk for pk, code in today.values_list("pk", "code")}
        former = FormerCommune.objects.filter(commune__retired_at__isnull=True)
        return dict(former.values_list("old_code", "commune_id")) | known

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for pk, name in present().filter(level=Level.COMMUNE).values_list("pk", "search_name"):
            found[name].append(pk)
        return found

    @cached_property
    def _postal(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code, pk in PostalCode.objects.values_list("code", "commune_id"):
            found[code].append(pk)
        return found

    def find(self, cell: str) -> str:
        """The id of the commune of a cell: « 84007 », « 84000 Avignon », « Avignon ».

        Raises
        ------
        Unreadable
            None, or several.
        """
        parts = cell.replace("(", " ").replace(")", " ").split()
        codes = [part for part in parts if CODE.fullmatch(part.upper())]
        name = fold(" ".join(part for part in parts if part not in codes))
        named = self._names.get(name, []) if name else []
        for code in (one.upper() for one in codes):
            served = self._postal.get(code, [])
            both = [pk for pk in named if pk in served or pk == self._codes.get(code)]
            if len(both) == 1:
                return both[0]
            if not name and code in self._codes:
                return self._codes[code]
            if not name and len(served) == 1:
                return served[0]
        if not codes and len(named) == 1:
            return named[0]
        if len(named) > 1 or (codes and not name and self._postal.get(codes[0])):
            raise Unreadable(f"« {cell[:40]} » désigne plusieurs communes : mettez le code Insee.")
        raise Unreadable(f"« {cell[:40]} » n'est pas une commune connue : mettez son code Insee.")
