from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import AuditEvent
from assessments import lengths, letters, plans, setup
from assessments.models import Assessment, Participant, Reminder, RuledOut
from assessments.refusals import AlreadyClosed, AlreadyOpen, ImpossiblePlan
from mailing.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
ONE = "insight-unprompted"


def fail(**_event: object) -> None:
    raise RuntimeError


def pillar_with(question: str) -> list[str]:
    kit = plans.kit_of(factories.draft())
    return [entry.id for entry in kit.pillar_of(question).questions]


def test_create_draft_asks_nobody_yet():
    organisation, by = factories.organisation(), factories.member()
    organisation.k = 7
    organisation.save()

    draft = setup.create_draft(organisation=organisation, by=by, at=AT, title="Spring")

    assert (draft.draft, draft.open, draft.closed) == (True, False, False)
    assert (draft.title, draft.scope, draft.mode, draft.k) == ("Spring", "full", "confidential", 7)
    assert list(AuditEvent.objects.values_list("action", "actor")) == [("round planned", by.pk)]


def test_change_keeps_what_is_not_named():
    draft = factories.draft(k=6)
    changed = setup.change(assessment=draft, by=factories.member(), mode="confidential", k=8)
    changed.refresh_from_db()
    assert (changed.k, changed.scope, changed.shown_to_participants) == (8, "full", True)


@pytest.mark.parametrize(("k", "fits"), [(4, False), (6, False), (7, True), (100, True), (101, False)])
def test_change_of_k_stays_above_that_of_the_organisation(k: int, fits: bool):  # noqa: FBT001 # a table of cases
    draft = factories.draft()
    type(draft.organisation).objects.update(k=7)
    if fits:
        assert setup.change(assessment=draft, by=factories.member(), k=k).k == k
    else:
        with pytest.raises(ImpossiblePlan) as refused:
            setup.change(assessment=draft, by=factories.member(), k=k)
        assert (refused.value.field, str(refused.value)) == ("k", "Choose a number from 7 to 100.")


def test_change_to_a_pulse_lets_go_of_lenses():
    draft = factories.draft(asked_lenses=["journey"])
    lenses = [lens.about.id for lens in lengths.own_lenses(plans.kit_of(draft))]
    asked = setup.change(assessment=draft, by=factories.member(), asked_lenses=lenses)
    assert asked.asked_lenses == lenses
    assert setup.change(assessment=draft, by=factories.member(), scope="pulse").asked_lenses == []


def test_change_to_open_mode_lets_go_of_the_linked_trend():
    draft = factories.draft(linked=True)
    assert setup.change(assessment=draft, by=factories.member(), mode="open").linked is False


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"asked_lenses": ["horoscope"]}, "asked_lenses"),
        ({"target": "perfect"}, "target"),
        ({"aims": {"no-pillar": {"importance": 2}}}, "no-pillar"),
        ({"breakdowns": [plans.breakdown("Site", ["North"])]}, "options_1"),
        ({"breakdowns": [plans.breakdown("Site", ["North", "north"])]}, "options_1"),
        ({"breakdowns": [plans.breakdown("Site", [str(n) for n in range(21)])]}, "options_1"),
        ({"breakdowns": [plans.breakdown(n, ["a", "b"]) for n in ("Site", "site")]}, "name_2"),
        ({"breakdowns": [plans.breakdown(n, ["a", "b"]) for n in "ABCD"]}, "name_1"),
    ],
)
def test_change_refuses_what_cannot_be_carried_out(plan: plans.Plan, field: str):
    draft = factories.draft()
    with pytest.raises(ImpossiblePlan) as refused:
        setup.change(assessment=draft, by=factories.member(), **plan)
    assert refused.value.field == field
    assert AuditEvent.objects.count() == 0


def test_breakdowns_get_ids_that_differ_whatever_their_names():
    made = plans.breakdown("北 site", ["A b", "a-b", "東"], others=["site"])
    assert made == {
        "id": "site-2",
        "name": "北 site",
        "options": [
            {"id": "a-b", "name": "A b"},
            {"id": "a-b-2", "name": "a-b"},
            {"id": "option", "name": "東"},
        ],
    }


def test_change_of_breakdowns_forgets_options_that_are_declared_no_more():
    draft = factories.draft()
    person = factories.invited(draft, traits={"site": "north", "role": "x"})
    kept = [plans.breakdown("Site", ["North", "South"])]
    setup.change(assessment=draft, by=factories.member(), breakdowns=kept)
    person.refresh_from_db()
    assert person.traits == {"site": "north"}


def test_earlier_is_a_closed_round_of_more_than_one_person():
    organisation, by = factories.organisation(), factories.member()
    draft = factories.draft(organisation)
    before, alone = factories.closed(organisation), factories.closed(organisation, people=1, mode="open")
    foreign, unfinished = factories.closed(), factories.assessment(organisation)

    assert plans.candidates(draft) == [before]
    assert setup.change(assessment=draft, by=by, earlier=before).earlier == before
    for wrong in (alone, foreign, unfinished, draft):
        with pytest.raises(ImpossiblePlan):
            setup.change(assessment=draft, by=by, earlier=wrong)


