"""The six volets: each one a function of the ground to what it holds."""
