"""Pages of an organisation: made, set up, handed over, deleted, and what happened in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEvent, Membership, Organisation
from tests import factories
from tests.accounts import entering

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db

SETTINGS = {
    "name": "Harbour Ferries",
    "customers_word": "",
    "language": "en-gb",
    "time_zone": "UTC",
    "k": "5",
    "addresses_kept_days": "30",
    "answers_kept_months": "24",
}
OWNERS, FACILITATORS, EVERYBODY = {"owner"}, {"owner", "facilitator"}, {"owner", "facilitator", "viewer"}
# Page -> who may open it; the rest learn that it does not exist.
MAY_READ = {
    "members": OWNERS,
    "settings": OWNERS,
    "transfer": OWNERS,
    "delete": OWNERS,
    "audit": OWNERS,
    "leave": EVERYBODY,
}
MAY_POST = {"invite": OWNERS}


def address(name: str, organisation: Organisation, *more: object) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk, *more])


def text(page: Page) -> str:
    return page.content.decode()


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("name", MAY_READ)
def test_page_opens_for_the_roles_that_may(name: str, role: str):
    organisation = factories.organisation()
    status = entering.proved(organisation, role).get(address(name, organisation)).status_code
    assert status == (200 if role in MAY_READ[name] else 404)


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("name", MAY_POST)
def test_button_works_for_the_roles_that_may(name: str, role: str):
    organisation = factories.organisation()
    status = entering.member(organisation, role).post(address(name, organisation)).status_code
    assert status in ({302, 422} if role in MAY_POST[name] else {404})


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("name", ["member", "change-role", "set-expiry", "remove"])
def test_pages_of_one_member_are_for_owners(name: str, role: str):
    organisation = factories.organisation()
    client = entering.member(organisation, role)
    path = address(name, organisation, factories.membership(organisation).pk)
    status = (client.get(path) if name == "member" else client.post(path)).status_code
    assert status in ({200, 302, 422} if role == "owner" else {404})


@pytest.mark.parametrize("name", [*MAY_READ, *MAY_POST])
def test_foreign_and_unknown_organisations_are_404(name: str):
    client = entering.member(factories.organisation())
    foreign = factories.organisation("Other Ltd")
    send = client.get if name in MAY_READ else client.post
    assert send(address(name, foreign)).status_code == 404
    assert send(reverse(f"organisations:{name}", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", MAY_READ)
def test_strangers_sign_in_first(name: str, client: Client):
    path = address(name, factories.organisation())
    assert client.get(path).headers["Location"] == f"{reverse('accounts:sign-in')}?next={path}"


@pytest.mark.parametrize("name", MAY_POST)
def test_strangers_who_pressed_a_button_sign_in_and_come_back_to_its_page(name: str, client: Client):
    page = "/organisations/?page=2"
    answer = client.post(address(name, factories.organisation()), HTTP_REFERER=f"http://testserver{page}")
    assert answer.headers["Location"] == f"{reverse('accounts:sign-in')}?next={quote(page)}"


def test_somebody_creates_an_organisation_and_lands_in_it():
    client = entering.as_(factories.member())
    page = client.post(reverse("organisations:create"), {"name": " Ferries ", "time_zone": "Europe/Oslo"})

    made = Organisation.objects.get()
    assert (made.name, made.time_zone) == ("Ferries", "Europe/Oslo")
    assert page.headers["Location"] == reverse("assessments:rounds", args=[made.pk])
    assert client.get(page.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 121}, {"name": "a\u202eb"}, {"time_zone": "Middle/Earth"}]
)
def test_organisation_without_a_proper_name_or_zone_is_422(wrong: dict[str, str]):
    data = {"name": "Ferries", "time_zone": "UTC", **wrong}
    page = entering.as_(factories.member()).post(reverse("organisations:create"), data)
    assert (page.status_code, Organisation.objects.count()) == (422, 0)


def test_settings_are_saved():
    organisation = factories.organisation()
    typed = {
        **SETTINGS,
        "name": "Ferries & Sons",
        "customers_word": "passengers",
        "time_zone": "Pacific/Auckland",
        "k": "7",
    }
    page = entering.member(organisation).post(address("settings", organisation), typed, follow=True)

    organisation.refresh_from_db()
    assert (organisation.customers_word, organisation.time_zone) == ("passengers", "Pacific/Auckland")
    assert (organisation.name, organisation.k) == ("Ferries & Sons", 7)
    assert "The settings are saved." in text(page)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("customers_word", "a\u202eb"),
        ("customers_word", "x" * 121),
        ("language", "tlh"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", ""),
        ("k", "4"),
        ("k", "-5"),
        ("k", "many"),
        ("k", "101"),
        ("addresses_kept_days", "0"),
        ("addresses_kept_days", "366"),
        ("answers_kept_months", "0"),
        ("answers_kept_months", "99999999999999999999"),
    ],
)
def test_wrong_setting_is_422_beside_its_field_and_nothing_is_saved(field: str, typed: str):
    organisation = factories.organisation()
    data = {**SETTINGS, "name": "Another name", field: typed}
    page = entering.member(organisation).post(address("settings", organisation), data)

    assert page.status_code == 422
    assert f'id="id_{field}_error"' in text(page)
    assert Organisation.objects.get().name == "Harbour Ferries"


@pytest.mark.parametrize(
    ("zone", "shown"), [("UTC", "31 Dec 2026, 23:30"), ("Pacific/Kiritimati", "1 Jan 2027, 13:30")]
)
def test_times_are_shown_in_the_zone_of_the_organisation(zone: str, shown: str):
    organisation = factories.organisation()
    Organisation.objects.update(time_zone=zone)
    at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    AuditEvent.objects.create(organisation=organisation, action="settings changed", subject="x", at=at)

    assert shown in text(entering.member(organisation).get(address("audit", organisation)))


@pytest.mark.parametrize("name", ["delete", "transfer"])
def test_what_cannot_be_undone_asks_who_it_is_once_more(name: str):
    organisation = factories.organisation()
    client = entering.member(organisation)
    path = address(name, organisation)
    for page in (client.get(path), client.post(path, {"name": organisation.name})):
        assert page.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert Organisation.objects.count() == 1


def test_organisation_is_deleted_once_its_name_is_typed():
    organisation = factories.organisation()
    client = entering.proved(organisation)

    wrong = client.post(address("delete", organisation), {"name": "harbour"})
    assert (wrong.status_code, Organisation.objects.count()) == (422, 1)
    assert "This is not the name" in text(wrong)

    right = client.post(address("delete", organisation), {"name": "Harbour Ferries"})
    assert (right.headers["Location"], Organisation.objects.count()) == (reverse("accounts:home"), 0)
    assert client.get(address("settings", organisation)).status_code == 404


def test_ownership_is_handed_over():
    organisation = factories.organisation()
    heir = factories.membership(organisation)
    client = entering.proved(organisation)

    page = client.post(address("transfer", organisation), {"to": heir.pk, "sure": "on"})

    heir.refresh_from_db()
    assert (page.status_code, heir.role) == (302, "owner")
    assert client.get(address("settings", organisation)).status_code == 404


def test_ownership_is_not_handed_over_unsure_or_to_somebody_elsewhere():
    organisation = factories.organisation()
    heir, stranger = factories.membership(organisation), factories.membership(factories.organisation("O"))
    client = entering.proved(organisation)

    assert client.post(address("transfer", organisation), {"to": heir.pk}).status_code == 422
    page = client.post(address("transfer", organisation), {"to": stranger.pk, "sure": "on"})
    assert page.status_code == 422
    assert list(Membership.objects.filter(pk__in=[heir.pk, stranger.pk]).owners()) == []


def events(organisation: Organisation, count: int, **made_of: object) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(
            organisation=organisation,
            **{
                "action": "settings changed",
                "subject": organisation.pk,
                "at": now() - timedelta(minutes=number),
                **made_of,
            },
        )
        for number in range(count)
    )


def test_audit_is_paged_and_narrowed_down():
    organisation = factories.organisation()
    person = factories.member(organisation, "facilitator")
    events(organisation, 51)
    events(organisation, 2, action="logo changed", actor=person)
    client, path = entering.member(organisation), address("audit", organisation)

    assert text(client.get(path)).count("<tr>") == 1 + 50
    assert text(client.get(path, {"page": "2"})).count("<tr>") == 1 + 3
    assert text(client.get(path, {"action": "logo changed"})).count("<tr>") == 1 + 2
    assert text(client.get(path, {"person": person.pk})).count("<tr>") == 1 + 2
    assert "Nothing of the kind" in text(client.get(path, {"action": "no such thing"}))


@pytest.mark.parametrize("asked", [{"person": "x"}, {"person": "9" * 40}, {"page": "-1"}, {"page": "x"}])
def test_audit_takes_strange_questions(asked: dict[str, str]):
    organisation = factories.organisation()
    events(organisation, 1)
    page = entering.member(organisation).get(address("audit", organisation), asked)
    assert text(page).count("<tr>") == 2


def test_audit_takes_a_question_that_no_text_can_hold():
    organisation = factories.organisation()
    page = entering.member(organisation).get(address("audit", organisation), {"action": "\x00a"})
    assert page.status_code == 200


def test_audit_shows_nothing_of_other_organisations():
    organisation, other = factories.organisation(), factories.organisation("Other Ltd")
    events(other, 1, detail="Zaunkoenig", actor=factories.member(other))
    page = text(entering.member(organisation).get(address("audit", organisation)))
    assert "Zaunkoenig" not in page
    assert "<tr>" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_audit_asks_as_many_queries_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    organisation = factories.organisation()
    client = entering.member(organisation)
    for _ in range(count):
        person = factories.member(organisation, "viewer")
        events(organisation, 1, action="role changed", subject=person.pk, actor=person)
    # session, person, membership, other organisations; people, count, events, names, actions
    with django_assert_num_queries(9):
        client.get(address("audit", organisation))


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        ("owner", ["Rounds", "Workshops", "Actions", "Members", "Settings", "Mail", "Data", "Audit"]),
        ("facilitator", ["Rounds", "Workshops", "Actions", "Mail"]),
        ("viewer", ["Rounds", "Workshops", "Actions"]),
    ],
)
def test_tabs_are_those_that_the_role_may_open(role: str, tabs: list[str]):
    organisation = factories.organisation()
    page = text(entering.member(organisation, role).get(address("leave", organisation)))
    bar = page.partition('<nav class="tabs')[2].partition("</nav>")[0]
    assert [part.partition("</a>")[0].rpartition(">")[2] for part in bar.split("<li>")[1:]] == tabs


@pytest.mark.parametrize(
    ("name", "tab"), [("members", "Members"), ("delete", "Settings"), ("audit", "Audit"), ("leave", "Rounds")]
)
def test_tab_of_the_page_is_marked(name: str, tab: str):
    organisation = factories.organisation()
    page = text(entering.proved(organisation).get(address(name, organisation)))
    assert page.count(f'aria-current="true">{tab}</a>') == page.count("aria-current") == 1


def test_switcher_offers_ones_other_organisations_only():
    organisation = factories.organisation()
    person = factories.member(organisation)
    for name in ("Second Ltd", "Third Ltd"):
        Membership.objects.create(organisation=factories.organisation(name), user=person, role="viewer")
    ended = factories.organisation("Ended Ltd")
    Membership.objects.create(organisation=ended, user=person, role="viewer", expires_at=now())
    factories.organisation("Foreign Ltd")

    page = text(entering.as_(person).get(address("settings", organisation)))

    found = [name for name in ("Second Ltd", "Third Ltd", "Ended Ltd", "Foreign Ltd") if name in page]
    assert found == ["Second Ltd", "Third Ltd"]


def test_nobody_makes_organisations_by_the_hundred():
    client, path = entering.as_(factories.member()), reverse("organisations:create")
    made = [
        client.post(path, {"name": f"Ferries {number}", "time_zone": "UTC"}).status_code
        for number in range(21)
    ]
    assert (made, Organisation.objects.count()) == ([302] * 20 + [429], 20)
