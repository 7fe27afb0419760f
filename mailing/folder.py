"""The folder that messages are written to where there is no mail server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import Organisation
from mailing.models import Message

_UNSAFE = re.compile(r"[^\w.-]")


def write(name: str, content: bytes) -> None:
    """Write a message under its name; once more is the same once."""
    folder = Path(settings.MAIL_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f".{name}.{uuid4().hex}"
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 # links in it are secret
        file.write(content)
    unfinished.replace(folder / f"{name}.eml")


def text_of(pk: UUID) -> str | None:
    """Return the plain text of a message in the folder."""
    try:
        content = (Path(settings.MAIL_DIR) / f"{pk}.eml").read_bytes()
    except FileNotFoundError:
        return None
    parsed = message_from_bytes(content, EmailMessage, policy=policy.default)
    body = parsed.get_body(("plain",))
    return str(body.get_content()) if body else ""


def files_of(organisation: Organisation) -> Iterator[Path]:
    """Yield the files of an organisation's messages."""
    kept = Message.objects.filter(organisation=organisation, is_kept=True)
    for pk in kept.values_list("pk", flat=True):
        yield Path(settings.MAIL_DIR) / f"{pk}.eml"


def remove(keys: Iterable[UUID]) -> None:
    """Delete messages from the folder."""
    for pk in keys:
        (Path(settings.MAIL_DIR) / f"{pk}.eml").unlink(missing_ok=True)


class FolderBackend(BaseEmailBackend):
    """Django's own mail, such as that of accounts, into the same folder."""

    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        """Write each message under its Message-ID."""
        for message in email_messages:
            parsed = message.message()
            write(_UNSAFE.sub("_", parsed["Message-ID"].strip("<>"))[:120], parsed.as_bytes())
        return len(email_messages)
