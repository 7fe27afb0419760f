"""Headers are ours: nothing that people type adds one, and a Message-ID cannot be made up."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from mailing import envelopes
from mailing.envelopes import MalformedAddress
from mailing.letters import Letter
from mailing.models import Message
from tests import factories
from tests.mailing.servers import parsed

pytestmark = pytest.mark.django_db
BREAKS = ("\r\n", "\n", "\r", "\r\n\r\n", "\n ", "\x0b", "\x0c", "\x85", "\u2028", "\x00\n")
ATTACKS = (
    "Bcc: victim@example.com",
    "Subject: other",
    "Content-Type: text/html",
    "X-Evil: 1\r\nX-More: 2",
    "\r\nbody",
)
PAYLOADS = [f"Ann{line_end}{attack}" for line_end in BREAKS for attack in ATTACKS]
EXPECTED = [
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Message-ID",
    "Date",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
]


def letter(subject: str = "A subject", reply_to: str = "") -> Letter:
    return Letter(subject=subject, text="Text\n", html="<p>Text</p>", reply_to=reply_to)


def test_there_are_fifty_payloads():
    assert len(set(PAYLOADS)) == 50


@pytest.mark.parametrize("payload", PAYLOADS)
def test_line_ends_add_no_header(payload: str):
    message = factories.message()
    message.organisation.name = payload  # whatever a database lets through
    mail = parsed(envelopes.write(message, letter(subject=payload, reply_to=f"a@example.org{payload}")))
    assert mail.keys() == EXPECTED
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["To"] == "somebody@example.org"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_line_ends_make_no_address(payload: str):
    message = factories.message()
    message.address = f"a@example.org{payload}"
    with pytest.raises(MalformedAddress):
        envelopes.write(message, letter())


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b@c.example", "a@example.org, b@example.org", "<a@example.org>"]
)
def test_malformed_address_is_refused(address: str):
    with pytest.raises(MalformedAddress):
        envelopes.write(factories.message(address=address), letter())


@pytest.mark.parametrize(
    "name",
    [
        "Harbour Ferries",
        "Müller & Söhne GmbH",
        'The "Best", Ltd.',
        "Evil <evil@example.com>",
        "日本フェリー",
        "x" * 120,
    ],
)
def test_organisations_name_stands_beside_our_address_only(name: str):
    mail = parsed(envelopes.write(factories.message(factories.organisation(name)), letter()))
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "no-reply@cx.example.org")


def test_name_in_the_setting_is_not_taken_for_an_address(settings: Settings):
    settings.MAIL_FROM = "CX maturity <post@cx.example.org>"
    assert envelopes.sender() == "post@cx.example.org"


def test_reply_goes_to_who_wrote():
    mail = parsed(envelopes.write(factories.message(), letter(reply_to="owner@example.org")))
    assert mail["Reply-To"] == "owner@example.org"


def test_every_line_ends_as_mail_servers_want_it():
    content = envelopes.write(factories.message(), letter())
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_message_id_names_the_message_and_is_signed():
    message = factories.message()
    header = envelopes.id_of(message.pk)
    assert envelopes.pk_in(header) == message.pk
    assert header.endswith("@cx.example.org>")


@pytest.mark.parametrize("place", [1, 5, 34, 40])
def test_message_id_that_was_changed_names_nothing(place: int):
    header = envelopes.id_of(factories.message().pk)
    other = "0" if header[place] != "0" else "1"
    assert envelopes.pk_in(header[:place] + other + header[place + 1 :]) is None


def test_other_message_ids_name_nothing():
    assert [envelopes.pk_in(text) for text in ("", "<x@example.org>", "<" + "é" * 50 + ">")] == [None] * 3
    assert Message.objects.count() == 0
