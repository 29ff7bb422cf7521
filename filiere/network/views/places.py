"""Look up a territory; choose for whom one acts."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from filiere.network.forms import TerritoryForm
from filiere.network.identity import actor_of_request, choose_membership, memberships_of
from filiere.network.refusals import Refused
from filiere.network.territories import search_territories

SHOWN = 20


@require_GET
@login_required
def territories(request: HttpRequest) -> HttpResponse:
    """The page, or its list alone for htmx."""
    form = TerritoryForm(request.GET or None)
    found = []
    if form.is_valid():
        found = search_territories(
            form.cleaned_data["q"], level=form.cleaned_data["level"] or None, limit=SHOWN
        )
    asked = bool(request.GET.get("q", "").strip())
    part = bool(getattr(request, "htmx", False))
    return render(
        request,
        "network/territory_list.html" if part else "network/territories.html",
        {"form": form, "found": found, "asked": asked},
    )


@require_http_methods(["GET", "POST"])
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations."""
    if request.method == "POST":
        wanted = request.POST.get("membership", "")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
            raise Http404
        try:
            choose_membership(request, int(wanted))
        except Refused as refused:
            raise Http404(refused.detail) from refused
        return redirect("/")
    return render(
        request,
        "network/choose.html",
        {"memberships": memberships_of(request.user.pk or 0), "actor": actor_of_request(request)},
    )
