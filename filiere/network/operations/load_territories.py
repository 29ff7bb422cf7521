"""Bring the territory to what the package says."""

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from filiere.network.models import FormerCommune, PostalCode, Territory
from filiere.network.refusals import Refused
from filiere.network.territory_changes import Changes
from filiere.network.territory_package import Area, Former, Package, read_package
from filiere.network.vocabulary import Level

AREA_COLUMNS = [column.name for column in fields(Area)]
FORMER_COLUMNS = [column.name for column in fields(Former)]
BATCH = 2000
#: more communes than this leaving at once is a cut file, not a year's mergers
RETIREMENTS_AT_ONCE = 200


def load_territories(*, directory: Path, many_retirements: bool = False) -> Changes:
    """Read the package and write the difference, in one transaction.

    Parameters
    ----------
    directory
        The unpacked npm package.
    many_retirements
        Accept that hundreds of communes leave at once.

    Raises
    ------
    Refused
        ``territory-package`` (unreadable) or ``territory-shrinks``: nothing is changed.
    """
    package = read_package(directory)
    changes = Changes(version=package.version, counts=count_levels(package))
    for item in package.areas.values():
        if item.level == Level.COMMUNE and item.epci_id is None:
            changes.without_epci.append((item.id, item.name))
        if item.level == Level.COMMUNE and not item.population:
            changes.unpopulated.append((item.id, item.name))
    with transaction.atomic():
        write_areas(package, changes, many_retirements=many_retirements)
        write_former(package, changes)
        write_postal_codes(package, changes)
    return changes


def count_levels(package: Package) -> dict[str, int]:
    counts = dict.fromkeys(Level.values, 0)
    for item in package.areas.values():
        counts[str(item.level)] += 1
    return counts


def write_areas(package: Package, changes: Changes, *, many_retirements: bool) -> None:
    present: dict[str, tuple[Area, date | None]] = {
        row[0]: (Area(*row[:-1]), row[-1])
        for row in Territory.objects.values_list(*AREA_COLUMNS, "retired_at")
    }
    changes.first = not present
    new: list[Area] = []
    changed: list[Area] = []
    for item in package.areas.values():
        if item.id not in present:
            new.append(item)
            changes.added.append(item.id)
            continue
        before, retired = present[item.id]
        if before == item and retired is None:
            continue
        changed.append(item)
        if retired is not None:
            changes.restored.append(item.id)
        elif before.name != item.name:
            changes.renamed.append((item.id, before.name, item.name))
        else:
            changes.updated.append(item.id)
    changes.retired = [
        (key, before.name)
        for key, (before, retired) in present.items()
        if retired is None and key not in package.areas
    ]
    refuse_a_shrunken_country(changes, many_retirements=many_retirements)
    save(new + changed)
    gone = [key for key, _ in changes.retired]
    for start in range(0, len(gone), BATCH // 4):
        Territory.objects.filter(pk__in=gone[start : start + BATCH // 4]).update(
            retired_at=timezone.localdate()
        )


def refuse_a_shrunken_country(changes: Changes, *, many_retirements: bool) -> None:
    leaving = sum(key.startswith("com:") for key, _ in changes.retired)
    if leaving > RETIREMENTS_AT_ONCE and not many_retirements:
        raise Refused(
            "territory-shrinks",
            f"Ce découpage ferait disparaître {leaving} communes d'un coup : le fichier est "
            "sans doute tronqué. Rien n'a été changé. Si c'est voulu, ajoutez --force.",
        )


def save(areas: list[Area]) -> None:
    """Insert or overwrite, parents first: the package lists them in that order."""
    Territory.objects.bulk_create(
        [Territory(**asdict(item), retired_at=None) for item in areas],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            *(name.removesuffix("_id") for name in AREA_COLUMNS if name != "id"),
            "retired_at",
        ],
    )


def write_former(package: Package, changes: Changes) -> None:
    present = {row[0]: Former(*row) for row in FormerCommune.objects.values_list(*FORMER_COLUMNS)}
    fresh = [item for code, item in package.former.items() if present.get(code) != item]
    changes.former = len(fresh)
    FormerCommune.objects.bulk_create(
        [FormerCommune(**asdict(item)) for item in fresh],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["old_code"],
        update_fields=[name.removesuffix("_id") for name in FORMER_COLUMNS if name != "old_code"],
    )


def write_postal_codes(package: Package, changes: Changes) -> None:
    present: dict[tuple[str, str], int] = {
        (code, commune): pk
        for pk, code, commune in PostalCode.objects.values_list("pk", "code", "commune_id")
    }
    new = sorted(package.postal_codes - present.keys())
    gone = [pk for key, pk in present.items() if key not in package.postal_codes]
    changes.postal_codes = len(new) + len(gone)
    PostalCode.objects.bulk_create(
        [PostalCode(code=code, commune_id=commune) for code, commune in new], batch_size=BATCH
    )
    for start in range(0, len(gone), BATCH // 4):
        PostalCode.objects.filter(pk__in=gone[start : start + BATCH // 4]).delete()
