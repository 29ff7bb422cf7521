"""What waits for somebody, the oldest first: who must act, and since when."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filiere.network.actor import Actor
from inventory.selectors.holds import by_who, open_holds
from inventory.views.access import page
from inventory.wording import word

PAGE = 50


@require_safe
@page("read_devices")
def holds(request: HttpRequest, actor: Actor) -> HttpResponse:
    counts = by_who(actor)
    who = request.GET.get("qui", "")
    who = who if who in counts else ""
    listed = Paginator(open_holds(actor, who), PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    late = now - timedelta(days=settings.REMIND_AFTER_DAYS)
    context = {
        "listed": listed,
        "holds": [
            (one, word(one.waiting_for), (now - one.opened_at).days, one.opened_at < late)
            for one in listed.object_list
        ],
        "who": who,
        "kept": f"qui={who}" if who else "",
        "total": sum(counts.values()),
        "counts": [(key, word(key), count) for key, count in counts.items()],
        "days": settings.REMIND_AFTER_DAYS,
    }
    return render(request, "inventory/holds.html", context)
