"""Charts and tables of slides, from values that the report has already written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.document import Degree, Dumbbell, FrameworkText, Table
from reports.document.deck import Cell, Chart, ChartSeries, Grid, Role

HIGHEST = 100
SHOWN = 10  # spans on one slide
LETTER = 0.85  # points of the scale that a letter beside the end of a span takes
UNKNOWN = "–"

Scored = tuple[FrameworkText, Degree | None, int | None]


def by_degree(words: str, rows: Sequence[Scored]) -> Chart | None:
    """Return bars in the colours of their degrees, one series for each; None where nothing is known."""
    found = {row[1].place: row[1] for row in rows if row[1] and row[2] is not None}
    if not found:
        return None
    series = tuple(
        ChartSeries(found[place].name, tuple(_of(row, place) for row in rows), "degree", place)
        for place in sorted(found)
    )
    return Chart("bars", words, tuple(row[0] for row in rows), series)


def _of(row: Scored, place: int) -> int | None:
    _, degree, score = row
    return score if degree and degree.place == place else None


def side_by_side(
    words: str, names: Sequence[str], lines: Sequence[tuple[str, Sequence[int | None]]]
) -> Chart | None:
    """Return bars of several series beside one another, None where nothing is known."""
    if all(value is None for _, values in lines for value in values):
        return None
    roles: tuple[Role, ...] = ("measured", "second", "third")
    series = (
        ChartSeries(name, tuple(values), role) for role, (name, values) in zip(roles, lines, strict=False)
    )
    return Chart("bars", words, tuple(names), tuple(series))


def spans(words: str, names: tuple[str, str], lines: Iterable[Dumbbell]) -> Chart | None:
    """Return for each pillar the way from the lowest group to the highest, None without any.

    `names` are those of the series: to the lowest, and from there to the highest.
    """
    ends = _widest([(line.pillar, *found) for line in lines if (found := _ends(line))])
    if not ends:
        return None
    first = [_beside(low, high) for _, low, high in ends]
    series = (
        ChartSeries(names[0], tuple(low[1] for _, low, _ in ends), "base", labels=tuple(x[0] for x in first)),
        ChartSeries(names[1], tuple(high[1] - low[1] for _, low, high in ends), "span"),
        ChartSeries(
            UNKNOWN,
            tuple(HIGHEST - high[1] for _, _, high in ends),
            "rest",
            labels=tuple(x[1] for x in first),
        ),
    )
    return Chart("spans", words, tuple(pillar for pillar, _, _ in ends), series)


End = tuple[str, int]


def _widest(ends: Sequence[tuple[str, End, End]]) -> list[tuple[str, End, End]]:
    """Return the widest spans that one slide can hold, in their old order."""
    places = sorted(range(len(ends)), key=lambda at: ends[at][1][1] - ends[at][2][1])[:SHOWN]
    return [ends[at] for at in sorted(places)]


def _ends(line: Dumbbell) -> tuple[End, End] | None:
    known = [(group.name, group.score) for group in line.scores if group.score is not None]
    if len(known) < len(("lowest", "highest")):
        return None
    return min(known, key=lambda end: end[1]), max(reversed(known), key=lambda end: end[1])


def _beside(low: End, high: End) -> tuple[str, str]:
    """Return what stands before and behind a span; both on one side where the other has no room."""
    before, behind = f"{low[0]} {low[1]}", f"{high[1]} {high[0]}"
    if low[1] < LETTER * len(before):
        return "", f"{low[1]} {low[0]} – {behind}"
    if HIGHEST - high[1] < LETTER * len(behind):
        return f"{before} – {high[0]} {high[1]}", ""
    return before, behind


def grid(table: Table, shares: Sequence[int], *, columns: Sequence[int] | None = None) -> Grid:
    """Return a table of the report, or some of its columns."""
    kept = tuple(range(len(table.columns)) if columns is None else columns)
    return Grid(
        words=table.caption,
        columns=(table.corner, *(table.columns[at] for at in kept)),
        shares=tuple(shares),
        rows=tuple((Cell(row.name), *(Cell(row.cells[at]) for at in kept)) for row in table.rows),
    )


def score(value: int | None) -> str:
    """Return a score for a cell."""
    return UNKNOWN if value is None else str(value)
