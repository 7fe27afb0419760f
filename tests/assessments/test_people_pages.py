"""The pages about people asked, for those who run a round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import Membership
from assessments import lifecycle, progress, taking_part
from assessments.models import Assessment, GroupLink, Participant
from mailing.models import Message
from tests import factories
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db
SITES = [
    {
        "id": "site",
        "name": "Site",
        "options": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
    }
]


@pytest.fixture
def round_() -> Assessment:
    made = factories.assessment(title="Spring")
    made.breakdowns = SITES
    made.save()
    return made


@pytest.fixture
def member(round_: Assessment, client: Client) -> Client:
    client.force_login(factories.member(round_.organisation, Membership.Role.FACILITATOR))
    return client


def path(name: str, round_: Assessment, *more: object) -> str:
    return reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk, *more])


def import_(client: Client, round_: Assessment, text: str) -> HttpResponse:
    file = SimpleUploadedFile("people.csv", text.encode())
    page: Any = client.post(path("import-people", round_), {"file": file})
    return page


def said(page: Any) -> list[str]:
    return [str(message) for message in page.wsgi_request._messages]


def listed(round_: Assessment) -> list[tuple[Any, ...]]:
    return list(round_.participants.order_by("email").values_list("email", "name", "group", "traits"))


def test_a_list_without_people_shows_no_empty_tables(client: Client):
    draft = factories.draft()
    client.force_login(factories.member(draft.organisation))
    empty = client.get(path("people", draft)).content.decode()
    factories.invited(draft, email="ada@example.org")
    filled = client.get(path("people", draft)).content.decode()
    words = ('id="board"', 'role="search"', "Download the list", "person will be asked")
    assert [[word in page for word in words] for page in (empty, filled)] == [[False] * 4, [True] * 4]


def test_letters_that_were_kept_are_not_called_sent(member: Client, round_: Assessment):
    factories.message(round_.organisation, state="sent", topic=round_.pk)
    page = member.get(path("people", round_)).content.decode()
    assert "Letters: 1 kept here, not sent." in page


def test_a_file_is_imported_and_again_changes_nothing(member: Client, round_: Assessment):
    text = "name,email,group,site\nAda,ada@example.org,leadership,North\nBo,bo@example.org,,\n"
    pages = [import_(member, round_, text) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert [said(page)[-1] for page in pages] == [
        "2 added, 0 changed, 0 unchanged.",
        "0 added, 0 changed, 2 unchanged.",
    ]
    assert listed(round_) == [
        ("ada@example.org", "Ada", "leadership", {"site": "north"}),
        ("bo@example.org", "Bo", "", {}),
    ]


def test_the_same_address_is_changed_and_what_is_empty_stays(member: Client, round_: Assessment):
    factories.invited(round_, email="Ada@example.org", name="Ada", traits={"site": "north"})
    import_(member, round_, "name,email,group,site\n,ada@example.org,support,\n")
    assert listed(round_) == [("Ada@example.org", "Ada", "support", {"site": "north"})]


def test_who_has_begun_is_not_moved_and_nothing_else_is_imported(member: Client, round_: Assessment):
    ada = factories.invited(round_, email="ada@example.org")
    taking_part.begin(participant=ada, at=now())
    page = import_(member, round_, "email,group\nbo@example.org,support\nada@example.org,support\n")
    assert page.status_code == 422
    assert "ada@example.org has begun to answer and stays as it is." in page.content.decode()
    assert listed(round_) == [("ada@example.org", "", "leadership", {})]


def test_faults_are_shown_by_line_up_to_fifty_with_their_number(member: Client, round_: Assessment):
    pasted = "\n".join(f"wrong{n}" for n in range(60))
    page = member.post(path("import-people", round_), {"pasted": pasted})
    text = page.content.decode()
    assert (page.status_code, text.count("is not an e-mail address."), "60 faults" in text) == (422, 50, True)
    assert "wrong59" in text  # what was typed is kept
    assert round_.participants.count() == 0


@pytest.mark.parametrize("typed", [{}, {"pasted": "a@example.org", "file": "x"}, {"group": "Board"}])
def test_a_list_is_given_in_one_way(member: Client, round_: Assessment, typed: dict[str, str]):
    data: dict[str, Any] = dict(typed)
    if "file" in data:
        data["file"] = SimpleUploadedFile("people.csv", b"email\nb@example.org")
    assert member.post(path("import-people", round_), data).status_code == 422


def test_a_file_of_more_than_two_megabytes_is_refused(member: Client, round_: Assessment):
    assert import_(member, round_, "email\n" + "x" * (2 * 1024 * 1024)).status_code == 422


def test_a_body_larger_than_any_file_is_refused_unread(member: Client, round_: Assessment):
    assert import_(member, round_, "x" * (5 * 1024 * 1024)).status_code == 413


def test_a_closed_round_takes_nobody_more(member: Client, round_: Assessment):
    Assessment.objects.update(closed_at=now() + timedelta(seconds=1))
    assert import_(member, round_, "email\nada@example.org\n").status_code == 409
    added = member.post(path("add-person", round_), {"email": "ada@example.org"})
    assert (added.status_code, round_.participants.count()) == (409, 0)


def test_the_list_comes_back_as_a_file_in_which_nothing_is_calculated(member: Client, round_: Assessment):
    factories.invited(round_, email="ada@example.org", name="=1+1", traits={"site": "south"})
    page = member.get(path("people-list", round_))
    assert page.content.decode("utf-8-sig").splitlines() == [
        "name,email,group,Site",
        "'=1+1,ada@example.org,leadership,South",
    ]
    empty = member.get(path("people-template", round_))
    assert empty.content.decode("utf-8-sig").splitlines() == ["name,email,group,Site"]


def test_a_list_whose_headings_and_choices_begin_like_formulas_can_be_given_again(
    member: Client, round_: Assessment
):
    site = {"id": "site", "name": "=Site", "options": [{"id": "north", "name": "-North"}]}
    Assessment.objects.update(breakdowns=[site])
    factories.invited(round_, email="ada@example.org", name="Ada", traits={"site": "north"})
    page = member.get(path("people-list", round_)).content.decode("utf-8-sig")
    assert page.splitlines() == ["name,email,group,'=Site", "Ada,ada@example.org,leadership,'-North"]
    round_.participants.all().delete()
    import_(member, round_, page)
    assert listed(round_) == [("ada@example.org", "Ada", "leadership", {"site": "north"})]


def test_a_person_is_added_changed_and_removed(member: Client, round_: Assessment):
    typed = {"name": "Ada", "email": "ada@example.org", "group": "support", "trait_site": "north"}
    member.post(path("add-person", round_), typed)
    ada = round_.participants.get()
    member.post(path("person", round_, ada.key), {**typed, "name": "Ada L", "trait_site": ""})
    assert listed(round_) == [("ada@example.org", "Ada L", "support", {})]
    assert member.get(path("remove-person", round_, ada.key)).status_code == 200
    member.post(path("remove-person", round_, ada.key))
    assert round_.participants.count() == 0


@pytest.mark.parametrize(
    "typed", [{}, {"email": "wrong"}, {"name": "\u202eAda"}, {"name": "Ada", "group": "Board"}]
)
def test_a_person_typed_badly_is_refused_and_kept(member: Client, round_: Assessment, typed: dict[str, str]):
    assert member.post(path("add-person", round_), typed).status_code == 422
    assert round_.participants.count() == 0


def test_an_address_stands_in_the_list_once(member: Client, round_: Assessment):
    factories.invited(round_, email="ada@example.org")
    page = member.post(path("add-person", round_), {"email": "ADA@example.org"})
    assert (page.status_code, round_.participants.count()) == (409, 1)


def test_who_has_begun_is_neither_moved_nor_removed(member: Client, round_: Assessment):
    ada = factories.invited(round_, name="Ada")
    taking_part.begin(participant=ada, at=now())
    moved = member.post(path("person", round_, ada.key), {"name": "Ada", "group": "support"})
    removed = member.post(path("remove-person", round_, ada.key))
    renamed = member.post(path("person", round_, ada.key), {"name": "Ada L", "group": "leadership"})
    assert [moved.status_code, removed.status_code, renamed.status_code] == [409, 409, 302]
    assert listed(round_) == [("", "Ada L", "leadership", {})]


def test_in_confidence_the_address_behind_answers_does_not_change(member: Client, round_: Assessment):
    Assessment.objects.update(mode="confidential")
    ada = factories.invited(round_, email="ada@example.org")
    taking_part.begin(participant=ada, at=now())
    typed = {"email": "other@example.org", "group": "leadership"}
    assert member.post(path("person", round_, ada.key), typed).status_code == 409


def test_a_link_is_shown_only_to_hand_it_over(member: Client, round_: Assessment):
    with_address = factories.invited(round_, email="ada@example.org")
    without = factories.invited(round_, name="Bo")
    shown = [
        b"/invited/" in member.get(path("person", round_, person.key)).content
        for person in (with_address, without)
    ]
    Assessment.objects.update(mode="confidential")
    taking_part.begin(participant=without, at=now())
    shown.append(b"/invited/" in member.get(path("person", round_, without.key)).content)
    assert shown == [False, True, False]


def test_a_renewed_link_is_sent_and_ends_the_one_before(member: Client, round_: Assessment):
    ada = factories.invited(round_, email="ada@example.org")
    member.post(path("invite", round_))
    before = ada.token_hash
    member.post(path("renew-link", round_, ada.key))
    ada.refresh_from_db()
    assert (ada.token_hash == before, ada.token_number) == (False, 2)
    assert Message.objects.count() == 2


def test_everybody_is_invited_once(member: Client, round_: Assessment):
    for name in ("ada", "bo"):
        factories.invited(round_, email=f"{name}@example.org")
    factories.invited(round_, name="Without an address")
    for _ in range(2):
        member.post(path("invite", round_))
    assert sorted(Message.objects.values_list("address", "kind")) == [
        ("ada@example.org", "invitation"),
        ("bo@example.org", "invitation"),
    ]


def test_letters_are_on_their_way_only_where_there_is_a_mail_server(
    member: Client, round_: Assessment, settings: Settings
):
    told = []
    for name in ("ada", "bo"):
        factories.invited(round_, email=f"{name}@example.org")
        told.append(said(member.post(path("invite", round_)))[-1])
        settings.MAIL_IS_SENT = True
    assert told == ["1 letter is being written; it is kept on the mail page.", "1 letter is on its way."]


def test_people_are_reminded_once_a_day(member: Client, round_: Assessment):
    factories.invited(round_, email="ada@example.org")
    sent = factories.invited(round_, email="bo@example.org")
    factories.send(taking_part.begin(participant=sent, at=now()))
    assert b"1 person with an address has not sent" in member.get(path("remind", round_)).content
    pages = [member.post(path("remind", round_)) for _ in range(2)]
    assert [said(page)[-1][:20] for page in pages] == ["1 letter is being wr", "A reminder was sent "]
    assert list(Message.objects.values_list("address", "kind")) == [("ada@example.org", "reminder")]


def test_a_shared_link_is_made_changed_and_ended(member: Client, round_: Assessment):
    form = {"group": "support", "cap": "5"}
    pages = [member.post(path("shared-links", round_), form) for _ in range(2)]
    link = GroupLink.objects.get()
    assert [page.status_code for page in pages] == [302, 409]
    assert b"/invited/" in member.get(path("shared-links", round_)).content
    member.post(path("link-cap", round_, link.pk), {"cap": "7"})
    refused = member.post(path("link-cap", round_, link.pk), {"cap": "none"})
    link.refresh_from_db()
    assert (link.cap, refused.status_code) == (7, 422)
    member.post(path("end-link", round_, link.pk))
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert member.post(path("shared-links", round_), {"cap": "0"}).status_code == 422


@pytest.mark.parametrize("name", ["people", "board"])
def test_the_people_page_costs_the_same_for_one_and_for_three(member: Client, round_: Assessment, name: str):
    counts = []
    for number in (1, 2, 3):
        ada = factories.invited(round_, email=f"a{number}@example.org")
        factories.send(taking_part.begin(participant=ada, at=now()))
        factories.group_link(round_, group=factories.GROUPS[number - 1])
        if number != 2:
            with counted() as statements:
                member.get(path(name, round_))
            counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_list_is_searched_and_paged(member: Client, round_: Assessment):
    for number in range(60):
        factories.invited(round_, email=f"p{number:02}@example.org", name=f"Person {number:02}")
    pages = [member.get(path("people", round_), {"page": page}).content.decode() for page in ("1", "2", "x")]
    assert ["Person 00" in page for page in pages] == [True, False, True]
    found = member.get(path("people", round_), {"search": "P59@"}).content.decode()
    assert ("Person 59" in found, "Person 00" in found) == (True, False)
    sent = member.get(path("people", round_), {"state": "sent"}).content.decode()
    assert "Nobody in the list fits this." in sent


def test_in_confidence_nobody_is_seen_to_have_begun(member: Client, round_: Assessment):
    ada = factories.invited(round_, email="ada@example.org")
    taking_part.begin(participant=ada, at=now())
    texts = []
    for mode in ("open", "confidential"):
        Assessment.objects.update(mode=mode)
        texts.append(member.get(path("people", round_)).content.decode().lower())
    assert ["begun" in text for text in texts] == [True, False]


def test_an_answer_never_shows_on_the_people_page(member: Client, round_: Assessment):
    sheet = taking_part.begin(participant=factories.invited(round_, name="Ada"), at=now())
    factories.send(factories.answers(sheet, {next(iter(factories.asked(sheet))): 5}, comment="Canary words"))
    for name in ("people", "board", "people-list"):
        assert b"Canary words" not in member.get(path(name, round_)).content


def test_groups_that_would_be_hidden_are_named_before_opening(member: Client, round_: Assessment):
    Assessment.objects.update(mode="confidential", opened_at=None)
    for number in range(5):
        factories.invited(round_, name=f"L{number}")
    factories.invited(round_, name="S", group="support")
    assert b"Fewer than 5 people are expected in: Support" in member.get(path("people", round_)).content
    factories.group_link(round_, group="support", cap=4)
    assert b"are expected in" not in member.get(path("people", round_)).content


def names(*, person: bool = False, link: bool = False) -> list[str]:
    if person:
        return ["person", "remove-person", "renew-link", "key-in"]
    if link:
        return ["end-link", "link-cap"]
    about_list = ["people", "board", "add-person", "import-people", "people-template", "people-list"]
    return [*about_list, "invite", "remind", "shared-links", "paper"]


def test_foreign_rounds_people_and_links_do_not_exist(member: Client, round_: Assessment):
    foreign = factories.assessment()
    person, link = factories.invited(foreign), factories.group_link(foreign)
    asked = [
        *(reverse(f"assessments:{name}", args=[round_.organisation_id, foreign.pk]) for name in names()),
        *(path(name, round_, person.key) for name in names(person=True)),
        *(path(name, round_, link.pk) for name in names(link=True)),
    ]
    statuses = {(member.get(address).status_code, member.post(address).status_code) for address in asked}
    assert statuses <= {(404, 404), (405, 404), (404, 405)}
    assert Participant.objects.filter(pk=person.pk).exists()


def test_viewers_do_not_see_who_was_asked(round_: Assessment, client: Client):
    client.force_login(factories.member(round_.organisation, Membership.Role.VIEWER))
    posted = ["invite"]
    read = [client.get(path(name, round_)).status_code for name in names() if name not in posted]
    assert {*read, *(client.post(path(name, round_)).status_code for name in posted)} == {404}


def test_after_closing_in_confidence_the_board_still_says_who_was_asked_and_who_sent(
    member: Client, round_: Assessment
):
    Assessment.objects.update(mode="confidential")
    for number, group in enumerate(("leadership", "leadership", "support")):
        person = factories.invited(round_, name=f"Person {number}", group=group, traits={"site": "north"})
        if number != 1:
            factories.send(factories.answers(taking_part.begin(participant=person, at=now())))
    round_.refresh_from_db()
    before = progress.board(round_)
    lifecycle.close_assessment(assessment=round_, by=None, at=now() + timedelta(seconds=1))
    round_.refresh_from_db()
    after = progress.board(round_)
    assert (after.total, after.tables[0].lines) == (before.total, before.tables[0].lines)
    assert [table.title for table in after.tables] == ["Groups"]
    assert [line.sent for line in progress.people(round_).lines] == [True, False, True]


def test_a_search_for_what_no_text_can_hold_finds_nothing(member: Client, round_: Assessment):
    assert member.get(path("people", round_), {"search": "\x00a", "state": "\x00"}).status_code == 200
