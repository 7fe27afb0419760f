"""The pages that show the plan: list, board, grid, paper, table."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Membership, Organisation
from actions import overviews
from actions.models import Action
from assessments.models import Assessment, Edition
from tests import factories
from tests.actions import plans
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db
FACES = ("list", "board", "grid", "print", "csv")


@pytest.fixture
def round_() -> Assessment:
    return plans.round_(title="Spring")


@pytest.fixture
def member(round_: Assessment, client: Client) -> Client:
    client.force_login(factories.member(round_.organisation, Membership.Role.FACILITATOR))
    return client


@pytest.fixture
def viewer(round_: Assessment) -> Client:
    client = Client()
    client.force_login(factories.member(round_.organisation, Membership.Role.VIEWER))
    return client


def shown(client: Client, of: Organisation, **asked: str) -> list[str]:
    answer = client.get(plans.face("list", of.pk), asked)
    return [line.action.title for line in answer.context["lines"]]


def text(client: Client, face: str, of: Assessment) -> str:
    return client.get(plans.face(face, of.organisation_id)).content.decode()


@pytest.mark.parametrize("face", FACES)
def test_faces_open_without_any_action(client: Client, face: str):
    organisation = factories.organisation()
    client.force_login(factories.member(organisation))
    assert client.get(plans.face(face, organisation.pk)).status_code == 200


def test_the_grid_says_that_nothing_is_left(member: Client, round_: Assessment):
    plans.action(round_, status=Action.Status.DONE)
    page = text(member, "grid", round_)
    assert ("Nothing is left to do" in page, "Nothing has been decided yet" in page) == (True, False)


def test_an_empty_sheet_of_paper_says_that_nothing_is_planned(member: Client, round_: Assessment):
    assert "Nothing is on the plan yet." in text(member, "print", round_)


@pytest.mark.parametrize("face", ["list", "board", "grid"])
def test_who_may_choose_is_led_to_choosing(member: Client, viewer: Client, round_: Assessment, face: str):
    address = plans.path("choose", round_)
    assert ("Nothing has been decided yet" in text(member, face, round_)) is True
    assert (address in text(member, face, round_), address in text(viewer, face, round_)) == (True, False)


def test_without_a_closed_round_the_list_says_when_actions_are_chosen(client: Client):
    organisation = factories.organisation()
    client.force_login(factories.member(organisation))
    page = client.get(plans.face("list", organisation.pk)).content.decode()
    assert "Actions are chosen when a round has closed" in page


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("count", [1, 3])
def test_faces_ask_as_much_for_three_as_for_one(member: Client, round_: Assessment, face: str, count: int):
    for number in range(count):
        plans.action(round_, f"Number {number}", owner=f"Owner {number}", pillar="customer-insight")
    with counted() as statements:
        member.get(plans.face(face, round_.organisation_id))
    own = {"list": 4, "board": 2, "grid": 2, "print": 3, "csv": 3}[face]  # actions; rounds, owners; newest
    assert len(statements) == 3 + own + (face != "csv")  # session, person, membership; other organisations


def test_the_list_is_narrowed(member: Client, round_: Assessment):
    day = timedelta(days=1)
    other = plans.round_(round_.organisation, title="Autumn")
    today = round_.organisation.day_of(now())
    plans.action(round_, "Late", owner="Ada", due_on=today - day)
    plans.action(round_, "Today", owner="Bo", due_on=today, status="begun")
    plans.action(other, "Done late", owner="Ada", due_on=today - day, status="done")
    of = round_.organisation
    assert shown(member, of) == ["Late", "Done late", "Today"]
    assert shown(member, of, status="overdue") == ["Late"]
    assert shown(member, of, status="begun") == ["Today"]
    assert shown(member, of, owner="Ada", status="done") == ["Done late"]
    assert shown(member, of, round=str(other.pk)) == ["Done late"]
    assert shown(member, of, owner="Bo", status="overdue") == []


@pytest.mark.parametrize("asked", [{"round": "nonsense"}, {"owner": "Nobody"}, {"status": "late"}])
def test_what_cannot_be_asked_for_narrows_nothing_and_says_so(
    member: Client, round_: Assessment, asked: dict[str, str]
):
    plans.action(round_)
    answer = member.get(plans.face("list", round_.organisation_id), asked)
    assert (answer.status_code, len(answer.context["lines"])) == (422, 1)
    assert "Choose one of those on the page." in answer.content.decode()


@pytest.mark.parametrize(
    ("days", "words", "overdue"),
    [
        (-8, "8 days overdue", True),
        (-1, "1 day overdue", True),
        (0, "due today", False),
        (1, "due in 1 day", False),
        (7, "due in 7 days", False),
        (8, "", False),
    ],
)
def test_a_day_is_told_in_words(round_: Assessment, days: int, words: str, overdue: bool):  # noqa: FBT001 # a case
    today = round_.organisation.day_of(now())
    one = plans.action(round_, due_on=today + timedelta(days=days))
    line = overviews.line(one, today)
    assert (line.due, line.overdue) == (words, overdue)
    one.status, one.settled_at = "done", now()
    line = overviews.line(one, today)
    assert (line.due, line.overdue) == ("", False)


def test_the_day_is_that_of_the_organisation(member: Client, round_: Assessment):
    far = "Pacific/Kiritimati"  # its day begins fourteen hours before that of Greenwich
    Organisation.objects.update(time_zone=far)
    round_.organisation.time_zone = far
    plans.action(round_, "Late", due_on=round_.organisation.day_of(now()) - timedelta(days=1))
    assert shown(member, round_.organisation, status="overdue") == ["Late"]


def test_the_board_has_a_column_for_each_status(member: Client, round_: Assessment):
    for status in Action.Status.values:
        plans.action(round_, f"Is {status}", status=status)
    answer = member.get(plans.face("board", round_.organisation_id))
    found = [
        (column.name, [one.action.title for one in column.lines]) for column in answer.context["columns"]
    ]
    assert found == [
        ("Planned", ["Is planned"]),
        ("Under way", ["Is begun"]),
        ("Done", ["Is done"]),
        ("Dropped", ["Is dropped"]),
    ]
    assert answer.content.decode().count("formaction=") == 8


def test_viewers_get_no_buttons(viewer: Client, round_: Assessment):
    one = plans.action(round_, email="ada@example.org")
    assert "<form" not in text(viewer, "board", round_).partition("<main")[2]
    page = viewer.get(plans.path("action", one)).content.decode()
    assert (plans.path("change", one) in page, "ada@example.org" in page) == (False, False)


def test_the_grid_holds_what_is_open_by_impact_and_effort(member: Client, round_: Assessment):
    plans.action(round_, "Best", impact=3, effort=1)
    plans.action(round_, "Worst", impact=1, effort=3)
    plans.action(round_, "Over", impact=3, effort=1, status="done")
    rows = member.get(plans.face("grid", round_.organisation_id)).context["rows"]
    names = [[[one.action.title for one in lines] for _name, lines in row.cells] for row in rows]
    assert names == [[["Best"], [], []], [[], [], []], [[], [], ["Worst"]]]
    assert ([row.name for row in rows], [name for name, _lines in rows[0].cells]) == (
        ["much", "some", "little"],
        ["little", "some", "much"],
    )


def test_the_sheet_of_paper_bears_the_strictest_marking(member: Client, round_: Assessment):
    other = plans.round_(round_.organisation)
    Edition.objects.create(assessment=round_, marking="internal")
    Edition.objects.create(assessment=other, marking="strict")
    plans.action(round_)
    marked = "Strictly confidential"
    assert ("Internal" in text(member, "print", round_), marked in text(member, "print", round_)) == (
        True,
        False,
    )
    plans.action(other)
    assert marked in text(member, "print", round_)


def test_the_table_runs_nothing_and_tells_no_address(member: Client, round_: Assessment):
    plans.action(round_, "=1+1", owner="@ada", email="ada@example.org", note="-2")
    answer = member.get(plans.face("csv", round_.organisation_id))
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[1] == [
        "Spring", "'=1+1", "", "", "", "'@ada", "", "Planned", "some", "some", "'-2", "added",
    ]  # fmt: skip
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_tab_leads_to_the_plan(member: Client, round_: Assessment):
    page = member.get(reverse("assessments:rounds", args=[round_.organisation_id])).content.decode()
    assert f'href="{plans.face("list", round_.organisation_id)}"' in page


@pytest.mark.parametrize("face", FACES)
def test_others_see_no_plan(client: Client, round_: Assessment, face: str):
    client.force_login(factories.member(factories.organisation()))
    assert client.get(plans.face(face, round_.organisation_id)).status_code == 404
