"""Nobody and no group below k can be worked out from everything that an organisation is shown together.

Every organisation has three rounds that are compared, with groups and up to three break-downs, and
may reopen the last. All sums that are published are put into one linear system over people's answers
and combined in every way (`published`): none may rest on fewer than k people, and none on people who
all gave one answer to one question. Rounding to whole numbers, which hides more, is left out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

import scoring
from scoring.result import Result
from tests.scoring import alike, asides, organisations, published, same_people
from tests.scoring.published import Organisation, Row

ORGANISATIONS = 1000 if os.environ.get("SOAK") else 60
AT_ONCE = 10


@pytest.mark.parametrize("first", range(0, ORGANISATIONS, AT_ONCE))
def test_nobody_and_no_group_below_k_can_be_worked_out(first: int):
    found = [(seed, leak) for seed in range(first, first + AT_ONCE) for leak in leaks(seed)]
    assert found == []


@pytest.mark.parametrize("seed", [505, 749, 834])
def test_groups_give_nothing_away_when_a_round_is_reopened(seed: int):
    """Four answers of a group to a question counted only once seven more had come."""
    assert leaks(seed) == []


def test_the_search_finds_what_the_rules_of_one_partition_miss():
    """A site that is a group and two more people: the difference of their scores is the two."""
    rng = np.random.default_rng(5)
    made = organisations.organisation(rng).made
    groups = np.repeat([0, 1], [10, 12])
    site = np.repeat([0, 1], [12, 10])
    answers = organisations.codes(rng, made, groups)
    declared = (scoring.Declared("site", ("a", "b"), site),)
    of = Organisation(made, groups, answers, declared, 5)
    pillar = made.pillars[0]
    weights = {pillar.questions[0].id: 1.0}
    rows = [published.mean(of, groups == 0, weights), published.mean(of, site == 0, weights)]
    made_of = published.system(rows, of.places())
    assert made_of is not None
    assert published.few(made_of, 5)


def leaks(seed: int) -> list[str]:
    rng = np.random.default_rng(seed)
    rounds = [organisations.organisation(rng)]
    rounds += [organisations.again(rng, rounds[0]) for _ in range(2)]
    pairs = [rounds[:2], rounds[1:]]
    links = [same_people.links(rng, *pair) if rng.random() < 0.5 else None for pair in pairs]
    if links[0] is not None:
        links[1] = None  # a round is compared by the same people once
    for pair in (pair for pair, found in zip(pairs, links, strict=True) if found is not None):
        for of in pair:
            of.declared = ()  # a round with break-downs is compared as a whole
    results = [result(of) for of in rounds]
    for at, pair in enumerate(pairs):
        compare(pair, results[at : at + 2], some(rng, rounds[0]), links[at])
    lay_out(rng, rounds, results)
    out = [f"round {at}: {leak}" for at, of in enumerate(rounds) for leak in told(of, rows(of, results[at]))]
    out += [f"reopened: {leak}" for leak in twice(rng, rounds[2])]
    return [*out, *beside(rng, rounds[0])]


def beside(rng: np.random.Generator, of: Organisation) -> list[str]:
    """Ask a round about a journey, and what is said and done; no figure shares a question with another."""
    journey, items = asides.journey(rng, of), asides.items(rng, of)
    found = told(journey, asides.rows_of_journey(journey))
    return [f"aside: {leak}" for leak in (*found, *told(items, asides.rows_of_items(items)))]


def rows(of: Organisation, result: Result) -> list[Row]:
    parts = scoring.break_down(of.made, of.replies, of.declared, k=of.k)
    return [*published.rows(of, result, parts), *alike.rows(of, result)]


def compare(
    pair: Sequence[Organisation],
    results: Sequence[Result],
    common: list[str],
    links: same_people.Links | None,
) -> None:
    """Publish the change between two rounds over some of the questions, of all or of the same people."""
    before, after = pair
    trend = scoring.trend(
        after.made,
        before.replies,
        after.replies,
        common=common,
        k=after.k,
        links=links,
        audit=True,
        beside=(scoring.beside(before.made, results[0]), scoring.beside(after.made, results[1])),
    )
    if links is None or trend.n_linked is None:
        before.trends.append((trend, "before"))
        after.trends.append((trend, "after"))
    else:
        for of, found in zip(pair, same_people.rows(pair, links, trend), strict=True):
            of.of_some.extend(found)


def lay_out(rng: np.random.Generator, rounds: list[Organisation], results: list[Result]) -> None:
    """Publish all rounds side by side over some of the questions."""
    common = some(rng, rounds[0])
    series = scoring.series(
        [scoring.Moment(of.made, of.replies, common=common) for of in rounds],
        k=rounds[0].k,
        beside=[scoring.beside(of.made, result) for of, result in zip(rounds, results, strict=True)],
    )
    for at, of in enumerate(rounds):
        of.series.append((series, at))


def some(rng: np.random.Generator, of: Organisation) -> list[str]:
    return [name for name in of.names if rng.random() < rng.choice((0.5, 0.9, 1.0))]


def twice(rng: np.random.Generator, of: Organisation) -> list[str]:
    """Reopen a round; where it may publish again, both results are known."""
    if of.of_some:
        return []  # a round compared by the same people never publishes again
    late = organisations.reopened(rng, of)
    if not scoring.may_publish_again(sheets(of), sheets(late), k=of.k).republish:
        return []
    late.of_some = [padded(row, len(late.groups)) for row in of.of_some]
    before = result(of)
    first = [padded(row, len(late.groups)) for row in rows(of, before)]
    second = scoring.as_before(before, result(late))
    again = [*published.rows(late, second, {}), *alike.rows(late, second)]
    return told(late, [*first, *again], since=len(of.groups))


def result(of: Organisation) -> Result:
    return scoring.assess(of.made, of.replies, k=of.k, audit=True)


def padded(row: Row, people: int) -> Row:
    return np.vstack([row, np.zeros((people - len(row), row.shape[1]))])


def sheets(of: Organisation) -> dict[int, scoring.SentSheet]:
    """Return who stands in which group; where else they stand is forgotten once a round has closed."""
    return {
        at: scoring.SentSheet((str(of.groups[at]),), bytes(codes))
        for at, codes in enumerate(of.codes.tolist())
    }


def told(of: Organisation, rows: list[Row], since: int | None = None) -> list[str]:
    """Return what can be worked out; `since`: the first person who was not there before."""
    places = np.column_stack([of.places(), np.arange(len(of.groups)) >= (since or 0)])
    system = published.system(rows, places)
    if system is None:
        return []
    alike = [f"{of.names[column]} is {said}" for column, said in published.one_answer(system, of.codes)]
    return [*alike, *(f"few in {pillar}" for pillar in few(of, rows, places))]


def few(of: Organisation, rows: list[Row], places: NDArray[np.intp]) -> list[str]:
    """Return the pillars in which a sum rests on a few, each with whatever of all rows concerns it.

    What rests on a few in several pillars does so in each of them.
    """
    found = []
    for pillar in of.made.pillars:
        columns = [of.names.index(question.id) for question in pillar.questions]
        there = of.answered()[:, columns].any(axis=1)
        mine = [part for row in rows if (part := row[there][:, columns]).any()]
        apart = len(of.groups) and np.column_stack(
            [places[there][:, : -len(of.names) - 1], places[there][:, -1]]
        )
        kinds = np.column_stack([apart, of.answered()[there][:, columns]])
        system = published.system(mine, kinds)
        if system is not None and published.few(system, of.k):
            found.append(pillar.id)
    # A view or the score of a section is no sum of its own in one pillar: all pillars at once are exact.
    whole = published.system(rows, places) if found else None
    return found if whole is not None and published.few(whole, of.k) else []
