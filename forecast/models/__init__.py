"""What estimates leave behind, what the pilots write and publish, what organisations answer."""

from forecast.models.fleet import Fleet, FleetDraft, FleetImport
from forecast.models.listed_actor import ListedActor
from forecast.models.publication import Publication
from forecast.models.run import Run
from forecast.models.survey import Answer, Campaign
from forecast.models.text import TextState, VoletText

__all__ = [
    "Answer",
    "Campaign",
    "Fleet",
    "FleetDraft",
    "FleetImport",
    "ListedActor",
    "Publication",
    "Run",
    "TextState",
    "VoletText",
]
