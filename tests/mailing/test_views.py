"""The mail pages of members."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.models import Membership, Organisation
from mailing import delivery, suppressions
from mailing.models import Message, Suppression
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation()


@pytest.fixture
def member(client: Client, organisation: Organisation) -> Client:
    client.force_login(factories.member(organisation, Membership.Role.FACILITATOR))
    return client


def page(
    client: Client, organisation: Organisation, name: str = "messages", *args: object, **query: str
) -> str:
    answer = client.get(reverse(f"mailing:{name}", args=[organisation.pk, *args]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_log_lists_messages_newest_first(member: Client, organisation: Organisation):
    at = now()
    factories.message(organisation, address="old@example.org", queued_at=at - timedelta(days=1))
    factories.message(organisation, address="new@example.org", queued_at=at)
    text = page(member, organisation)
    assert text.index("new@example.org") < text.index("old@example.org")


def test_log_shows_one_state_when_asked(member: Client, organisation: Organisation):
    factories.message(organisation, address="failed@example.org")
    factories.message(organisation, address="sent@example.org", state="sent")
    text = page(member, organisation, state="sent")
    assert ("sent@example.org" in text, "failed@example.org" in text) == (True, False)


@pytest.mark.parametrize("query", [{"state": "x'\"<"}, {"page": "999"}, {"page": "x"}, {"state": "\x00"}])
def test_log_survives_nonsense(member: Client, organisation: Organisation, query: dict[str, str]):
    factories.message(organisation)
    assert "somebody@example.org" in page(member, organisation, **query)


def test_log_has_pages(member: Client, organisation: Organisation):
    for number in range(51):
        factories.message(organisation, address=f"person{number}@example.org")
    assert page(member, organisation).count("@example.org</a>") == 50
    assert page(member, organisation, page="2").count("@example.org</a>") == 1


def test_log_costs_the_same_for_one_and_three(member: Client, organisation: Organisation):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(member, organisation)
        return len(queries)

    factories.message(organisation)
    one = cost()
    factories.message(organisation, state="sent")
    factories.message(organisation, state="queued")
    assert cost() == one


def test_progress_asks_again_only_while_something_is_on_its_way(member: Client, organisation: Organisation):
    factories.message(organisation, state="sent")
    assert "hx-get" not in page(member, organisation, "progress")
    factories.message(organisation, state="queued")
    assert "hx-get" in page(member, organisation, "progress")
    assert "<html" not in page(member, organisation, "progress")


def test_folder_is_named_for_what_it_is(member: Client, organisation: Organisation, settings: Settings):
    notice = "No mail server is set up: messages are kept here and have not been sent."
    assert notice in page(member, organisation)
    settings.MAIL_IS_SENT = True
    assert notice not in page(member, organisation)


def test_kept_message_can_be_read(member: Client, organisation: Organisation):
    message = factories.message(organisation, state="queued", about="abc")
    delivery.deliver(message_ids=[message.pk], clock=now)
    text = page(member, organisation, "message", message.pk)
    assert "https://cx.example.org/r/abc" in text
    assert "kept here, not sent" in text


@pytest.mark.parametrize("state", ["queued", "held"])
def test_text_of_a_waiting_message_is_promised_only_where_it_is_kept(
    member: Client, organisation: Organisation, settings: Settings, state: str
):
    message = factories.message(organisation, state=state)
    words = ("can be read here from then on", "The text of a message is not stored")
    kept = page(member, organisation, "message", message.pk)
    settings.MAIL_IS_SENT = True
    sent = page(member, organisation, "message", message.pk)
    assert [[one in text for one in words] for text in (kept, sent)] == [[True, False], [False, True]]


def test_nothing_is_on_its_way_without_a_mail_server(
    member: Client, organisation: Organisation, settings: Settings
):
    factories.message(organisation, state="queued")
    assert "1 message is being written." in page(member, organisation)
    settings.MAIL_IS_SENT = True
    assert "1 message is on its way." in page(member, organisation)


def test_sent_message_has_no_text_to_read(member: Client, organisation: Organisation):
    message = factories.message(organisation, state="sent")
    assert "The text of a message is not stored" in page(member, organisation, "message", message.pk)


def test_failed_message_is_sent_again(member: Client, organisation: Organisation):
    message = factories.message(organisation)
    url = reverse("mailing:send-again", args=[organisation.pk, message.pk])
    assert 'action="' + url in page(member, organisation, "message", message.pk)
    assert member.post(url).status_code == 302
    message.refresh_from_db()
    assert (message.state, DBTaskResult.objects.count()) == ("queued", 1)


def test_sent_message_is_not_sent_again(member: Client, organisation: Organisation):
    message = factories.message(organisation, state="sent")
    answer = member.post(reverse("mailing:send-again", args=[organisation.pk, message.pk]))
    assert answer.status_code == 409
    assert "already on its way or has been sent" in answer.content.decode()


def post(client: Client, organisation: Organisation, name: str, **fields: str) -> tuple[int, str]:
    answer = client.post(reverse(f"mailing:{name}", args=[organisation.pk]), fields)
    return answer.status_code, answer.content.decode()


def test_address_is_added_and_removed(member: Client, organisation: Organisation):
    fields = {"add-address": "ada@example.org", "remove-address": "ADA@example.org"}
    assert post(member, organisation, "suppress", **fields)[0] == 302
    assert "a member of the organisation added it" in page(member, organisation, "suppressions")
    assert post(member, organisation, "allow", **fields)[0] == 302
    assert Suppression.objects.count() == 0


@pytest.mark.parametrize(("name", "field"), [("suppress", "add-address"), ("allow", "remove-address")])
@pytest.mark.parametrize("typed", ["", "nobody", "a@b@c", "a@example.org\nb@example.org", "x" * 300])
def test_malformed_address_is_refused_beside_its_field(
    member: Client, organisation: Organisation, name: str, field: str, typed: str
):
    status, text = post(member, organisation, name, **{field: typed})
    assert (status, Suppression.objects.count()) == (422, 0)
    assert f'id="id_{field}_error' in text


def test_removing_an_unknown_address_is_refused_and_kept(member: Client, organisation: Organisation):
    status, text = post(member, organisation, "allow", **{"remove-address": "ada@example.org"})
    assert status == 422
    assert "This address is not on the list." in text
    assert 'value="ada@example.org"' in text


def test_viewers_see_no_mail(client: Client, organisation: Organisation):
    message = factories.message(organisation)
    client.force_login(factories.member(organisation, Membership.Role.VIEWER))
    for name, *args in (["messages"], ["progress"], ["suppressions"], ["message", message.pk]):
        assert client.get(reverse(f"mailing:{name}", args=[organisation.pk, *args])).status_code == 404
    for name, *args in (["suppress"], ["allow"], ["send-again", message.pk]):
        assert client.post(reverse(f"mailing:{name}", args=[organisation.pk, *args])).status_code == 404


def test_message_of_another_organisation_does_not_exist(member: Client, organisation: Organisation):
    message = factories.message()
    for name in ("message", "send-again"):
        url = reverse(f"mailing:{name}", args=[organisation.pk, message.pk])
        assert (member.get(url).status_code, member.post(url).status_code) in {(404, 405), (405, 404)}
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


def test_list_of_another_organisation_is_not_touched(member: Client, organisation: Organisation):
    other = factories.organisation()
    suppressions.add(organisation=other, address="ada@example.org", reason=Suppression.Reason.ADDED, at=now())
    assert post(member, organisation, "allow", **{"remove-address": "ada@example.org"})[0] == 422
    assert Suppression.objects.count() == 1
