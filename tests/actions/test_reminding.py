"""Letters to the owners of actions: when, to whom, how often, and what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Organisation
from actions import changing, letters, reminding
from actions.changing import Words
from actions.models import Action
from assessments.models import Assessment
from jobs import worker
from mailing import folder, suppressions
from mailing.models import Message, Suppression
from tests import factories
from tests.actions import plans

pytestmark = pytest.mark.django_db
DUE = date(2031, 3, 14)
ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def round_() -> Assessment:
    return plans.round_()


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days_written(days: range, due: date = DUE, *, hours: tuple[int, ...] = (9,)) -> list[int]:
    """Return on which days, counted from the due one, letters were queued where it ran on these days."""
    moments = [(after, at(due + timedelta(days=after), hour)) for after in days for hour in hours]
    return [after for after, moment in moments if reminding.remind(at=moment).count]


def test_owners_are_written_to_a_week_before_on_the_day_and_every_week_after(round_: Assessment):
    plans.action(round_, due_on=DUE, email=ADA)
    assert days_written(range(-20, 24)) == [-7, 0, 7, 14, 21]


def test_days_on_which_nothing_ran_are_made_up_for(round_: Assessment):
    plans.action(round_, due_on=DUE, email=ADA)
    found = [after for after in (-5, -4, 2, 3, 9, 20, 21) if days_written(range(after, after + 1))]
    assert found == [-5, 2, 9, 20]


def test_what_is_late_when_the_address_is_typed_is_told_at_once(round_: Assessment):
    plans.action(round_, due_on=DUE, email=ADA)
    assert days_written(range(3, 12)) == [3, 10]


def test_a_second_run_on_a_day_sends_nothing(round_: Assessment):
    plans.action(round_, due_on=DUE, email=ADA)
    assert days_written(range(-8, 1), hours=(7, 9, 23)) == [-7, 0]


def test_nothing_goes_out_before_seven_by_the_clocks_of_the_organisation(round_: Assessment):
    Organisation.objects.update(time_zone="America/New_York")
    plans.action(round_, due_on=DUE, email=ADA)
    found = [
        reminding.remind(at=datetime(2031, 3, 7, hour, 59, tzinfo=UTC)).count for hour in (2, 10, 11, 12)
    ]
    assert found == [0, 0, 0, 1]
    assert Action.objects.get().reminded_on == date(2031, 3, 7)


def test_one_letter_lists_everything_of_a_person(round_: Assessment):
    plans.action(round_, "Late", due_on=DUE - timedelta(days=3), email=ADA)
    plans.action(round_, "Today", due_on=DUE, email="ADA@example.org", done_when="It rings")
    plans.action(round_, "Soon", due_on=DUE + timedelta(days=6), email=ADA)
    plans.action(round_, "Far off", due_on=DUE + timedelta(days=8), email=ADA)
    plans.action(round_, "No day", email=ADA)
    plans.action(round_, "Done", due_on=DUE, email=ADA, status="done")
    plans.action(round_, "Of Bo", due_on=DUE, email=BO)
    assert reminding.remind(at=at(DUE)).count == 2
    named = set(Action.objects.filter(reminded_on=DUE).values_list("title", flat=True))
    assert named == {"Late", "Today", "Soon", "Of Bo"}
    assert sorted(Message.objects.values_list("address", "kind", "topic")) == [
        (ADA, "actions-due", round_.organisation_id),
        (BO, "actions-due", round_.organisation_id),
    ]


def test_organisations_are_written_for_apart(round_: Assessment):
    other = plans.round_()
    for each in (round_, other):
        plans.action(each, due_on=DUE, email=ADA)
    assert reminding.remind(at=at(DUE)).count == 2
    assert set(Message.objects.values_list("organisation", flat=True)) == {
        round_.organisation_id,
        other.organisation_id,
    }


@pytest.mark.parametrize("kind", ["sample", "trial"])
def test_nobody_is_written_to_for_what_is_invented_or_tried(round_: Assessment, kind: str):
    Organisation.objects.update(kind=kind)
    plans.action(round_, due_on=DUE, email=ADA)
    assert reminding.remind(at=at(DUE)).count == 0


def test_who_wants_no_mail_gets_none(round_: Assessment):
    plans.action(round_, due_on=DUE, email=ADA)
    suppressions.add(
        organisation=round_.organisation, address=ADA, reason=Suppression.Reason.ASKED, at=at(DUE)
    )
    assert (reminding.remind(at=at(DUE)).suppressed, Message.objects.get().state) == (1, "suppressed")


def test_the_allowance_of_the_day_holds(round_: Assessment, settings: Settings):
    settings.MAIL_PER_DAY = 1
    plans.action(round_, due_on=DUE, email=ADA)
    plans.action(round_, due_on=DUE, email=BO)
    queued = reminding.remind(at=at(DUE))
    assert (queued.count, queued.held) == (1, 1)


def test_another_day_is_told_of_anew(round_: Assessment):
    one = plans.action(round_, due_on=DUE, email=ADA)
    reminding.remind(at=at(DUE - timedelta(days=7)))
    later = DUE + timedelta(days=2)
    words = Words(one.title, email=ADA, due_on=later)
    by = factories.member(round_.organisation)
    changing.change(action=one, words=words, status="planned", version=1, by=by, at=at(DUE))
    assert days_written(range(-8, 1), later) == [-7, 0]


def letter_text(settings: Settings, tmp_path: Path, *, today: date) -> str:
    settings.MAIL_IS_SENT, settings.MAIL_DIR = False, tmp_path
    settings.BASE_URL = "https://cx.example.org"
    reminding.remind(at=at(today))
    worker.run_until_empty()
    return folder.text_of(Message.objects.get().pk) or ""


def test_the_letter_says_what_is_due_and_lets_nobody_in(
    round_: Assessment, settings: Settings, tmp_path: Path
):
    today = round_.organisation.day_of(datetime.now(tz=UTC))
    plans.action(round_, "Late <b>", due_on=today - timedelta(days=3), email=ADA, done_when="It rings")
    plans.action(round_, "Today", due_on=today, email=ADA)
    text = " ".join(letter_text(settings, tmp_path, today=today).split())
    for words in (
        "- Late <b>",
        "(3 days overdue) Done when: It rings",
        "(due today)",
        f"https://cx.example.org{plans.face('board', round_.organisation_id)}",
        "No more mail from Harbour Ferries: https://cx.example.org/",
    ):
        assert words in text
    assert text.index("Late <b>") < text.index("Today")
    letter = letters.due(Message.objects.get())
    assert letter.subject == "Harbour Ferries: 2 actions of yours are due, 1 overdue"
    assert ("Late &lt;b&gt;" in letter.html, "<b>" in letter.html) == (True, False)
    assert max(len(line) for line in letter.text.splitlines() if "http" not in line) <= 72


def test_what_was_settled_meanwhile_is_left_out(round_: Assessment):
    one, other = (plans.action(round_, title, due_on=DUE, email=ADA) for title in ("One", "Other"))
    reminding.remind(at=at(DUE))
    message = Message.objects.get()
    Action.objects.filter(pk=one.pk).update(due_on=date(2000, 1, 1))
    Action.objects.filter(pk=other.pk).update(status="done", settled_at=at(DUE))
    text = letters.due(message).text
    assert ("One" in text, "Other" in text) == (True, False)
    Action.objects.filter(pk=one.pk).update(email=BO)
    assert letters.due(message) is None
