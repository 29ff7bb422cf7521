"""Questions to the territory: search, resolve, who is inside whom. No right hangs on them."""

import re
from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from filiere.network.models import FormerCommune, Organisation, Territory
from filiere.network.refusals import Missing, Refused
from filiere.network.spelling import closed_up, fold
from filiere.network.vocabulary import FormerKind, Level

ID = re.compile(
    r"fr|com:[0-9][0-9AB][0-9]{3}|epci:[0-9]{9}(?:/dep:[0-9][0-9AB][0-9]?)?"
    r"|dep:[0-9][0-9AB][0-9]?|reg:[0-9]{2,3}"
)
BARE = {
    "dep": re.compile(r"[0-9][0-9AB][0-9]?"),
    "com": re.compile(r"[0-9][0-9AB][0-9]{3}"),
    "epci": re.compile(r"[0-9]{9}"),
}
SHOWN = 5


def present() -> QuerySet[Territory]:
    """The areas of today."""
    return Territory.objects.filter(retired_at__isnull=True)


def resolve(text: str) -> Territory:
    """The one area meant by an id, a bare code or an exact name.

    A bare code of 2 or 3 characters is a département, of 5 a commune, of 9 an EPCI.

    Raises
    ------
    Refused
        ``unknown-territory``, ``ambiguous-territory``, or ``former-commune`` with in
        ``suggest`` the id of what it became.
    """
    typed = text.strip()
    wanted = as_id(typed)
    if wanted is None:
        return resolve_name(typed)
    found = present().filter(pk=wanted).first()
    if found is not None:
        return found
    kind, _, code = wanted.partition(":")
    if kind == "com":
        raise explain_commune(code)
    if kind == "dep" and (region := present().filter(pk=f"reg:{code}").first()):
        raise unknown(
            f"Aucun département n'a le code {code}. Pour la région {region.name}, "
            f"écrivez {region.pk}.",
            region.pk,
        )
    raise unknown(f"Aucun territoire n'a l'identifiant {wanted}.")


def as_id(typed: str) -> str | None:
    """The id a text is, or stands for; None when it can only be a name."""
    prefix, colon, rest = typed.partition(":")
    candidate = prefix.lower() + colon + re.sub(r"[ab](?=[0-9]|$)", upper, rest)
    if ID.fullmatch(candidate):
        return candidate
    for kind, pattern in BARE.items():
        if pattern.fullmatch(typed.upper()):
            return f"{kind}:{typed.upper()}"
    return None


def upper(match: re.Match[str]) -> str:
    return match[0].upper()


def resolve_name(typed: str) -> Territory:
    folded = fold(typed)
    same = list(
        present().filter(search_name=folded).exclude(level=Level.PART).order_by("pk")[: SHOWN + 1]
        if folded
        else []
    )
    if len(same) == 1:
        return same[0]
    if same:
        choices = ", ".join(f"{one.pk} ({place(one)})" for one in same[:SHOWN])
        raise Refused(
            "ambiguous-territory",
            f"Plusieurs territoires s'appellent « {same[0].name} » : {choices}"
            f"{' et d’autres' if len(same) > SHOWN else ''}. Précisez par l'identifiant.",
            title="Plusieurs territoires",
            suggest=tuple(one.pk for one in same[:SHOWN]),
        )
    near = search_territories(typed, limit=3)
    if near:
        choices = ", ".join(f"{one.name} ({one.pk})" for one in near)
        raise unknown(
            f"Aucun territoire ne s'appelle ainsi. Vouliez-vous {choices} ?",
            *(one.pk for one in near),
        )
    raise unknown(
        "Ce territoire n'existe pas. Donnez un code (84 pour un département, 84007 pour une "
        "commune, neuf chiffres pour un EPCI) ou un nom exact."
    )


def unknown(detail: str, *suggest: str) -> Missing:
    return Missing("unknown-territory", detail, suggest=suggest)


def place(territory: Territory) -> str:
    """A level and, for a commune or an EPCI inside one, its département."""
    if territory.level in {Level.COMMUNE, Level.EPCI} and territory.department_id:
        return f"{Level(territory.level).label}, {territory.department_id.removeprefix('dep:')}"
    return str(Level(territory.level).label)


def explain_commune(code: str) -> Refused:
    """Why no commune of today has this code."""
    former = FormerCommune.objects.select_related("commune").filter(old_code=code).first()
    if former is not None:
        return former_commune(former)
    retired = Territory.objects.filter(pk=f"com:{code}").first()
    if retired is not None:
        return unknown(f"La commune {retired.name} ({code}) n'existe plus.")
    served = list(present().filter(postal_codes__code=code).order_by("name")[: SHOWN + 1])
    if served:
        choices = ", ".join(f"{one.name} ({one.pk})" for one in served[:SHOWN])
        more = " et d'autres" if len(served) > SHOWN else ""
        return unknown(
            f"{code} n'est pas un code de commune mais un code postal : {choices}{more}.",
            *(one.pk for one in served[:SHOWN]),
        )
    return unknown(f"Aucune commune n'a le code {code}.")


