"""The page of an organisation's look: typed, previewed, used, thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import branding
from accounts.models import BrandingDraft, Logo, Membership, Organisation
from tests import factories
from tests.accounts import entering, pictures

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db

TYPED = {"colour": "#0b5d8a", "consultancy": "North & Field", "cover_text": "For the board", "footer": "Foot"}
PAGES = ("branding", "throw-away-branding", "tried-logo")
BUTTONS = ("branding", "use-branding", "throw-away-branding")


def address(name: str, organisation: Organisation) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk])


def text(page: Page) -> str:
    return page.content.decode()


def tried(client: Client, organisation: Organisation, **typed: Any) -> Page:
    """Press "Preview" as somebody who has just opened the page."""
    data = {**TYPED, "seen": branding.read(organisation).stamp, **typed}
    return client.post(address("branding", organisation), data)


def logo() -> SimpleUploadedFile:
    return SimpleUploadedFile("logo.png", pictures.picture(), content_type="image/png")


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("name", ["branding", "throw-away-branding"])
def test_page_is_for_owners(name: str, role: str):
    organisation = factories.organisation()
    client = entering.member(organisation, role)
    BrandingDraft.objects.create(organisation=organisation, footer="x")
    assert client.get(address(name, organisation)).status_code == (200 if role == "owner" else 404)


@pytest.mark.parametrize("role", ["facilitator", "viewer"])
@pytest.mark.parametrize("name", BUTTONS)
def test_buttons_are_for_owners(name: str, role: str):
    organisation = factories.organisation()
    page = entering.member(organisation, role).post(address(name, organisation), TYPED)
    assert (page.status_code, BrandingDraft.objects.count()) == (404, 0)


@pytest.mark.parametrize("name", PAGES)
def test_foreign_and_unknown_organisations_are_404(name: str):
    client = entering.member(factories.organisation())
    foreign = factories.organisation("Other Ltd")
    assert client.get(address(name, foreign)).status_code == 404
    assert client.get(reverse(f"organisations:{name}", args=[uuid4()])).status_code == 404


def test_page_says_that_there_is_no_look_yet():
    organisation = factories.organisation()
    page = text(entering.member(organisation).get(address("branding", organisation)))
    assert "No look of your own yet" in page
    assert "Use this look" not in page
    assert "whole report" not in page


def test_whole_report_is_offered_once_a_round_of_ones_own_has_closed():
    one, other = factories.organisation(), factories.organisation("Other Ltd")
    factories.closed(one)
    for organisation, offered in ((one, True), (other, False)):
        page = text(entering.member(organisation).get(address("branding", organisation)))
        assert ("whole report" in page) is offered


def test_preview_keeps_a_draft_with_its_logo_and_shows_it():
    organisation = factories.organisation()
    client = entering.member(organisation)
    page = tried(client, organisation, logo=logo())
    assert (page.status_code, page.headers["Location"]) == (
        302,
        f"{address('branding', organisation)}#preview",
    )

    shown = text(client.get(address("branding", organisation)))
    assert "A draft is waiting." in shown
    assert ".look { --look: #0b5d8a; }" in shown
    assert "Prepared by North &amp; Field." in shown
    picture = client.get(address("tried-logo", organisation))
    assert (picture.headers["Content-Type"], "no-store" in picture.headers["Cache-Control"]) == (
        "image/png",
        True,
    )
    assert (Organisation.objects.get().colour, Logo.objects.count()) == ("", 0)


def test_draft_is_used():
    organisation = factories.organisation()
    client = entering.member(organisation)
    tried(client, organisation, logo=logo())
    seen = branding.read(organisation).stamp
    page = client.post(address("use-branding", organisation), {"seen": seen}, follow=True)

    organisation.refresh_from_db()
    assert {name: getattr(organisation, name) for name in TYPED} == TYPED
    assert Logo.objects.filter(organisation=organisation).count() == 1
    assert "The look is in use" in text(page)
    assert "Documents look like this." in text(page)


def test_draft_is_thrown_away_after_it_was_said_what_is_lost():
    organisation = factories.organisation()
    client = entering.member(organisation)
    tried(client, organisation, consultancy="", cover_text="")
    asked = text(client.get(address("throw-away-branding", organisation)))
    assert ("its colour" in asked, "the footer" in asked, "the text on the cover" in asked) == (
        True,
        True,
        False,
    )

    client.post(address("throw-away-branding", organisation))
    assert BrandingDraft.objects.count() == 0
    assert client.get(address("throw-away-branding", organisation)).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("colour", "red"),
        ("colour", "#ffcc00"),
        ("colour", "#0b5d8a;background:url(x)"),
        ("colour", "#0b5d8a</style>"),
        ("consultancy", "x" * 121),
        ("consultancy", "a\u202eb"),
        ("cover_text", "x" * 301),
        ("cover_text", "a\x00b"),
        ("footer", "x" * 161),
        ("footer", "a\u2066b"),
    ],
)
def test_what_is_wrong_is_422_beside_its_field_and_nothing_is_kept(field: str, typed: str):
    organisation = factories.organisation()
    page = tried(entering.member(organisation), organisation, **{field: typed})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in text(page)
    assert BrandingDraft.objects.count() == 0


def test_colour_that_is_too_light_is_refused_and_the_nearest_shade_is_one_click_away():
    organisation = factories.organisation()
    client = entering.member(organisation)
    page = text(tried(client, organisation, colour="#ffcc00"))
    assert "have a contrast of 1.5 to 1; at least 4.5 to 1 is needed" in page
    assert '<button class="btn btn-line" name="shade" value="#907300">' in page
    assert 'value="#ffcc00"' in page

    tried(client, organisation, colour="#ffcc00", shade="#907300")
    assert branding.read(organisation).shown.colour == "#907300"


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#9a5800", "that of the lowest degree"),
        ("#006d77", "that of the middle degree"),
        ("#1a237e", "that of the highest degree"),
        ("#7a1f5c", ""),
    ],
)
def test_colour_like_that_of_a_degree_is_warned_of(colour: str, words: str):
    organisation = factories.organisation()
    client = entering.member(organisation)
    tried(client, organisation, colour=colour)
    page = text(client.get(address("branding", organisation)))
    assert ("The colour lies close to" in page, words in page) == (bool(words), True)


def test_picture_is_kept_although_something_else_is_wrong():
    organisation = factories.organisation()
    page = tried(entering.member(organisation), organisation, colour="red", logo=logo())
    assert page.status_code == 422
    shown = branding.read(organisation).shown
    assert (shown.colour, shown.logo is not None, shown.footer) == ("", True, "Foot")


def test_new_logo_and_none_at_once_are_refused():
    organisation = factories.organisation()
    page = tried(entering.member(organisation), organisation, logo=logo(), without_logo="on")
    assert (page.status_code, BrandingDraft.objects.count()) == (422, 0)


def test_what_somebody_else_tried_meanwhile_is_409_and_what_was_typed_stays():
    organisation = factories.organisation()
    client = entering.member(organisation)
    seen = branding.read(organisation).stamp
    tried(client, organisation, footer="Theirs")

    page = tried(client, organisation, seen=seen, footer="Mine", logo=logo())
    assert page.status_code == 409
    assert "Somebody else has changed the look" in text(page)
    assert "Choose the picture again" in text(page)
    assert 'value="Mine"' in text(page)
    assert branding.read(organisation).shown.footer == "Theirs"

    used = client.post(address("use-branding", organisation), {"seen": seen})
    assert (used.status_code, "Somebody else has changed the look" in text(used)) == (409, True)


def test_using_without_a_draft_is_409():
    organisation = factories.organisation()
    seen = branding.read(organisation).stamp
    page = entering.member(organisation).post(address("use-branding", organisation), {"seen": seen})
    assert (page.status_code, "no draft of a look any more" in text(page)) == (409, True)


def test_there_is_no_picture_of_no_logo():
    organisation = factories.organisation()
    assert entering.member(organisation).get(address("tried-logo", organisation)).status_code == 404


def test_what_was_typed_is_shown_as_text():
    organisation = factories.organisation("<script>alert(1)</script>")
    client = entering.member(organisation)
    tried(client, organisation, **dict.fromkeys(("consultancy", "cover_text", "footer"), "<b>x</b>\"'"))
    page = text(client.get(address("branding", organisation)))
    assert ("<b>x</b>" in page, "<script>alert" in page) == (False, False)


def test_queries_do_not_grow_with_rounds(django_assert_num_queries: DjangoAssertNumQueries):
    one, three = factories.organisation("One"), factories.organisation("Three")
    clients = entering.member(one), entering.member(three)
    for organisation, number in ((one, 1), (three, 3)):
        for _ in range(number):
            factories.assessment(organisation)
    counts = []
    for client, organisation in zip(clients, (one, three), strict=True):
        with django_assert_num_queries(7) as asked:
            client.get(address("branding", organisation))
        counts.append(len(asked))
    assert counts[0] == counts[1]
