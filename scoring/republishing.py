"""Whether a reopened round may publish again (section 9, rule 6)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring import entry, sums, uncertainty
from scoring.replies import CODES
from scoring.result import (
    BalanceResult,
    Breakdown,
    GroupFigure,
    LensResult,
    QuestionResult,
    Result,
    Suppression,
    ViewResult,
)
from scoring.suppression import Republication

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One sheet: where its person stands, the group first and then each break-down, and the replies."""

    places: tuple[str, ...]
    replies: bytes


def may_publish_again(
    before: Mapping[Person, SentSheet], after: Mapping[Person, SentSheet], *, k: int = 5
) -> Republication:
    """Say whether two results of one round may be known side by side (rule 6, G50).

    `before`, `after`: the sheets behind each, by what stays the same of a person. What both results
    show can be taken from each other, and rests on those who are new, changed an answer or
    withdrew. They must be k people; and for every question, group and break-down the same holds of those
    among them who make the difference there, who must not all have given one answer either.
    """
    changed = [person for person in {**before, **after} if before.get(person) != after.get(person)]
    if len(changed) < k:
        return Republication(len(changed), republish=False)
    old, new = ([sheets.get(person) for person in changed] for sheets in (before, after))
    stood = [
        (one.places if one else (), other.places if other else ())
        for one, other in zip(old, new, strict=True)
    ]
    length = max(len(sheet.replies) for sheet in (*old, *new) if sheet)
    said = [_codes(old, length), _codes(new, length)]
    rows, at = _sums(stood)
    # Once with every reply, for they are counted, and once with the positions that make the means.
    safe = not any(
        _tells(rows, at, (was[:, column] * CODES + now[:, column]).astype(np.int64), k)
        for was, now in (said, [np.where(uncertainty.scored(codes), codes, 0) for codes in said])
        for column in range(length)
    )
    return Republication(len(changed), republish=safe)


def _codes(sheets: list[SentSheet | None], length: int) -> NDArray[np.int8]:
    return np.array([list(sheet.replies) if sheet else [0] * length for sheet in sheets], dtype=np.int8)


def _sums(
    stood: list[tuple[tuple[str, ...], tuple[str, ...]]],
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return what is summed over which kinds of people, and each person's kind."""
    kinds = sorted(set(stood))
    where = sorted(
        {(time, at, place) for kind in kinds for time in (0, 1) for at, place in enumerate(kind[time])}
    )
    rows = [[float(kind[time][at : at + 1] == (place,)) for kind in kinds] for time, at, place in where]
    return np.array([[1.0] * len(kinds), *rows]), np.array([kinds.index(kind) for kind in stood])


def _tells(rows: NDArray[np.float64], at: NDArray[np.intp], replies: NDArray[np.int64], k: int) -> bool:
    """Say whether the difference at one question rests on a few, or on people who all gave one answer."""
    differ = replies // CODES != replies % CODES
    if not differ.any():
        return False
    counts = np.zeros((rows.shape[1], CODES * CODES), dtype=np.int64)
    np.add.at(counts, (at[differ], replies[differ]), 1)
    people = counts.sum(axis=1)
    if sums.tell_of_few(rows, people, k):
        return True
    basis = sums.span(rows * np.sqrt(people))
    alone = (counts == people[:, None]) & (people > 0)[:, None]
    return any(sums.rests_on(basis, alone[:, said]) for said in np.flatnonzero(alone.any(axis=0)))


def as_before(first: Result, again: Result) -> Result:
    """Return a second result that shows nothing which the first one hid, and no group apart.

    What was hidden while fewer had answered would follow from the two: a group of three is a group
    of eight less the five who came later, and a question that a group's score has come to rest on is
    the difference of two scores. With equal weight for every group nothing is shown either. Views, steps
    and balances stay only where they follow from questions that are all shown.
    """
    both = _as_before(first, again)
    if all(question.shown for question in both.questions.values() if question.used):
        return both
    lenses = {id_: _without_scores(lens) for id_, lens in again.lenses.items()}
    return replace(both, lenses=lenses, steps=dict.fromkeys(again.steps), entry_point=entry.NOWHERE)


def _without_scores(lens: LensResult) -> LensResult:
    return LensResult(
        views=dict.fromkeys(lens.views, ViewResult(None, None, None, None, None, 0)),
        balances=dict.fromkeys(lens.balances, BalanceResult(None, None, None, named=False)),
    )


def _as_before(first: Result, again: Result) -> Result:
    return replace(
        again,
        sections={id_: replace(one, balanced=None) for id_, one in again.sections.items()},
        index=replace(again.index, balanced=None),
        questions={id_: _question(first.questions.get(id_), one) for id_, one in again.questions.items()},
        pillars={
            id_: replace(one, breakdown=_breakdown(first.pillars[id_].breakdown, one.breakdown))
            for id_, one in again.pillars.items()
        },
        gaps={pair: dict.fromkeys(of) for pair, of in again.gaps.items() if pair in first.gaps},
        suppression=_suppression(first.suppression, again.suppression),
    )


def _question(first: QuestionResult | None, again: QuestionResult) -> QuestionResult:
    if first is not None and first.shown:
        return again
    return replace(again, shown=False, distribution_shown=False)


def _breakdown(first: Breakdown, again: Breakdown) -> Breakdown:
    return replace(
        again,
        questions=tuple(id_ for id_ in again.questions if id_ in first.questions),
        groups={id_: GroupFigure(None, one.n, hidden=True) for id_, one in again.groups.items()},
        by_question={},
        unseen={},
        compared=False,
    )


def _suppression(first: Suppression, again: Suppression) -> Suppression:
    """Hide the groups that the first result hid, with those that the second hides."""
    hidden = {*first.primary, *first.complementary, *first.empty}
    return replace(
        again,
        shown=tuple(group for group in again.shown if group not in hidden),
        complementary=tuple(
            sorted({*again.complementary, *(group for group in again.shown if group in hidden)})
        ),
    )
