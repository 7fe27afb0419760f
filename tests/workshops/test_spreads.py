"""How far answers lie apart, and what of it a room may see."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from assessments import lifecycle, results
from assessments.models import Assessment
from tests import factories, rooms
from workshops import spreads
from workshops.models import Workshop
from workshops.spreads import Spread

UNSURE = 6


def of(*replies: int, group: str = "") -> list[tuple[str, int]]:
    return [(group, reply) for reply in replies]


def test_nobody_with_a_position_shows_nothing():
    assert spreads.of_votes(of(UNSURE, UNSURE), k=5) == Spread(hidden="Nobody has chosen a position.")


def test_one_vote_alone_shows_nothing():
    assert spreads.of_votes(of(4), k=5) == Spread(hidden="One vote alone is not shown.")


def test_fewer_than_five_votes_show_their_median_only():
    assert spreads.of_votes(of(1, 2, 5, 5), k=5) == Spread(median=3.5)


def test_five_votes_show_where_they_lie():
    assert spreads.of_votes(of(1, 2, 3, 3, 5), k=5) == Spread(
        n=5, distribution=(1, 1, 2, 0, 1), median=3.0, middle_half=(2.0, 3.0), unsure=0
    )


def test_two_camps_are_named():
    assert spreads.of_votes(of(1, 1, 2, 4, 5, 5), k=5).split is True


@pytest.mark.parametrize(("unsure", "told"), [(0, None), (1, 1)])
def test_how_many_cannot_judge_is_told_from_five_voters_on(unsure: int, told: int | None):
    votes = of(1, 2, 3, 4, *[UNSURE] * unsure)
    assert spreads.of_votes(votes, k=5) == Spread(median=2.5, unsure=told)


def test_groups_of_enough_voters_are_shown_beside_each_other():
    votes = [*of(1, 2, 2, 2, 3, group="leadership"), *of(3, 4, 4, 5, 5, group="support")]

    assert spreads.of_votes(votes, k=5).groups == {
        "leadership": Spread(n=5, distribution=(1, 3, 1, 0, 0), median=2.0, middle_half=(2.0, 2.0)),
        "support": Spread(n=5, distribution=(0, 0, 1, 2, 2), median=4.0, middle_half=(4.0, 5.0)),
    }


def test_small_group_takes_another_one_with_it():
    votes = [
        *of(1, 2, 2, 2, 3, group="leadership"),
        *of(3, 4, 4, 5, 5, 1, group="support"),
        *of(1, 5, group="customer-facing"),
    ]
    assert list(spreads.of_votes(votes, k=5).groups) == ["support"]


def test_group_that_votes_as_one_is_not_shown_nor_what_tells_of_it():
    votes = [*of(2, 2, 2, 2, 2, group="leadership"), *of(3, 4, 4, 5, 5, group="support")]
    assert spreads.of_votes(votes, k=5).groups == {}


def test_nobody_is_shown_apart_where_few_gave_no_group():
    votes = [*of(1, 2, 2, 2, 3, group="leadership"), *of(4, 5)]
    assert spreads.of_votes(votes, k=5).groups == {}


def test_no_group_is_shown_while_the_rest_votes_as_one():
    votes = [
        *of(1, 2, 2, 2, 3, 4, group="leadership"),
        *of(5, 5, 5, 5, 5, group="support"),
        *of(5, 5, group="customer-facing"),
    ]
    assert spreads.of_votes(votes, k=5).groups == {}


def test_smallest_group_shown_is_that_of_the_round():
    votes = [*of(1, 2, 2, 2, 3, group="leadership"), *of(3, 4, 4, 5, 5, group="support")]
    assert spreads.of_votes(votes, k=6).groups == {}


FEW_NEW = (
    "These votes were shown before, and so few are new since then that they would tell whose they are. "
    "Vote again to see how the room stands."
)


@pytest.mark.parametrize(
    "other", [(1, 2, 3, 3, 5, 4), (2, 3, 3, 5, 5), (1, 2, 3, 4, 5), (1, 2, 3, 3, 5, UNSURE)]
)
def test_vote_that_few_changed_after_it_was_shown_is_not_shown_again(other: tuple[int, ...]):
    shown = [spreads.tally(of(1, 2, 3, 3, 5))]
    assert spreads.of_votes(of(*other), k=5, shown=shown) == Spread(hidden=FEW_NEW)


def test_vote_is_shown_again_as_it_was_or_where_five_or_more_are_new():
    shown = [spreads.tally(of(1, 2, 3, 3, 5))]
    assert spreads.of_votes(of(5, 3, 3, 2, 1), k=5, shown=shown).distribution == (1, 1, 2, 0, 1)
    more = of(1, 2, 3, 3, 5, 4, 4, 4, 2, 1)
    assert spreads.of_votes(more, k=5, shown=shown).distribution == (2, 2, 2, 3, 1)


def test_vote_shown_more_than_once_is_held_against_each_time():
    shown = [spreads.tally(of(*[3] * 6)), spreads.tally(of(*[3] * 6, *[2] * 5))]
    assert spreads.of_votes(of(*[3] * 7, *[2] * 5), k=5, shown=shown) == Spread(hidden=FEW_NEW)


def test_groups_are_shown_the_first_time_only():
    votes = [*of(1, 2, 2, 2, 3, group="leadership"), *of(3, 4, 4, 5, 5, group="support")]
    again = spreads.of_votes(votes, k=5, shown=[spreads.tally(votes)])
    assert (again.groups, again.n) == ({}, 10)


@pytest.mark.django_db
def test_running_ballot_shows_nothing():
    workshop = rooms.workshop(seats=6)
    ballot = rooms.ballot(workshop.topics.get(item__place=0), dict.fromkeys(workshop.seats.all(), 3))

    assert spreads.voted(ballot) == Spread(hidden="Not shown before the reveal.")


@pytest.mark.django_db
def test_vote_of_a_removed_seat_does_not_count():
    workshop = rooms.workshop(seats=6)
    votes = dict(zip(workshop.seats.order_by("pk"), (1, 2, 3, 4, 5, 5), strict=True))
    ballot = rooms.ballot(workshop.topics.get(item__place=0), votes, revealed=True)
    ballot.votes.filter(reply=1).update(void=True)

    assert spreads.voted(ballot).distribution == (0, 1, 1, 1, 2)


def on(about: Assessment) -> Workshop:
    return rooms.workshop(lifecycle.close_assessment(assessment=about, by=None, at=timezone.now()))


def of_people(number: int, *, mode: str = Assessment.Mode.CONFIDENTIAL) -> Workshop:
    return on(factories.round_of(number, factories.assessment(mode=mode)))


@pytest.mark.django_db
def test_round_of_few_shows_why_nothing_is():
    found = spreads.measured(of_people(3))
    assert {spread.hidden for spread in found.values()} == {
        "Not shown: too few answers to do so without exposing people."
    }
    assert all(replace(spread, hidden="") == Spread() for spread in found.values())


@pytest.mark.django_db
def test_round_in_confidence_counts_positions_from_ten_answers_on():
    for people, counted in ((9, False), (18, True)):
        workshop = of_people(people)
        result = results.current(workshop.assessment).result
        for question, spread in spreads.measured(workshop).items():
            asked = result.questions[question]
            shown = (asked.distribution if asked.distribution_shown else None, asked.median)
            assert (spread.distribution, spread.median) == (shown if asked.shown else (None, None))
        assert any(found.distribution for found in spreads.measured(workshop).values()) is counted


@pytest.mark.django_db
def test_round_that_is_still_open_shows_nothing():
    assert spreads.measured(rooms.workshop(factories.round_of(6))) == {}
