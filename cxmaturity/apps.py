"""The composition root."""

from django.apps import AppConfig


class CxMaturityConfig(AppConfig):
    """Configure the project's own checks."""

    name = "cxmaturity"
