"""Take a message that came back."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from mailing import bounces


class Command(BaseCommand):
    """Read one delivery report from standard input, as a mail server pipes it to a command."""

    help = "Read a delivery report (RFC 3464) from standard input and mark the message and its address."

    def handle(self, *_args: Any, **_options: Any) -> None:
        message = bounces.take(report=sys.stdin.buffer.read(bounces.LARGEST), at=now())
        self.stdout.write(f"{message.pk} came back" if message else "about no message of ours")
