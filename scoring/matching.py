"""Several rounds laid side by side over the questions common to all (section 11).

Which questions kept their meaning is for others to say; here they are only laid out. A question
carries a comparison where it has enough scored answers in every round, so that all rounds are
composed of the same parts with the same weights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scoring import pillars, pulses, rounds, sections
from scoring.composites import Composite
from scoring.errors import NotComparable
from scoring.replies import Replies
from scoring.result import Mode, Scope
from scoring.rounds import Round
from scoring.scheme import Pulse, Scheme
from scoring.trend_result import LeftOut

Key = tuple[str, ...]
"""("pillar", id), ("section", id) or ("index",)."""
INDEX: Key = ("index",)

Common = Collection[str] | Mapping[str, str] | None
"""Ids in the later framework; or earlier id -> later id; or None for every id that both have."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One round to be compared; `common`: its questions in terms of the last round's framework.

    `at`: when it was taken, in any unit that the caller likes to read a slope in.
    """

    scheme: Scheme
    replies: Replies
    at: float = 0.0
    scope: Scope = "full"
    common: Common = None


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One round twice: as it was published, and over the common questions only.

    `names`: id of a common question -> its id in this round's own framework.
    """

    published: Round
    common: Round
    scope: Scope
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """The scores that are determined in every round, each composed alike in all of them."""

    pillars: Mapping[str, Composite]
    sections: Mapping[str, Composite]
    index: Composite | None

    def all(self) -> dict[Key, Composite]:
        """Return everything by key: pillars, sections, index."""
        made: dict[Key, Composite] = {("pillar", id_): part for id_, part in self.pillars.items()}
        made.update({("section", id_): part for id_, part in self.sections.items()})
        return {**made, INDEX: self.index} if self.index else made


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Rounds over common questions; `used`: columns of those that carry it in every round."""

    scheme: Scheme
    scope: Scope
    sides: tuple[Side, ...]
    used: tuple[int, ...]
    parts: Parts


def same_questions(before: Scheme, after: Scheme, common: Common) -> dict[str, str]:
    """Return later id -> earlier id of the common questions, in the order of the later framework.

    Raise `NotComparable` on an id that a framework does not have, or that is named twice.
    """
    here, there = set(rounds.ids(before.questions)), rounds.ids(after.questions)
    if common is None:
        return {id_: id_ for id_ in there if id_ in here}
    pairs = common.items() if isinstance(common, Mapping) else ((id_, id_) for id_ in common)
    found: dict[str, str] = {}
    for earlier, later in pairs:
        if earlier not in here or later not in there or later in found or earlier in found.values():
            raise NotComparable(later)
        found[later] = earlier
    return {id_: found[id_] for id_ in there if id_ in found}


def left_out(before: Scheme, after: Scheme, same: Mapping[str, str]) -> dict[str, LeftOut]:
    """Return every question of either framework that has no counterpart, with the reason."""
    here, there = rounds.ids(before.questions), rounds.ids(after.questions)
    missing: dict[str, LeftOut] = {
        id_: "changed" if id_ in here else "new" for id_ in there if id_ not in same
    }
    matched = set(same.values())
    missing.update({id_: "gone" for id_ in here if id_ not in matched and id_ not in there})
    return missing


def reduced(scheme: Scheme, questions: Collection[str]) -> Scheme:
    """Return the framework with these questions only; a pillar may be left without any."""
    kept = tuple(
        replace(pillar, questions=tuple(q for q in pillar.questions if q.id in questions), actions=())
        for pillar in scheme.pillars
    )
    pulse = scheme.pulse and Pulse(
        scheme.pulse.id, tuple(q for q in scheme.pulse.questions if q in questions)
    )
    return replace(scheme, pillars=kept, pulse=pulse, mappings=(), diagnosis=None)


def side(scheme: Scheme, moment: Moment, names: Mapping[str, str], *, mode: Mode, k: int) -> Side:
    """Count one round as published and over the questions of `scheme`, the reduced framework."""
    own, replies = moment.scheme, moment.replies
    if moment.scope == "pulse":
        replies = rounds.only(own, replies, pulses.required(own).questions)
    published = rounds.open_round(own, replies, mode=mode, k=k, strict=True)
    columns = [published.columns[names[question.id]] for question in scheme.questions]
    codes = np.ascontiguousarray(replies.codes[:, columns])
    common = rounds.open_round(
        replace(scheme, groups=own.groups), Replies(replies.ids, replies.groups, codes), mode=mode, k=k
    )
    return Side(published, common, moment.scope, names)


def compare(moments: Sequence[Moment], *, mode: Mode, k: int) -> Comparison:
    """Lay rounds side by side in the framework of the last one."""
    last = moments[-1].scheme
    scope: Scope = "pulse" if any(moment.scope == "pulse" for moment in moments) else "full"
    same = [same_questions(moment.scheme, last, moment.common) for moment in moments]
    asked = set(pulses.required(last).questions) if scope == "pulse" else set(rounds.ids(last.questions))
    scheme = reduced(last, asked.intersection(*same))
    sides = tuple(
        side(scheme, moment, names, mode=mode, k=k) for moment, names in zip(moments, same, strict=True)
    )
    known = [one for one in sides if one.published.suppression.total_shown] or sides
    used = used_in_all(scheme, known)
    return Comparison(scheme, scope, sides, used, parts(scheme, scope, known, used))


def used_in_all(scheme: Scheme, sides: Sequence[Side]) -> tuple[int, ...]:
    """Return the columns of the questions with enough scored answers in every round."""
    each = [set(one.common.used(rounds.ids(scheme.questions))) for one in sides]
    return tuple(column for column in range(len(scheme.questions)) if all(column in used for used in each))


def parts(scheme: Scheme, scope: Scope, sides: Sequence[Side], used: Collection[int]) -> Parts:
    """Compose what is determined in every round from these columns (sections 3, 5 and 15.5)."""
    if scope == "pulse":
        made = pulses.composites(sides[0].common, used)
        return Parts({}, made, sections.index(scheme, made))
    determined = dict(_determined(scheme, sides, used))
    by_section = sections.from_pillars(scheme, determined)
    return Parts(determined, by_section, sections.index(scheme, by_section))


def _determined(
    scheme: Scheme, sides: Sequence[Side], used: Collection[int]
) -> Iterator[tuple[str, Composite]]:
    for pillar in scheme.pillars:
        if all(pillars.is_determined(one.common, pillar, used, one.common.everybody) for one in sides):
            yield pillar.id, pillars.composite(sides[0].common, pillar, used)


def scored_together(comparison: Comparison) -> Iterator[tuple[int, ...]]:
    """Yield the columns that carry each pillar, or each section of a pulse."""
    carrying = set(comparison.used)
    if comparison.scope == "pulse":
        asked: Iterable[Sequence[str]] = pulses.questions_of(comparison.scheme).values()
    else:
        asked = (rounds.ids(pillar.questions) for pillar in comparison.scheme.pillars)
    columns = comparison.sides[0].common.columns
    for ids in asked:
        yield tuple(column for id_ in ids if (column := columns[id_]) in carrying)
