"""The composition root."""

from django.apps import AppConfig


class CxMaturityConfig(AppConfig):
    """Configure the project's own checks."""

    name = "cxmaturity"

    def ready(self) -> None:
        """Register the checks."""
        from cxmaturity import checks  # noqa: F401, PLC0415 # importing registers, and settings stand by now
