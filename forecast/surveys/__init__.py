"""Two questionnaires: what social structures see of the need, what holders have and renew."""
