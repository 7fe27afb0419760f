"""The way of somebody who was asked: link, consent, answers, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts import audit, throttle
from assessments import capabilities, lifecycle, links, opening, taking_part
from assessments.models import Assessment, GroupLink, Participant, Response
from assessments.refusals import AlreadyClosed
from assessments.views import invited
from tests import factories
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Assessment.Mode.CONFIDENTIAL


def link_of(person: Participant) -> str:
    return reverse("assessments:invited", args=[links.personal_token(person)])


def come(person: Participant, client: Client) -> str:
    """Follow somebody's link and return where it leads."""
    return client.get(link_of(person)).headers["Location"]


def state(person: Participant) -> tuple[object, ...]:
    return Participant.objects.filter(pk=person.pk).values_list()[0]


def test_a_token_has_256_bits_and_only_its_hash_is_kept():
    person = factories.invited()
    token = links.personal_token(person)
    assert (len(token), person.token_hash) == (43, links.hash_of(token))
    assert token not in str(state(person))


def test_a_link_is_exchanged_for_a_clean_address_and_changes_nothing(client: Client):
    person = factories.invited()
    before = state(person)
    with counted() as statements:
        addresses = {come(person, Client()) for _ in range(100)}
    assert addresses == {reverse("assessments:taking-part", args=[person.key])}
    assert [statement for statement in statements if not statement.startswith("SELECT")] == []
    assert (state(person), Response.objects.count()) == (before, 0)


def test_a_link_works_after_a_hundred_prefetches(client: Client):
    person = factories.invited()
    for _ in range(100):
        Client().get(link_of(person))
    assert client.get(come(person, client)).status_code == 200


def test_beginning_notes_consent_and_makes_the_sheet(client: Client):
    person = factories.invited(traits={"site": "north"})
    page = client.post(come(person, client))
    person.refresh_from_db()
    assert page.headers["Location"] == reverse("assessments:answer", args=[person.response.pk])
    assert (person.consented_at is not None, person.response.group, person.response.traits) == (
        True,
        "leadership",
        {"site": "north"},
    )
    assert client.get(page.headers["Location"]).status_code == 302


def test_beginning_twice_makes_one_sheet():
    person = factories.invited()
    sheets = {taking_part.begin(participant=person, at=now()).pk for _ in range(2)}
    assert list(Response.objects.values_list("pk", flat=True)) == list(sheets)


def test_the_same_link_leads_to_the_first_unanswered_question(client: Client):
    person = factories.invited()
    client.post(come(person, client))
    sheet = Response.objects.get()
    first, second, *_ = factories.asked(sheet)
    factories.answers(sheet, {first: 3})
    elsewhere = Client()
    page = elsewhere.get(come(person, elsewhere), follow=True)
    assert page.redirect_chain[-1][0] == reverse("assessments:question", args=[sheet.pk, second])


def test_who_has_sent_comes_back_to_change_or_withdraw(client: Client):
    person = factories.invited(factories.assessment(mode=CONFIDENTIAL))
    sheet = factories.send(factories.answers(taking_part.begin(participant=person, at=now())))
    page = client.get(come(person, client))
    assert page.status_code == 200
    client.post(reverse("assessments:change", args=[sheet.pk]))
    sheet.refresh_from_db()
    assert sheet.sent_at is None


def test_withdrawing_deletes_the_answers_and_one_may_begin_again(client: Client):
    person = factories.invited()
    factories.answers(taking_part.begin(participant=person, at=now()))
    come(person, client)
    page = client.post(reverse("assessments:withdraw", args=[person.key]), follow=True)
    person.refresh_from_db()
    assert (Response.objects.count(), person.withdrawn_at is not None) == (0, True)
    assert b"You may begin again" in page.content
    client.post(reverse("assessments:taking-part", args=[person.key]))
    person.refresh_from_db()
    assert (Response.objects.count(), person.withdrawn_at) == (1, None)


