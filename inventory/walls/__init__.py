"""The promise held by the database itself: triggers on both engines."""
