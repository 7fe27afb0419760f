"""From a report to its workbook; nothing is asked but the report, and nothing stands in it that it hides."""

from __future__ import annotations

from reports import narrative
from reports.builder.workbook import actions, figures, groups, parts, pillars, questions, summary, workshop
from reports.builder.workbook.cells import Desk
from reports.document import Report
from reports.document.workbook import Papers, Workbook

__all__ = ["build"]


def build(report: Report) -> Workbook:
    """Arrange a report as sheets, and as lines of figures."""
    words = narrative.words_for(report.identity.framework_id, report.identity.words_language)
    desk = Desk(report, words)
    sheets = (
        summary.sheet(desk),
        pillars.sheet(desk),
        questions.sheet(desk),
        groups.sheet(desk),
        groups.pairs(desk),
        groups.break_downs(desk),
        parts.views(desk),
        parts.journey(desk),
        parts.mirror(desk),
        actions.start(desk),
        actions.sheet(desk),
        actions.review(desk),
        workshop.sheet(desk),
        workshop.decided(desk),
        parts.change(desk),
        parts.series(desk),
        parts.costs(desk),
        parts.method(desk),
    )
    return Workbook(
        papers=_papers(desk),
        sheets=tuple(sheet for sheet in sheets if sheet is not None),
        figures=tuple(figures.lines(desk)),
        checksum=report.identity.checksum,
    )


def _papers(desk: Desk) -> Papers:
    identity, cover = desk.report.identity, desk.report.cover
    return Papers(
        title=cover.heading if cover else identity.scope_words,
        organisation=identity.organisation,
        consultancy=cover.consultancy if cover else "",
        marking=cover.marking if cover else "",
        version=cover.version_words if cover else "",
        footer=cover.footer if cover else "",
        page=desk.word("page"),
        of=desk.word("of"),
        check=f"{desk.report.labels.checksum} {identity.checksum_short}",
        on=identity.on,
        date_words=identity.date_words,
    )
