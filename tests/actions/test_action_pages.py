"""The pages of one action: show, change, move and undo, remove, add."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import Membership
from actions import changing
from actions.changing import Words
from actions.models import Action
from assessments.models import Assessment
from tests import factories
from tests.actions import plans

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Call ten customers",
    "do": "By telephone",
    "done_when": "Ten notes",
    "owner": "Ada",
    "email": "ada@example.org",
    "due_on": "2031-03-01",
    "impact": "3",
    "effort": "1",
    "status": "begun",
    "note": "Begun in May",
    "version": "1",
}
MOVES = {"plan": "planned", "begin": "begun", "done": "done", "drop": "dropped"}
CHANGING = ("change", "remove", *MOVES)


@pytest.fixture
def round_() -> Assessment:
    return plans.round_(title="Spring")


@pytest.fixture
def one(round_: Assessment) -> Action:
    return plans.action(round_)


@pytest.fixture
def member(round_: Assessment, client: Client) -> Client:
    client.force_login(factories.member(round_.organisation, Membership.Role.FACILITATOR))
    return client


def test_the_page_shows_everything(member: Client, round_: Assessment):
    one = plans.action(
        round_,
        "Call them",
        do="By telephone",
        done_when="Ten notes",
        owner="Ada",
        email="ada@example.org",
        due_on=date(2031, 3, 1),
        note="Begun",
        pillar="customer-insight",
    )
    page = member.get(plans.path("action", one)).content.decode()
    for words in ("Call them", "By telephone", "Ten notes", "Ada", "ada@example.org", "1 Mar 2031", "Begun"):
        assert words in page
    assert "Spring" in page


def test_everything_can_be_changed(member: Client, one: Action):
    answer = member.post(plans.path("change", one), FIELDS)
    one.refresh_from_db()
    assert answer.headers["Location"] == plans.path("action", one)
    assert {name: str(getattr(one, name)) for name in FIELDS} == {**FIELDS, "version": "2"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("title", "\u202eevil"),
        ("do", "x" * 2001),
        ("owner", "x" * 121),
        ("email", "nobody"),
        ("due_on", "tomorrow"),
        ("due_on", "1999-12-31"),
        ("due_on", "2100-01-01"),
        ("impact", "4"),
        ("effort", "none"),
        ("status", "late"),
        ("version", "0"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(member: Client, one: Action, field: str, value: str):
    answer = member.post(plans.path("change", one), {**FIELDS, field: value})
    one.refresh_from_db()
    assert (answer.status_code, one.title, one.version) == (422, "Name the owners", 1)
    assert list(answer.context["form"].errors) == [field]
    assert "Begun in May" in answer.content.decode()


def test_text_on_one_line_stays_on_one(member: Client, one: Action):
    member.post(plans.path("change", one), {**FIELDS, "title": "Two\nlines", "owner": " A  b "})
    one.refresh_from_db()
    assert (one.title, one.owner) == ("Two lines", "A b")


@pytest.mark.parametrize("version", ["1", ""])
def test_who_was_slower_keeps_what_they_typed_and_can_save_it(member: Client, one: Action, version: str):
    by = factories.member(one.organisation)
    changing.change(action=one, words=Words("Of another"), status="planned", version=1, by=by, at=now())
    answer = member.post(plans.path("change", one), {**FIELDS, "version": version})
    page = answer.content.decode()
    assert (answer.status_code, "Of another" in page, "Call ten customers" in page) == (409, True, True)
    assert 'name="version" value="2"' in page
    assert member.post(plans.path("change", one), {**FIELDS, "version": "2"}).status_code == 302
    one.refresh_from_db()
    assert one.title == "Call ten customers"


@pytest.mark.parametrize("name", MOVES)
def test_an_action_is_moved_and_moved_back(member: Client, round_: Assessment, name: str):
    before = "planned" if name != "plan" else "begun"
    one = plans.action(round_, status=before)
    answer = member.post(plans.path(name, one), {"version": "1"})
    one.refresh_from_db()
    assert one.status == MOVES[name]
    board = member.get(answer.headers["Location"])
    back = next(key for key, status in MOVES.items() if status == before)
    assert f'action="{plans.path(back, one)}"' in board.content.decode()
    member.post(plans.path(back, one), {"version": str(board.context["moved"]["action"].version)})
    one.refresh_from_db()
    assert (one.status, one.settled_at) == (before, None)


@pytest.mark.parametrize("version", ["", "0", "7", "x", "²", "99999999999"])
def test_a_move_from_an_older_board_is_refused(member: Client, one: Action, version: str):
    answer = member.post(plans.path("done", one), {"version": version})
    one.refresh_from_db()
    assert (answer.status_code, one.status) == (409, "planned")
    assert "Somebody else has changed this action" in answer.content.decode()


@pytest.mark.parametrize(
    "asked", ["moved=x&before=done", "moved=&before=", "before=done", "moved={pk}&before=x"]
)
def test_the_board_passes_over_a_move_that_was_none(member: Client, one: Action, asked: str):
    answer = member.get(f"{plans.face('board', one.organisation_id)}?{asked.format(pk=one.pk)}")
    assert (answer.status_code, answer.context["moved"]) == (200, None)


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        ("planned", ["begin", "done", "drop"]),
        ("begun", ["plan", "done", "drop"]),
        ("done", ["begin"]),
        ("dropped", ["plan"]),
    ],
)
def test_the_page_moves_an_action_as_the_board_does(
    member: Client, round_: Assessment, status: str, moves: list[str]
):
    one = plans.action(round_, status=status)
    addresses = (plans.path("action", one), plans.face("board", one.organisation_id))
    pages = [member.get(address).content.decode() for address in addresses]
    offered = [[name for name in MOVES if f'formaction="{plans.path(name, one)}"' in page] for page in pages]
    assert [sorted(names) for names in offered] == [sorted(moves)] * 2
    asked = member.get(plans.path("remove", one)).content.decode()
    assert (f'formaction="{plans.path("drop", one)}"' in asked) == (status != "dropped")


def test_removing_asks_first(member: Client, one: Action):
    asked = member.get(plans.path("remove", one))
    assert ("Remove this action?" in asked.content.decode(), Action.objects.count()) == (True, 1)
    answer = member.post(plans.path("remove", one))
    assert (answer.headers["Location"], Action.objects.count()) == (
        plans.face("list", one.organisation_id),
        0,
    )


def test_one_of_ones_own_is_added(member: Client, round_: Assessment):
    answer = member.post(plans.path("add", round_), FIELDS)
    made = Action.objects.get()
    assert answer.headers["Location"] == plans.path("choose", round_)
    assert (made.title, made.assessment, made.organisation, made.origin, made.status) == (
        "Call ten customers",
        round_,
        round_.organisation,
        "own",
        "planned",
    )


def test_an_empty_one_is_refused(member: Client, round_: Assessment):
    answer = member.post(plans.path("add", round_), {**FIELDS, "title": " "})
    assert (answer.status_code, "By telephone" in answer.content.decode()) == (422, True)
    assert Action.objects.count() == 0


def test_nothing_is_added_before_the_result(member: Client, round_: Assessment):
    open_ = factories.assessment(round_.organisation)
    answer = member.post(plans.path("add", open_), FIELDS)
    assert (answer.status_code, "By telephone" in answer.content.decode()) == (409, True)
    assert Action.objects.count() == 0


@pytest.mark.parametrize("name", CHANGING)
def test_viewers_change_nothing(one: Action, name: str):
    viewer = Client()
    viewer.force_login(factories.member(one.organisation, Membership.Role.VIEWER))
    assert viewer.post(plans.path(name, one), FIELDS).status_code == 404
    assert Action.objects.get().version == 1


@pytest.mark.parametrize("name", ["action", *CHANGING])
def test_actions_of_others_do_not_exist(member: Client, name: str):
    foreign = plans.action(plans.round_())
    mine = plans.path(name, foreign).replace(
        str(foreign.organisation_id),
        str(member.get("/organisations/").wsgi_request.user.organisations.get().pk),
    )
    ask = member.get if name == "action" else member.post
    assert [ask(path).status_code for path in (mine, plans.path(name, foreign))] == [404, 404]


@pytest.mark.parametrize("name", ["add", "choose", "work-out", "review"])
def test_rounds_of_others_do_not_exist(member: Client, name: str):
    foreign = plans.round_()
    assert member.post(plans.path(name, foreign), FIELDS).status_code == 404
