"""Composers of letters for tests; `settings.LETTERS` names them."""

from __future__ import annotations

from uuid import uuid4

from mailing import letters
from mailing.letters import Letter
from mailing.models import Message

LETTERS = {
    "hello": "tests.mailing.composers.hello",
    "nothing": "tests.mailing.composers.nothing",
    "broken": "tests.mailing.composers.broken",
    "forgotten": "tests.mailing.composers.forgotten",
    "overtaken": "tests.mailing.composers.overtaken",
}


def hello(message: Message) -> Letter | None:
    return letters.compose(
        "letter",
        {
            "heading": "How does your organisation create its customers’ experience?",
            "paragraphs": [
                f"{message.organisation.name} asks you & forty colleagues to answer sixty questions.",
                "It takes about twenty minutes, and you can pause at any time and go on later, on any device.",
            ],
            "link": f"https://cx.example.org/r/{message.about}",
            "link_words": "Answer the questions",
            "closing": ["The round closes on 4 December."],
        },
        subject=f"{message.organisation.name} asks for your view",
        organisation=message.organisation,
        message=message,
        reply_to="owner@example.org",
    )


def nothing(_message: Message) -> Letter | None:
    return None


def broken(message: Message) -> Letter | None:
    raise LookupError(message.about)


def overtaken(message: Message) -> Letter | None:
    """Let somebody else take the message while its text is composed."""
    Message.objects.filter(pk=message.pk).update(claim=uuid4())
    return hello(message)


def forgotten(message: Message) -> Letter | None:
    """Let somebody be forgotten while the text to them is composed."""
    Message.objects.filter(pk=message.pk).delete()
    return hello(message)
