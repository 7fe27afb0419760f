"""Rounds of any shape, for laws that hold in all of them."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
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
    everybody = frozenset(GROUPS)
    some = st.sampled_from((everybody, everybody, everybody - {GROUPS[0]}, frozenset(GROUPS[:1])))
    asked = st.just(everybody) if plain else some
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
        for lower, upper in itertools.pairwise(levels)
        for at in range(2)
    )


@st.composite
def sheets(
    draw: st.DrawFn,
    *,
    complete: bool = False,
    mode: Literal["open", "confidential"] | None = None,
    min_people: int = 0,
    max_people: int = 30,
) -> Sheet:
    """Draw a round; `complete`: everybody gives a position to everything, and all weights are 1."""
    made = draw(schemes(plain=complete))
    people = draw(st.sampled_from(range(min_people, max_people + 1)))
    groups = draw(memberships(people))
    allowed = POSITIONS if complete else ANY_REPLY
    codes = draw(
        st.one_of(
            *([answers(people, len(made.questions), allowed)] * 2),
            odd_answers(people, len(made.questions), allowed),
        )
    )
    modes: tuple[Literal["open", "confidential"], ...] = (mode,) if mode else ("confidential", "open")
    chosen = draw(st.sampled_from(modes))
    return Sheet(made, groups, np.where(asked(made, groups), codes, 0), chosen, draw(st.integers(2, 5)))


@st.composite
def memberships(draw: st.DrawFn, people: int) -> NDArray[np.intp]:
    """Draw each person's group: groups of any sizes, among them tiny and empty ones."""
    sizes = np.array([draw(st.sampled_from((3, 2, 1, 0))) for _ in GROUPS]) + 1e-3
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.choice(len(GROUPS), people, p=sizes / sizes.sum()).astype(np.intp)


@st.composite
def answers(draw: st.DrawFn, people: int, questions: int, allowed: Sequence[Reply]) -> NDArray[np.int8]:
    """Draw answers around a middle of each question, as people give them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    middles = rng.uniform(0.5, 5.5, questions)
    width = draw(st.sampled_from((1.2, 0.7, 3.0, 0.2)))
    positions = np.clip(np.rint(rng.normal(middles, width, (people, questions))), 1, 5)
    other = rng.choice([int(reply) for reply in allowed], (people, questions))
    rare = rng.random((people, questions)) < draw(st.sampled_from((0.0, 0.1, 0.4)))
    return np.where(rare, other, positions).astype(np.int8)


def odd_answers(people: int, questions: int, allowed: Sequence[Reply]) -> st.SearchStrategy[NDArray[np.int8]]:
    """Draw answers of any kind, many of them equal."""
    return arrays.arrays(np.int8, (people, questions), elements=st.sampled_from([int(r) for r in allowed]))


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
    if not places:
        return None
    row, column = draw(st.sampled_from(places))
    return row, column
