"""Scanning device after device: what a mode asks once, and what each scan is answered."""
