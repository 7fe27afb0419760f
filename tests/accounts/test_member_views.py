"""Pages about members: invite, join by a link, change, remove, leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import member_views, members, throttle
from accounts.models import MemberInvitation, Membership, Organisation
from mailing import member_invitations
from mailing.models import Message
from tests import factories
from tests.accounts import entering

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db


def address(name: str, organisation: Organisation, *more: object) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk, *more])


def link(invitation: MemberInvitation) -> str:
    return reverse("organisations:follow", args=[invitation.token])


def text(page: Page) -> str:
    return page.content.decode()


def test_owner_invites_and_gets_the_link_to_hand_over():
    organisation = factories.organisation()
    client = entering.member(organisation)
    data = {"email": "mira@example.org", "role": "facilitator"}
    page = client.post(address("invite", organisation), data, follow=True)

    made = MemberInvitation.objects.get()
    assert (made.email, made.role, made.membership_expires_at) == ("mira@example.org", "facilitator", None)
    assert link(made) in text(page)
    assert (
        Message.objects.count() == 0
    )  # no mail server: facilitators read the folder, and this is for owners


def test_last_day_ends_with_the_day_in_the_zone_of_the_organisation():
    organisation = factories.organisation()
    Organisation.objects.update(time_zone="Asia/Tokyo")
    day = localdate() + timedelta(days=40)
    data = {"email": "mira@example.org", "role": "viewer", "until": day.isoformat()}
    client = entering.member(organisation)
    page = client.post(address("invite", organisation), data, follow=True)

    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZoneInfo("Asia/Tokyo"))
    assert MemberInvitation.objects.get().membership_expires_at == midnight
    assert f"until {day.day} {day:%B %Y}" in text(page)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"email": "no address"}, 422),
        ({"email": ""}, 422),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, 422),
        ({"role": "king"}, 422),
        ({"role": "owner", "until": "2999-01-01"}, 422),
        ({"until": "2020-01-01"}, 422),
        ({"until": "9999-12-31"}, 422),
        ({"until": "soon"}, 422),
        ({"role": "owner", "until": (date.today() + timedelta(days=9)).isoformat()}, 422),  # noqa: DTZ011 # any day
    ],
)
def test_wrong_invitation_is_refused_and_keeps_what_was_typed(wrong: dict[str, str], status: int):
    organisation = factories.organisation()
    data = {"email": "mira@example.org", "role": "viewer", **wrong}
    page = entering.member(organisation).post(address("invite", organisation), data)

    assert (page.status_code, MemberInvitation.objects.count()) == (status, 0)
    assert "There is a problem" in text(page)
    typed = wrong.get("email", "mira@example.org").splitlines()
    assert all(line in text(page) for line in typed)


def test_inviting_a_member_is_409():
    organisation = factories.organisation()
    data = {"email": factories.membership(organisation).user.email, "role": "viewer"}
    page = entering.member(organisation).post(address("invite", organisation), data)
    assert (page.status_code, "This person is a member already." in text(page)) == (409, True)


def test_inviting_has_a_limit_for_an_organisation(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(member_views, "INVITATIONS", throttle.Rate(times=2, per=timedelta(hours=1)))
    organisation, other = factories.organisation(), factories.organisation("Other Ltd")

    def invite(to: Organisation, number: int) -> Page:
        data = {"email": f"p{number}@example.org", "role": "viewer"}
        return entering.member(to).post(address("invite", to), data)

    pages = [invite(organisation, number) for number in range(3)]

    assert [page.status_code for page in pages] == [302, 302, 429]
    assert "p2@example.org" in text(pages[2])
    assert int(pages[2].headers["Retry-After"]) > 0
    assert invite(other, 0).status_code == 302


def test_invitation_is_mailed_where_there_is_a_server(settings: Settings):
    settings.MAIL_IS_SENT = True
    organisation = factories.organisation("Ferries & Sons")
    entering.member(organisation).post(
        address("invite", organisation), {"email": "mira@example.org", "role": "viewer"}
    )

    made, message = MemberInvitation.objects.get(), Message.objects.get()
    letter = member_invitations.compose(message)
    assert (message.kind, message.address) == ("member-invitation", "mira@example.org")
    assert made.token not in str(list(Message.objects.values_list()))
    assert letter is not None
    assert letter.subject == "Join Ferries & Sons in CX maturity"
    assert link(made) in letter.text
    assert link(made) in letter.html
    assert "&amp;amp;" not in letter.html


def test_letter_of_an_invitation_that_is_gone_says_nothing(settings: Settings):
    settings.MAIL_IS_SENT = True
    made = factories.member_invitation(factories.organisation())
    assert member_invitations.send(invitation=made, at=now()) is True
    MemberInvitation.objects.all().delete()
    assert member_invitations.compose(Message.objects.get()) is None


def test_invitation_is_withdrawn():
    organisation = factories.organisation()
    made = factories.member_invitation(organisation)
    entering.member(organisation).post(address("withdraw", organisation, made.pk))
    assert (MemberInvitation.objects.count(), Client().get(link(made)).status_code) == (0, 404)


def test_link_leads_to_a_clean_address_and_uses_nothing_up(client: Client):
    made = factories.member_invitation(factories.organisation("Ferries"))

    for _ in range(3):
        assert client.get(link(made)).headers["Location"] == reverse("organisations:join")
    page = client.get(reverse("organisations:join"))

    assert "Join Ferries" in text(page)
    assert made.token not in text(page)
    assert made.token not in str(dict(client.session))
    assert (MemberInvitation.objects.count(), Membership.objects.filter(role="viewer").count()) == (1, 0)


def test_stranger_signs_in_and_comes_back(client: Client):
    made = factories.member_invitation(factories.organisation())
    client.get(link(made))

    page = client.post(reverse("organisations:join"))

    assert page.headers["Location"] == f"{reverse('accounts:sign-in')}?next={reverse('organisations:join')}"
    assert MemberInvitation.objects.count() == 1


def test_whoever_is_signed_in_joins_by_a_button():
    organisation, person = factories.organisation(), factories.member()
    made = factories.member_invitation(organisation, role="facilitator")
    client = entering.as_(person)
    client.get(link(made))

    page = client.post(reverse("organisations:join"), follow=True)

    assert page.redirect_chain == [(reverse("assessments:rounds", args=[organisation.pk]), 302)]
    assert person.memberships.get().role == "facilitator"
    assert client.get(reverse("organisations:join")).status_code == 404


def test_member_who_follows_a_link_is_told_and_the_link_stays_good():
    organisation = factories.organisation()
    made = factories.member_invitation(organisation)
    client = entering.member(organisation)
    client.get(link(made))

    page = client.post(reverse("organisations:join"))

    assert (page.status_code, "You are a member already" in text(page)) == (409, True)
    assert MemberInvitation.objects.count() == 1


def test_wrong_used_old_replaced_and_withdrawn_links_get_one_and_the_same_page():
    organisation = factories.organisation()
    owner = factories.member(organisation)
    used, old, withdrawn, replaced = (
        factories.member_invitation(organisation, email=f"p{number}@example.org") for number in range(4)
    )
    tokens = [made.token for made in (used, old, withdrawn, replaced)]
    members.take_up(invitation_id=used.pk, by=factories.member(), at=now())
    MemberInvitation.objects.filter(pk=old.pk).update(expires_at=now())
    members.withdraw(invitation=withdrawn, by=owner)
    factories.member_invitation(organisation, email="p3@example.org")

    pages = [
        Client().get(reverse("organisations:follow", args=[token]))
        for token in (*tokens, "x", "A" * 43, "é" * 300, "%00")
    ]
    pages.append(Client().get(reverse("organisations:join")))

    assert {page.status_code for page in pages} == {404}
    assert len({text(page) for page in pages}) == 1
    assert organisation.name not in text(pages[0])


def test_invitation_withdrawn_between_looking_and_joining_gets_that_page_too():
    made = factories.member_invitation(factories.organisation())
    client = entering.as_(factories.member())
    client.get(link(made))
    MemberInvitation.objects.all().delete()
    page = client.post(reverse("organisations:join"))
    assert (page.status_code, "This link cannot be used" in text(page)) == (404, True)


def test_role_and_end_of_access_are_changed():
    organisation = factories.organisation()
    member = factories.membership(organisation)
    client, day = entering.member(organisation), localdate() + timedelta(days=5)

    client.post(address("change-role", organisation, member.pk), {"role": "facilitator"})
    client.post(address("set-expiry", organisation, member.pk), {"until": day.isoformat()})

    member.refresh_from_db()
    assert member.role == "facilitator"
    assert member.expires_at is not None
    assert member.expires_at.date() == day + timedelta(days=1)
    client.post(address("set-expiry", organisation, member.pk), {"until": ""})
    member.refresh_from_db()
    assert member.expires_at is None


@pytest.mark.parametrize(
    ("name", "data"), [("change-role", {"role": "king"}), ("set-expiry", {"until": "2020-01-01"})]
)
def test_wrong_change_is_422(name: str, data: dict[str, str]):
    organisation = factories.organisation()
    member = factories.membership(organisation)
    page = entering.member(organisation).post(address(name, organisation, member.pk), data)
    assert (page.status_code, "There is a problem" in text(page)) == (422, True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("change-role", {"role": "viewer"}),
        ("set-expiry", {"until": "2030-01-01"}),
        ("remove", {}),
        ("leave", {}),
    ],
)
def test_last_owner_is_kept_with_a_clear_word(name: str, data: dict[str, str]):
    organisation = factories.organisation()
    owner = factories.membership(organisation, "owner")
    more = [] if name == "leave" else [owner.pk]
    page = entering.as_(owner.user).post(address(name, organisation, *more), data)

    assert page.status_code == 409
    assert "owner" in text(page).lower()
    assert organisation.memberships.owners().count() == 1


def test_member_is_removed():
    organisation = factories.organisation()
    member = factories.membership(organisation)
    entering.member(organisation).post(address("remove", organisation, member.pk))
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_viewer_leaves():
    organisation = factories.organisation()
    member = factories.membership(organisation)
    client = entering.as_(member.user)
    page = client.post(address("leave", organisation), follow=True)

    assert page.redirect_chain == [(reverse("accounts:home"), 302)]
    assert "You have left the organisation." in text(page)
    assert client.get(address("leave", organisation)).status_code == 404


@pytest.mark.parametrize("name", ["member", "change-role", "set-expiry", "remove"])
def test_member_of_another_organisation_is_404_under_ones_own(name: str):
    organisation = factories.organisation()
    foreign = factories.membership(factories.organisation("Other Ltd"))
    client = entering.member(organisation)
    path = address(name, organisation, foreign.pk)
    page = client.get(path) if name == "member" else client.post(path, {"role": "owner", "until": ""})
    assert page.status_code == 404
    foreign.refresh_from_db()
    assert foreign.role == "viewer"


def test_invitation_of_another_organisation_is_404_under_ones_own():
    foreign = factories.member_invitation(factories.organisation("Other Ltd"))
    organisation = factories.organisation()
    page = entering.member(organisation).post(address("withdraw", organisation, foreign.pk))
    assert (page.status_code, MemberInvitation.objects.count()) == (404, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_members_page_asks_as_many_queries_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    organisation = factories.organisation()
    client = entering.member(organisation)
    for number in range(count):
        factories.membership(organisation)
        factories.member_invitation(organisation, email=f"p{number}@example.org")
    # session, person, membership, other organisations; members, invitations
    with django_assert_num_queries(6):
        client.get(address("members", organisation))
