"""Certificates of erasure: what they cover, what they say, how they are signed and checked."""