def test_withdrawing_is_rolled_back_as_a_whole(monkeypatch: pytest.MonkeyPatch):
    person = factories.invited()
    taking_part.begin(participant=person, at=now())

    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        taking_part.withdraw(participant=person, at=now())
    person.refresh_from_db()
    assert (Response.objects.count(), person.withdrawn_at) == (1, None)


def test_nobody_begins_or_withdraws_once_the_round_has_closed():
    late, sent = factories.invited(), factories.invited()
    taking_part.begin(participant=sent, at=now())
    Assessment.objects.update(closed_at=now() + timedelta(seconds=1))
    with pytest.raises(AlreadyClosed):
        taking_part.begin(participant=late, at=now())
    with pytest.raises(AlreadyClosed):
        taking_part.withdraw(participant=sent, at=now())


def test_a_newer_link_ends_the_one_before(client: Client):
    person = factories.invited()
    old, clean = link_of(person), come(person, client)
    person.token_number = 2
    person.token_hash = links.hash_of(links.personal_token(person))
    person.save()
    assert [client.get(old).status_code, client.get(clean).status_code] == [404, 404]
    assert client.get(come(person, client)).status_code == 200


def nowhere() -> dict[str, str]:
    """Return links that lead nowhere, each for another reason."""
    draft = factories.assessment()
    closed = factories.assessment()
    Assessment.objects.filter(pk=draft.pk).update(opened_at=None)
    in_draft, in_closed = factories.invited(draft), factories.invited(closed)
    Assessment.objects.filter(pk=closed.pk).update(closed_at=now() + timedelta(seconds=1))
    full, revoked = factories.group_link(cap=1), factories.group_link()
    factories.invited(full.assessment, via=full)
    GroupLink.objects.filter(pk=revoked.pk).update(revoked_at=now())
    return {
        "guessed": "A" * 43,
        "short": "x",
        "draft": links.personal_token(in_draft),
        "closed": links.personal_token(in_closed),
        "full": links.group_token(full.pk),
        "revoked": links.group_token(revoked.pk),
    }


def test_whatever_leads_nowhere_gets_one_page_by_the_same_work():
    Client().get(
        reverse("assessments:invited", args=["first"]), REMOTE_ADDR="10.1.1.1"
    )  # begins the count in all
    told: dict[str, tuple[int, bytes, int]] = {}
    for reason, token in nowhere().items():
        with counted() as statements:
            page = Client().get(
                reverse("assessments:invited", args=[token]), REMOTE_ADDR=f"10.0.0.{len(told)}"
            )
        told[reason] = (page.status_code, page.content, len(statements))
    assert len(set(told.values())) == 1
    assert told["guessed"][0] == 404


def test_the_eleventh_wrong_link_has_to_wait_and_a_right_one_never(client: Client):
    person = factories.invited()
    wrong = reverse("assessments:invited", args=["A" * 43])
    statuses = [client.get(wrong).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]
    assert client.get(link_of(person)).status_code == 302


def test_many_wrong_links_from_everywhere_have_to_wait(client: Client):
    soon = now() + timedelta(seconds=30)  # nothing is refilled before
    for _ in range(300):
        throttle.take(scope="wrong links", subject="", rate=invited.WRONG_IN_ALL, at=soon)
    person = factories.invited()
    assert client.get(reverse("assessments:invited", args=["A" * 43])).status_code == 429
    assert client.get(link_of(person)).status_code == 302


def test_a_shared_link_gives_everybody_a_sheet_of_their_own():
    link = factories.group_link(cap=2)
    token = reverse("assessments:invited", args=[links.group_token(link.pk)])
    browsers = [Client() for _ in range(3)]
    pages = [browser.get(token) for browser in browsers]
    begun = [
        browser.post(page.headers["Location"], {"name": "Ada"})
        for browser, page in zip(browsers, pages, strict=True)
    ]
    assert [page.status_code for page in begun] == [302, 302, 404]
    assert (Response.objects.count(), link.participants.count()) == (2, 2)
    own = link.participants.order_by("pk")[0]
    assert (own.name, own.group, come(own, Client())) == (
        "Ada",
        "leadership",
        reverse("assessments:taking-part", args=[own.key]),
    )


