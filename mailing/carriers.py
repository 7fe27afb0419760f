"""Hand a message over: to a mail server, or to the folder where there is none.

What can go wrong is told in four words: try later (`Later`), the server is away (`Away`), refused for good
(`Refused`), and nobody knows (`Unclear`: the text had begun to leave when the connection broke).
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from mailing import envelopes, folder

_CLOSING = 421
_FOR_NOW = 400  # and above: refused, but not for good
_FOR_GOOD = 500
# Refused for what we are or say, not because nobody is there: no reason to give the address up.
_POLICY = re.compile(rb"\b5\.(?:[67]\.\d+|2\.[23]|3\.4)\b")


class Later(Exception):
    """The server asks to try again later."""


class Away(Later):
    """The server cannot be reached; the next message would fare no better."""


class Refused(Exception):
    """The server will never take it; with `gone` because nobody is at the address."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


class Unclear(Exception):
    """The connection broke while the text was leaving: it may have arrived."""


class Overtaken(Exception):
    """Somebody else has taken the message over; nothing of it has left."""


class Carrier(Protocol):
    """What hands a message over."""

    keeps: bool

    def carry(self, pk: UUID, address: str, content: bytes, *, leaves: Callable[[], bool]) -> None:
        """Hand over one message; ask `leaves` right before its text goes, and stop where it says no."""


class Folder:
    """Writes under a name: doing it twice is doing it once, so nothing is ever unclear."""

    keeps = True

    def carry(self, pk: UUID, address: str, content: bytes, *, leaves: Callable[[], bool]) -> None:  # noqa: ARG002 # as the other
        """Write one message."""
        folder.write(str(pk), content)


class Smtp:
    """Talks to the mail server, over one connection for many messages."""

    keeps = False

    def __init__(self) -> None:
        self._backend = EmailBackend(fail_silently=False)

    def carry(self, pk: UUID, address: str, content: bytes, *, leaves: Callable[[], bool]) -> None:  # noqa: ARG002 # as the other
        """Send one message to one address."""
        server = self._server()
        with _a_broken_connection_means(Away(_("The mail server broke the connection."))):
            _require(server.mail(envelopes.sender()))
            _require(server.rcpt(address), of_address=True)
        if not leaves():
            raise Overtaken
        with _a_broken_connection_means(
            Unclear(_("The connection broke during sending: it may have arrived."))
        ):
            _require(_text(server, content))

    def close(self) -> None:
        """Say good-bye."""
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()
        self._backend.connection = None

    def _server(self) -> smtplib.SMTP:
        """Return a connection that answers and has forgotten what was said before."""
        server = self._backend.connection
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                if server.rset()[0] < _FOR_NOW:
                    return server
            self.close()
        try:
            self._backend.open()
            server = self._backend.connection
            if server is None:
                raise smtplib.SMTPServerDisconnected
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as fault:
            self._backend.connection = None
            raise Away(_("The mail server cannot be reached.")) from fault
        return server


@contextmanager
def ready() -> Iterator[Carrier]:
    """Lend what carries messages here; it connects when the first one goes."""
    if not settings.MAIL_IS_SENT:
        yield Folder()
        return
    smtp = Smtp()
    try:
        yield smtp
    finally:
        smtp.close()


def _text(server: smtplib.SMTP, content: bytes) -> tuple[int, bytes]:
    try:
        return server.data(content)
    except smtplib.SMTPDataError as refusal:  # refused before the text
        text = refusal.smtp_error
        return refusal.smtp_code, text if isinstance(text, bytes) else text.encode()


@contextmanager
def _a_broken_connection_means(fault: Exception) -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException) as broken:
        raise fault from broken


def _require(reply: tuple[int, bytes], *, of_address: bool = False) -> None:
    code, text = reply
    if code == _CLOSING:
        raise Away(_("The mail server is busy (%(code)s).") % {"code": code})
    if code >= _FOR_GOOD:
        if of_address:
            reason = _("The address was refused (%(code)s).")
            raise Refused(reason % {"code": code}, gone=not _POLICY.search(text))
        raise Refused(_("The message was refused (%(code)s).") % {"code": code})
    if code >= _FOR_NOW:
        raise Later(_("The mail server asks to try again later (%(code)s).") % {"code": code})
