"""Fleets that companies and public bodies declare, and what they say of the gisement."""