def test_nobody_gives_a_name_in_confidence(client: Client):
    link = factories.group_link(factories.assessment(mode=CONFIDENTIAL))
    factories.open_links(client, link)
    client.post(reverse("assessments:enter", args=[link.pk]), {"name": "Ada"})
    assert [person.name for person in link.participants.all()] == [""]


def test_who_has_no_group_chooses_one(client: Client):
    round_ = factories.assessment()
    Assessment.objects.update(
        breakdowns=[{"id": "site", "name": "Site", "options": [{"id": "north", "name": "North"}]}]
    )
    person = factories.invited(round_, group="")
    path = come(person, client)
    assert client.post(path, {"group": "nobody"}).status_code == 422
    assert client.post(path, {"group": "support", "trait_site": "north"}).status_code == 302
    sheet = Response.objects.get()
    assert (sheet.group, sheet.traits) == ("support", {"site": "north"})


def test_an_invitation_is_closed_to_browsers_that_did_not_open_it(client: Client):
    own, foreign = factories.invited(), factories.invited()
    come(own, client)
    paths = [reverse(f"assessments:{name}", args=[foreign.key]) for name in ("taking-part", "withdraw")]
    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_a_tampered_invitation_opens_nothing(client: Client):
    person = factories.invited()
    path = come(person, client)
    name = capabilities.invitations_cookie_name()
    client.cookies[name] = client.cookies[name].value[:-1] + "_"
    assert client.get(path).status_code == 404


def closed(round_: Assessment, **more: object) -> None:
    Assessment.objects.filter(pk=round_.pk).update(**more)
    round_.refresh_from_db()
    lifecycle.close_assessment(assessment=round_, by=None, at=now() + timedelta(seconds=1))


def answered(round_: Assessment) -> Participant:
    person = factories.invited(round_, email="ada@example.org")
    factories.send(factories.answers(taking_part.begin(participant=person, at=now())))
    return person


@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_after_closing_the_link_leads_to_the_result(client: Client, mode: str):
    round_ = factories.assessment(mode=mode)
    person = answered(round_)
    closed(round_)
    page = client.get(link_of(person), follow=True)
    assert (page.status_code, page.redirect_chain[-1][0]) == (200, round_.get_absolute_url())


@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_a_result_that_is_not_for_participants_says_so(client: Client, mode: str):
    round_ = factories.assessment(mode=mode)
    person = answered(round_)
    closed(round_, shown_to_participants=False)
    page = client.get(link_of(person), follow=True)
    assert (page.status_code, b"goes to those in charge" in page.content) == (403, True)
    client.force_login(factories.member(round_.organisation))
    assert client.get(round_.get_absolute_url()).status_code == 200


def test_in_confidence_sending_leads_to_what_comes_next(client: Client):
    person = factories.invited(factories.assessment(mode=CONFIDENTIAL))
    client.post(come(person, client))
    page = client.post(reverse("assessments:send", args=[Response.objects.get().pk]))
    assert page.headers["Location"] == reverse("assessments:taking-part", args=[person.key])


def test_who_answered_before_a_round_was_reopened_does_not_answer_twice(client: Client):
    round_ = factories.assessment(mode=CONFIDENTIAL)
    person = answered(round_)
    closed(round_)
    opening.reopen(assessment=round_, by=factories.member(round_.organisation), at=now())
    with pytest.raises(taking_part.AlreadyTookPart):
        taking_part.begin(participant=person, at=now())
    assert client.get(link_of(person), follow=True).status_code == 200


def test_pausing_shows_ones_own_link(client: Client):
    person = factories.invited()
    client.post(come(person, client))
    page = client.get(reverse("assessments:pause", args=[Response.objects.get().pk]))
    assert links.personal_token(person) in page.content.decode()
