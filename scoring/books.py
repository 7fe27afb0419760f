"""Everything that a confidential round publishes of its groups and break-downs, as sums over people.

The system of an auditor who holds it all and knows who stands where and who answered what. `sums`
says what it gives away.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import sums
from scoring.sums import Matrix

EVERYBODY = (-1, 0)
"""Where a figure stands that is over all people."""
GROUPS = 0
"""The first partition is always that of the framework's groups."""


@dataclass(frozen=True, slots=True)
class Published:
    """A score as a sum over people.

    `where`: partition (the groups first, `EVERYBODY` for all) and place in it. `shares`: what one
    answer to each column counts for.
    """

    where: tuple[int, int]
    shares: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Page:
    """What one pillar publishes; `entangled`: some of its questions are not shown for all together."""

    columns: tuple[int, ...]
    scores: tuple[Published, ...]
    questions: tuple[Published, ...]
    entangled: bool

    def with_scores(self, scores: Iterable[Published]) -> Page:
        """Return the page with further scores."""
        return Page(self.columns, (*self.scores, *scores), self.questions, self.entangled)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The pages of all pillars, over sets of people who stand in the same place of every partition.

    `places`: the place of each set in every partition, shape (sets, partitions). `answers`: how many
    of it gave each position, shape (sets, questions, 5). `there`: pillar -> how many of each set have
    a scored answer to it. `across`: what is published over the questions of several pillars.
    """

    k: int
    places: NDArray[np.intp]
    answers: NDArray[np.int64]
    there: Mapping[str, NDArray[np.int64]]
    pages: dict[str, Page]
    across: tuple[Published, ...]

    def tells(self, pillar: str, page: Page) -> bool:
        """Say whether a page in a pillar's place would tell one answer of all behind a sum, or of a few."""
        return self._tells_one_answer(pillar, page) or self._tells_of_few_groups(pillar, page)

    def tells_more(self, pillar: str, found: Sequence[Published]) -> bool:
        """Say whether scores of a break-down would tell of a few people, or one answer, beside the rest."""
        page = self.pages[pillar].with_scores(found)
        return (
            self._tells_of_few(page.scores, self.there[pillar])
            or any(self._tells_of_few_at(page, column) for column in page.columns)
            or self._tells_one_answer(pillar, page)
        )

    def enter(self, pillar: str, page: Page) -> None:
        """Publish a pillar's page."""
        self.pages[pillar] = page

    def _tells_of_few(self, scores: Iterable[Published], people: NDArray[np.int64]) -> bool:
        everywhere = dict.fromkeys([EVERYBODY, *(score.where for score in scores)])
        rows = np.array([self._members(where) for where in everywhere], dtype=float)
        return sums.tell_of_few(rows, people, self.k)

    def _tells_of_few_at(self, page: Page, column: int) -> bool:
        """Ask the same of one question: break-downs that use it beside the groups.

        Groups that tell of a few there when they are taken for shown apart are not; they count as far
        as they really are.
        """
        people = self.answers[:, column].sum(axis=1)
        using = [score for score in page.scores if column in score.shares]
        split = [score for score in using if score.where[0] != GROUPS]
        groups = [score for score in using if score.where[0] == GROUPS]
        if not self._tells_of_few(using, people):
            return False
        if not self._tells_of_few(groups, people):
            return True
        apart = [score for score in page.questions if column in score.shares]
        return self._tells_of_few([*apart, *split], people)

    def _tells_one_answer(self, pillar: str, page: Page) -> bool:
        """Say whether a combination rests only on people who all gave one answer to one question."""
        pages = [page] if not page.entangled else self._entangled(pillar, page)
        columns = [column for one in pages for column in one.columns]
        given = self.answers[:, columns]
        n = given.sum(axis=2)
        alone = (given == n[:, :, None]) & (n > 0)[:, :, None]
        if not alone.any():
            return False
        basis = self._basis(columns, n, [*_published(pages), *(self.across if page.entangled else ())])
        return any(
            sums.rests_on(basis[:, :, at], alone[:, at, position])
            for at, position in np.argwhere(alone.any(axis=0)).tolist()
        )

    def _tells_of_few_groups(self, pillar: str, page: Page) -> bool:
        """Say whether a combination rests on groups of which fewer than k answered, at one question or all."""
        n = self.answers[:, page.columns].sum(axis=2)
        there = self.there[pillar]
        basis = None
        for few in _smaller(range(len(n)), min(len(n), self.k)):
            chosen = list(few)
            cells = np.zeros(n.shape, dtype=bool)
            cells[chosen] = (n[chosen].sum(axis=0) < self.k) & (there[chosen].sum() > 0)
            if not cells.any():
                continue
            basis = self._basis(page.columns, n, _published([page])) if basis is None else basis
            if sums.rests_on(basis.reshape(len(basis), -1), cells.ravel()):
                return True
        return False

    def _entangled(self, pillar: str, page: Page) -> list[Page]:
        pages = {**self.pages, pillar: page}
        return [one for one in pages.values() if one.entangled]

    def _basis(self, columns: Sequence[int], n: NDArray[np.int64], scores: Iterable[Published]) -> Matrix:
        """Return what can be combined, shape (sums, sets, columns)."""
        made = [self._row(score, columns, n) for score in scores]
        rows = [row / length for row in made if (length := np.linalg.norm(row)) > 0]
        return sums.span(np.array(rows).reshape(-1, n.size)).reshape(-1, *n.shape)

    def _members(self, where: tuple[int, int]) -> NDArray[np.bool_]:
        if where == EVERYBODY:
            return np.ones(len(self.places), dtype=bool)
        members: NDArray[np.bool_] = self.places[:, where[0]] == where[1]
        return members

    def _row(self, score: Published, columns: Sequence[int], n: NDArray[np.int64]) -> Matrix:
        shares = np.array([score.shares.get(column, 0.0) for column in columns])
        row: Matrix = (self._members(score.where)[:, None] * shares * np.sqrt(n)).ravel()
        return row


def _published(pages: Iterable[Page]) -> Iterator[Published]:
    for page in pages:
        yield from page.scores
        yield from page.questions


def _smaller(sets: Iterable[int], most: int) -> Iterator[tuple[int, ...]]:
    every = tuple(sets)
    return itertools.chain.from_iterable(itertools.combinations(every, size + 1) for size in range(most))
