"""The auditor's test of what a round publishes of its groups (section 9, rule 7).

The rules look at one group, one question and one pillar at a time. What groups hide behind each
other may still be one answer, and scores over different questions of a pillar can be taken from each
other; so what the rules allow is laid out as one system and less is shown until it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring import breakdown, gaps, lenses, pillars, release, rounds
from scoring.books import EVERYBODY, GROUPS, Book, Page, Published
from scoring.breakdown import Contributors
from scoring.composites import Composite
from scoring.result import Breakdown, GroupFigure
from scoring.rounds import Round
from scoring.scheme import Pillar


def breakdowns(round_: Round, people: Contributors | None = None) -> dict[str, Breakdown]:
    """Return what every pillar may show, so that nothing of it tells of a few or one answer of all."""
    shown = breakdown.read(round_, people)
    if round_.mode == "open" or not round_.suppression.total_shown:
        return shown
    book = of_groups(round_, shown)
    for pillar in round_.scheme.pillars:
        shown[pillar.id] = _safe(round_, pillar, shown[pillar.id], book)
    return shown


def _safe(round_: Round, pillar: Pillar, of: Breakdown, book: Book) -> Breakdown:
    """Return the first that holds of: all, no comparison of groups, no group by question, no group at all."""
    nobody = {id_: GroupFigure(None, figure.n, hidden=True) for id_, figure in of.groups.items()}
    less = (
        of,
        replace(of, compared=False),
        replace(of, by_question={}, unseen={}),
        replace(of, by_question={}, unseen={}, compared=False),
    )
    nothing = replace(of, by_question={}, unseen={}, compared=False, groups=nobody)
    for one in (*less, nothing):
        page = page_of(round_, pillar, one)
        if one is nothing or not book.tells(pillar.id, page):
            book.enter(pillar.id, page)
            return one
    return nothing


def of_groups(round_: Round, shown: Mapping[str, Breakdown]) -> Book:
    """Open the book of a round over its groups."""
    groups = round_.scheme.groups
    return Book(
        k=round_.k,
        places=np.arange(len(groups), dtype=np.intp)[:, None],
        answers=np.array([round_.by_group[group].distributions for group in groups]),
        there={id_: np.array([of.groups[group].n for group in groups]) for id_, of in shown.items()},
        pages={pillar.id: page_of(round_, pillar, shown[pillar.id]) for pillar in round_.scheme.pillars},
        across=across(round_, shown),
    )


def across(round_: Round, shown: Mapping[str, Breakdown]) -> tuple[Published, ...]:
    """Return the released groupings over several pillars, less the questions that are shown anyway."""
    visible = {round_.columns[name] for of in shown.values() for name in of.questions}
    n = round_.everybody.n
    out = []
    for columns in _released(round_, visible):
        hidden = {column: 1.0 / n[column] for column in columns if column not in visible}
        out += [Published(EVERYBODY, hidden)] if hidden else []
    return tuple(out)


def _released(round_: Round, visible: set[int]) -> Iterator[Sequence[int]]:
    """Yield the used columns of every view, step and side of a balance that may be shown."""
    used = round_.used(round_.columns)
    hidden = [column for column in used if column not in visible]
    unanimous = {at for at, column in enumerate(hidden) if round_.everybody.unanimous[column]}
    made = pillars.composites(round_, used)
    rows = [
        [weights.get(column, 0.0) for column in hidden]
        for composite in made.values()
        for weights in [dict(composite.weights())]
    ]
    found = {at: round_.used(names) for at, names in enumerate(lenses.groupings(round_))}
    told = {at: [float(column in columns) for column in hidden] for at, columns in found.items()}
    kept = release.kept(rows, told, unanimous, len(hidden))
    return (found[at] for at in found if at in kept)


def page_of(round_: Round, pillar: Pillar, of: Breakdown) -> Page:
    """Return what a pillar publishes of everybody, of its groups and of their gaps."""
    names = rounds.ids(pillar.questions)
    used, everybody = round_.used(names), round_.everybody
    scores = [_sum(EVERYBODY, pillars.composite(round_, pillar, used), everybody.n)]
    questions = [_single(EVERYBODY, round_.columns[name], everybody.n) for name in of.questions]
    for place, group in enumerate(round_.scheme.groups):
        tally = round_.by_group[group]
        if not of.groups[group].hidden:
            own = round_.used(names, tally)
            scores.append(_sum((GROUPS, place), pillars.composite(round_, pillar, own), tally.n))
        apart = (round_.columns[name] for name in of.by_question.get(group, ()))
        questions += [_single((GROUPS, place), column, tally.n) for column in apart]
    scores += _compared(round_, pillar, of) if of.compared else ()
    return Page(used, tuple(scores), tuple(questions), entangled=len(of.questions) < len(used))


def _compared(round_: Round, pillar: Pillar, of: Breakdown) -> Iterator[Published]:
    """Yield the scores of groups over the questions on which two of them are compared."""
    groups = round_.scheme.groups
    open_ = [group for group in groups if group in round_.suppression.shown and not of.groups[group].hidden]
    for at, first in enumerate(open_):
        for second in open_[at + 1 :]:
            common = gaps.common_questions(round_, pillar, (first, second))
            made = pillars.composite(round_, pillar, common)
            for group in (first, second) if common else ():
                yield _sum((GROUPS, groups.index(group)), made, round_.by_group[group].n)


def _sum(where: tuple[int, int], made: Composite, n: Sequence[int]) -> Published:
    return Published(where, {column: weight / n[column] for column, weight in made.weights()})


def _single(where: tuple[int, int], column: int, n: Sequence[int]) -> Published:
    return Published(where, {column: 1.0 / n[column]})
