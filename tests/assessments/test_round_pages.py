"""The pages about rounds, for those who run them and those who look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Membership
from assessments import plans
from assessments.models import Assessment, RuledOut
from tests import factories
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db
CHANGING = (
    "rename",
    "clone",
    "delete-draft",
    "ruled-out",
    "schedule",
    "open-round",
    "ask-team",
    "close-round",
    "reopen-round",
)


@pytest.fixture
def draft() -> Assessment:
    return factories.draft(title="Spring")


@pytest.fixture
def member(draft: Assessment, client: Client) -> Client:
    client.force_login(factories.member(draft.organisation, Membership.Role.FACILITATOR))
    return client


def path(name: str, round_: Assessment, *more: object) -> str:
    return reverse(f"assessments:{name}", args=[round_.organisation_id, round_.pk, *more])


def text(page: Any) -> str:
    return page.content.decode()


def test_a_new_round_is_planned_and_leads_to_its_page(member: Client, draft: Assessment):
    address = reverse("assessments:new-round", args=[draft.organisation_id])
    made = member.post(address, {"title": "Autumn", "scope": "pulse"})
    planned = Assessment.objects.exclude(pk=draft.pk).get()
    assert made.headers["Location"] == path("round", planned)
    assert (planned.title, planned.scope, planned.mode, planned.draft) == (
        "Autumn",
        "pulse",
        "confidential",
        True,
    )


def test_a_new_round_without_a_name_keeps_what_was_chosen(member: Client, draft: Assessment):
    page = member.post(reverse("assessments:new-round", args=[draft.organisation_id]), {"scope": "pulse"})
    assert page.status_code == 422
    assert "Enter a name; it stands on the report." in text(page)
    assert page.context["form"]["scope"].value() == "pulse"


@pytest.mark.parametrize(
    ("idea", "typed", "kept"),
    [
        ("scope", {"scope": "pulse"}, {"scope": "pulse"}),
        ("mode", {"mode": "confidential", "k": "8"}, {"k": 8}),
        ("mode", {"mode": "open", "k": "5"}, {"mode": "open"}),
        ("lenses", {}, {"asked_lenses": []}),
        ("over-time", {"linked": "on"}, {"linked": True, "earlier": None}),
        ("result", {"shown_to_participants": "no"}, {"shown_to_participants": False}),
        (
            "break-downs",
            {"name_1": "Site", "options_1": "North\n\n South \n"},
            {"breakdowns": [plans.breakdown("Site", ["North", "South"])]},
        ),
    ],
)
def test_each_idea_of_a_plan_is_changed_on_its_own_page(
    member: Client, draft: Assessment, idea: str, typed: dict[str, str], kept: dict[str, Any]
):
    assert member.get(path("plan", draft, idea)).status_code == 200
    assert member.post(path("plan", draft, idea), typed).headers["Location"] == path("round", draft)
    draft.refresh_from_db()
    assert {name: getattr(draft, name) for name in kept} == kept


def test_aims_keep_only_what_differs_from_the_rest(member: Client, draft: Assessment):
    pillars = [pillar.id for pillar in plans.kit_of(draft).framework.pillars]
    typed = {**dict.fromkeys(pillars, "3"), pillars[2]: "5", "target": "differentiated"}
    member.post(path("plan", draft, "aims"), typed)
    draft.refresh_from_db()
    assert (draft.target, draft.aims) == ("differentiated", {pillars[2]: {"importance": 5}})
    assert "importance 5 of 5" in text(member.get(path("round", draft)))


def test_an_earlier_round_is_chosen_by_its_name(member: Client, draft: Assessment):
    before = factories.closed(draft.organisation)
    assert before.name in text(member.get(path("plan", draft, "over-time")))
    member.post(path("plan", draft, "over-time"), {"earlier": str(before.pk)})
    draft.refresh_from_db()
    assert draft.earlier == before


@pytest.mark.parametrize(
    ("idea", "typed", "message"),
    [
        ("scope", {"scope": "everything"}, "Choose one of those on the page."),
        ("mode", {"mode": "confidential", "k": "4"}, "Choose a number from 5 to 100."),
        ("mode", {"mode": "confidential", "k": "many"}, "Enter a whole number."),
        ("lenses", {"asked_lenses": "horoscope"}, "Choose from those on the page."),
        ("over-time", {"earlier": str(uuid4())}, "Choose one of those on the page."),
        ("break-downs", {"options_2": "North\nSouth"}, "Enter a name for these options."),
        ("break-downs", {"name_1": "Site", "options_1": "North"}, "Enter 2 to 20 options, one per line."),
        (
            "break-downs",
            {"name_1": "S", "options_1": f"a\n{'b' * 61}"},
            "An option has at most 60 characters.",
        ),
        ("break-downs", {"name_1": "Si\u202ete", "options_1": "a\nb"}, "invisible control characters"),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(
    member: Client, draft: Assessment, idea: str, typed: dict[str, str], message: str
):
    page = member.post(path("plan", draft, idea), typed)
    assert page.status_code == 422
    assert message in text(page)
    assert page.context["form"].data.dict() == typed


def test_an_idea_that_nobody_had_does_not_exist(member: Client, draft: Assessment):
    assert member.get(path("plan", draft, "horoscope")).status_code == 404


def test_ruled_out_questions_come_back_with_their_reasons(member: Client, draft: Assessment):
    asked = [question.id for question in plans.kit_of(draft).framework.pillars[0].questions]
    reasons = dict.fromkeys(asked[:2], "Not here")
    assert member.post(path("ruled-out", draft), reasons).status_code == 302
    assert "2 questions" in text(member.get(path("round", draft)))
    page = member.post(path("ruled-out", draft), dict.fromkeys(asked, "Not here"))
    assert page.status_code == 422
    assert text(page).count("Not here</textarea>") == len(asked)
    assert set(RuledOut.objects.values_list("question", flat=True)) == set(reasons)


def test_the_schedule_comes_back_with_what_was_typed(member: Client, draft: Assessment):
    page = member.post(path("schedule", draft), {"closes_at": "2020-01-01T10:00", "reminder_2": "soon"})
    assert page.status_code == 422
    assert 'value="soon"' in text(page)
    for past in ("2020-01-01T10:00", "0001-01-01T00:00"):
        assert "This moment has passed." in text(member.post(path("schedule", draft), {"closes_at": past}))
    far = member.post(path("schedule", draft), {"closes_at": "9999-12-31T23:59"})
    assert (far.status_code, "within the next two years" in text(far)) == (422, True)


def test_the_schedule_is_kept_by_the_clocks_of_the_organisation(member: Client, draft: Assessment):
    type(draft.organisation).objects.update(time_zone="Pacific/Kiritimati")
    closes = (now() + timedelta(days=40)).replace(hour=12, minute=0, second=0, microsecond=0)
    member.post(path("schedule", draft), {"closes_at": closes.strftime("%Y-%m-%dT%H:%M")})
    draft.refresh_from_db()
    assert draft.closes_at == closes - timedelta(hours=14)
    assert f"{closes:%H:%M}" in text(member.get(path("round", draft)))


def test_rename_leads_back_and_keeps_a_faulty_name(member: Client, draft: Assessment):
    assert member.post(path("rename", draft), {"title": "Summer"}).headers["Location"] == path("round", draft)
    page = member.post(path("rename", draft), {"title": "x" * 121})
    draft.refresh_from_db()
    assert (page.status_code, draft.title) == (422, "Summer")


def test_the_preview_says_what_will_be_fixed(member: Client, draft: Assessment):
    factories.invited(draft)
    Assessment.objects.update(k=8, breakdowns=[plans.breakdown("Site", ["North", "South"])])
    page = text(member.get(path("open-round", draft)))
    for words in (
        "No group of fewer than 8 people",
        "Site: North, South",
        "about 25 minutes",
        "Confidential round.",
    ):
        assert words in page


def test_opening_without_people_is_refused_in_words(member: Client, draft: Assessment):
    page = member.post(path("open-round", draft))
    assert page.status_code == 409
    assert "Nobody can answer yet." in text(page)


def test_a_round_is_opened_closed_and_reopened_by_its_buttons(member: Client, draft: Assessment):
    factories.invited(draft)
    for name, state in (("open-round", "open"), ("close-round", "closed"), ("reopen-round", "open")):
        assert member.get(path(name, draft)).status_code == 200
        assert member.post(path(name, draft)).headers["Location"] == path("round", draft)
        assert getattr(Assessment.objects.get(), state)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("open-round", factories.assessment),
        ("delete-draft", factories.assessment),
        ("close-round", factories.closed),
        ("close-round", factories.draft),
        ("reopen-round", factories.assessment),
    ],
)
def test_what_cannot_be_done_now_is_a_conflict_in_words(
    client: Client, name: str, state: Callable[[], Assessment]
):
    round_ = state()
    client.force_login(factories.member(round_.organisation))
    for page in (client.get(path(name, round_)), client.post(path(name, round_))):
        assert page.status_code == 409
        assert "This cannot be done now" in text(page)


@pytest.mark.parametrize("name", ["ruled-out", "schedule"])
def test_a_form_that_comes_too_late_is_a_conflict_in_words(client: Client, name: str):
    round_ = factories.closed()
    client.force_login(factories.member(round_.organisation))
    assert client.post(path(name, round_), {}).status_code == 409


def test_what_is_fixed_leads_back_to_the_round(client: Client):
    round_ = factories.closed()
    client.force_login(factories.member(round_.organisation))
    for address in (path("plan", round_, "mode"), path("ruled-out", round_), path("schedule", round_)):
        assert client.get(address).headers["Location"] == path("round", round_)


def test_a_draft_that_could_not_open_says_why(client: Client):
    draft = factories.draft(opens_at=now() - timedelta(minutes=5))
    client.force_login(factories.member(draft.organisation))
    assert "The planned opening has passed" in text(client.get(path("round", draft)))
    assert "Nobody can answer yet." in text(client.get(path("open-round", draft)))


def test_whoever_asks_without_a_name_is_told_before_opening(client: Client):
    owner = factories.member()
    draft = factories.draft()
    draft.organisation.memberships.create(user=owner, role=Membership.Role.OWNER)
    client.force_login(owner)
    before = text(client.get(path("open-round", draft)))
    owner.name = "Mira"
    owner.save(update_fields=["name"])
    pages = (before, text(client.get(path("open-round", draft))))
    assert ["Give your name" in page for page in pages] == [True, False]


def test_the_page_before_closing_counts_who_has_not_answered(client: Client):
    round_ = factories.assessment(mode="confidential")
    factories.sent(round_)
    factories.response(round_)
    client.force_login(factories.member(round_.organisation))
    page = text(client.get(path("close-round", round_)))
    assert "1 of 2 people have sent their answers." in page
    assert "1 person has begun and not sent" in page
    assert "The link between people and answers is deleted." in page


def test_the_page_says_why_the_newest_answers_wait(client: Client):
    round_ = factories.closed()
    client.force_login(factories.member(round_.organisation))
    client.post(path("reopen-round", round_))
    factories.sent(round_)
    client.post(path("close-round", round_))
    assert "Too few answers are new" in text(client.get(path("round", round_)))


@pytest.mark.parametrize(("people", "offered"), [(4, False), (5, True)])
def test_a_result_that_shows_nothing_is_neither_printed_nor_shared(
    client: Client, people: int, *, offered: bool
):
    round_ = factories.closed(people=people)
    client.force_login(factories.member(round_.organisation))
    page = text(client.get(path("round", round_)))
    words = ("Report (PDF)", "Share the report", "Choose actions", "Too few people have answered")
    assert [one in page for one in words] == [offered, offered, offered, not offered]


def test_a_draft_is_deleted_only_after_asking(member: Client, draft: Assessment):
    assert "Delete this draft?" in text(member.get(path("delete-draft", draft)))
    assert Assessment.objects.count() == 1
    member.post(path("delete-draft", draft))
    assert Assessment.objects.count() == 0


def test_a_clone_is_planned_by_one_button(client: Client):
    round_ = factories.closed()
    client.force_login(factories.member(round_.organisation))
    client.post(path("clone", round_))
    draft = Assessment.objects.drafts().get()
    assert draft.earlier == round_
    assert "Import your list again" in text(client.get(path("round", draft)))


@pytest.mark.parametrize("name", CHANGING)
def test_viewers_look_and_change_nothing(client: Client, name: str):
    draft = factories.draft()
    client.force_login(factories.member(draft.organisation, Membership.Role.VIEWER))
    page = text(client.get(path("round", draft)))
    assert ("Rename" in page, "Check and open" in page) == (False, False)
    assert client.post(path(name, draft)).status_code == 404


@pytest.mark.parametrize("name", ["round", *CHANGING])
def test_rounds_of_others_do_not_exist(member: Client, draft: Assessment, name: str):
    foreign = factories.draft()
    mixed = reverse(f"assessments:{name}", args=[draft.organisation_id, foreign.pk])
    method = member.get if name == "round" else member.post
    assert [method(address).status_code for address in (path(name, foreign), mixed)] == [404, 404]


def test_ideas_of_others_do_not_exist(member: Client, draft: Assessment):
    foreign = factories.draft()
    mixed = reverse("assessments:plan", args=[draft.organisation_id, foreign.pk, "mode"])
    assert [member.get(address).status_code for address in (path("plan", foreign, "mode"), mixed)] == [
        404,
        404,
    ]


def test_the_page_of_a_round_asks_as_much_for_three_people_as_for_one(member: Client, draft: Assessment):
    asked = []
    for number in (1, 2, 3):
        factories.invited(draft, email=f"person{number}@example.org")
        with counted() as statements:
            member.get(path("round", draft))
        asked.append(len(statements))
    assert asked[0] == asked[2]


def test_a_member_gets_from_the_result_back_to_the_round(db: None, client: Client):
    round_ = factories.round_of(6)
    client.force_login(factories.member(round_.organisation))
    back = reverse("assessments:round", args=[round_.organisation_id, round_.pk])
    assert f'href="{back}"' in client.get(round_.get_absolute_url()).content.decode()


def test_who_answered_is_not_led_to_pages_of_members(db: None, client: Client):
    sheet = factories.sent()
    round_ = sheet.assessment
    factories.hold(client, sheet)
    back = reverse("assessments:round", args=[round_.organisation_id, round_.pk])
    assert back not in client.get(round_.get_absolute_url()).content.decode()
