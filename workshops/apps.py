"""Workshops: one room that votes, talks and agrees."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Configure the app."""

    name = "workshops"
