"""Checks of the estimates: each says its figure, its yardstick and how the data were split."""
