"""The circuit: devices, media, evidence, journal, requests, hand-over."""
