"""What the workshop's pages and reminders go by."""

from filiere.settings.environment import text

REMIND_AFTER_DAYS = int(text("FILIERE_REMIND_AFTER", "7"))
"""A wait older than this is said to be late, and reminded by e-mail."""
