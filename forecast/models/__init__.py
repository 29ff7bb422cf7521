"""What estimates leave behind, and what the pilots write and publish."""

from forecast.models.listed_actor import ListedActor
from forecast.models.publication import Publication
from forecast.models.run import Run
from forecast.models.text import TextState, VoletText

__all__ = ["ListedActor", "Publication", "Run", "TextState", "VoletText"]
