"""The application's door: its checks are known as soon as it starts."""

from django.apps import AppConfig
from django.core.checks import register


class LabelsConfig(AppConfig):
    name = "labels"

    def ready(self) -> None:
        from labels.checks import printers_are_read, site_fits_a_label

        register(site_fits_a_label)
        register(printers_are_read)
