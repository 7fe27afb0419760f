"""Where the marks of a spread stand."""

from __future__ import annotations

import pytest

from frameworks import kits
from tests import factories
from workshops import cards, drawings, spreads
from workshops.cards import Card


@pytest.fixture
def five(db: None) -> tuple[Card, ...]:
    version, lenses = factories.framework()
    return cards.of(kits.load(version.checksum, lenses))


def draw(five: tuple[Card, ...], *replies: int) -> drawings.Drawing:
    return drawings.drawing(spreads.of_votes([("", reply) for reply in replies], k=5), five)


def test_columns_are_as_tall_as_the_tallest_allows(five: tuple[Card, ...]):
    drawn = draw(five, 1, 1, 3, 3, 3, 3)

    assert [column.height for column in drawn.columns] == [50.0, 0.0, 100.0, 0.0, 0.0]
    assert [column.count for column in drawn.columns] == [2, 0, 4, 0, 0]
    assert (drawn.median, drawn.half, drawn.counted) == (50.0, None, True)


def test_few_votes_are_drawn_without_columns(five: tuple[Card, ...]):
    drawn = draw(five, 1, 2)

    assert {column.count for column in drawn.columns} == {None}
    assert (drawn.median, drawn.half, drawn.counted) == (20.0, None, False)
    assert drawn.said == "In the middle: between “Random” and “Past Random, not yet Intentional”"


def test_middle_half_stands_where_columns_may_not(five: tuple[Card, ...]):
    drawn = drawings.drawing(spreads.Spread(n=6, median=3.0, middle_half=(2.0, 3.0)), five)

    assert (drawn.half, drawn.said) == ((25.0, 30.0), "In the middle: Intentional")


def test_what_is_hidden_says_why(five: tuple[Card, ...]):
    drawn = draw(five, 3)

    assert (drawn.median, drawn.said) == (None, "One vote alone is not shown.")
