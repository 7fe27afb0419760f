"""Rule 9.7 as an auditor would test it: what can be solved for from what is published."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import scoring
from scoring import scheme
from scoring.result import Result
from tests.scoring.strategies import Sheet, sheets

Rows = list[list[float]]


def solved(system: Rows, unknowns: int) -> list[int]:
    """Return the unknowns that have a single solution in a linear system: no null vector moves them."""
    matrix = np.array(system, dtype=float).reshape(len(system), unknowns)
    _, values, vectors = np.linalg.svd(matrix)
    rank = int((values > 1e-9).sum())
    free = vectors[rank:]
    return [at for at in range(unknowns) if bool((np.abs(free[:, at]) < 1e-9).all())]


def unit(size: int, at: int) -> list[float]:
    return [float(at == other) for other in range(size)]


def answers(sheet: Sheet, group: str, question: str) -> NDArray[np.int8]:
    """Return a group's positions on a question."""
    column = [one.id for one in sheet.made.questions].index(question)
    replies = sheet.codes[sheet.groups == sheet.made.groups.index(group), column]
    return replies[(replies >= 1) & (replies <= 5)]


def is_unanimous(positions: NDArray[np.int8]) -> bool:
    return len(positions) > 0 and len(set(positions.tolist())) == 1


@given(sheets(mode="confidential", min_people=12))
def test_no_question_gives_away_a_unanimous_group_or_fewer_than_k(sheet: Sheet):
    """Unknown: each group's mean on the question. Published: the total, and groups broken down."""
    result = sheet.result()
    for pillar in result.pillars.values():
        shown = pillar.breakdown
        for question in shown.questions:
            given_by = {group: answers(sheet, group, question) for group in sheet.made.groups}
            there = [group for group, positions in given_by.items() if len(positions)]
            system = [[float(len(given_by[group])) for group in there]]
            system += [unit(len(there), at) for at, g in enumerate(there) if g in shown.by_question]
            known = [there[at] for at in solved(system, len(there))]
            assert [g for g in known if len(given_by[g]) < sheet.k or is_unanimous(given_by[g])] == []


@given(sheets(mode="confidential", min_people=12))
def test_no_group_s_pillar_score_gives_away_a_unanimous_question(sheet: Sheet):
    """Unknown: the group's mean on each question it uses. Published: its score, and its breakdown."""
    result = sheet.result()
    for pillar in sheet.made.pillars:
        shown = result.pillars[pillar.id].breakdown
        for group, figure in shown.groups.items():
            used = [q for q in used_questions(result, pillar) if len(answers(sheet, group, q.id)) >= sheet.k]
            system = [] if figure.hidden else [[question.weight for question in used]]
            apart = shown.by_question.get(group, {})
            system += [unit(len(used), at) for at, question in enumerate(used) if question.id in apart]
            known = [used[at].id for at in solved(system, len(used))] if system else []
            assert [q for q in known if is_unanimous(answers(sheet, group, q))] == []


@given(sheets(mode="confidential", min_people=12))
def test_no_pillar_score_gives_away_a_unanimous_question(sheet: Sheet):
    """Unknown: the mean of each question. Published: the pillar score, and the questions, all or none.

    Precondition: two used questions; of a single one the pillar score is the mean, and rule 7 lets the
    pillar score stay.
    """
    result = sheet.result()
    for pillar in sheet.made.pillars:
        used = used_questions(result, pillar)
        shown = result.pillars[pillar.id].breakdown.questions
        if len(used) > 1:
            system = [[question.weight for question in used]]
            system += [unit(len(used), at) for at, question in enumerate(used) if question.id in shown]
            known = [used[at].id for at in solved(system, len(used))]
            assert [q for q in known if is_unanimous(everybody(sheet, q))] == []


@given(sheets(mode="confidential", min_people=12), st.data())
def test_no_released_grouping_gives_away_a_unanimous_question(sheet: Sheet, data: st.DataObject):
    """Unknown: the mean of each used question. Published: shown questions, pillar scores, groupings."""
    result = sheet.result()
    names = [id_ for id_, question in result.questions.items() if question.used]
    drawn = data.draw(st.lists(st.sets(st.sampled_from([*names, "-"])), max_size=8))
    groupings = {at: frozenset(entry) & set(names) for at, entry in enumerate(drawn)}
    released = scoring.released(sheet.made, result, groupings)
    scored = [p for p in sheet.made.pillars if result.pillars[p.id].score is not None]
    weights = [{question.id: question.weight for question in pillar.questions} for pillar in scored]
    system = [[of.get(id_, 0.0) for id_ in names] for of in weights]
    system += [unit(len(names), at) for at, id_ in enumerate(names) if result.questions[id_].shown]
    more = [[float(id_ in groupings[at]) for id_ in names] for at in sorted(released)]
    told = set(solved([*system, *more], len(names))) - set(solved(system, len(names)))
    assert [names[at] for at in told if is_unanimous(everybody(sheet, names[at]))] == []


def used_questions(result: Result, pillar: scheme.Pillar) -> list[scheme.Question]:
    return [question for question in pillar.questions if result.questions[question.id].used]


def everybody(sheet: Sheet, question: str) -> NDArray[np.int8]:
    return np.concatenate([answers(sheet, group, question) for group in sheet.made.groups])
