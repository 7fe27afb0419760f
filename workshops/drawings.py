"""Where the marks of a spread stand, in hundredths of the width and height they are drawn in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from workshops.cards import Card
    from workshops.spreads import Spread

POSITIONS = 5
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One position with how many chose it; `count` is None where that is not shown."""

    card: Card
    count: int | None
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A spread as it is drawn: columns where it may be shown, the median, the middle half without columns."""

    columns: tuple[Column, ...]
    counted: bool
    median: float | None
    half: tuple[float, float] | None  # where the middle half begins and how wide it is
    said: str


def drawing(spread: Spread, cards: Sequence[Card]) -> Drawing:
    """Place a spread over the five positions."""
    counts = spread.distribution or (0,) * POSITIONS
    most = max(counts)
    return Drawing(
        columns=tuple(
            _column(card, count if spread.distribution else None, most)
            for card, count in zip(cards, counts, strict=True)
        ),
        counted=spread.distribution is not None,
        median=None if spread.median is None else _across(spread.median),
        half=None if spread.distribution or not spread.middle_half else _half(*spread.middle_half),
        said=said(spread, cards),
    )


def said(spread: Spread, cards: Sequence[Card]) -> str:
    """Return a spread's middle in words: the position it lies at, or the two it lies between."""
    if spread.median is None:
        return spread.hidden
    below, above = cards[int(spread.median) - 1], cards[min(int(spread.median), POSITIONS - 1)]
    if spread.median == int(spread.median):
        return _("In the middle: %(position)s") % {"position": below.label}
    return _("In the middle: between “%(below)s” and “%(above)s”") % {
        "below": below.label,
        "above": above.label,
    }


def _column(card: Card, count: int | None, most: int) -> Column:
    height = round(WHOLE * count / most, 1) if count and most else 0.0
    x = round(WHOLE * (card.position - 1) / POSITIONS, 1)
    return Column(card=card, count=count, x=x, y=round(WHOLE - height, 1), height=height)


def _across(position: float) -> float:
    return round(WHOLE * (position - 0.5) / POSITIONS, 1)


def _half(low: float, high: float) -> tuple[float, float]:
    """Return the middle half with a quarter of a position to either side, so that it is never a bare line."""
    start, end = _across(low - 0.25), _across(high + 0.25)
    return start, round(end - start, 1)
