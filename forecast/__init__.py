"""The diagnosis: gisements, needs, flows, economics, impact, report."""
