"""Questions of lenses in a round: a journey, what is said and done, and all that is published of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

import scoring
from scoring import rounds, scheme
from scoring.rounds import Round
from tests.scoring import organisations, published
from tests.scoring.published import Organisation, Row

STAGES = ("aware", "buy", "use", "stay")
PROMISES = ("clear", "kind")
EVERY = frozenset(organisations.GROUPS)
SAID_BY = frozenset({"north"})
Generator = np.random.Generator


def items(rng: Generator, of: Organisation) -> Organisation:
    """Let the people of a round say what is promised, one group of them, and what is done."""
    asked = {f"say {promise}": SAID_BY for promise in PROMISES}
    asked.update({f"do {promise}": EVERY - {str(rng.choice(sorted(EVERY)))} for promise in PROMISES})
    return _beside(rng, of, asked)


def journey(rng: Generator, of: Organisation) -> Organisation:
    """Let the people of a round rate some stages; some of them rate none."""
    made = _beside(rng, of, dict.fromkeys(STAGES[: int(rng.integers(1, len(STAGES) + 1))], EVERY))
    none = rng.random(len(of.groups)) < rng.choice((0.0, 0.2, 0.8))
    made.codes[none] = organisations.SKIPPED
    return made


def rows_of_items(of: Organisation) -> list[Row]:
    """Return what is published of every promise."""
    return list(_items(of, scoring.read_items(_opened(of))))


def _items(of: Organisation, read: Mapping[str, scoring.Item]) -> Iterator[Row]:
    for id_, item in read.items():
        if item.mean is not None:
            yield published.mean(of, published.everybody(of), {id_: 1.0})
        for group in item.groups:
            yield published.mean(of, of.groups == of.made.groups.index(group), {id_: 1.0})


def rows_of_journey(of: Organisation) -> list[Row]:
    """Return the scores of the stages, and the mean of those that have one."""
    rated = of.answered()
    stages = [
        scoring.Stage(id_, tuple(of.codes[rated[:, at], at].tolist()), (), ())
        for at, id_ in enumerate(of.names)
    ]
    reading = scoring.shown_journey(of.made.levels, stages, _opened(of)).reading
    known = [id_ for id_, score in reading.stages.items() if score is not None]
    out = [published.mean(of, published.everybody(of), {id_: 1.0}) for id_ in known]
    if reading.mean is not None:
        used = [id_ for at, id_ in enumerate(of.names) if rated[:, at].sum() >= of.k]
        out.append(published.mean(of, published.everybody(of), dict.fromkeys(used, 1.0)))
    return out


def _opened(of: Organisation) -> Round:
    return rounds.open_round(of.made, of.replies, mode="confidential", k=of.k)


def _beside(rng: Generator, of: Organisation, asked: Mapping[str, frozenset[str]]) -> Organisation:
    """Lay questions out as the only pillar of a round of the same people."""
    questions = tuple(scheme.Question(id_, "", groups) for id_, groups in asked.items())
    made = scheme.Scheme(
        id="aside",
        version="1.0.0",
        levels=of.made.levels,
        bands=(),
        groups=of.made.groups,
        steps=(),
        sections=(scheme.Section("aside"),),
        pillars=(scheme.Pillar("aside", "aside", questions),),
    )
    return Organisation(made, of.groups, organisations.codes(rng, made, of.groups), (), of.k)
