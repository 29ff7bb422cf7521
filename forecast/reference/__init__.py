"""Sourced figures: one tidy CSV per source, and its card beside it."""
