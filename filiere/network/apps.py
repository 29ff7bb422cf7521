"""The app ``network``."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "filiere.network"
    label = "network"
    verbose_name = "réseau"