def test_rule_out_says_why_and_can_be_taken_back():
    draft, by = factories.draft(), factories.member()
    setup.rule_out(assessment=draft, reasons={ONE: " We sell to nobody twice. "}, by=by, at=AT)
    draft.refresh_from_db()
    assert draft.not_asked == [ONE]
    assert list(RuledOut.objects.values_list("question", "reason", "by", "at")) == [
        (ONE, "We sell to nobody twice.", by.pk, AT)
    ]
    setup.rule_out(assessment=draft, reasons={}, by=by, at=AT)
    draft.refresh_from_db()
    assert (draft.not_asked, RuledOut.objects.count()) == ([], 0)


def test_rule_out_needs_a_reason():
    with pytest.raises(ImpossiblePlan) as refused:
        setup.rule_out(assessment=factories.draft(), reasons={ONE: " "}, by=factories.member(), at=AT)
    assert refused.value.field == ONE


def test_rule_out_leaves_every_pillar_two_questions():
    draft, by, questions = factories.draft(), factories.member(), pillar_with(ONE)
    most = dict.fromkeys(questions[:-2], "Not here")
    assert setup.rule_out(assessment=draft, reasons=most, by=by, at=AT).not_asked == list(most)
    with pytest.raises(ImpossiblePlan) as refused:
        setup.rule_out(assessment=draft, reasons=dict.fromkeys(questions[:-1], "Not here"), by=by, at=AT)
    assert str(refused.value) == (
        "“Customer insight” must keep at least two questions, or nothing could be said about it."
    )
    assert list(draft.ruled_out.values_list("question", flat=True)) == list(most)


def test_rule_out_leaves_every_main_question_of_a_pulse_two_questions():
    draft, by = factories.draft(scope="pulse"), factories.member()
    kit = plans.kit_of(draft)
    section = kit.framework.sections[0].id
    of_section = [q for q in kit.pulse.questions if kit.pillar_of(q).section == section]
    setup.rule_out(assessment=draft, reasons=dict.fromkeys(of_section[:-2], "Not here"), by=by, at=AT)
    with pytest.raises(ImpossiblePlan):
        setup.rule_out(assessment=draft, reasons=dict.fromkeys(of_section[:-1], "Not here"), by=by, at=AT)


def test_change_to_a_pulse_is_refused_where_too_little_of_it_would_be_left():
    draft, by = factories.draft(), factories.member()
    kit = plans.kit_of(draft)
    first = kit.framework.sections[0].id
    of_section = [question for question in kit.pulse.questions if kit.pillar_of(question).section == first]
    setup.rule_out(assessment=draft, reasons=dict.fromkeys(of_section[:-1], "Not here"), by=by, at=AT)
    with pytest.raises(ImpossiblePlan):
        setup.change(assessment=draft, by=by, scope="pulse")


def test_schedule_keeps_dates_in_order():
    draft, by = factories.draft(), factories.member()
    opens, closes = AT + timedelta(days=1), AT + timedelta(days=15)
    reminders = [AT + timedelta(days=9), AT + timedelta(days=5), AT + timedelta(days=5)]
    setup.schedule(assessment=draft, opens_at=opens, closes_at=closes, reminders=reminders, by=by, at=AT)
    draft.refresh_from_db()
    assert (draft.opens_at, draft.closes_at) == (opens, closes)
    assert list(draft.reminders.order_by("due_at").values_list("due_at", flat=True)) == [
        AT + timedelta(days=5),
        AT + timedelta(days=9),
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "reminder", "field"),
    [
        (-1, 5, None, "opens_at"),
        (None, 0, None, "closes_at"),
        (5, 5, None, "closes_at"),
        (None, 800, None, "closes_at"),
        (2, 5, 1, "reminders"),
        (2, 5, 5, "reminders"),
        (None, None, -1, "reminders"),
    ],
)
def test_schedule_refuses_impossible_dates(
    opens: int | None, closes: int | None, reminder: int | None, field: str
):
    def day(number: int | None) -> datetime | None:
        return None if number is None else AT + timedelta(days=number)

    with pytest.raises(ImpossiblePlan) as refused:
        setup.schedule(
            assessment=factories.draft(),
            opens_at=day(opens),
            closes_at=day(closes),
            reminders=[at for at in [day(reminder)] if at],
            by=factories.member(),
            at=AT,
        )
    assert (refused.value.field, Reminder.objects.count()) == (field, 0)


def test_schedule_of_an_open_round_moves_its_closing_only():
    round_, by = factories.assessment(mode="confidential"), factories.member()
    sent = Reminder.objects.create(assessment=round_, due_at=AT, sent_at=AT)
    later = AT + timedelta(days=3)
    setup.schedule(assessment=round_, opens_at=None, closes_at=later, reminders=[], by=by, at=AT)
    round_.refresh_from_db()
    assert (round_.closes_at, list(round_.reminders.all())) == (later, [sent])
    with pytest.raises(AlreadyOpen):
        setup.schedule(assessment=round_, opens_at=later, closes_at=None, reminders=[], by=by, at=AT)


