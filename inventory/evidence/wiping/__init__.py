"""Readers of erasure logs: bytes in, one entry per disc out. Pure, bounded, by content alone."""
