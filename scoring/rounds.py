"""A round counted: who answered what, before any rule is applied (sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import suppression, tallies, uncertainty
from scoring.replies import Replies, Reply
from scoring.result import Mode, Suppression
from scoring.scheme import Pillar, Question, Scheme
from scoring.tallies import CHUNK, Tally


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Everything counted of one round.

    `columns`: question id -> column of `replies.codes` and place in every tally. `strict`: in
    confidence one question to which all gave the same answer makes no score of a pillar.
    """

    scheme: Scheme
    replies: Replies
    mode: Mode
    k: int
    columns: Mapping[str, int]
    everybody: Tally
    by_group: Mapping[str, Tally]
    groups: Mapping[str, int]
    suppression: Suppression
    strict: bool = False

    @property
    def min_n(self) -> int:
        """Return the scored answers from which a question is used (section 3)."""
        return 1 if self.mode == "open" else self.k

    def used(self, questions: Iterable[str], tally: Tally | None = None) -> tuple[int, ...]:
        """Return the columns of the used ones among questions, for everybody or one group's tally."""
        n = (tally or self.everybody).n
        return tuple(column for question in questions if n[column := self.columns[question]] >= self.min_n)

    def codes_of(self, group: str) -> NDArray[np.int8]:
        """Return the replies of one group, shape (its respondents, questions)."""
        rows = np.flatnonzero(self.replies.groups == self.scheme.groups.index(group))
        return self.replies.codes.take(rows, axis=0)

    def mean(self, question: str) -> float | None:
        """Return the mean 0-100 of a used question, None of another."""
        used = self.used((question,))
        return self.everybody.means[used[0]] if used else None


def open_round(scheme: Scheme, replies: Replies, *, mode: Mode, k: int, strict: bool = False) -> Round:
    """Count the replies of a round for everybody and for each group."""
    counts = tallies.count(replies, len(scheme.groups))
    people = np.bincount(replies.groups, minlength=len(scheme.groups))
    return counted(scheme, replies, counts, people, mode=mode, k=k, strict=strict)


def counted(
    scheme: Scheme,
    replies: Replies,
    counts: NDArray[np.int64],
    people: NDArray[np.integer],
    *,
    mode: Mode,
    k: int,
    strict: bool = False,
) -> Round:
    """Return a round from its counts by group, shape (groups, questions, 9), and people by group."""
    groups = dict(zip(scheme.groups, people.tolist(), strict=True))
    return Round(
        scheme=scheme,
        replies=replies,
        mode=mode,
        k=k,
        columns={question.id: at for at, question in enumerate(scheme.questions)},
        everybody=Tally.of(counts.sum(axis=0)),
        by_group={group: Tally.of(counts[at]) for at, group in enumerate(scheme.groups)},
        groups=groups,
        suppression=suppression.suppress(groups, mode=mode, k=k),
        strict=strict and mode == "confidential",
    )


def ids(questions: Sequence[Question]) -> tuple[str, ...]:
    """Return the ids of questions."""
    return tuple(question.id for question in questions)


def only(scheme: Scheme, replies: Replies, questions: Iterable[str]) -> Replies:
    """Return the replies with every other question as not asked (section 15.5)."""
    wanted = frozenset(questions)
    keep = np.array([question.id in wanted for question in scheme.questions], dtype=bool)
    codes = np.where(keep, replies.codes, np.int8(Reply.NOT_ASKED))
    return Replies(replies.ids, replies.groups, codes)


def contributors(codes: NDArray[np.int8], sets: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Count who has a scored answer in each set of columns; `codes` (respondents, questions)."""
    counts = [0] * len(sets)
    for start in range(0, len(codes), CHUNK):
        scored = uncertainty.scored(np.ascontiguousarray(codes[start : start + CHUNK].T))
        for at, columns in enumerate(sets):
            counts[at] += int(np.count_nonzero(scored[list(columns)].any(axis=0)))
    return tuple(counts)


def columns_of(pillar: Pillar, columns: Mapping[str, int]) -> tuple[int, ...]:
    """Return the columns of a pillar's questions."""
    return tuple(columns[question.id] for question in pillar.questions)
