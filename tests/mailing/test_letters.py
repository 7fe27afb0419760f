"""A letter is plain, well-set text, and the same as HTML that fetches nothing."""

from __future__ import annotations

import re

import pytest

from mailing import letters, unsubscribing
from mailing.letters import Letter
from mailing.models import Message
from tests import factories
from tests.mailing import composers

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    return factories.message(factories.organisation("Müller & Söhne <b>"), about="abc")


@pytest.fixture
def letter(message: Message) -> Letter:
    composed = composers.hello(message)
    assert composed is not None
    return composed


def test_text_is_set_as_people_write_it(letter: Letter, message: Message):
    assert letter.text == (
        "How does your organisation create its customers’ experience?\n"
        "\n"
        "Müller & Söhne <b> asks you & forty colleagues to answer sixty\n"
        "questions.\n"
        "\n"
        "It takes about twenty minutes, and you can pause at any time and go on\n"
        "later, on any device.\n"
        "\n"
        "Answer the questions:\n"
        "https://cx.example.org/r/abc\n"
        "\n"
        "The round closes on 4 December.\n"
        "\n"
        "--\n"
        "Sent for Müller & Söhne <b> with CX maturity.\n"
        "No more mail from Müller & Söhne <b>:\n"
        f"{unsubscribing.link(message)}\n"
    )


def test_html_escapes_what_people_typed(letter: Letter):
    assert "Müller &amp; Söhne &lt;b&gt;" in letter.html
    assert "<b>" not in letter.html


def test_html_fetches_nothing_and_runs_nothing(letter: Letter):
    assert (
        re.findall(r"<(?:img|script|link|iframe|table|form)\b|\bsrc=|url\(|@import|\bstyle=", letter.html)
        == []
    )


def test_html_has_a_language_and_a_title(letter: Letter):
    assert letter.html.startswith('<!doctype html>\n<html lang="en-gb">')
    assert "<title>Müller &amp; Söhne &lt;b&gt; asks for your view</title>" in letter.html


def test_letter_without_a_message_has_no_link_to_end_mail(message: Message):
    composed = letters.compose("letter", {}, subject="S", organisation=message.organisation)
    assert "/mail/stop/" not in composed.text + composed.html


def test_long_links_are_not_broken():
    link = "https://cx.example.org/" + "x" * 100
    assert letters.wrapped(f"See {link} for more") == f"See\n{link}\nfor more\n"


def test_lists_are_indented():
    text = "- " + "word " * 20
    assert letters.wrapped(text).splitlines()[1].startswith("  word")
    assert max(map(len, letters.wrapped(text).splitlines())) <= 72


def test_letter_is_composed_by_the_function_of_its_kind(message: Message):
    assert letters.letter_for(message) == composers.hello(message)