def test_everybody_who_can_still_answer_is_told_of_another_closing():
    round_, by = factories.assessment(mode="confidential"), factories.member()
    factories.invited(round_, email="ida@example.org")
    factories.invited(round_, email="gone@example.org", withdrawn_at=AT)
    for closes_at in (AT + timedelta(days=3), AT + timedelta(days=3)):
        setup.schedule(assessment=round_, opens_at=None, closes_at=closes_at, reminders=[], by=by, at=AT)
    assert list(Message.objects.values_list("kind", "address")) == [("new_closing", "ida@example.org")]
    told = " ".join(letters.new_closing(Message.objects.get()).text.split())
    assert "change your answers or withdraw them until Thursday 4 March 2027, 09:00." in told


def test_schedule_of_a_closed_round_is_refused():
    with pytest.raises(AlreadyClosed):
        setup.schedule(
            assessment=factories.closed(),
            opens_at=None,
            closes_at=AT,
            reminders=[],
            by=factories.member(),
            at=AT,
        )


def test_clone_takes_over_the_plan_and_the_people_and_nothing_they_said():
    source = factories.closed()
    Participant.objects.filter(assessment=source).delete()
    person = factories.invited(source, email="ida@example.org", name="Ida")
    factories.invited(source, email="gone@example.org", withdrawn_at=AT)
    breakdowns = [plans.breakdown("Site", ["North", "South"])]
    Assessment.objects.filter(pk=source.pk).update(
        title="Spring", breakdowns=breakdowns, not_asked=[ONE], closes_at=AT, k=9, felt={"x": [1, 0, 0, 0, 0]}
    )
    RuledOut.objects.create(assessment=source, question=ONE, reason="Not here")
    source.refresh_from_db()

    draft = setup.clone(source=source, by=factories.member(), at=AT)

    draft.refresh_from_db()
    assert (draft.title, draft.k, draft.breakdowns, draft.not_asked) == (
        "Spring, next round",
        9,
        breakdowns,
        [ONE],
    )
    assert (draft.opens_at, draft.closes_at, draft.opened_at, draft.felt) == (None, None, None, {})
    assert draft.earlier == source
    assert list(draft.ruled_out.values_list("question", "reason")) == [(ONE, "Not here")]
    copied = draft.participants.get()
    assert (copied.name, copied.email, copied.group) == ("Ida", "ida@example.org", person.group)
    assert (copied.key == person.key, copied.token_hash == person.token_hash) == (False, False)
    assert (draft.responses.count(), copied.consented_at) == (0, None)


def test_rename_works_whatever_the_state():
    for round_ in (factories.draft(), factories.assessment(), factories.closed()):
        assert setup.rename(assessment=round_, title="Autumn", by=factories.member()).title == "Autumn"


def test_delete_draft_takes_everything_planned_with_it():
    draft = factories.draft()
    factories.invited(draft)
    setup.delete_draft(assessment=draft, by=factories.member())
    assert (Assessment.objects.count(), Participant.objects.count()) == (0, 0)


def changing(round_: Assessment) -> list[Callable[[], object]]:
    by = factories.member()
    return [
        lambda: setup.change(assessment=round_, by=by, mode="open"),
        lambda: setup.change(assessment=round_, by=by, k=50),
        lambda: setup.rule_out(assessment=round_, reasons={ONE: "Not here"}, by=by, at=AT),
        lambda: setup.delete_draft(assessment=round_, by=by),
    ]


@pytest.mark.parametrize("state", ["open", "closed"])
def test_nothing_announced_changes_once_a_round_has_been_opened(state: str):
    round_ = factories.closed() if state == "closed" else factories.assessment(mode="confidential")
    before = Assessment.objects.filter(pk=round_.pk).values().get()
    for change in changing(round_):
        with pytest.raises(AlreadyOpen):
            change()
    assert Assessment.objects.filter(pk=round_.pk).values().get() == before


def test_services_leave_nothing_behind_when_they_fail(monkeypatch: pytest.MonkeyPatch):
    draft = factories.draft()
    before = Assessment.objects.values().get()
    by = factories.member()
    monkeypatch.setattr("accounts.audit.record", fail)
    acts: list[Callable[[], object]] = [
        lambda: setup.create_draft(organisation=draft.organisation, by=by, at=AT),
        lambda: setup.change(assessment=draft, by=by, k=9),
        lambda: setup.rule_out(assessment=draft, reasons={ONE: "Not here"}, by=by, at=AT),
        lambda: setup.rename(assessment=draft, title="Autumn", by=by),
        lambda: setup.clone(source=draft, by=by, at=AT),
        lambda: setup.delete_draft(assessment=draft, by=by),
        lambda: setup.schedule(
            assessment=draft, opens_at=None, closes_at=None, reminders=[AT + timedelta(1)], by=by, at=AT
        ),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
    assert list(Assessment.objects.values()) == [before]
    assert (RuledOut.objects.count(), Reminder.objects.count()) == (0, 0)
