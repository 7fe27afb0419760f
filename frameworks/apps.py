"""Frameworks and lenses in immutable published versions."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Configure the app."""

    name = "frameworks"
