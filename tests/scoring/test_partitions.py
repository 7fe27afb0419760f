"""Declared break-downs, and what may be known side by side."""

from __future__ import annotations

import time

import numpy as np
import pytest

import scoring
from scoring import sums
from tests.scoring import core
from tests.scoring.test_speed import replies


def declared(labels: list[int], name: str = "site", options: int = 3) -> scoring.Declared:
    return scoring.Declared(
        name, tuple(f"{name}{at}" for at in range(options)), np.array(labels, dtype=np.intp)
    )


def answered(people: int) -> scoring.Replies:
    """Return leaders who answer everything, no question alike."""
    made, rng = core.core(), np.random.default_rng(3)
    codes = rng.integers(1, 6, (people, len(made.questions)))
    groups = np.zeros(people, dtype=np.intp)
    asked = ["leadership" in question.judged_by for question in made.questions]
    return scoring.Replies.from_arrays(
        made, [str(at) for at in range(people)], groups, np.where(asked, codes, 0)
    )


def test_an_option_of_a_few_is_hidden_and_so_is_the_next():
    labels = [0] * 3 + [1] * 8 + [2] * 14
    site = scoring.break_down(core.core(), answered(25), [declared(labels)])["site"]
    assert site.options == {"site0": None, "site1": None, "site2": 14}
    assert site.why == {"site0": "too few people", "site1": "protects others"}
    assert {figures["site0"].n for figures in site.pillars.values()} == {None}


def test_people_without_an_option_hide_like_one():
    labels = [-1] * 3 + [0] * 8 + [1] * 14
    site = scoring.break_down(core.core(), answered(25), [declared(labels)])["site"]
    assert site.options == {"site0": None, "site1": 14, "site2": None}
    assert site.why == {"site0": "protects others", "site2": "nobody"}


def test_a_break_down_that_differs_by_two_people_is_not_shown_beside_another():
    people = answered(30)
    site = declared([0] * 15 + [1] * 15, options=2)
    role = declared([0] * 17 + [1] * 13, "role", options=2)
    parts = scoring.break_down(core.core(), people, [site, role])
    shown = {id_: {f.why for of in part.pillars.values() for f in of.values()} for id_, part in parts.items()}
    assert shown == {"site": {None}, "role": {"told by sums"}}


def test_an_open_round_shows_every_option():
    site = scoring.break_down(core.core(), answered(25), [declared([0] + [1] * 24)], mode="open")["site"]
    assert site.options == {"site0": 1, "site1": 24, "site2": None}


def test_ten_thousand_people_and_three_break_downs_take_about_as_long_as_the_result():
    people, rng = replies(10_000), np.random.default_rng(2)
    parts = [declared(rng.integers(0, 5, 10_000).tolist(), name, 5) for name in ("role", "site", "tenure")]
    result = min(timed(lambda: scoring.assess(core.core(), people)) for _ in range(3))
    broken_down = min(timed(lambda: scoring.break_down(core.core(), people, parts)) for _ in range(3))
    assert broken_down < 4 * result + 0.05  # twice on an idle machine


def timed(make: object) -> float:
    start = time.process_time()
    make()  # type: ignore[operator]  # a calculation
    return time.process_time() - start


@pytest.mark.parametrize(("people", "told"), [([9, 4, 9], True), ([9, 5, 9], False)])
def test_two_sums_tell_of_their_difference(people: list[int], told: bool):  # noqa: FBT001 # a table of cases
    rows = np.array([[1.0, 0, 0], [1.0, 1, 0], [1.0, 1, 1]])
    assert sums.tell_of_few(rows, np.array(people), 5) is told


def sheets(said: list[tuple[str, int]]) -> dict[int, scoring.SentSheet]:
    return {at: scoring.SentSheet((group,), bytes([reply])) for at, (group, reply) in enumerate(said)}


@pytest.mark.parametrize(
    ("more", "again"),
    [
        ([("a", 1), ("a", 2), ("a", 3), ("a", 4)], False),
        ([("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 5)], True),
        ([("a", 3)] * 6, False),
        ([("a", 1), ("a", 2), ("a", 3), ("a", 4), ("a", 5), ("b", 2)], False),
        ([("a", 1 + at % 5) for at in range(5)] + [("b", 1 + at % 5) for at in range(5)], True),
    ],
)
def test_a_round_publishes_again_where_its_results_tell_of_nobody(
    more: list[tuple[str, int]],
    again: bool,  # noqa: FBT001 # a table of cases
):
    first = [("a", 2)] * 6 + [("b", 4)] * 6
    found = scoring.may_publish_again(sheets(first), sheets([*first, *more]))
    assert (found.people, found.republish) == (len(more), again)
