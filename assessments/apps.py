"""Assessments: who is asked, what they answer, what comes of it."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Configure the app."""

    name = "assessments"
