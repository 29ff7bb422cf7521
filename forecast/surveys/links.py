"""Addresses that nobody guesses: an id and its seal, made with the site's secret, kept nowhere."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH = 32


def seal(what: str, key: str) -> str:
    """128 bits that only this site can make; ``what`` is *campaign* or *answer*."""
    return salted_hmac(f"filiere.survey.{what}", key, algorithm="sha256").hexdigest()[:LENGTH]


def is_sealed(what: str, key: str, given: str) -> bool:
    return constant_time_compare(seal(what, key), given)


def campaign_path(key: str) -> str:
    """Where anybody may answer."""
    return reverse("forecast:answer_campaign", args=[key, seal("campaign", key)])


def answer_path(key: str) -> str:
    """Where one organisation takes its answer up again."""
    return reverse("forecast:answer", args=[key, seal("answer", key)])


def full(path: str) -> str:
    """The whole address, for a letter."""
    return str(settings.SITE_URL).rstrip("/") + path
