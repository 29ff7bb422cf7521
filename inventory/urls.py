"""Pages of the circuit."""

from django.urls import URLPattern, path, re_path

from inventory.views import (
    collections,
    devices,
    holds,
    incidents,
    indicators,
    labels,
    media,
    operation,
    pallets,
    parts,
    places,
    requests,
    scanner,
    scanner_point,
    stock,
)
from inventory.views.find import find
from inventory.views.home import home, menu
from inventory.views.passport import show_passport

app_name = "inventory"
urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("menu/", menu, name="menu"),
    path("trouver/", find, name="find"),
    path("scanner/", scanner.scanner, name="scanner"),
    path("scanner/qui/", scanner_point.operator, name="scan_operator"),
    path("scanner/ouvrir/", scanner_point.open_point, name="open_scanner"),
    path("scanner/appareils/<str:code>/", scanner.device, name="scan_device"),
    path(
        "scanner/appareils/<str:code>/<slug:operation>/",
        scanner.device_operation,
        name="scan_device_operation",
    ),
    path("scanner/supports/<str:code>/", scanner.medium, name="scan_medium"),
    path(
        "scanner/supports/<str:code>/<slug:operation>/",
        scanner.medium_operation,
        name="scan_medium_operation",
    ),
    path("D/<str:text>", show_passport, name="passport"),
    re_path(r"^(?:D|d)/(?P<text>[^/]+)/?$", show_passport),
    path("appareils/", devices.devices, name="devices"),
    path("appareils/<str:code>/", devices.device, name="device"),
    path(
        "appareils/<str:code>/<slug:operation>/",
        operation.device_operation,
        name="device_operation",
    ),
    path("supports/", media.media, name="media"),
    path("supports/<str:code>/", media.medium, name="medium"),
    path(
        "supports/<str:code>/<slug:operation>/",
        operation.medium_operation,
        name="medium_operation",
    ),
    path("collectes/", collections.collections, name="collections"),
    path("collectes/annoncer/", collections.create, name="create_collection"),
    path("collectes/<uuid:key>/", collections.collection, name="collection"),
    path("collectes/<uuid:key>/enregistrer/", collections.register, name="register"),
    path("collectes/<uuid:key>/<slug:verb>/", collections.step, name="collection_step"),
    path("demandes/", requests.requests, name="requests"),
    path("demandes/demander/", requests.create, name="create_request"),
    path("demandes/<uuid:key>/", requests.show_request, name="request"),
    path("demandes/<uuid:key>/clore/", requests.close, name="close_request"),
    path("stock/", stock.show_stock, name="stock"),
    path("attentes/", holds.holds, name="holds"),
    path("pieces/", parts.parts, name="parts"),
    path("pieces/<uuid:key>/", parts.part, name="part"),
    path("lieux/", places.places, name="places"),
    path("lieux/<uuid:key>/", places.place, name="place"),
    path("lieux/<uuid:key>/fermer/", places.close, name="close_place"),
    path("incidents/", incidents.incidents, name="incidents"),
    path("incidents/<uuid:key>/", incidents.incident, name="incident"),
    path("indicateurs/", indicators.indicators, name="indicators"),
    path("indicateurs/heures/", indicators.declare, name="declare_work"),
    path(
        "indicateurs/<slug:key>/<slug:name>.csv",
        indicators.indicator_table,
        name="indicator_table",
    ),
    path("etiquettes/", labels.labels, name="labels"),
    path("etiquettes/feuille.pdf", labels.sheet_pdf, name="labels_pdf"),
    path("palettes/", pallets.pallets, name="pallets"),
    path("palettes/<uuid:key>/", pallets.pallet, name="pallet"),
]
