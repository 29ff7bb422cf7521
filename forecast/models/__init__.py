"""What estimates leave behind."""

from forecast.models.run import Run

__all__ = ["Run"]
