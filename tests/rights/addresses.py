"""Every address of the site and the right that opens it, as the matrix expects them.

A new address without a row here fails the matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

PUBLIC = "public"
"""Anybody, signed in or not."""
SIGNED_IN = "signed in"
"""Any member, whatever the role."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address: how to ask it, which right it takes, who sees what it names.

    ``seen_by`` are the organisations of the cast that see the object in the address; empty
    when it names none. ``body`` is what a POST to the API sends.
    """

    name: str
    path: str
    right: str
    method: str = "get"
    seen_by: frozenset[str] = frozenset()
    body: str = "{}"


NOBODY_S = "018f0000-0000-7000-8000-000000000000"
A_ROLL = "?planche=DK-22205&debut=1&collecte={collection}"
TWO_LABELS = '{"medium": "L7160", "count": 2}'
GIFT = '{"donor": "Don fictif", "commune": "84007", "devices": [{"kind": "laptop", "count": 1}]}'
ASKING = '{"lines": [{"kind": "laptop", "profile": "school", "quantity": 1}]}'
HOLDS = frozenset({"workshop", "donor"})
INSIDE = frozenset({"workshop"})
TOLD_OF_INCIDENTS = frozenset({"workshop", "steering"})
NEAR = frozenset({"workshop", "other_workshop", "point"})
"""A gift proposed on the public page: whoever collects in its territory."""
ASKED = frozenset({"workshop", "other_workshop", "point", "structure"})
"""An open request: its structure, and whoever refurbishes in its territory (here all of them)."""

WITH_SLIP = frozenset({"workshop", "structure"})
"""Who let the lot go, and who received it."""
AT_STRUCTURE = frozenset({"structure", "other_structure"})

PAGES = (
    Address("home", "/", PUBLIC),
    Address("menu", "/menu/", PUBLIC),
    Address("find", "/trouver/?q={device}", PUBLIC),
    Address("passport", "/D/{device}", PUBLIC),
    Address("passport_card", "/D/{ready}/carte.pdf", PUBLIC),
    Address("healthz", "/healthz", PUBLIC),
    Address("logo", "/logo", PUBLIC),
    Address("scanner", "/scanner/", "scan"),
    Address("audit_script", "/audit.sh", PUBLIC),
    Address("windows_script", "/audit.ps1", PUBLIC),
    Address("auditing", "/scanner/auditer/", "scan"),
    Address("scan_worker", "/scanner/service-worker.js", PUBLIC),
    Address("scan_state", "/scanner/etat/", "scan"),
    Address("scan_operator", "/scanner/qui/", "scan"),
    Address("open_scanner", "/scanner/ouvrir/", PUBLIC),
    Address("scan_device", "/scanner/appareils/{device}/", "scan", seen_by=INSIDE),
    Address("scan_device_operation", "/scanner/appareils/{device}/audit/", "scan", seen_by=INSIDE),
    Address("scan_medium", "/scanner/supports/{medium}/", "scan", seen_by=INSIDE),
    Address("scan_medium_operation", "/scanner/supports/{medium}/erase/", "scan", seen_by=INSIDE),
    Address("devices", "/appareils/", "read_devices"),
    Address("device", "/appareils/{device}/", "read_devices", seen_by=HOLDS),
    Address("photograph", "/appareils/{device}/photos/", "read_devices", "post", HOLDS),
    Address("piece", "/appareils/{device}/pieces/{piece}/", "read_evidence", seen_by=INSIDE),
    Address("readings", "/appareils/{device}/releves/", "read_evidence", seen_by=INSIDE),
    Address("phone", "/appareils/{device}/telephone/", "read_evidence", seen_by=INSIDE),
    Address(
        "accept_readings",
        "/appareils/{device}/releves/retenir/",
        "read_evidence",
        "post",
        INSIDE,
    ),
    Address("send_erasure", "/appareils/{erased}/effacements/", "read_evidence", seen_by=INSIDE),
    Address("erasure", "/appareils/{erased}/effacements/{log}/", "read_evidence", seen_by=INSIDE),
    Address(
        "certify_device", "/appareils/{erased}/certificat/", "issue_certificates", "post", INSIDE
    ),
    Address(
        "certify_collection",
        "/collectes/{collection}/certificat/",
        "issue_certificates",
        "post",
        INSIDE,
    ),
    Address("certificate", "/certificats/{certificate}/", "read_devices", seen_by=HOLDS),
    Address(
        "certificate_pdf",
        "/certificats/{certificate}/certificat.pdf",
        "read_devices",
        seen_by=HOLDS,
    ),
    Address(
        "certificate_json",
        "/certificats/{certificate}/certificat.json",
        "read_devices",
        seen_by=HOLDS,
    ),
    Address("certificate_check", "/C/{certificate_token}", PUBLIC),
    Address("certificate_withdrawals", "/C/retraits.json", PUBLIC),
    Address("certificate_key", "/C/cle.pem", PUBLIC),
    Address("device_operation", "/appareils/{device}/audit/", "read_devices", seen_by=HOLDS),
    Address("media", "/supports/", "read_devices"),
    Address("medium", "/supports/{medium}/", "read_devices", seen_by=INSIDE),
    Address(
        "send_medium_erasure", "/supports/{medium}/effacements/", "read_evidence", seen_by=INSIDE
    ),
    Address(
        "medium_erasure", "/supports/{medium}/effacements/{log}/", "read_evidence", seen_by=INSIDE
    ),
    Address(
        "medium_piece", "/supports/{medium}/pieces/{medium_log}/", "read_evidence", seen_by=INSIDE
    ),
    Address("testimony", "/declarations/{testimony}/", "read_devices", seen_by=INSIDE),
    Address("medium_operation", "/supports/{medium}/erase/", "read_devices", seen_by=INSIDE),
    Address("collections", "/collectes/", "read_collections"),
    Address("collection", "/collectes/{collection}/", "read_collections", seen_by=HOLDS),
    Address("create_collection", "/collectes/annoncer/", "create_collection"),
    Address("donate", "/donner/", PUBLIC),
    Address("follow_gift", "/donner/suivi/{proposal}/{seal}/", PUBLIC),
    Address("gift_slip", "/donner/suivi/{proposal}/{seal}/bon-enlevement.pdf", PUBLIC),
    Address("proposals", "/collectes/propositions/", "create_collection"),
    Address(
        "proposal",
        "/collectes/propositions/{proposal}/",
        "create_collection",
        seen_by=NEAR,
    ),
    Address("plan", "/collectes/calendrier/", "create_collection"),
    Address("tour", "/collectes/tournee/2026-11-21/", "create_collection"),
    Address("agenda", "/collectes/agenda.ics", "create_collection"),
    Address(
        "collection_agenda",
        "/collectes/{planned}/agenda.ics",
        "read_collections",
        seen_by=HOLDS,
    ),
    Address(
        "fetch_collection", "/collectes/{planned}/enlever/", "create_collection", seen_by=INSIDE
    ),
    Address("manifest", "/collectes/{planned}/liste/", "create_collection", seen_by=INSIDE),
    Address(
        "import_manifest",
        "/collectes/{planned}/liste/importer/",
        "create_collection",
        seen_by=INSIDE,
    ),
    Address(
        "register", "/collectes/{collection}/enregistrer/", "create_collection", "post", INSIDE
    ),
    Address(
        "collection_step", "/collectes/{collection}/prevoir/", "create_collection", "post", INSIDE
    ),
    Address("labels", "/etiquettes/", "print_labels"),
    Address("labels_test_page", "/etiquettes/essai.pdf?planche=L7160", "print_labels"),
    Address("label_medium", "/etiquettes/supports/nouveau/", "print_labels"),
    Address("label_register", "/etiquettes/registre/", "print_labels"),
    Address("void_label", "/etiquettes/registre/jeter/", "print_labels", "post"),
    Address("void_roll", f"/etiquettes/registre/{NOBODY_S}/jeter/", "print_labels", "post"),
    Address("retire_medium", f"/etiquettes/supports/{NOBODY_S}/retirer/", "print_labels", "post"),
    Address("labels_print", "/etiquettes/imprimer/", "print_labels", "post"),
    Address("labels_reprint", "/etiquettes/reimprimer/", "print_labels", "post"),
    Address("labels_zpl", f"/etiquettes/rouleau.zpl{A_ROLL}", "print_labels", seen_by=INSIDE),
    Address("labels_png", f"/etiquettes/rouleau.png{A_ROLL}", "print_labels", seen_by=INSIDE),
    Address(
        "labels_pdf",
        "/etiquettes/feuille.pdf?debut=1&collecte={collection}",
        "print_labels",
        "get",
        INSIDE,
    ),
    Address("requests", "/demandes/", "read_requests"),
    Address("request", "/demandes/{request}/", "read_requests", seen_by=ASKED),
    Address("create_request", "/demandes/demander/", "create_request"),
    Address(
        "close_request",
        "/demandes/{request}/clore/",
        "create_request",
        "post",
        frozenset({"structure"}),
    ),
    Address("stock", "/stock/", "read_devices"),
    Address("holds", "/attentes/", "read_devices"),
    Address("parts", "/pieces/", "create_collection"),
    Address("part", "/pieces/{part}/", "create_collection", seen_by=INSIDE),
    Address("places", "/lieux/", "create_collection"),
    Address("place", "/lieux/{place}/", "create_collection", seen_by=INSIDE),
    Address("move_place", "/lieux/{place}/deplacer/", "create_collection", "post", INSIDE),
    Address("label_place", "/lieux/{place}/etiquette/", "create_collection", "post", INSIDE),
    Address("count_place", "/lieux/{place}/compter/", "create_collection", "post", INSIDE),
    Address("count", "/lieux/comptages/{count}/", "create_collection", seen_by=INSIDE),
    Address("batches", "/series/", "create_collection"),
    Address("start_batch", "/series/nouvelle/", "create_collection"),
    Address("batch", "/series/{batch}/", "create_collection", seen_by=INSIDE),
    Address("posters", "/affiches/", "print_labels"),
    Address("poster", "/affiches/{poster}.pdf", "print_labels", seen_by=INSIDE),
    Address("begin_count", "/scanner/compter/", "scan", "post"),
    Address("close_place", "/lieux/{place}/fermer/", "create_collection", "post", INSIDE),
    Address("incidents", "/incidents/", "read_incidents"),
    Address("incident", "/incidents/{incident}/", "read_incidents", seen_by=TOLD_OF_INCIDENTS),
    Address("indicators", "/indicateurs/", "read_indicators"),
    Address("indicator_table", "/indicateurs/collectes/mois.csv", "read_indicators"),
    Address("declare_work", "/indicateurs/heures/", "declare_work"),
    Address("paper", "/papiers/enlevement/{collection}.pdf", "read_devices", seen_by=HOLDS),
    Address("paper_check", "/P/{paper}", PUBLIC),
    Address("donors", "/donateurs/", "read_collections"),
    Address("donor_csv", "/donateurs/{public_donor}/{year}.csv", "read_collections", seen_by=HOLDS),
    Address(
        "serve_request",
        "/demandes/{request}/reserver/",
        "prepare_delivery",
        "post",
        frozenset({"workshop", "other_workshop", "point"}),
    ),
    Address("deliveries", "/livraisons/", "read_requests"),
    Address("delivery", "/livraisons/{delivery}/", "read_requests", "get", WITH_SLIP),
    Address(
        "prepare_delivery",
        "/livraisons/preparer/{structure}/",
        "prepare_delivery",
        "get",
        frozenset({"workshop"}),
    ),
    Address("hand_out", "/distribuer/", "hand_over", "get", AT_STRUCTURE),
    Address("handed_list", "/remises/", "hand_over"),
    Address("handed", "/remises/{handed}/", "hand_over", "get", frozenset({"structure"})),
    Address("counter", "/comptoir/", "serve_at_counter"),
    Address("pallets", "/palettes/", "create_collection"),
    Address("label_pallet", "/palettes/{pallet}/etiquette/", "create_collection", "post", INSIDE),
    Address("pallet", "/palettes/{pallet}/", "create_collection", seen_by=INSIDE),
    Address("surveys", "/enquetes/", "run_surveys"),
    Address("survey", "/enquetes/{survey}/", "run_surveys"),
    Address("import_answers", "/enquetes/{survey}/importer/", "run_surveys"),
    Address("answer_campaign", "/enquetes/repondre/{survey}/{survey_seal}/", PUBLIC),
    Address("answer", "/enquetes/reponse/{survey}/sans-sceau/", PUBLIC),
    Address("runs", "/diagnostic/estimations/", "read_forecast"),
    Address("compare_runs", "/diagnostic/estimations/comparer/", "read_forecast"),
    Address("validation", "/validation/", PUBLIC),
    Address("moves", "/diagnostic/hypotheses/?territory=fr", "read_forecast"),
    Address("actors", "/diagnostic/acteurs/", "write_report"),
    Address("add_actor", "/diagnostic/acteurs/ajouter/", "write_report"),
    Address("edit_actor", "/diagnostic/acteurs/{listed}/", "write_report"),
    Address("retire_actor", "/diagnostic/acteurs/{listed}/retirer/", "write_report", "post"),
    Address("fleets", "/diagnostic/parcs/", "run_surveys"),
    Address("import_fleets", "/diagnostic/parcs/importer/", "run_surveys"),
    Address("withdraw_fleets", "/diagnostic/parcs/{fleets}/retirer/", "run_surveys", "post"),
    Address("members", "/organisation/membres/", "read_members"),
    Address("invite", "/organisation/membres/inviter/", "invite_member"),
    Address(
        "remove_member",
        "/organisation/membres/{membership}/retirer/",
        "remove_member",
        "get",
        INSIDE,
    ),
    Address(
        "withdraw_invitation",
        "/organisation/invitations/{invitation}/retirer/",
        "invite_member",
        "post",
        INSIDE,
    ),
    Address("scan_points", "/organisation/points/", "read_scan_points"),
    Address("create_scan_point", "/organisation/points/creer/", "create_scan_point"),
    Address(
        "link_scan_point",
        "/organisation/points/{point}/ouvrir/",
        "create_scan_point",
        "post",
        INSIDE,
    ),
    Address(
        "revoke_scan_point",
        "/organisation/points/{point}/revoquer/",
        "revoke_scan_point",
        "get",
        INSIDE,
    ),
    Address("choose", "/organisation/choisir/", SIGNED_IN, "post"),
    Address("territories", "/organisation/territoires/", SIGNED_IN),
    Address("kept_form", "/organisation/reprendre/inconnu/", SIGNED_IN),
    Address("accept", "/invitation/jeton-inconnu/", PUBLIC),
    Address("index", "/diagnostic/", PUBLIC),
    Address("sources", "/diagnostic/sources/", PUBLIC),
    Address("library", "/diagnostic/outils/vega.js", PUBLIC),
    Address("diagnostic", "/diagnostic/dep:84/", PUBLIC),
    Address("shouted", "/DIAGNOSTIC/DEP:84/", PUBLIC),
    Address("chart", "/diagnostic/dep:84/graphiques/acteurs.json", PUBLIC),
    Address("data_package", "/diagnostic/dep:84/donnees/datapackage.json", PUBLIC),
    Address("table", "/diagnostic/dep:84/donnees/etapes.csv", PUBLIC),
    Address("write", "/diagnostic/dep:84/volets/1/", "write_report"),
    Address("publish", "/diagnostic/dep:84/publier/", "publish_report", "post"),
    Address("withdraw", "/diagnostic/dep:84/editions/9/retirer/", "publish_report", "post"),
)
API = (
    Address("openapi-json", "/api/openapi.json", PUBLIC),
    Address("openapi-view", "/api/docs", PUBLIC),
    Address("api-root", "/api/", PUBLIC),
    Address("get_circuit", "/api/circuit", PUBLIC),
    Address("get_passport", "/api/devices/{ready}/passport", PUBLIC),
    Address("post_scans", "/api/scans", SIGNED_IN, "post"),
    Address("post_collections", "/api/collections", "create_collection", "post", body=GIFT),
    Address("post_sheets", "/api/labels/sheets", "print_labels", "post", body=TWO_LABELS),
    Address("get_places", "/api/places", "create_collection"),
    Address("post_counts", "/api/places/{place}/counts", "create_collection", "post", INSIDE),
    Address("get_count", "/api/counts/{count}", "create_collection", seen_by=INSIDE),
    Address("get_devices", "/api/devices", "read_devices"),
    Address("get_device", "/api/devices/{device}", "read_devices", seen_by=HOLDS),
    Address("get_journal", "/api/devices/{device}/journal", "read_journal", seen_by=INSIDE),
    Address(
        "get_device_certificate",
        "/api/devices/{erased}/certificate",
        "read_devices",
        seen_by=HOLDS,
    ),
    Address(
        "get_collection_certificate",
        "/api/collections/{collection}/certificate",
        "read_devices",
        seen_by=HOLDS,
    ),
    Address("get_forecast_gisements", "/api/forecast/gisements?territory=fr", "read_forecast"),
    Address("get_forecast_needs", "/api/forecast/needs?territory=fr", "read_forecast"),
    Address("get_forecast_balance", "/api/forecast/balance?territory=fr", "read_forecast"),
    Address("get_forecast_flows", "/api/forecast/flows?territory=fr", "read_forecast"),
    Address("get_forecast_coverage", "/api/forecast/coverage?territory=fr", "read_forecast"),
    Address("get_forecast_economics", "/api/forecast/economics?territory=fr", "read_forecast"),
    Address("get_forecast_local", "/api/forecast/local?territory=fr", "read_forecast"),
    Address("get_forecast_scale", "/api/forecast/scale?territory=fr&other=84", "read_forecast"),
    Address("get_report_pdf", "/api/report/diagnostic.pdf?territory=84", PUBLIC),
    Address("get_report_xlsx", "/api/report/diagnostic.xlsx?territory=84", PUBLIC),
    Address("get_report_json", "/api/report/diagnostic.json?territory=84", PUBLIC),
    Address("get_requests", "/api/requests", "read_requests"),
    Address("post_requests", "/api/requests", "create_request", "post", body=ASKING),
    Address(
        "post_request_close",
        "/api/requests/{request}/close",
        "create_request",
        "post",
        frozenset({"structure"}),
    ),
)
BY_THE_CIRCUIT = ("post_snapshots", "post_erasures")
"""Rights of these come from the circuit's table alone: see the matrix of operations."""
