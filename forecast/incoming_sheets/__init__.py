"""Sheets that respondents send: read, shown with what is wrong, kept whole or not at all."""