def former_commune(former: FormerCommune) -> Refused:
    now = former.commune
    name = f"{former.name} ({former.old_code})" if former.name else f"Le code {former.old_code}"
    what = {
        FormerKind.DISTRICT: "est un arrondissement de",
        FormerKind.DELEGATED: "est une commune déléguée de",
        FormerKind.ASSOCIATED: "est une commune associée à",
        FormerKind.MERGED: "est celui d'une ancienne commune, réunie à",
    }[FormerKind(former.kind)]
    return Refused(
        "former-commune",
        f"{name} {what} {now.name}. Utilisez {now.pk}.",
        title="Ce n'est plus une commune",
        suggest=(now.pk,),
    )


def search_territories(q: str, level: str | None = None, limit: int = 10) -> list[Territory]:
    """Areas by name, INSEE code or postal code, best first, at most ``limit``.

    Accents, case, hyphens, apostrophes and « St » are forgiven. A commune found by the name or
    code of a former one carries it in ``formerly``. Parts of EPCI only when asked for.
    """
    folded = fold(q)
    if not folded:
        return []
    scope = present().filter(level=level) if level else present().exclude(level=Level.PART)
    if closed_up(folded).isdigit() or BARE["com"].fullmatch(folded.upper()):
        return by_code(scope, closed_up(folded).upper(), limit)
    found = by_name(scope, folded, limit)
    if len(found) < limit and level in {None, Level.COMMUNE}:
        former = FormerCommune.objects.filter(search_name__startswith=folded)
        found = merged(found, with_former(former, limit), limit)
    if len(found) < limit and len(closed_up(folded)) > 2:
        glued = scope.annotate(glued=Replace(F("search_name"), Value(" "), Value("")))
        near = glued.filter(glued__startswith=closed_up(folded)).order_by(*BY_SIZE)
        found = merged(found, near[:limit], limit)
    return found


BY_SIZE = (F("population").desc(nulls_last=True), "name", "pk")


def by_name(scope: QuerySet[Territory], folded: str, limit: int) -> list[Territory]:
    rank = Case(
        When(search_name=folded, then=Value(0)),
        When(search_name__startswith=folded, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    word = Q(search_name__startswith=folded) | Q(search_name__contains=f" {folded}")
    return list(scope.filter(word).annotate(rank=rank).order_by("rank", *BY_SIZE)[:limit])


def by_code(scope: QuerySet[Territory], code: str, limit: int) -> list[Territory]:
    found = list(scope.filter(code=code).order_by("level", "pk")[:limit])
    if len(code) >= 3:
        served = scope.filter(postal_codes__code__startswith=code).distinct()
        found = merged(found, served.order_by(*BY_SIZE)[:limit], limit)
    former = FormerCommune.objects.filter(old_code=code)
    communes = with_former(former, limit) if len(code) == 5 else []
    return merged(found, [one for one in communes if scope.filter(pk=one.pk).exists()], limit)


def with_former(former: QuerySet[FormerCommune], limit: int) -> list[Territory]:
    rows = former.filter(commune__retired_at__isnull=True).select_related("commune")
    communes = []
    for row in rows.order_by("search_name", "old_code")[:limit]:
        commune = row.commune
        commune.formerly = row.name or row.old_code
        communes.append(commune)
    return communes


def merged(first: list[Territory], then: Iterable[Territory], limit: int) -> list[Territory]:
    kept = {one.pk: one for one in first}
    for one in then:
        kept.setdefault(one.pk, one)
    return list(kept.values())[:limit]


def ancestors(territory_id: str) -> list[Territory]:
    """The areas that wholly contain this one, nearest first, France last, itself left out."""
    child = Territory.objects.get(pk=territory_id)
    parents = (child.part_id, child.epci_id, child.department_id, child.region_id)
    ids = [one for one in parents if one] + (["fr"] if child.pk != "fr" else [])
    rows = Territory.objects.in_bulk(ids)
    return [rows[one] for one in ids if one in rows]


def communes_of(territory_id: str) -> QuerySet[Territory]:
    """The communes of today inside an area (a commune: itself), in order of id."""
    communes = present().filter(level=Level.COMMUNE).order_by("pk")
    if territory_id == "fr":
        return communes
    kind = "part" if "/" in territory_id else territory_id.partition(":")[0]
    column = {
        "com": "pk",
        "part": "part_id",
        "epci": "epci_id",
        "dep": "department_id",
        "reg": "region_id",
    }[kind]
    return communes.filter(**{column: territory_id})


def is_within(inner_id: str, outer_id: str) -> bool:
    """Whether an area is, or lies wholly inside, another."""
    if outer_id in {inner_id, "fr"}:
        return True
    parents = Territory.objects.filter(pk=inner_id).values_list(
        "part_id", "epci_id", "department_id", "region_id"
    )
    return any(outer_id in row for row in parents)


def area_served(organisation: Organisation) -> str | None:
    """The id of the area an organisation works for: stated, else the département it stands in."""
    if organisation.serves_id:
        return organisation.serves_id
    return organisation.territory.department_id if organisation.territory else None
