"""Pillars at a glance, with the way to their targets and the profile agreed in the workshop."""

from __future__ import annotations

from collections.abc import Mapping

from reports.builder.workbook.cells import EMPTY, Desk, difference, number, ours, said, theirs
from reports.document import Pillar, PillarsPart
from reports.document.workbook import Cell, Chart, Column, Drawn, Sheet


def sheet(desk: Desk) -> Sheet | None:
    """Write the pillars, None where the report has none."""
    part = desk.report.pillars
    if part is None:
        return None
    agreed, columns = _agreed(desk), _columns(desk)
    return Sheet(
        id="pillars",
        name=desk.word("sheet.pillars"),
        heading=part.heading,
        message=part.message,
        facts=(),
        columns=tuple(column for column in columns if agreed or column.id != "agreed"),
        rows=tuple(_row(desk, columns, pillar, agreed) for pillar in part.pillars),
        notes=(part.radar.message, *((part.radar.agreed_words,) if part.radar.agreed_words else ())),
        chart=_chart(desk, part) if any(axis.value is not None for axis in part.radar.axes) else None,
    )


def _agreed(desk: Desk) -> Mapping[str, int | None]:
    workshop = desk.report.workshop
    return {pillar.id: pillar.agreed for pillar in workshop.pillars} if workshop else {}


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (
        desk.column("pillar", "text", width=22),
        desk.column("section", "text", width=16),
        *desk.columns(("degree", "degree"), ("score", "score"), ("low", "score"), ("high", "score")),
        desk.column("n", "count"),
        desk.column("certainty", "text", width=12),
        desk.column("band", "text", width=15),
        desk.column("agreement", "text", width=14),
        *desk.columns(("target", "score"), ("gap", "points"), ("agreed", "score"), ("rank", "count")),
        desk.column("reading", "words"),
    )


def _row(
    desk: Desk, columns: tuple[Column, ...], pillar: Pillar, agreed: Mapping[str, int | None]
) -> tuple[Cell, ...]:
    by_id = {column.id: column for column in columns}
    score = pillar.figure.score if pillar.figure else None
    no_target = desk.word("no_target")
    return (
        theirs(pillar.name),
        theirs(pillar.section),
        desk.degree(pillar.degree),
        *desk.figure(pillar.figure),
        ours(pillar.certainty),
        theirs(pillar.band),
        ours(pillar.agreement),
        number(pillar.aimed_at, no_target),
        difference(by_id["target"], by_id["score"], (pillar.aimed_at, score), no_target),
        *((number(agreed.get(pillar.id), desk.word("not_agreed")),) if agreed else ()),
        number(pillar.rank, EMPTY),
        said(pillar.reading),
    )


def _chart(desk: Desk, part: PillarsPart) -> Chart:
    drawn = [Drawn("score", part.radar.everybody.name)]
    if any(pillar.aimed_at is not None for pillar in part.pillars):
        drawn.append(Drawn("target", desk.word("column.target")))
    if part.radar.agreed:
        drawn.append(Drawn("agreed", part.radar.agreed.name))
    return Chart(
        kind="radar",
        title=part.radar.title,
        words=f"{part.radar.title} {part.radar.message.plain}",
        names="pillar",
        series=tuple(drawn),
        data_heading=desk.word("chart.data"),
        data_note=desk.word("chart.note"),
    )
