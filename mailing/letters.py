"""What a message says: plain text and HTML over one base, in the organisation's name."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context, loader
from django.utils.module_loading import import_string

from accounts.models import Organisation
from mailing import unsubscribing
from mailing.models import Message

WIDTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A text ready to be sent."""

    subject: str
    text: str
    html: str
    reply_to: str = ""


def compose(
    template: str,
    context: Mapping[str, object],
    *,
    subject: str,
    organisation: Organisation,
    message: Message | None = None,
    reply_to: str = "",
) -> Letter:
    """Render templates/emails/<template>.txt and .html, which extend `emails/base`.

    With the message it is for, the letter ends with the link by which one asks for no more.
    """
    stop_url = unsubscribing.link(message) if message else ""
    values = {**context, "subject": subject, "organisation": organisation, "stop_url": stop_url}
    plain = loader.get_template(f"emails/{template}.txt").template  # type: ignore[attr-defined] # Django's engine
    return Letter(
        subject=subject,
        text=wrapped(plain.render(Context(values, autoescape=False))),
        html=loader.render_to_string(f"emails/{template}.html", values),
        reply_to=reply_to,
    )


def letter_for(message: Message) -> Letter | None:
    """Compose a message by the function that its kind names; None where there is nothing to say any more."""
    letter: Letter | None = import_string(settings.LETTERS[message.kind])(message)
    return letter


def wrapped(text: str) -> str:
    """Wrap each line at 72 characters, links excepted, with at most one empty line between paragraphs."""
    lines = [_wrapped_line(line.rstrip()) for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _wrapped_line(line: str) -> str:
    indent = re.match(r"\s*(?:- )?", line)
    return textwrap.fill(
        line,
        WIDTH,
        subsequent_indent=" " * len(indent[0]) if indent else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
