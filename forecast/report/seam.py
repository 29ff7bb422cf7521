"""What the questionnaires give to the diagnostic: answers received of those asked."""

from __future__ import annotations

from forecast.report.content import Survey


def survey_of(territory_id: str, volet: int) -> Survey | None:
    """Answered and asked of a volet; None when no questionnaire feeds it yet."""
    del territory_id, volet
    return None
