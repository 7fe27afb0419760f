"""Charts and tables of slides, from values that the report has already written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.document import Degree, Dumbbell, ForeseenLine, FrameworkText, Question, Table
from reports.document.deck import Cell, Chart, ChartSeries, Grid, Role

HIGHEST = 100
SHOWN = 10  # spans on one slide
LETTER = 0.85  # points of the scale that a letter beside the end of a span takes
UNKNOWN = "–"
SIDES: tuple[Role, ...] = ("degree", "between", "degree", "between", "degree")  # of the five positions
PLACES = (1, 1, 2, 2, 3)  # of the degree that each position counts as

Scored = tuple[FrameworkText, Degree | None, int | None]
End = tuple[str, int]
Way = tuple[str, End, End]


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
    return Chart("spans", words, tuple(pillar for pillar, _, _ in ends), _ways(names, ends))


def _ways(names: tuple[str, str], ends: Sequence[Way]) -> tuple[ChartSeries, ...]:
    beside = [_beside(low, high) for _, low, high in ends]
    before, behind = tuple(one for one, _ in beside), tuple(other for _, other in beside)
    return (
        ChartSeries(names[0], tuple(low[1] for _, low, _ in ends), "base", labels=before),
        ChartSeries(names[1], tuple(high[1] - low[1] for _, low, high in ends), "span"),
        ChartSeries(UNKNOWN, tuple(HIGHEST - high[1] for _, _, high in ends), "rest", labels=behind),
    )


def shares(words: str, questions: Sequence[Question], positions: Sequence[FrameworkText]) -> Chart | None:
    """Return how many chose each position, for the questions of which that may be shown; None without any."""
    shown = [(one.prompt, one.distribution) for one in questions if one.distribution]
    if not shown:
        return None
    series = (
        ChartSeries(name, tuple(counts[at] for _, counts in shown), role, place)
        for at, (name, role, place) in enumerate(zip(positions, SIDES, PLACES, strict=True))
    )
    return Chart("shares", words, tuple(prompt for prompt, _ in shown), tuple(series))


def moves(words: str, names: tuple[str, str], ends: tuple[str, str], lines: Sequence[ForeseenLine]) -> Chart:
    """Return for each score the way from today to its mark; `names` as for spans, `ends` those of both ends."""
    ways = [(one.name, (ends[0], one.before), (ends[1], one.after)) for one in lines]
    return Chart("spans", words, tuple(one.name for one in lines), _ways(names, ways))


def _widest(ends: Sequence[Way]) -> list[Way]:
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
