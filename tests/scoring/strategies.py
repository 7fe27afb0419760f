"""Rounds of any shape, for laws that hold in all of them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

import scoring
from scoring import scheme
from scoring.replies import Reply
from scoring.result import Result
from tests.scoring import core

GROUPS = ("east", "north", "south")
STEPS = ("first", "second")
ANY_REPLY = (
    Reply.P1,
    Reply.P2,
    Reply.P3,
    Reply.P4,
    Reply.P5,
    Reply.DONT_KNOW,
    Reply.NOT_APPLICABLE,
    Reply.SKIPPED,
)
POSITIONS = ANY_REPLY[:5]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A round that can be calculated, and changed before it is."""

    made: scheme.Scheme
    groups: NDArray[np.intp]
    codes: NDArray[np.int8]
    mode: Literal["open", "confidential"]
    k: int

    @property
    def replies(self) -> scoring.Replies:
        ids = tuple(f"r{row}" for row in range(len(self.groups)))
        return scoring.Replies.from_arrays(self.made, ids, self.groups, self.codes)

    def result(self) -> Result:
        return scoring.assess(self.made, self.replies, mode=self.mode, k=self.k)

    def with_codes(self, codes: NDArray[np.int8]) -> Sheet:
        return dataclasses.replace(self, codes=codes)


@st.composite
def schemes(draw: st.DrawFn, *, plain: bool = False) -> scheme.Scheme:
    """Draw a scheme of one or two sections; `plain`: weights of 1, every group asked everything."""
    shape = draw(st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=3), min_size=1, max_size=2))
    base = core.core()
    return scheme.Scheme(
        id="drawn",
        version="1.0.0",
        levels=base.levels,
        bands=base.bands,
        groups=GROUPS,
        steps=STEPS,
        sections=tuple(scheme.Section(f"s{at}") for at in range(len(shape))),
        pillars=tuple(
            draw(pillars(f"s{section}", f"p{section}{at}", size, plain=plain))
            for section, sizes in enumerate(shape)
            for at, size in enumerate(sizes)
        ),
    )


@st.composite
def pillars(draw: st.DrawFn, section: str, name: str, size: int, *, plain: bool) -> scheme.Pillar:
    weights = st.just(1.0) if plain else st.sampled_from((0.5, 1.0, 1.0, 3.0))
    asked = st.just(frozenset(GROUPS)) if plain else st.frozensets(st.sampled_from(GROUPS), min_size=1)
    questions = tuple(
        scheme.Question(
            f"{name}q{at}", draw(st.sampled_from(STEPS)), draw(asked), draw(st.booleans()), draw(weights)
        )
        for at in range(size)
    )
    return scheme.Pillar(name, section, questions, actions(name), draw(weights))


def actions(name: str) -> tuple[scheme.Action, ...]:
    levels = [level.id for level in core.core().levels]
    return tuple(
        scheme.Action(f"{name}{lower[0]}{at}", lower, upper, STEPS[at % 2], 60 * (at + 1))
        for lower, upper in zip(levels, levels[1:], strict=False)
        for at in range(2)
    )


@st.composite
def sheets(
    draw: st.DrawFn,
    *,
    complete: bool = False,
    mode: Literal["open", "confidential"] | None = None,
    min_people: int = 0,
    max_people: int = 14,
) -> Sheet:
    """Draw a round; `complete`: everybody gives a position to everything, and all weights are 1."""
    made = draw(schemes(plain=complete))
    people = draw(st.integers(min_people, max_people))
    groups = draw(arrays.arrays(np.intp, people, elements=st.integers(0, len(GROUPS) - 1)))
    replies = st.sampled_from([int(reply) for reply in (POSITIONS if complete else ANY_REPLY)])
    shape = (people, len(made.questions))
    codes = draw(arrays.arrays(np.int8, shape, elements=replies, fill=st.nothing() if complete else replies))
    chosen = mode or draw(st.sampled_from(("open", "confidential")))
    return Sheet(made, groups, np.where(asked(made, groups), codes, 0), chosen, draw(st.integers(2, 5)))


def asked(made: scheme.Scheme, groups: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return who is asked what, shape (people, questions)."""
    judges = [[group in question.judged_by for question in made.questions] for group in made.groups]
    return np.array(judges, dtype=bool).reshape(len(made.groups), -1)[groups]


def positions(min_size: int = 1, max_size: int = 20) -> st.SearchStrategy[list[int]]:
    """Draw answers of a group to one question."""
    return st.lists(st.integers(1, 5), min_size=min_size, max_size=max_size)


@st.composite
def cells(draw: st.DrawFn, sheet: Sheet, *allowed: int) -> tuple[int, int] | None:
    """Draw the place of a reply that is one of those allowed, None where there is none."""
    places = np.argwhere(np.isin(sheet.codes, allowed) & asked(sheet.made, sheet.groups)).tolist()
    return tuple(draw(st.sampled_from(places))) if places else None
