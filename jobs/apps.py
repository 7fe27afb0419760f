"""Background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Configure the app."""

    name = "jobs"
