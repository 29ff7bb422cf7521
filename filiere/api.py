"""The assembled API."""

from ninja import NinjaAPI

api = NinjaAPI(title="filiere", version="1", docs_url="/docs", openapi_url="/openapi.json")
