"""Where the marks of a spread stand."""

from __future__ import annotations

import pytest

from frameworks import kits
from tests import factories
from workshops import drawings, rooms, spreads
from workshops.rooms import Card


@pytest.fixture
def cards(db: None) -> tuple[Card, ...]:
    version, lenses = factories.framework()
    return rooms.cards(kits.load(version.checksum, lenses))


def draw(cards: tuple[Card, ...], *replies: int) -> drawings.Drawing:
    return drawings.drawing(spreads.of_votes([("", reply) for reply in replies], k=5), cards)


def test_columns_are_as_tall_as_the_tallest_allows(cards: tuple[Card, ...]):
    drawn = draw(cards, 1, 1, 3, 3, 3, 3)

    assert [column.height for column in drawn.columns] == [50.0, 0.0, 100.0, 0.0, 0.0]
    assert [column.count for column in drawn.columns] == [2, 0, 4, 0, 0]
    assert (drawn.median, drawn.half, drawn.counted) == (50.0, None, True)


def test_few_votes_are_drawn_without_columns(cards: tuple[Card, ...]):
    drawn = draw(cards, 1, 2)

    assert {column.count for column in drawn.columns} == {None}
    assert (drawn.median, drawn.half, drawn.counted) == (20.0, None, False)
    assert drawn.said == "In the middle: between “Random” and “Past Random, not yet Intentional”"


def test_middle_half_stands_where_columns_may_not(cards: tuple[Card, ...]):
    drawn = drawings.drawing(spreads.Spread(n=6, median=3.0, middle_half=(2.0, 3.0)), cards)

    assert (drawn.half, drawn.said) == ((25.0, 30.0), "In the middle: Intentional")


def test_what_is_hidden_says_why(cards: tuple[Card, ...]):
    drawn = draw(cards, 3)

    assert (drawn.median, drawn.said) == (None, "One vote alone is not shown.")
