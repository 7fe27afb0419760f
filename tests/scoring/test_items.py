from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring import Item, Replies, Scheme, ShownJourney, Stage, read_items, release, shown_journey
from scoring.result import Mode
from scoring.rounds import Round, open_round
from scoring.scheme import Level, Pillar, Question, Section

GROUPS = ("lead", "front", "back")
LEVELS = (Level("low", 0, 0), Level("mid", 50, 37.5), Level("high", 100, 87.5))
Said = Mapping[str, Sequence[Sequence[int]]]  # by group, for each person the replies


def round_of(said: Said, *, questions: Sequence[str] = ("easy",), mode: Mode = "confidential") -> Round:
    asked = tuple(Question(question, "", frozenset(GROUPS)) for question in questions)
    scheme = Scheme("do", "1.0.0", LEVELS, (), GROUPS, (), (Section("do"),), (Pillar("do", "do", asked),))
    people = [(GROUPS.index(group), replies) for group, rows in said.items() for replies in rows]
    replies = Replies.from_arrays(
        scheme,
        [str(number) for number in range(len(people))],
        np.array([group for group, _ in people], dtype=np.intp),
        np.array([codes for _, codes in people], dtype=np.int8).reshape(len(people), len(questions)),
    )
    return open_round(scheme, replies, mode=mode, k=5)


def one(said: Mapping[str, Sequence[int]], mode: Mode = "confidential") -> Item:
    return read_items(
        round_of({group: [[reply] for reply in row] for group, row in said.items()}, mode=mode)
    )["easy"]


def test_groups_of_k_are_shown_beside_all_together():
    assert one({"lead": [1, 2, 3, 4, 5], "front": [2, 2, 3, 3, 4, 4]}) == Item(
        11, 50.0, None, {"lead": 50.0, "front": 50.0}, ()
    )


def test_a_group_of_fewer_than_k_hides_the_smallest_other_too():
    item = one({"lead": [1, 2, 3], "front": [2, 2, 3, 3, 4, 4], "back": [1, 2, 3, 4, 5, 5, 5, 1]})
    assert (item.n, list(item.groups), item.hidden_groups) == (17, ["back"], ("lead", "front"))


def test_a_unanimous_group_is_not_shown_apart_and_one_more_hides_it():
    item = one({"lead": [4] * 5, "front": [2, 2, 3, 3, 4, 4], "back": [1, 2, 3, 4, 5, 5, 5, 1]})
    assert (item.n, list(item.groups), item.hidden_groups) == (19, ["back"], ("lead", "front"))


def test_no_group_is_shown_where_those_hidden_answered_all_alike():
    item = one({"lead": [4] * 5, "front": [4] * 6, "back": [1, 2, 3, 4, 5, 5, 5, 1]})
    assert (item.n, item.groups) == (19, {})


def test_nothing_is_shown_where_all_answered_alike():
    assert one({"lead": [4] * 5, "front": [4] * 6}) == Item(
        None, None, "all answered alike", {}, ("lead", "front")
    )


def test_nothing_is_shown_of_fewer_than_k():
    assert one({"lead": [1, 2, 7, 7, 7], "front": [3, 8, 8, 8, 8]}).hidden == "too few people"


def test_a_group_that_is_hidden_in_the_round_is_not_shown_as_all_together():
    item = one({"lead": [1, 2, 3, 4, 5, 2], "front": [8] * 3, "back": [8] * 9})
    assert (item.mean, item.hidden) == (None, "group not shown")


def test_nobody_answered_is_not_hidden():
    assert one({"lead": [8] * 6}) == Item(None, None, None, {}, ())


def test_an_open_round_shows_everything():
    item = one({"lead": [4], "front": [2, 2, 2]}, mode="open")
    assert item == Item(4, 37.5, None, {"lead": 75.0, "front": 25.0}, ())


@given(
    said=st.fixed_dictionaries(
        {group: st.lists(st.sampled_from((1, 2, 3, 4, 5, 6, 8)), max_size=12) for group in GROUPS}
    )
)
def test_nothing_published_gives_away_a_group_that_is_not_shown(said: Mapping[str, Sequence[int]]):
    item = one(said)
    answered = {group: sum(reply <= 5 for reply in row) for group, row in said.items()}
    present = [group for group, n in answered.items() if n]
    rows = [[float(answered[group]) for group in present]] if item.mean is not None else []
    rows += [[float(group == other) for other in present] for group in item.groups]
    solved = {present[at] for at in release.solved(rows, len(present))} if rows else set()
    protected = {
        group
        for group in present
        if answered[group] < 5 or len({reply for reply in said[group] if reply <= 5}) == 1
    }
    assert solved & protected == set()
    hidden = set(present) - solved
    assert not solved or not hidden or sum(answered[group] for group in hidden) >= 5


def stage(
    id_: str, positions: Sequence[int], measured: Sequence[float] = (), *, relevant: bool = True
) -> Stage:
    return Stage(id_, tuple(positions), tuple(measured), (), relevant)


def journey_of(stages: Sequence[Stage], mode: Mode = "confidential") -> ShownJourney:
    relevant = [one for one in stages if one.relevant]
    people = max((len(one.positions) for one in stages), default=0)
    rows = itertools.zip_longest(*(one.positions for one in relevant), fillvalue=8)
    said = {"lead": [list(row) for row in rows] or [[8] * len(relevant)] * people}
    return shown_journey(LEVELS, stages, round_of(said, questions=[one.id for one in relevant], mode=mode))


MIXED = (1, 2, 3, 4, 5)


def test_a_stage_that_too_few_rated_has_no_score_and_no_part_in_the_mean():
    shown = journey_of([stage("a", MIXED), stage("b", [1, 1, 1]), stage("c", MIXED)])
    assert shown.reading.stages == {"a": 50.0, "b": None, "c": 50.0}
    assert (shown.reading.mean, shown.few, shown.hidden) == (50.0, ("b",), None)


def test_no_stage_has_a_score_where_all_rated_one_alike():
    shown = journey_of([stage("a", MIXED), stage("b", [1] * 5), stage("c", MIXED), stage("d", MIXED)])
    assert set(shown.reading.stages.values()) == {None}
    assert (shown.reading.mean, shown.reading.weakest, shown.reading.steepest_drop) == (37.5, None, None)
    assert shown.hidden == "all answered alike"


def test_the_mean_goes_too_where_fewer_than_three_stages_carry_it():
    shown = journey_of([stage("a", MIXED), stage("b", [1] * 5)])
    assert (shown.reading.mean, shown.reading.degree) == (None, None)


def test_the_most_frequent_value_is_shown_from_k_people_on():
    shown = journey_of([stage("a", MIXED, [1.0] * 4), stage("b", MIXED, [0.0, 0.0, 0.5, 1.0, 1.0])])
    assert shown.measured == {"a": None, "b": 0.0}
    assert (shown.reading.customer_felt, shown.few) == (0, ("a",))


def test_a_stage_of_no_relevance_is_counted_nowhere():
    shown = journey_of([stage("a", MIXED), stage("b", MIXED, [1.0] * 5, relevant=False)])
    assert (shown.reading.relevant, list(shown.measured)) == (1, ["a"])


def test_an_open_journey_shows_every_stage():
    shown = journey_of([stage("a", [1]), stage("b", [5])], mode="open")
    assert (shown.reading.stages, shown.hidden, shown.few) == ({"a": 0.0, "b": 100.0}, None, ())
