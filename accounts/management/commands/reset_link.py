"""Print a link that sets somebody's new password."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import people
from accounts.models import User


class Command(BaseCommand):
    """Print a link for the operator to hand over where no mail is sent."""

    help = "Print a link that sets a new password for the account with an e-mail address; it works once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whose."""
        parser.add_argument("email")
        parser.add_argument(
            "--drop-second-steps",
            action="store_true",
            help="also remove every passkey, app and recovery code, for somebody who has lost them all",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the link."""
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        if options["drop_second_steps"]:
            people.drop_second_steps(user=user)
        self.stdout.write(people.reset_link(user))
