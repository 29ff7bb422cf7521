"""What the roof's tests share with those of the API."""

from tests.inventory.api.conftest import country, house

__all__ = ["country", "house"]
