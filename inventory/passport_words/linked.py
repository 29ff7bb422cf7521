"""The passport as JSON-LD: schema.org, and the EU product passport's terms that exist today.

schema.org: ``IndividualProduct``, ``itemCondition`` (RefurbishedCondition, UsedCondition),
``additionalProperty``, and ``hasDigitalProductPassport`` (new area of schema.org, same as gs1:dpp).
EU: regulation (EU) 2024/1781, articles 9 to 11, asks for a product passport by delegated act; none
exists for these devices yet. EN 18223:2026 names the parts of its head: they are said here as
properties, ``propertyID`` giving their name in that standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from inventory.passport import Passport
from inventory.passport_words.english import KINDS, capabilities, updates
from inventory.vocabulary import DeviceKind

CONTEXT: Any = ["https://schema.org/", {"gs1": "https://ref.gs1.org/voc/"}]
STANDARD = "EN 18223:2026"
SCHEMA_VERSION = "filiere-1"


def linked(told: Passport) -> dict[str, Any]:
    """One product, as machines read it. Words are English: JSON-LD has no French."""
    condition = "RefurbishedCondition" if told.refurbished else "UsedCondition"
    kind = KINDS[DeviceKind(told.kind)]
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "IndividualProduct",
        "@id": told.address,
        "url": told.address,
        "productID": told.code,
        "name": told.name or kind,
        "category": kind,
        "itemCondition": f"https://schema.org/{condition}",
        "hasDigitalProductPassport": told.address,
        "gs1:dpp": {"@id": told.address},
        "additionalProperty": list(_properties(told)),
    }
    if told.brand:
        found["brand"] = {"@type": "Brand", "name": told.brand}
    if told.model:
        found["model"] = told.model
    if (made := told.told.age) and made.sure:
        found["productionDate"] = str(made.year)
    if certificate := told.certificate:
        standing = "CertificationActive" if certificate.valid else "CertificationInactive"
        found["hasCertification"] = {
            "@type": "Certification",
            "name": "Erasure certificate",
            "certificationIdentification": certificate.number,
            "certificationStatus": f"https://schema.org/{standing}",
            "datePublished": certificate.issued.isoformat(),
        }
    return found


def _property(name: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"@type": "PropertyValue", "name": name, "value": value, **more}


def _properties(told: Passport) -> Iterator[dict[str, Any]]:
    head = {
        "digitalProductPassportId": told.address,
        "uniqueProductIdentifier": told.address,
        "granularity": "item",
        "dppSchemaVersion": SCHEMA_VERSION,
        "dppStatus": "active",
        "lastUpdated": told.on.isoformat(),
        "economicOperatorId": settings.SITE_URL,
    }
    for name, value in head.items():
        yield _property(name, value, propertyID=f"{STANDARD} {name}")
    yield _property("grade", told.grade) if told.grade else _property("grade", "not graded")
    for text in capabilities(told):
        yield _property("capability", text)
    for line in updates(told):
        yield _property("security updates", line)
    for one in told.told.batteries:
        if one.percent is not None:
            yield _property("battery capacity left", one.percent, unitText="%")
    for medium in told.media:
        yield _property("storage erased", medium.level, valueReference=medium.kind_key)
    if found := told.told.avoided:
        yield _property(
            "CO2e avoided per year of use",
            found.mean,
            unitText="kg",
            minValue=found.low,
            maxValue=found.high,
            measurementTechnique="ADEME 2022, Impact CO2 2026; against a new device of the same "
            "kind bought instead",
        )
    if told.guarantee and told.guarantee.until:
        yield _property("guaranteed until", told.guarantee.until.isoformat())
