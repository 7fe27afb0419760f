"""Answers as they come in, checked, and as the matrix that is calculated with (section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from scoring import arithmetic
from scoring.errors import Fault, InputFaults, MisshapenReplies
from scoring.scheme import Question, Scheme

Answer = int | Literal["dk", "na"] | None
"""An answer as people write it: a position 1-5, "dk", "na", or None for skipped."""


class Reply(IntEnum):
    """What one person said to one question; the numbers are also what is stored."""

    NOT_ASKED = 0
    P1 = 1
    P2 = 2
    P3 = 3
    P4 = 4
    P5 = 5
    DONT_KNOW = 6
    NOT_APPLICABLE = 7
    SKIPPED = 8


CODES = len(Reply)
POSITIONS = (Reply.P1, Reply.P2, Reply.P3, Reply.P4, Reply.P5)


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person's answers by question id: missing = not asked, None = asked and skipped."""

    id: str
    group: str
    answers: Mapping[str, Answer]


def is_answer(answer: object) -> bool:
    """Say whether a value is an answer at all."""
    if type(answer) is int:
        return Reply.P1 <= answer <= Reply.P5
    return answer is None or answer in ("dk", "na")


def reply_of(answer: Answer, *, na_allowed: bool) -> Reply:
    """Return the reply that an answer stands for; "na" where it is not allowed is a "dk" (section 1)."""
    if isinstance(answer, int):
        return Reply(answer)
    if answer is None:
        return Reply.SKIPPED
    return Reply.NOT_APPLICABLE if answer == "na" and na_allowed else Reply.DONT_KNOW


def score_of(answer: Answer) -> float | None:
    """Return the 0-100 score of one answer, None where it carries none (section 1, G01)."""
    return arithmetic.score_of(answer) if isinstance(answer, int) else None


def faults(scheme: Scheme, respondents: Iterable[Respondent]) -> Iterator[Fault]:
    """Yield everything wrong with the respondents, in their order (section 1, G54)."""
    questions = {question.id: question for question in scheme.questions}
    seen: set[str] = set()
    for respondent in respondents:
        if respondent.id in seen:
            yield Fault(respondent.id, None, "respondent twice")
        seen.add(respondent.id)
        if respondent.group not in scheme.groups:
            yield Fault(respondent.id, None, "unknown group")
        yield from _answer_faults(scheme, questions, respondent)


def _answer_faults(
    scheme: Scheme, questions: Mapping[str, Question], respondent: Respondent
) -> Iterator[Fault]:
    for question_id, answer in respondent.answers.items():
        question = questions.get(question_id)
        if question is None:
            yield Fault(respondent.id, question_id, "unknown question")
        elif not is_answer(answer):
            yield Fault(respondent.id, question_id, "not an answer")
        elif respondent.group in scheme.groups and respondent.group not in question.judged_by:
            yield Fault(respondent.id, question_id, "not asked of this group")


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """All answers of a round, checked.

    `ids`: one per respondent. `groups`: index of each respondent's group in `scheme.groups`, shape
    (respondents,). `codes`: `Reply` values, int8, shape (respondents, questions), columns in the
    order of `scheme.questions`. Build it with one of the two constructors, which check.
    """

    ids: tuple[str, ...]
    groups: NDArray[np.intp]
    codes: NDArray[np.int8]

    @classmethod
    def from_respondents(cls, scheme: Scheme, respondents: Sequence[Respondent]) -> Self:
        """Check and lay out people's answers; raise `InputFaults` naming every fault."""
        found = tuple(faults(scheme, respondents))
        if found:
            raise InputFaults(found)
        codes = np.zeros((len(respondents), len(scheme.questions)), dtype=np.int8)
        columns = {question.id: (at, question) for at, question in enumerate(scheme.questions)}
        for row, respondent in enumerate(respondents):
            for question_id, answer in respondent.answers.items():
                column, question = columns[question_id]
                codes[row, column] = reply_of(answer, na_allowed=question.na_allowed)
        return cls(tuple(r.id for r in respondents), _group_indices(scheme, respondents), codes)

    @classmethod
    def from_arrays(
        cls, scheme: Scheme, ids: Sequence[str], groups: NDArray[np.integer], codes: NDArray[np.integer]
    ) -> Self:
        """Check arrays in the shapes of this class; "na" where not allowed becomes "dk".

        Raise `MisshapenReplies` on wrong shapes, `InputFaults` on any other fault.
        """
        expected = (len(ids), len(scheme.questions))
        if codes.shape != expected or groups.shape != expected[:1]:
            raise MisshapenReplies(expected, codes.shape)
        found = tuple(_array_faults(scheme, ids, groups, codes))
        if found:
            raise InputFaults(found)
        allowed = np.array([question.na_allowed for question in scheme.questions], dtype=bool)
        lenient = (codes == Reply.NOT_APPLICABLE) & ~allowed
        checked = np.where(lenient, np.int8(Reply.DONT_KNOW), codes.astype(np.int8))
        return cls(tuple(ids), groups.astype(np.intp), checked)


def _group_indices(scheme: Scheme, respondents: Sequence[Respondent]) -> NDArray[np.intp]:
    at = {group: index for index, group in enumerate(scheme.groups)}
    return np.array([at[respondent.group] for respondent in respondents], dtype=np.intp)


def _judges(scheme: Scheme) -> NDArray[np.bool_]:
    """Return which group (row) is asked which question (column)."""
    judges = [[group in question.judged_by for question in scheme.questions] for group in scheme.groups]
    return np.array(judges, dtype=bool).reshape(len(scheme.groups), len(scheme.questions))


def _array_faults(
    scheme: Scheme, ids: Sequence[str], groups: NDArray[np.integer], codes: NDArray[np.integer]
) -> Iterator[Fault]:
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        for respondent in ids:
            if respondent in seen:
                yield Fault(respondent, None, "respondent twice")
            seen.add(respondent)
    strange = (groups < 0) | (groups >= len(scheme.groups))
    for row in np.flatnonzero(strange).tolist():
        yield Fault(ids[row], None, "unknown group")
    impossible = (codes < Reply.NOT_ASKED) | (codes > Reply.SKIPPED)
    yield from _named(scheme, ids, impossible, "not an answer")
    if not strange.any():
        unasked = ~_judges(scheme)[groups] & (codes != Reply.NOT_ASKED) & ~impossible
        yield from _named(scheme, ids, unasked, "not asked of this group")


def _named(
    scheme: Scheme,
    ids: Sequence[str],
    wrong: NDArray[np.bool_],
    kind: Literal["not an answer", "not asked of this group"],
) -> Iterator[Fault]:
    for row, column in np.argwhere(wrong).tolist():
        yield Fault(ids[row], scheme.questions[column].id, kind)
