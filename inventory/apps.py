"""The circuit's application: its walls are put back after every migration."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "inventory"
    verbose_name = "circuit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from inventory import closing
        from inventory.walls import signals

        closing.connect()
        signals.connect()
