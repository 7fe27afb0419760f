"""Every address, as every kind of visitor, with own, foreign, mixed and unknown ids.

What is foreign must answer exactly like what does not exist, and hold no word of its owner.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import RateBucket
from tests.architecture import crawl
from tests.architecture.crawl import Visitor, World
from tests.architecture.urlconf import Address, addresses


def find_leaks(address: Address, visitor: Visitor, own: World, other: World) -> None:
    """Fail where an address with anything foreign in it tells or does more than with what does not exist."""
    client, before = visitor(own, other), crawl.state(other)
    for number, (foreign, nobody) in enumerate(crawl.mixtures(address, own.ids, other.ids)):
        for method in crawl.METHODS if number == 0 else crawl.WORTHWHILE:
            of_other = crawl.ask(client, method, crawl.url(address, foreign), foreign)
            of_nobody = crawl.ask(client, method, crawl.url(address, nobody), nobody)
            place = f"{method} {address.name}"
            assert crawl.told(of_other, foreign) == crawl.told(of_nobody, nobody), place
            assert of_other.status_code in {302, 404, 405}, place
            assert other.canary not in b"".join(of_other).decode() + str(of_other.headers), place
    assert crawl.state(other) == before, address.name


def find_breaks(address: Address, visitor: Visitor, own: World, other: World) -> None:
    """Fail where one's own page breaks, or takes or shows what is somebody else's."""
    client, before = visitor(own, other), crawl.state(other)
    for method in crawl.METHODS:
        answer = crawl.ask(client, method, crawl.url(address, own.ids), other.ids)
        place = f"{method} {address.name}: {answer.status_code}"
        elsewhere = address.name in crawl.STREAMS and method == "get"
        assert answer.status_code < 500 or (elsewhere and answer.status_code == 503), place
        body = b"".join(answer).decode(errors="replace")
        assert other.canary not in body + str(answer.headers), place
    assert crawl.state(other) == before, address.name


@pytest.fixture(scope="module")
def worlds(lasting: None) -> tuple[World, World]:
    return crawl.world("north"), crawl.world("south")


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", crawl.VISITORS.values(), ids=crawl.VISITORS)
def test_foreign_answers_exactly_like_unknown(worlds: tuple[World, World], visitor: Visitor):
    own, other = worlds
    for address in crawl.closed_to_others():
        find_leaks(address, visitor, own, other)


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", crawl.VISITORS.values(), ids=crawl.VISITORS)
def test_own_pages_hold_no_word_of_others_and_never_break(worlds: tuple[World, World], visitor: Visitor):
    own, other = worlds
    for address in addresses():
        find_breaks(address, visitor, own, other)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(crawl.LINKS))
def test_links_that_nobody_made_lead_nowhere(worlds: tuple[World, World], name: str, client: Client):
    address = next(address for address in addresses() if address.name == name)
    ids = worlds[0].ids
    genuine = [str(ids[f"{link} {_argument(link)}"]) for link in sorted(crawl.LINKS)]
    of_other_kinds = [token for token in genuine if token != ids[f"{name} {address.arguments[0]}"]]
    spoiled = [token[:-1] + ("A" if token[-1] != "A" else "B") for token in genuine]
    for token in ["x", *spoiled, *of_other_kinds, "%00", "é" * 300]:
        RateBucket.objects.all().delete()  # wrong links are counted, and nobody is to wait here
        path = reverse(name, kwargs={address.arguments[0]: token})
        assert crawl.ask(client, "get", path, ids).status_code == 404, token
        assert crawl.ask(client, "post", path, ids).status_code in {404, 405}, token


def _argument(link: str) -> str:
    return next(address for address in addresses() if address.name == link).arguments[0]
