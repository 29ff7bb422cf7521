"""The journal: entries, seals, anchor, verification, rebuilding."""
