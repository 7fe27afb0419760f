"""The first slides: what this is, the answer, and the main questions."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import telling
from reports.builder.deck.telling import Telling
from reports.document import Answer, Sentence
from reports.document.deck import Point, Slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the cover and the answer, or why there is none."""
    yield cover(told)
    if told.report.withheld:
        yield Slide("withheld", "text", told.report.withheld, notes=told.report.method.paragraphs)
    if told.report.answer:
        yield answer(told, told.report.answer)


def cover(told: Telling) -> Slide:
    """Say what this is, of whom and from when."""
    identity, page = told.report.identity, told.report.cover
    lines = [telling.text(identity.title or identity.framework, "typed")]
    lines.append(telling.text(f"{identity.state_words}. {identity.n_words}.", "ours"))
    lines.extend([page.prepared_by] if page and page.prepared_by else [])
    lines.extend([telling.text(page.text, "typed")] if page and page.text else [])
    title = Sentence("deck", (told.org,))
    return Slide("cover", "cover", title, tuple(Point(line) for line in lines), notes=(told.basis(),))


def answer(told: Telling, part: Answer) -> Slide:
    """Say the answer, why it is so, and what the board is asked to decide."""
    first, *others = part.headline
    said = [telling.rest(first), *others, *part.reasons]
    points = [Point(sentence) for sentence in said if sentence]
    if part.decision:
        points.append(Point(telling.text(part.decision.lead, "ours"), "heading"))
        points.extend(Point(item) for item in part.decision.items)
    notes = (*part.remarks, part.average_words, part.gauge_words, *part.standing, told.basis())
    return Slide("answer", "text", telling.lead(first), tuple(points), notes=notes)
