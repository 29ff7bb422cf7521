"""What the questionnaires give to the diagnostic: answers received of those asked."""

from __future__ import annotations

from filiere.network.models import Territory
from forecast.report.content import Survey
from forecast.surveys.selectors import answered_of_asked


def survey_of(territory: Territory, volet: int) -> Survey:
    """Answered and asked of the questionnaires that feed a volet."""
    told = answered_of_asked(territory, volet)
    return Survey(told.answered, told.asked)
