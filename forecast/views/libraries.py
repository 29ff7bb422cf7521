"""The three libraries that draw charts, from their npm packages, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

FILES = {
    "vega.js": ("vega", "build", "vega.min.js"),
    "vega-lite.js": ("vega-lite", "build", "vega-lite.min.js"),
    "vega-interpreter.js": ("vega-interpreter", "build", "vega-interpreter.js"),
}
IMPORT = "import { ascending, isString, DisallowedObjectProperties } from 'vega-util';"
OURS = "const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;"
"""The interpreter is a module that names a package: vega holds the same functions."""


@cache
def _content(name: str) -> tuple[bytes, str]:
    text = settings.NODE_MODULES.joinpath(*FILES[name]).read_text(encoding="utf-8")
    text = text.replace(IMPORT, OURS)
    text = "\n".join(line for line in text.splitlines() if not line.startswith("//# source"))
    packed = gzip.compress(text.encode(), 9, mtime=0)
    return packed, hashlib.sha256(packed).hexdigest()[:16]


@require_safe
@cache_control(public=True, max_age=86_400)
def library(request: HttpRequest, name: str) -> HttpResponse:
    if name not in FILES:
        raise Http404
    content, tag = _content(name)
    answer = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer["Content-Encoding"] = "gzip"
    else:
        answer.content = gzip.decompress(content)
    answer["ETag"] = f'"{tag}"'
    answer["Vary"] = "Accept-Encoding"
    return answer
