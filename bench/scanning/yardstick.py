"""The real site, and beside it one bare address: what a scan is measured against.

``POST /bare`` is what django-ninja does with the least: no authentication, a body of three
words, one row inserted by the ORM, answered with its number. Served by the same process, with
the same settings and middleware, over the same connections. Its table is made by `make`.
"""

from __future__ import annotations

from typing import ClassVar

from filiere.wsgi import application

# isort: split
from django.db import connection, models
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Schema

import filiere.urls

__all__ = ["application"]


class Bare(models.Model):
    key = models.CharField(max_length=36)
    code = models.CharField(max_length=9)
    place = models.CharField(max_length=36)

    class Meta:
        app_label = "yardstick"
        db_table = "bench_bare"
        managed = False
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.key


class Told(Schema):
    key: str
    code: str
    place: str


class Kept(Schema):
    id: int


bare = NinjaAPI(urls_namespace="yardstick", docs_url=None, openapi_url=None)


@bare.post("bare", response=Kept)
def insert(request: HttpRequest, told: Told) -> Bare:
    return Bare.objects.create(key=told.key, code=told.code, place=told.place)


filiere.urls.urlpatterns.insert(1, path("", bare.urls))


def make() -> bool:
    """Make the bare table in this place."""
    with connection.schema_editor() as editor:
        editor.create_model(Bare)
    return True


def count() -> int:
    return Bare.objects.count()
