"""People, organisations and who may do what."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configure the app."""

    name = "accounts"
