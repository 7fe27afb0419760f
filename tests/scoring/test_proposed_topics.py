"""Which questions a room is to talk about (section 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.result import Result
from tests.scoring import core
from tests.scoring.strategies import Sheet, sheets

PULSE = core.core().pulse
assert PULSE is not None
SECTIONS = {pillar.id: pillar.section for pillar in core.core().pillars}
CAMPS = (1, 1, 1, 5, 5, 5)
ALIKE = (3, 3, 3, 3, 3, 4)


def answered(apart: Mapping[str, tuple[int, ...]], scope: scoring.result.Scope = "full") -> Result:
    """Return six people of every group who lie apart on the questions named, and close on all others."""
    people = [
        scoring.Respondent(
            f"{group}-{at}",
            group,
            {
                question.id: apart.get(question.id, ALIKE)[at]
                for question in core.core().questions
                if group in question.judged_by
            },
        )
        for group in core.core().groups
        for at in range(6)
    ]
    replies = scoring.Replies.from_respondents(core.core(), people)
    return scoring.assess(core.core(), replies, scope=scope)


def questions_of(section: str) -> list[str]:
    made = core.core()
    return [q.id for pillar in made.pillars_of(section) for q in pillar.questions]


def sections_of(result: Result, chosen: tuple[str, ...], sections: Mapping[str, str]) -> Counter[str]:
    return Counter(sections[result.questions[id_].pillar] for id_ in chosen)


def test_topics_are_the_first_of_the_agenda_where_every_main_question_is_among_them():
    first = [questions_of(section.id)[at] for section in core.core().sections for at in range(2)]
    result = answered(dict.fromkeys(first, CAMPS))
    chosen = scoring.proposed(result, SECTIONS)
    assert chosen == scoring.agenda(result)[:6]
    assert set(chosen) == set(first)


def test_the_last_of_the_fullest_main_question_gives_way_to_the_first_of_a_missing_one():
    one, two, three = (section.id for section in core.core().sections)
    most = dict.fromkeys(questions_of(one)[:7], CAMPS)
    result = answered(most)
    agenda = scoring.agenda(result)
    missing = [next(id_ for id_ in agenda if id_ in questions_of(section)) for section in (two, three)]
    chosen = scoring.proposed(result, SECTIONS)
    assert chosen == (*agenda[:4], *sorted(missing, key=agenda.index))
    assert sections_of(result, chosen, SECTIONS) == {one: 4, two: 1, three: 1}


def test_a_pulse_without_pillar_figures_is_ordered_by_split_and_deviation():
    assert PULSE is not None
    *_, last = PULSE.questions
    result = answered({last: CAMPS, PULSE.questions[1]: (1, 2, 3, 3, 4, 5)}, scope="pulse")
    chosen = scoring.proposed(result, SECTIONS, count=5)
    assert result.pillars == {}
    assert chosen[:2] == (last, PULSE.questions[1])
    assert sections_of(result, chosen, SECTIONS).keys() == {section.id for section in core.core().sections}


def test_what_needs_no_talk_is_not_proposed():
    result = answered({})
    first = scoring.proposed(result, SECTIONS)
    again = scoring.proposed(result, SECTIONS, without=first)
    assert len(again) == 6
    assert set(first).isdisjoint(again)


def test_a_room_with_fewer_topics_than_main_questions_takes_the_first():
    result = answered(dict.fromkeys(questions_of(core.core().sections[1].id)[:3], CAMPS))
    assert scoring.proposed(result, SECTIONS, count=1) == scoring.agenda(result)[:1]


def test_nothing_is_proposed_where_nothing_may_be_shown():
    replies = scoring.Replies.from_respondents(core.core(), [])
    assert scoring.proposed(scoring.assess(core.core(), replies), SECTIONS) == ()


@given(sheets(), st.integers(1, 8))
def test_law_every_main_question_that_may_be_shown_is_proposed_in_the_agendas_order(sheet: Sheet, count: int):
    result = sheet.result()
    sections = {pillar.id: pillar.section for pillar in sheet.made.pillars}
    agenda = scoring.agenda(result)
    chosen = scoring.proposed(result, sections, count=count)
    there = sections_of(result, agenda, sections)
    represented = sections_of(result, chosen, sections)
    firsts = {next(id_ for id_ in agenda if sections[result.questions[id_].pillar] == one) for one in there}

    assert len(chosen) == min(count, len(agenda)) == len(set(chosen))
    assert list(chosen) == sorted(chosen, key=agenda.index)
    assert {result.questions[id_].shown for id_ in chosen} <= {True}
    assert len(represented) == min(len(there), count)
    assert set(chosen) - set(agenda[:count]) <= firsts
