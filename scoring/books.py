"""Everything that a confidential round publishes of its groups and break-downs, as sums over people.

The system of an auditor who holds it all: `sums` says what it gives away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scoring import breakdown, gaps, pillars, rounds, sums, tallies, uncertainty
from scoring.composites import Composite
from scoring.replies import POSITIONS, Replies
from scoring.result import Breakdown
from scoring.rounds import Round
from scoring.scheme import Pillar
from scoring.sums import Matrix
from scoring.tallies import CHUNK

EVERYBODY = (-1, 0)
"""Where a figure stands that is over all people."""
GROUPS = 0
"""The first partition is always that of the framework's groups."""

Told = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Published:
    """A score as a sum over people.

    `where`: partition (the groups first, `EVERYBODY` for all) and place in it. `shares`: what one
    answer to each column counts for.
    """

    where: tuple[int, int]
    shares: Mapping[int, float]


@dataclass(slots=True)
class Page:
    """What one pillar has published so far; `told`: question and answer that it gives away."""

    columns: tuple[int, ...]
    scores: list[Published]
    questions: list[Published]
    told: Told = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The pages of all pillars, over people who stand in the same place of every partition.

    `places`: the place of each such set in every partition, shape (sets, partitions). `answers`:
    how many of it gave each position, shape (sets, questions, 5); `there`: how many have a scored
    answer to each pillar, shape (sets, pillars).
    """

    k: int
    order: tuple[str, ...]
    places: NDArray[np.intp]
    answers: NDArray[np.int64]
    there: NDArray[np.int64]
    pages: dict[str, Page] = field(default_factory=dict)

    @classmethod
    def of(cls, round_: Round, labels: Sequence[NDArray[np.intp]]) -> Book:
        """Open the book of a round with what it publishes of everybody and of its groups."""
        places, at = _places(np.column_stack([round_.replies.groups, *labels]))
        counted = tallies.count(Replies(round_.replies.ids, at, round_.replies.codes), len(places))
        book = cls(
            k=round_.k,
            order=tuple(pillar.id for pillar in round_.scheme.pillars),
            places=places,
            answers=counted[:, :, POSITIONS[0] : POSITIONS[-1] + 1],
            there=_there(round_, at, len(places)),
        )
        shown = breakdown.read(round_)
        for pillar in round_.scheme.pillars:
            page = _page(round_, pillar, shown)
            page.told = book.told(page.columns, [*page.scores, *page.questions])
            book.pages[pillar.id] = page
        return book

    def tells_more(self, pillar: str, found: Sequence[Published]) -> bool:
        """Say whether scores added to a pillar's page would tell of a few people or of one answer."""
        page = self.pages[pillar]
        scores = [*page.scores, *found]
        return (
            self._tells_of_few(scores, self.there[:, self.order.index(pillar)])
            or any(self._tells_of_few_at(page, column, scores) for column in page.columns)
            or bool(self.told(page.columns, [*scores, *page.questions]) - page.told)
        )

    def enter(self, pillar: str, found: Iterable[Published]) -> None:
        """Publish scores of a pillar."""
        self.pages[pillar].scores.extend(found)

    def _tells_of_few(self, scores: Iterable[Published], people: NDArray[np.int64]) -> bool:
        everywhere = dict.fromkeys([EVERYBODY, *(score.where for score in scores)])
        rows = np.array([self._members(where) for where in everywhere], dtype=float)
        return sums.tell_of_few(rows, people, self.k)

    def _tells_of_few_at(self, page: Page, column: int, scores: Iterable[Published]) -> bool:
        """Ask the same of one question: break-downs that use it beside the groups shown apart there."""
        apart = [score for score in page.questions if column in score.shares]
        split = [score for score in scores if score.where[0] != GROUPS and column in score.shares]
        return self._tells_of_few([*apart, *split], self.answers[:, column].sum(axis=1))

    def told(self, columns: Sequence[int], scores: Sequence[Published]) -> Told:
        """Return the questions, by column, and the answers to them that some combination gives away.

        One that rests only on people who all gave this answer tells it of each of them.
        """
        given = self.answers[:, columns]
        n = given.sum(axis=2)
        alone = (given == n[:, :, None]) & (n > 0)[:, :, None]
        if not alone.any():
            return frozenset()
        basis = sums.span(np.array([self._row(score, columns, n) for score in scores]).reshape(-1, n.size))
        basis = basis.reshape(-1, *n.shape)
        return frozenset(
            (columns[at], position + 1)
            for at, position in np.argwhere(alone.any(axis=0)).tolist()
            if sums.rests_on(basis[:, :, at], alone[:, at, position])
        )

    def _members(self, where: tuple[int, int]) -> NDArray[np.bool_]:
        if where == EVERYBODY:
            return np.ones(len(self.places), dtype=bool)
        members: NDArray[np.bool_] = self.places[:, where[0]] == where[1]
        return members

    def _row(self, score: Published, columns: Sequence[int], n: NDArray[np.int64]) -> Matrix:
        shares = np.array([score.shares.get(column, 0.0) for column in columns])
        row: Matrix = (self._members(score.where)[:, None] * shares * np.sqrt(n)).ravel()
        return row


