"""Everything that a confidential round publishes, as rows of one linear system over people's answers.

Written from the results and the raw answers alone, so that it shares nothing with the code that
decides what is shown but the weights of questions. Unknown: each person's answer to each question;
people who answered the same questions and stand in the same place of everything published are one
kind. What it leaves out is not linear in the answers: intervals, words about agreement, counts of
positions for everybody (of which only the sum over all can be combined with a group's mean).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import scoring
from scoring import scheme
from scoring.result import Result

NOTHING = 1e-8
Row = NDArray[np.float64]


@dataclass
class Organisation:
    """One round: who stands where, what was answered, what was computed from it."""

    made: scheme.Scheme
    groups: NDArray[np.intp]
    codes: NDArray[np.int8]
    declared: tuple[scoring.Declared, ...]
    k: int
    trends: list[tuple[scoring.Trend, str]] = field(default_factory=list)  # and its side: before, after
    series: list[tuple[scoring.Series, int]] = field(default_factory=list)  # and its place
    of_some: list[Row] = field(default_factory=list)  # what is published of some people only

    @property
    def replies(self) -> scoring.Replies:
        ids = tuple(f"r{row}" for row in range(len(self.groups)))
        return scoring.Replies.from_arrays(self.made, ids, self.groups, self.codes)

    @property
    def names(self) -> list[str]:
        return [question.id for question in self.made.questions]

    def answered(self) -> NDArray[np.bool_]:
        return (self.codes >= 1) & (self.codes <= 5)

    def places(self) -> NDArray[np.intp]:
        """Return whatever tells two people apart in what is published."""
        apart = [np.unique(row, axis=0, return_inverse=True)[1].ravel() for row in self.of_some]
        return np.column_stack(
            [self.groups, *(one.labels for one in self.declared), *apart, self.answered()]
        ).astype(np.intp)

    def weight(self, question: str) -> float:
        return next(one.weight for one in self.made.questions if one.id == question)


def rows(of: Organisation, result: Result, parts: Mapping[str, scoring.Partition]) -> list[Row]:
    """Return every published sum as weights of answers, shape (people, questions)."""
    if not result.suppression.total_shown:
        return []
    together = [*_totals(of, result), *_groups(of, result), *_across(of, result)]
    return [*together, *_parts(of, result, parts), *of.of_some]


def _used(of: Organisation, result: Result, pillar: scheme.Pillar) -> list[str]:
    return [question.id for question in pillar.questions if result.questions[question.id].used]


def mean(of: Organisation, who: NDArray[np.bool_], weights: Mapping[str, float]) -> Row:
    """Return a weighted mean of question means over some people."""
    row = np.zeros(of.codes.shape)
    total = sum(weights.values())
    for question, weight in weights.items():
        column = of.names.index(question)
        there = who & of.answered()[:, column]
        row[there, column] = weight / total / there.sum()
    return row


def everybody(of: Organisation) -> NDArray[np.bool_]:
    return np.ones(len(of.groups), dtype=bool)


def _weights(of: Organisation, questions: Collection[str]) -> dict[str, float]:
    return {question: of.weight(question) for question in questions}


def _totals(of: Organisation, result: Result) -> Iterator[Row]:
    for pillar in of.made.pillars:
        if result.pillars[pillar.id].score is not None:
            yield mean(of, everybody(of), _weights(of, _used(of, result, pillar)))
    for id_, question in result.questions.items():
        if question.shown:
            yield mean(of, everybody(of), {id_: 1.0})


def used_by(of: Organisation, result: Result, pillar: scheme.Pillar, who: NDArray[np.bool_]) -> list[str]:
    """Return the questions of a pillar that enough of some people answered."""
    n = (of.answered() & who[:, None]).sum(axis=0)
    return [question for question in _used(of, result, pillar) if n[of.names.index(question)] >= of.k]


def _groups(of: Organisation, result: Result) -> Iterator[Row]:
    for pillar in of.made.pillars:
        shown = result.pillars[pillar.id].breakdown
        for at, group in enumerate(of.made.groups):
            who = of.groups == at
            if not shown.groups[group].hidden and shown.groups[group].score is not None:
                yield mean(of, who, _weights(of, used_by(of, result, pillar, who)))
            for question in shown.by_question.get(group, ()):
                yield mean(of, who, {question: 1.0})
    for pair, gaps in result.gaps.items():
        for gap in gaps.values():
            if gap is not None:
                for group in pair.split("|"):
                    yield mean(of, of.groups == of.made.groups.index(group), _weights(of, gap.common))


def _across(of: Organisation, result: Result) -> Iterator[Row]:
    """Yield views, steps and balances, and whatever comparisons with other rounds show of this one."""
    for questions in scoring.beside(of.made, result):
        yield mean(of, everybody(of), dict.fromkeys(questions, 1.0))
    for trend, side in of.trends:
        yield from _compared(of, trend, side)
    for series, at in of.series:
        for pillar in of.made.pillars:
            if series.pillars[pillar.id].points[at].score is not None:
                yield mean(of, everybody(of), _common(of, pillar, series.common))


def _common(of: Organisation, pillar: scheme.Pillar, common: Collection[str]) -> dict[str, float]:
    return _weights(of, [question.id for question in pillar.questions if question.id in common])


def _compared(of: Organisation, trend: scoring.Trend, side: str) -> Iterator[Row]:
    for pillar in of.made.pillars:
        if getattr(trend.pillars[pillar.id], side) is not None:
            yield mean(of, everybody(of), _common(of, pillar, trend.common))
    for id_, change in trend.questions.items():
        if getattr(change, side) is not None:
            yield mean(of, everybody(of), {id_: 1.0})


def _parts(of: Organisation, result: Result, parts: Mapping[str, scoring.Partition]) -> Iterator[Row]:
    for declared in (one for one in of.declared if one.id in parts):
        for pillar in of.made.pillars:
            for at, option in enumerate(declared.options):
                if parts[declared.id].pillars[pillar.id][option].score is not None:
                    who = declared.labels == at
                    yield mean(of, who, _weights(of, used_by(of, result, pillar, who)))


@dataclass
class System:
    """The sums of everything published, over kinds of people.

    `basis`: an orthonormal basis of what can be combined, shape (sums, people, questions) where
    nothing stands for people alike but the first of them.
    """

    basis: NDArray[np.float64]
    people: NDArray[np.int64]
    kind: NDArray[np.intp]


def system(published: list[Row], places: NDArray[np.intp]) -> System | None:
    """Lay out sums over kinds of people; `places`: whatever tells two people apart."""
    if not published:
        return None
    made = np.array(published)
    _, first, kind, people = np.unique(
        places, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    kinds = made[:, first] * np.sqrt(people)[None, :, None]
    flat = kinds.reshape(len(made), -1)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    _, values, vectors = np.linalg.svd(flat, full_matrices=False)
    basis = vectors[values > NOTHING].reshape(-1, *kinds.shape[1:])
    return System(basis, people, kind.ravel())


def one_answer(of: System, codes: NDArray[np.int8]) -> list[tuple[int, int]]:
    """Return the questions, and the answer, where some sum rests only on people who all gave it."""
    found = []
    for column in range(codes.shape[1]):
        for position in range(1, 6):
            same = np.array(
                [(codes[of.kind == at, column] == position).all() for at in range(len(of.people))]
            )
            part = of.basis[:, same, column]
            if 0 not in part.shape and np.linalg.norm(part, 2) > 1 - NOTHING:
                found.append((column, position))
    return found


def few(of: System, k: int) -> bool:
    """Say whether some sum rests on fewer than k people: an exact search, question by question or not."""
    columns = [of.basis[:, at] for at in range(len(of.people))]
    return _light(columns, of.people.tolist(), k - 1)


def _light(columns: list[NDArray[np.float64]], people: list[int], left: int) -> bool:
    """Search: each kind of people is either among the few, or the sum is zero for them.

    `columns`: for each kind, how the sums that are left rest on it, shape (sums, questions).
    """
    size = len(columns[0]) if columns else 0
    if size == 0:
        return False
    fixing, among = _fixing(columns, people, left + 1)
    if not among:
        return True  # the kinds left do not fix the sums: one rests on the few alone
    if fixing > left:
        return False  # every sum rests on somebody in each of more sets than people are left
    for at in among:
        rest = [column for other, column in enumerate(columns) if other != at]
        others = [n for other, n in enumerate(people) if other != at]
        if people[at] <= left and _light(rest, others, left - people[at]):
            return True
        zero = _zero(columns[at])
        columns = [zero @ column for column in rest]
        people = others
        return _light(columns, people, left)
    return False


def _zero(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the combinations that are zero in a kind of people."""
    vectors, values, _ = np.linalg.svd(column)
    return vectors[:, int((values > NOTHING).sum()) :].T


def _fixing(columns: list[NDArray[np.float64]], people: list[int], enough: int) -> tuple[int, list[int]]:
    """Count sets of people, none in two, that fix every sum; with the kinds of the first."""
    size, left = len(columns[0]), list(people)
    found, first = 0, list[int]()
    while found < enough:
        basis, chosen = np.zeros((0, size)), list[int]()
        order = sorted(range(len(columns)), key=lambda at: -left[at])
        for at in order:
            if left[at] == 0 or len(basis) == size:
                continue
            new = columns[at].T - columns[at].T @ basis.T @ basis
            _, values, vectors = np.linalg.svd(new, full_matrices=False)
            more = vectors[values > NOTHING]
            if len(more):
                basis = np.vstack([basis, more])
                chosen.append(at)
        if len(basis) < size:
            break
        for at in chosen:
            left[at] -= 1
        found, first = found + 1, first or chosen
    return found, first
