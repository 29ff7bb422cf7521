"""Indicators: counted from the journal, each with its definition, unit and source."""
