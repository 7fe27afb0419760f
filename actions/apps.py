"""The app's name."""

from __future__ import annotations

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The action plan."""

    name = "actions"
