"""Whatever is sent to the pages of workshops: no page breaks, and what was sent changes nothing that it must not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture import crawl
from tests.architecture.crawl import World
from tests.architecture.urlconf import Address, addresses
from tests.reliability.test_malformed_fields import FORM
from tests.reliability.test_malformed_fields import NASTY as ANYWHERE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NASTY = [
    *ANYWHERE,
    b"0",
    b"32768",
    b"2147483648",
    b"9223372036854775808",
    b"1_0",
    b"9999-99-99",
    b"00000000-0000-0000-0000-000000000000",
    b"\xf0\x9f\x9a\xa2" * 500,
]
GOOD = {
    "version": "0",
    "position": "3",
    "evidence": "2",
    "reason": "We looked at cases",
    "because": "Nobody knows",
    "lower_view": "Low",
    "higher_view": "High",
    "title": "Ask",
    "owner": "Mira",
    "due_on": "2026-12-01",
    "done_when": "Asked",
    "text": "Later",
    "minutes": "9",
    "kind": "other",
    "question": "insight-three-levels",
    "ballot": "1",
    "reply": "3",
    "revision": "2",
    "code": "ABCD2345",
    "name": "Mira",
    "group": "leadership",
    "assessment": "",
    "mode": "open",
    "next": "/",
    "confirm": "yes",
}
ACTION = ("title", "owner", "due_on", "done_when")
FIELDS = {
    "workshops:vote": ("topic", "ballot", "reply", "revision"),
    "workshops:join": ("name", "group"),
    "workshops:enter": ("code",),
    "workshops:agree": ("version", "position", "evidence", "reason", *ACTION),
    "workshops:park": ("because", "lower_view", "higher_view"),
    "workshops:add-action": ACTION,
    "workshops:change-action": ACTION,
    "workshops:add-note": ("text",),
    "workshops:add-topic": ("question",),
    "workshops:add-entry": ("title", "minutes", "kind"),
    "workshops:entry": ("title", "minutes"),
    "workshops:new": ("assessment", "title", "next"),
    "workshops:new-from-nothing": ("title", "mode"),
    "workshops:rename": ("title",),
    "workshops:earlier": ("next",),
}
BODIES = [
    (b"x=" + b"x" * 100_000, FORM),
    (b"a=1&" * 3000, FORM),
    (b"x" * 300_000, "text/plain"),
    (b"\xff\xfe\x00", f"{FORM}; charset=nonsense"),
    (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    (b"no boundary", "multipart/form-data"),
    (b"[" * 50_000, "application/json"),
    (b'{"version": 1', "application/json"),
    (b"", ""),
]
QUERIES = ["key=%00", "key=%ff%00&theme=%00", "id=%ED%A0%80&key=" + "9" * 4000, "theme=%E2%80%AE&theme[]=1"]


@pytest.fixture(scope="module")
def world(lasting: None) -> World:
    return crawl.world("north")


@pytest.fixture(scope="module")
def everybody(world: World) -> Client:
    client = crawl.everything_at_once(world, world)
    client.raise_request_exception = False
    return client


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever the block changes, so that the next request finds the room as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def of_workshops() -> list[Address]:
    """Return every address of workshops but the streams', which need a server of their own."""
    found = [address for address in addresses() if "workshop" in address.name]
    return [address for address in found if address.name != "workshops:stream"]


def forms(address: Address, ids: crawl.Ids) -> Iterator[bytes]:
    """Yield bodies in which everything is good but one field, or in which nothing is good."""
    good = {**GOOD, "topic": str(ids["topic"]), "entry": str(ids["entry"])}
    for nasty in map(quote_from_bytes, NASTY):
        yield "&".join(f"{name}={nasty}" for name in good).encode()
        yield "&".join(f"{name}={nasty}&{name}[]=x&{name}=" for name in good).encode()
    for name in FIELDS.get(address.name, ()):
        others = urlencode({key: value for key, value in good.items() if key != name})
        for nasty in map(quote_from_bytes, NASTY):
            yield f"{others}&{name}={nasty}".encode()


@pytest.mark.parametrize("address", of_workshops(), ids=lambda address: address.name)
def test_anything_sent_to_a_workshop_is_answered(world: World, everybody: Client, address: Address):
    path = crawl.url(address, world.ids)
    found = [(everybody.get(f"{path}?{query}").status_code, query) for query in QUERIES]
    if everybody.post(path).status_code == 405:
        bodies = BODIES[:1]
    else:
        bodies = [*BODIES, *((body, FORM) for body in forms(address, world.ids))]
    for body, kind in bodies:
        with undone():
            answer = everybody.generic("POST", path, body, content_type=kind)
            found.append((answer.status_code, str(body[:300])))
    assert [answer for answer in found if answer[0] >= 500] == []
