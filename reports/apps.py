"""The app of results and documents."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What a reader sees, on screen and on paper."""

    name = "reports"
