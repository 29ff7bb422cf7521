"""Addresses of the diagnosis."""

from django.urls import URLPattern, URLResolver, path, re_path

from forecast.views import (
    answering,
    fleets,
    libraries,
    listing,
    moves,
    report,
    runs,
    surveys,
    validation,
    writing,
)

app_name = "forecast"
urlpatterns: list[URLPattern | URLResolver] = [
    path("enquetes/", surveys.surveys, name="surveys"),
    path("enquetes/<uuid:key>/", surveys.survey, name="survey"),
    path("enquetes/<uuid:key>/importer/", surveys.import_sheet, name="import_answers"),
    path(
        "enquetes/repondre/<uuid:key>/<slug:seal>/",
        answering.answer_campaign,
        name="answer_campaign",
    ),
    path("enquetes/reponse/<uuid:key>/<slug:seal>/", answering.answer, name="answer"),
    path("diagnostic/", report.index, name="index"),
    path("diagnostic/sources/", report.sources, name="sources"),
    path("diagnostic/outils/<str:name>", libraries.library, name="library"),
    path("diagnostic/estimations/", runs.runs, name="runs"),
    path("diagnostic/estimations/comparer/", runs.compare, name="compare_runs"),
    path("validation/", validation.validation, name="validation"),
    path("diagnostic/hypotheses/", moves.moves, name="moves"),
    path("diagnostic/parcs/", fleets.fleets, name="fleets"),
    path("diagnostic/parcs/importer/", fleets.import_list, name="import_fleets"),
    path("diagnostic/parcs/<uuid:key>/retirer/", fleets.withdraw, name="withdraw_fleets"),
    path("diagnostic/acteurs/", listing.actors, name="actors"),
    path("diagnostic/acteurs/ajouter/", listing.add, name="add_actor"),
    path("diagnostic/acteurs/<uuid:key>/", listing.edit, name="edit_actor"),
    path("diagnostic/acteurs/<uuid:key>/retirer/", listing.retire, name="retire_actor"),
    path("diagnostic/<str:territory>/", report.page, name="diagnostic"),
    path(
        "diagnostic/<str:territory>/graphiques/<slug:key>.<slug:form>", report.chart, name="chart"
    ),
    path(
        "diagnostic/<str:territory>/donnees/datapackage.json",
        report.data_package,
        name="data_package",
    ),
    path("diagnostic/<str:territory>/donnees/<slug:key>.csv", report.table, name="table"),
    path("diagnostic/<str:territory>/volets/<int:volet>/", writing.write, name="write"),
    path("diagnostic/<str:territory>/publier/", writing.publish_edition, name="publish"),
    path(
        "diagnostic/<str:territory>/editions/<int:number>/retirer/",
        writing.withdraw_edition,
        name="withdraw",
    ),
    re_path(r"^DIAGNOSTIC/(?P<territory>[^/]+)/$", report.shouted, name="shouted"),
]
