"""What this floor tells the floors above, without knowing them."""

from django.dispatch import Signal

organisation_closing = Signal()
"""Sent before an organisation is closed, with ``organisation``; a receiver may raise Refused."""
