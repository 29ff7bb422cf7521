"""Only this floor: allauth, the organisation's pages, the invitation's door."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from filiere.network.identity import actor_of_request


def who(request: HttpRequest) -> HttpResponse:
    """Tell who is acting."""
    actor = actor_of_request(request)
    return HttpResponse(f"{actor.organisation_id} {actor.role}" if actor else "personne")


urlpatterns = [
    path("", who, name="home"),
    path("api/who", who),
    path("healthz", who),
    path("compte/", include("allauth.urls")),
    path("organisation/", include("filiere.network.urls")),
    path("invitation/", include("filiere.network.invitation_urls")),
]
