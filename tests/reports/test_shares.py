"""Links to a report: who makes them, what they need, when they end, and what is written down of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts import audit, throttle
from accounts.models import AuditEvent, Membership, User
from assessments import links, opening
from assessments.models import Assessment
from reports import shares
from reports.models import Share
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2030, 6, 3, 9, tzinfo=UTC)
MONTH = timedelta(days=30)
PHRASE = "lamp-garden-9"


@pytest.fixture
def round_() -> Assessment:
    return factories.closed()


@pytest.fixture
def owner(round_: Assessment) -> User:
    return factories.member(round_.organisation)


def made(round_: Assessment, by: User, **changed: Any) -> Share:
    given: dict[str, Any] = {"name": "The board", "expires_at": AT + MONTH, "passphrase": "", "at": AT}
    return shares.share(assessment=round_, by=by, **{**given, **changed})


def page_of(round_: Assessment) -> str:
    return reverse("reports:shares", args=[round_.organisation_id, round_.pk])


def end_of(share: Share) -> str:
    return reverse(
        "reports:revoke-share", args=[share.assessment.organisation_id, share.assessment_id, share.pk]
    )


def remove(share: Share) -> str:
    return end_of(share).replace("revoke", "remove")


def events(round_: Assessment) -> list[tuple[str, str, str]]:
    found = AuditEvent.objects.filter(organisation=round_.organisation, action__contains="report")
    return list(found.order_by("pk").values_list("action", "subject", "detail"))


def typed(**changed: str) -> dict[str, str]:
    until = timezone.localdate() + MONTH
    return {"name": "The board", "expires_at": f"{until:%Y-%m-%d}", "passphrase": "", **changed}


def test_a_share_keeps_neither_its_token_nor_its_passphrase(round_: Assessment, owner: User):
    share = made(round_, owner, passphrase=PHRASE)
    assert len(share.token) * 6 >= 256
    assert share.token_hash == links.hash_of(share.token)
    kept = str(Share.objects.filter(pk=share.pk).values().get())
    assert (share.token in kept, PHRASE in kept) == (False, False)


def test_a_share_is_written_down_without_its_token(round_: Assessment, owner: User):
    share = made(round_, owner)
    shares.revoke(share=share, by=owner, at=AT)
    shares.revoke(share=share, by=owner, at=AT)
    subject = str(round_.pk)
    assert events(round_) == [("report shared", subject, ""), ("shared report ended", subject, "")]


def test_only_a_closed_round_is_shared(owner: User, round_: Assessment):
    opened = factories.round_of(6, factories.assessment(round_.organisation))
    with pytest.raises(shares.StillOpen):
        made(opened, owner)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_share_ends_within_a_year(round_: Assessment, owner: User, days: int):
    with pytest.raises(shares.EndsWrong):
        made(round_, owner, expires_at=AT + timedelta(days=days))
    assert made(round_, owner, expires_at=AT + timedelta(days=366)).pk


def test_a_passphrase_has_eight_characters(round_: Assessment, owner: User):
    with pytest.raises(shares.PassphraseTooShort):
        made(round_, owner, passphrase="1234567")
    assert made(round_, owner, passphrase="12345678").passphrase


def test_a_round_has_so_many_links_at_once(round_: Assessment, owner: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shares, "AT_ONCE", 2)
    made(round_, owner, expires_at=AT + timedelta(days=1))
    second = made(round_, owner)
    with pytest.raises(shares.TooManyLinks):
        made(round_, owner)
    made(round_, owner, at=AT + timedelta(days=2))  # the first has ended
    shares.revoke(share=second, by=owner, at=AT)
    assert made(round_, owner, at=AT + timedelta(days=2)).pk


def test_a_share_is_found_while_it_works(round_: Assessment, owner: User):
    share = made(round_, owner)
    assert shares.find(share.token, AT) == share
    assert shares.find(share.token, share.expires_at) is None
    assert shares.find(f"{share.token}x", AT) is None
    shares.revoke(share=share, by=owner, at=AT)
    assert shares.find(share.token, AT) is None


def test_a_share_rests_while_its_round_is_open_again(round_: Assessment, owner: User):
    share = made(round_, owner)
    opening.reopen(assessment=round_, by=owner, at=AT)
    assert shares.find(share.token, AT) is None


def test_only_a_share_that_has_ended_is_removed(round_: Assessment, owner: User):
    working, revoked, over = (made(round_, owner) for _each in range(3))
    shares.revoke(share=revoked, by=owner, at=AT)
    later = AT + timedelta(days=1)
    Share.objects.filter(pk=over.pk).update(expires_at=later)

    for ended in (revoked, over):
        ended.refresh_from_db()
        shares.remove(share=ended, by=owner, at=later)
    with pytest.raises(shares.StillWorks):
        shares.remove(share=working, by=owner, at=later)
    opening.reopen(assessment=round_, by=owner, at=later)
    with pytest.raises(shares.StillWorks):
        shares.remove(share=working, by=owner, at=later)
    assert list(Share.objects.all()) == [working]
    subject = str(round_.pk)
    days = [round_.organisation.day_of(moment).isoformat() for moment in (AT, later)]
    assert events(round_)[-2:] == [("shared report removed", subject, day) for day in days]


def test_views_are_counted(round_: Assessment, owner: User):
    share = made(round_, owner)
    for _time in range(3):
        shares.count_view(share=share)
    share.refresh_from_db()
    assert share.views == 3


def test_wrong_passphrases_are_limited_by_link_and_address_and_right_ones_are_not(
    round_: Assessment, owner: User
):
    share, other = made(round_, owner, passphrase=PHRASE), made(round_, owner, passphrase=PHRASE)

    def tries(what: str, *, of: Share = share, visitor: str = "192.0.2.1") -> bool:
        return shares.opens(share=of, passphrase=what, visitor=visitor, at=AT)

    assert [tries(PHRASE) for _time in range(30)] == [True] * 30
    assert [tries("wrong") for _time in range(10)] == [False] * 10
    with pytest.raises(throttle.TooMany):
        tries(PHRASE)
    assert tries(PHRASE, visitor="192.0.2.2")
    assert tries(PHRASE, of=other)


def test_a_share_that_cannot_be_written_down_is_not_made(
    round_: Assessment, owner: User, monkeypatch: pytest.MonkeyPatch
):
    def fail(**_said: object) -> None:
        raise RuntimeError

    share = made(round_, owner)
    monkeypatch.setattr(audit, "record", fail)
    for act in (
        lambda: made(round_, owner),
        lambda: shares.revoke(share=share, by=owner, at=AT),
        lambda: shares.remove(share=share, by=owner, at=AT + MONTH),
    ):
        with pytest.raises(RuntimeError), transaction.atomic():
            act()
    assert list(Share.objects.values_list("pk", "revoked_at")) == [(share.pk, None)]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"expires_at": AT}, {"token_hash": "taken"}], ids=str)
def test_database_refuses_what_no_link_is(round_: Assessment, owner: User, wrong: dict[str, object]):
    Share.objects.create(
        assessment=round_, name="A", token_hash="taken", created_at=AT, expires_at=AT + MONTH
    )
    right = {"name": "B", "token_hash": "b", "created_at": AT, "expires_at": AT + MONTH}
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.create(assessment=round_, **{**right, **wrong})


def test_an_owner_makes_a_link_and_ends_it(client: Client, round_: Assessment, owner: User):
    client.force_login(owner)
    assert client.post(page_of(round_), typed(passphrase=PHRASE)).status_code == 302
    share = round_.shares.get()
    page = client.get(page_of(round_)).content.decode()
    assert (f"/shared/{share.token}/" in page, PHRASE in page) == (True, False)
    assert "The link for The board is made: copy it and pass it on." in page
    assert ("never opened" in page, "with a passphrase" in page) == (True, True)
    assert "readers see nothing about fewer than 5 people" in page
    assert client.get(end_of(share)).status_code == 200
    assert Share.objects.filter(revoked_at=None).exists()
    assert client.post(end_of(share)).status_code == 302
    page = client.get(page_of(round_)).content.decode()
    assert (share.token in page, "Ended by hand on" in page) == (False, True)


@pytest.mark.parametrize(("views", "words"), [(1, "opened once"), (2, "opened 2 times")])
def test_the_page_counts_how_often_a_link_was_opened(client: Client, views: int, words: str):
    share = factories.share()
    Share.objects.update(views=views)
    client.force_login(factories.member(share.assessment.organisation))
    assert words in client.get(page_of(share.assessment)).content.decode()


def test_a_link_works_until_the_end_of_the_day_by_the_organisations_clocks(
    client: Client, round_: Assessment, owner: User
):
    round_.organisation.time_zone = "Pacific/Auckland"
    round_.organisation.save(update_fields=["time_zone"])
    client.force_login(owner)
    day = round_.organisation.day_of(timezone.now()) + MONTH
    client.post(page_of(round_), typed(expires_at=f"{day:%Y-%m-%d}"))
    ends = round_.shares.get().expires_at
    after = ends + timedelta(seconds=1)
    assert (round_.organisation.day_of(ends), round_.organisation.day_of(after)) == (
        day,
        day + timedelta(days=1),
    )


def test_links_that_have_ended_are_listed_apart_until_they_are_removed(
    client: Client, round_: Assessment, owner: User
):
    client.force_login(owner)
    working = factories.share(round_, name="The board")
    ended = factories.share(round_, name="The press")
    shares.revoke(share=ended, by=owner, at=timezone.now())
    page = client.get(page_of(round_)).content.decode()
    assert ("1 link that has ended" in page, "Ended by hand on" in page) == (True, True)
    assert page.index("The board") < page.index("Make the link") < page.index("The press")

    assert client.get(remove(working)).status_code == 405
    answer = client.post(remove(working))
    assert (answer.status_code, "This link has not ended." in answer.content.decode()) == (409, True)
    answer = client.post(remove(ended), follow=True)
    assert "The link for The press is off the list." in answer.content.decode()
    assert list(round_.shares.all()) == [working]
    assert "have ended" not in client.get(page_of(round_)).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Say for whom the link is."),
        ({"name": "a\u202eb"}, "invisible control characters"),
        ({"expires_at": "2019-01-01"}, "A link works for a year at most."),
        ({"expires_at": "soon"}, "Choose a day."),
        ({"passphrase": "short"}, "Use a passphrase of at least 8 characters."),
    ],
    ids=["nobody", "bidi", "past", "no day", "short"],
)
def test_what_is_typed_wrong_is_refused_beside_its_field(
    client: Client, round_: Assessment, owner: User, changed: dict[str, str], words: str
):
    client.force_login(owner)
    page = client.post(page_of(round_), typed(**changed))
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert not round_.shares.exists()


def test_an_open_round_says_that_it_cannot_be_shared(client: Client, round_: Assessment, owner: User):
    opened = factories.assessment(round_.organisation)
    client.force_login(owner)
    assert "Make the link" not in client.get(page_of(opened)).content.decode()
    page = client.post(page_of(opened), typed())
    assert (page.status_code, "This round is open." in page.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("role", "status"),
    [(Membership.Role.OWNER, 200), (Membership.Role.FACILITATOR, 200), (Membership.Role.VIEWER, 404)],
)
def test_who_runs_rounds_shares_their_reports(client: Client, round_: Assessment, role: str, status: int):
    client.force_login(factories.member(round_.organisation, role))
    plan = reverse("assessments:round", args=[round_.organisation_id, round_.pk])
    pages = [client.get(path).content.decode() for path in (plan, round_.get_absolute_url())]
    assert [page_of(round_) in page for page in pages] == [status == 200] * 2
    assert client.get(page_of(round_)).status_code == status


def test_other_organisations_links_do_not_exist(client: Client, round_: Assessment, owner: User):
    foreign = factories.share()
    client.force_login(owner)
    mixed = reverse("reports:revoke-share", args=[round_.organisation_id, round_.pk, foreign.pk])
    unknown = reverse("reports:revoke-share", args=[round_.organisation_id, round_.pk, uuid4()])
    paths = [page_of(foreign.assessment), end_of(foreign), mixed, unknown]
    assert [client.post(path).status_code for path in paths] == [404] * 4
    assert Share.objects.get(pk=foreign.pk).revoked_at is None
    shares.revoke(share=foreign, by=owner, at=AT)
    gone = [remove(foreign), mixed.replace("revoke", "remove"), unknown.replace("revoke", "remove")]
    assert [client.post(path).status_code for path in gone] == [404] * 3
    assert Share.objects.filter(pk=foreign.pk).exists()


def test_queries_do_not_grow_with_links(
    client: Client, round_: Assessment, owner: User, django_assert_num_queries: DjangoAssertNumQueries
):
    client.force_login(owner)
    for _more in range(2):
        factories.share(round_)
        with django_assert_num_queries(6):
            client.get(page_of(round_))
