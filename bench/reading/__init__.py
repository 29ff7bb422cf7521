"""Readers measured: alone against a bare parse, and behind the API."""