def _places(labels: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    places, at = np.unique(labels, axis=0, return_inverse=True)
    return places, at.ravel()


def _there(round_: Round, at: NDArray[np.intp], places: int) -> NDArray[np.int64]:
    """Count, for each set of people and pillar, who has a scored answer to a used question."""
    codes, scheme = round_.replies.codes, round_.scheme
    members = np.zeros((codes.shape[1], len(scheme.pillars)), dtype=np.float32)
    for pillar, part in enumerate(scheme.pillars):
        members[list(round_.used(rounds.ids(part.questions))), pillar] = 1
    there = np.zeros((places, len(scheme.pillars)), dtype=np.int64)
    for start in range(0, len(codes), CHUNK):
        rows = slice(start, start + CHUNK)
        np.add.at(there, at[rows], uncertainty.scored(codes[rows]).astype(np.float32) @ members > 0)
    return there


def _page(round_: Round, pillar: Pillar, shown: Mapping[str, Breakdown]) -> Page:
    """Return what a pillar publishes of everybody, of its groups and of their gaps."""
    names = rounds.ids(pillar.questions)
    used, everybody = round_.used(names), round_.everybody
    of = shown[pillar.id]
    scores = [_sum(EVERYBODY, pillars.composite(round_, pillar, used), everybody.n)]
    questions = [_single(EVERYBODY, round_.columns[name], everybody.n) for name in of.questions]
    for place, group in enumerate(round_.scheme.groups):
        tally = round_.by_group[group]
        if not of.groups[group].hidden:
            own = round_.used(names, tally)
            scores.append(_sum((GROUPS, place), pillars.composite(round_, pillar, own), tally.n))
        apart = (round_.columns[name] for name in of.by_question.get(group, ()))
        questions += [_single((GROUPS, place), column, tally.n) for column in apart]
    return Page(used, [*scores, *_compared(round_, pillar, of)], questions)


def _compared(round_: Round, pillar: Pillar, of: Breakdown) -> list[Published]:
    """Return the scores of groups over the questions on which two of them are compared."""
    groups = round_.scheme.groups
    open_ = [group for group in groups if group in round_.suppression.shown and not of.groups[group].hidden]
    out = []
    for at, first in enumerate(open_):
        for second in open_[at + 1 :]:
            common = gaps.common_questions(round_, pillar, (first, second))
            made = pillars.composite(round_, pillar, common)
            out += [
                _sum((GROUPS, groups.index(group)), made, round_.by_group[group].n)
                for group in (first, second)
                if common
            ]
    return out


def _sum(where: tuple[int, int], made: Composite, n: Sequence[int]) -> Published:
    return Published(where, {column: weight / n[column] for column, weight in made.weights()})


def _single(where: tuple[int, int], column: int, n: Sequence[int]) -> Published:
    return Published(where, {column: 1.0 / n[column]})
