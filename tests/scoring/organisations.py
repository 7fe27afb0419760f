"""Organisations of many shapes: tiny groups, sites that are nearly a group, people who skip or all agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

import scoring
from scoring import scheme
from tests.scoring import core
from tests.scoring.published import Organisation

GROUPS = ("east", "north", "south")
STEPS = ("first", "second")
DONT_KNOW, SKIPPED = 6, 8
Generator = np.random.Generator


def organisation(rng: Generator) -> Organisation:
    """Make a round with up to three declared break-downs."""
    made = _scheme(rng)
    people = int(rng.integers(8, 45))
    groups = _labels(rng, people, len(GROUPS))
    declared = tuple(
        scoring.Declared(name, options, _declared(rng, groups, len(options)))
        for name in ("role", "site", "tenure")[: int(rng.integers(1, 4))]
        for options in [tuple(f"{name}{at}" for at in range(int(rng.integers(1, 5))))]
    )
    return Organisation(made, groups, codes(rng, made, groups), declared, 5)


def again(rng: Generator, of: Organisation) -> Organisation:
    """Make the next round of an organisation: the same questions and break-downs, other people."""
    people = int(rng.integers(8, 45))
    groups = _labels(rng, people, len(GROUPS))
    declared = tuple(replace(one, labels=_declared(rng, groups, len(one.options))) for one in of.declared)
    return Organisation(of.made, groups, codes(rng, of.made, groups), declared, of.k)


def reopened(rng: Generator, of: Organisation) -> Organisation:
    """Let more people answer a round that has been published."""
    more = again(rng, of)
    some = int(rng.integers(0, len(more.groups) + 1))
    return Organisation(
        of.made,
        np.concatenate([of.groups, more.groups[:some]]),
        np.concatenate([of.codes, more.codes[:some]]),
        tuple(
            replace(one, labels=np.concatenate([one.labels, other.labels[:some]]))
            for one, other in zip(of.declared, more.declared, strict=True)
        ),
        of.k,
    )


def _scheme(rng: Generator) -> scheme.Scheme:
    base = core.core()
    everybody = frozenset(GROUPS)
    asked = (everybody, everybody, everybody, everybody - {"east"}, frozenset({"north"}))
    shape = [[int(rng.integers(1, 6)) for _ in range(int(rng.integers(1, 3)))] for _ in range(2)]
    weights = (1.0, 1.0, 1.0, 0.5, 3.0) if rng.random() < 0.3 else (1.0,)
    sections = tuple(scheme.Section(f"s{at}") for at in range(len(shape)))
    drawn = scheme.Scheme(
        id="drawn",
        version="1.0.0",
        levels=base.levels,
        bands=base.bands,
        groups=GROUPS,
        steps=STEPS,
        sections=sections,
        pillars=tuple(
            scheme.Pillar(
                f"p{section}{at}",
                f"s{section}",
                tuple(
                    scheme.Question(
                        f"p{section}{at}q{number}",
                        STEPS[int(rng.integers(2))],
                        asked[int(rng.integers(len(asked)))],
                        weight=float(rng.choice(weights)),
                    )
                    for number in range(size)
                ),
            )
            for section, sizes in enumerate(shape)
            for at, size in enumerate(sizes)
        ),
    )
    return replace(drawn, mappings=(_mapping(rng, [question.id for question in drawn.questions]),))


def _mapping(rng: Generator, asked: Sequence[str]) -> scheme.Mapping:
    """Draw two views and a balance, over any of the questions."""
    wide, narrow, first, second = (
        scheme.View(name, _some(rng, asked)) for name in ("wide", "narrow", "first", "second")
    )
    return scheme.Mapping("lens", (wide, narrow), (scheme.Balance("balance", first, second, 10.0),))


def _some(rng: Generator, asked: Sequence[str]) -> tuple[str, ...]:
    return tuple(rng.permutation(asked)[: int(rng.integers(1, len(asked) + 1))].tolist())


def _labels(rng: Generator, people: int, options: int) -> NDArray[np.intp]:
    sizes = rng.choice((3.0, 2.0, 1.0, 0.3, 0.01), options)
    return rng.choice(options, people, p=sizes / sizes.sum()).astype(np.intp)


def _declared(rng: Generator, groups: NDArray[np.intp], options: int) -> NDArray[np.intp]:
    """Return places by lot, or such that a place is nearly a group; some people have none."""
    labels = _labels(rng, len(groups), options)
    if rng.random() < 0.5:
        near = rng.permutation(max(options, len(GROUPS)))[groups] % options
        labels = np.where(rng.random(len(groups)) < rng.choice((0.7, 0.9, 1.0)), near, labels)
    missing = rng.random(len(groups)) < rng.choice((0.0, 0.0, 0.1))
    return np.where(missing, -1, labels).astype(np.intp)


def codes(rng: Generator, made: scheme.Scheme, groups: NDArray[np.intp]) -> NDArray[np.int8]:
    """Return answers around a middle of each question: close together, apart, or everybody alike."""
    shape = (len(groups), len(made.questions))
    middles = rng.uniform(0.5, 5.5, shape[1])
    positions = np.clip(np.rint(rng.normal(middles, rng.choice((0.2, 0.5, 1.0)), shape)), 1, 5)
    unknown = rng.random(shape) < rng.choice((0.0, 0.0, 0.05, 0.3))
    given = np.where(unknown, rng.choice((DONT_KNOW, SKIPPED), shape), positions)
    judges = [[group in question.judged_by for question in made.questions] for group in made.groups]
    return np.where(np.array(judges)[groups], given, 0).astype(np.int8)
