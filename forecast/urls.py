"""Addresses of the diagnosis."""

from django.urls import URLPattern, URLResolver, path

from forecast.views import answering, fleets, moves, runs, surveys, validation

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
    path("diagnostic/estimations/", runs.runs, name="runs"),
    path("diagnostic/estimations/comparer/", runs.compare, name="compare_runs"),
    path("validation/", validation.validation, name="validation"),
    path("diagnostic/hypotheses/", moves.moves, name="moves"),
    path("diagnostic/parcs/", fleets.fleets, name="fleets"),
    path("diagnostic/parcs/importer/", fleets.import_list, name="import_fleets"),
    path("diagnostic/parcs/<uuid:key>/retirer/", fleets.withdraw, name="withdraw_fleets"),
]
