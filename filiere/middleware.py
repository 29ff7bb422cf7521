"""What every answer says to the browser: nothing from elsewhere, nothing inline."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}
POLICY = "; ".join(f"{what} {where}" for what, where in SOURCES.items())
READERS_OF_CODES = frozenset(
    {"inventory:scanner", "inventory:scan_device", "inventory:scan_medium"}
)
"""Pages whose camera is read by WebAssembly, where the browser itself reads no code."""
WITH_WASM = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
PERMISSIONS = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class BrowserRules:
    """Sets the content security policy and the permissions; a view may have set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        found = request.resolver_match
        wasm = found is not None and found.view_name in READERS_OF_CODES
        response.headers.setdefault("Content-Security-Policy", WITH_WASM if wasm else POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
