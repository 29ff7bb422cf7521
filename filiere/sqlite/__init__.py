"""SQLite as the site uses it: many who write, one at a time."""
