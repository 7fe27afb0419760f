"""Mail: what is to be sent, to whom, and what became of it."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """Configure the app."""

    name = "mailing"
