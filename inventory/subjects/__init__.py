"""Collections, requests, pallets, places, parts: their own verbs, each in its own chain."""
