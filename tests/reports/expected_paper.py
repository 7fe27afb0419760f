"""What stands side by side on paper: a name and the figures behind it, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import bidirectional

from reports.document import Answer, Question, Report
from tests.reports import expected
from tests.reports.expected import Series, of
from tests.reports.truth import Cells

Run = tuple[str, ...]  # texts that follow one another with nothing in between
UNKNOWN = "–"


def runs(report: Report, cells: Cells) -> Iterator[Run]:
    """Yield every run of a report."""
    for part in (_pillars, _groups, _break_downs, _steps, _journey, _promises, _change, _questions, _doing):
        yield from part(report, cells)
    if report.answer:
        yield (report.answer.average_words.plain,)
        yield from _main_questions(report.answer, cells)


def _main_questions(answer: Answer, cells: Cells) -> Iterator[Run]:
    for one in answer.questions:
        score, low, high, n = of(cells, "section", one.id, *expected.ENDS)
        assert (one.figure and one.figure.score) == score
        if one.degree and one.figure:
            certainty = ("·", one.certainty) if one.certainty else ()
            between = () if low is None else (f", between {low} and {high}",)
            yield (one.degree.name, *certainty, f"{score} of 100", *between, f"; {n}")


def _said(value: int | None, unknown: str = UNKNOWN) -> str:
    return unknown if value is None else str(value)


def _pillars(report: Report, cells: Cells) -> Iterator[Run]:
    for one in expected.pillars(report):
        score, target = of(cells, "pillar", one.id, "score", "target")
        degree = one.degree.name if one.degree else report.labels.not_known
        aim = () if target is None else ("→", str(target))
        yield (one.name, _pips(one.degree), degree, _said(score), *aim)


def _pips(degree: object) -> str:
    place, of_ = getattr(degree, "place", 0), getattr(degree, "of", 0)
    return "●" * place + "○" * (of_ - place)


def _groups(report: Report, cells: Cells) -> Iterator[Run]:
    part = report.differences
    for row in part.dumbbells if part else ():
        pillar = next(one for one in expected.pillars(report) if one.name == row.pillar)
        scores = (
            (score, of(cells, "pillar", pillar.id, "group score", group=score.name)[0])
            for score in row.scores
        )
        yield (row.pillar, *(_said(value, group.reason) for group, value in scores))


def _break_downs(report: Report, cells: Cells) -> Iterator[Run]:
    for apart in report.differences.apart if report.differences else ():
        for row in apart.dumbbells:
            values = (of(cells, "break-down", row.pillar, "score", group=one.name)[0] for one in row.scores)
            yield (row.pillar, *map(_said, values))


def _steps(report: Report, cells: Cells) -> Iterator[Run]:
    for block in report.plan.blocks if report.plan else ():
        for one in block.steps:
            yield one.name, _said(of(cells, "step", one.id, "score")[0], report.labels.not_known)


def _journey(report: Report, cells: Cells) -> Iterator[Run]:
    for number, one in enumerate(report.journey.stages if report.journey else (), 1):
        score = _said(of(cells, "journey", one.id, "score")[0])
        degree = one.degree.name if one.degree else report.labels.not_known
        yield f"{number}.", one.name, score, _pips(one.degree), degree, one.measured_short, one.owner_words


def _promises(report: Report, cells: Cells) -> Iterator[Run]:
    for one in report.mirror.promises if report.mirror else ():
        values = ((track.name, of(cells, "promise", one.id, track.id)[0]) for track in one.tracks)
        yield tuple(word for name, value in values for word in (name, _said(value)))


def _change(report: Report, cells: Cells) -> Iterator[Run]:
    part = report.change
    for one in (*part.whole, *part.pillars) if part else ():
        before, after = of(cells, "change", one.id, "before", "after")
        figures = (one.sentence.plain,) if before is None else (str(before), _said(after), one.words)
        yield (one.name, *figures)


def _rounds(report: Report, series: Series) -> Iterator[Run]:
    part = report.change.series if report.change else None
    for line in part.lines if part else ():
        scores = (series[line.id, at][0] for at in range(len(line.points)))
        yield tuple(word for at, score in enumerate(scores, 1) for word in (_said(score), str(at)))


def _questions(report: Report, cells: Cells) -> Iterator[Run]:
    for one in expected.questions(report):
        yield (f"{one.number} ·", one.prompt, *_answers(one, cells))


def _answers(one: Question, cells: Cells) -> Iterator[str]:
    if one.hidden:
        yield one.hidden
        return
    score, n, share = of(cells, "question", one.id, "score", "n", "could not judge %")
    assert one.figure_words.startswith(f"{score} of 100; {n} ")
    yield one.figure_words
    if one.distribution is None:
        yield from ("·", one.picture_words)
    if share:
        yield from ("·", str(share))


def drawn(report: Report, cells: Cells, series: Series) -> Iterator[Run]:
    """Yield the figures in pictures that no text repeats: scores of every round, and how answers spread."""
    yield from _rounds(report, series)
    positions = [f"position {position}" for position in range(1, 6)]
    for one in expected.questions(report):
        counts = expected.known(*of(cells, "question", one.id, *positions))
        if counts:
            yield tuple(map(str, counts))


def _doing(report: Report, _cells: Cells) -> Iterator[Run]:
    for one in report.planning.actions if report.planning else ():
        owner = _from_left(one.owner or UNKNOWN)
        if owner:
            yield *owner, one.due or UNKNOWN, one.status_words
        else:
            yield (one.status_words,)
    for found in report.review.actions if report.review else ():
        yield found.title, found.owner or UNKNOWN, found.verdict_words, found.note or UNKNOWN
    for line in report.costs.lines if report.costs else ():
        yield _from_left(line.sentence.plain)


def _from_left(text: str) -> Run:
    """Return a text; not one from right to left, whose letters a PDF holds in another order."""
    return () if any(bidirectional(letter) in {"R", "AL"} for letter in text) else (text,)
