"""Real mail servers that behave well, badly, or not at all."""

# ruff: noqa: ARG002 # the library hands over more than is needed

from __future__ import annotations

import asyncio
import socket
from asyncio import WriteTransport
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.server import PATIENCE_SECONDS, free_port


@dataclass
class Postbox:
    """Takes messages, and answers each step as it is told: `replies` step -> what the server says."""

    replies: dict[str, str] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    breaks_in_text: bool = False
    seconds: float = 0  # how long it thinks about a text

    async def handle_MAIL(  # noqa: N802 # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.replies:
            return self.replies["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.replies:
            return self.replies["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 # the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.breaks_in_text:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
            return "250 never heard"
        if "DATA" in self.replies:
            return self.replies["DATA"]
        await asyncio.sleep(self.seconds)
        self.envelopes.append(envelope)
        self.received.append(parsed(envelope.content or b""))
        return "250 OK"

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]


def parsed(content: bytes | str) -> EmailMessage:
    raw = content if isinstance(content, bytes) else content.encode()
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@contextmanager
def taking(postbox: Postbox) -> Iterator[int]:
    """Run the server, and lend its port."""
    controller: Any = Controller(
        postbox, hostname="127.0.0.1", port=free_port(), ready_timeout=PATIENCE_SECONDS
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def silent() -> Iterator[int]:
    """Run a server that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
