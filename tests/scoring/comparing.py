"""Pairs of rounds of any shape, for laws about change."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

import scoring
from scoring.trend_result import Change, Trend
from tests.scoring.strategies import (
    ANY_REPLY,
    POSITIONS,
    Sheet,
    answers,
    asked,
    memberships,
    odd_answers,
    sheets,
)

Links = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Two:
    """Two rounds of one framework, and who is in both."""

    before: Sheet
    after: Sheet
    links: Links

    def trend(self, **settings: Any) -> Trend:
        sheet = self.after
        return scoring.trend(
            sheet.made, self.before.replies, sheet.replies, **{"mode": sheet.mode, "k": sheet.k, **settings}
        )

    def swapped(self) -> Two:
        return Two(self.after, self.before, [(after, before) for before, after in self.links])


@st.composite
def pairs(draw: st.DrawFn, /, **settings: Any) -> Two:
    """Draw two rounds; those linked keep their group, some of them their answers."""
    before = draw(sheets(**settings))
    people = draw(st.sampled_from(range(settings.get("min_people", 0), 31)))
    groups = draw(memberships(people))
    shared = draw(st.integers(0, min(people, len(before.groups))))
    groups[:shared] = before.groups[:shared]
    codes = draw(second_answers(before, people))
    kept = draw(st.integers(0, shared))
    codes[:kept] = before.codes[:kept]
    codes = np.where(asked(before.made, groups), codes, 0).astype(np.int8)
    after = dataclasses.replace(before, groups=groups, codes=codes)
    return Two(before, after, [(at, at) for at in range(shared)])


def second_answers(sheet: Sheet, people: int) -> st.SearchStrategy[NDArray[np.int8]]:
    size = (people, len(sheet.made.questions))
    return st.one_of(answers(*size, ANY_REPLY), answers(*size, POSITIONS), odd_answers(*size, ANY_REPLY))


def changes(trend: Trend) -> dict[tuple[str, str], Change]:
    """Return every change of a trend by layer and id."""
    return {
        **{("question", id_): change for id_, change in trend.questions.items()},
        **{("pillar", id_): change for id_, change in trend.pillars.items()},
        **{("section", id_): change for id_, change in trend.sections.items()},
        ("index", ""): trend.index,
    }


def shown(trend: Trend) -> dict[tuple[str, str], Change]:
    """Return the changes that have figures."""
    return {key: change for key, change in changes(trend).items() if change.withheld is None}
