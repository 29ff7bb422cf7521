"""Addresses of the site."""

from django.urls import URLPattern, URLResolver, include, path

from filiere.api import api
from filiere.logo import logo
from filiere.views import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("logo", logo, name="logo"),
    path("api/", api.urls),
    path("compte/", include("allauth.urls")),
    path("organisation/", include("filiere.network.urls")),
    path("invitation/", include("filiere.network.invitation_urls")),
    path("", include("inventory.urls")),
    path("", include("forecast.urls")),
]
handler400 = "filiere.views.bad_request"
handler403 = "filiere.views.forbidden"
handler404 = "filiere.views.not_found"
handler500 = "filiere.views.server_error"
