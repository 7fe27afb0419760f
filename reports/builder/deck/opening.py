"""The first slides: what this is, the answer, and the main questions."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.deck import figures, telling
from reports.builder.deck.telling import Telling
from reports.document import Answer, MainQuestion, PulsePart, Sentence
from reports.document.deck import Cell, Grid, Point, Slide


def slides(told: Telling) -> Iterator[Slide]:
    """Yield the cover and the answer with its main questions, or why there is none."""
    report = told.report
    yield cover(told)
    if report.withheld:
        points = [Point(sentence) for sentence in report.method.paragraphs[-1:]]
        yield Slide(
            "withheld", "text", report.withheld, tuple(points), notes=told.behind(*report.method.paragraphs)
        )
    if report.answer:
        yield answer(told, report.answer)
        yield questions(told, report.answer)
    if report.pulse:
        yield pulse(told, report.pulse)


def cover(told: Telling) -> Slide:
    """Say what this is, of whom and from when."""
    identity, page = told.report.identity, told.report.cover
    lines = [telling.text(identity.title or identity.framework, "typed")]
    lines.append(told.words.say("deck.cover", kind=page.heading if page else "", state=identity.state_words))
    if page:
        lines.extend([page.prepared_by] if page.prepared_by else [])
        lines.append(
            told.words.say(
                "deck.edition", version=telling.typed(page.version_words), state=telling.inner(page.state)
            )
        )
        lines.extend([telling.text(page.text, "typed")] if page.text.strip() else [])
    title = Sentence("deck", (told.org,))
    return Slide("cover", "cover", title, tuple(Point(line) for line in lines), notes=told.behind())


def answer(told: Telling, part: Answer) -> Slide:
    """Say the answer, why it is so, and what the board is asked to decide."""
    first, *others = part.headline
    said = [telling.rest(first), *others, *part.reasons]
    points = [Point(sentence) for sentence in said if sentence]
    points.extend(Point(sentence) for sentence in part.remarks if sentence.id == "H12")
    if part.decision:
        points.append(Point(telling.text(part.decision.lead, "ours"), "heading"))
        points.extend(Point(item) for item in part.decision.items)
    notes = told.behind(*part.remarks, part.average_words, part.gauge_words, *part.standing)
    return Slide("answer", "split", telling.lead(first), tuple(points), gauge(told, part), notes)


def gauge(told: Telling, part: Answer) -> Grid:
    """Return the degrees from the highest to the lowest, with the one that was reached marked."""
    rows = (
        (Cell(step.degree.name, step.degree.place, step.current), Cell(step.summary, marked=step.current))
        for step in reversed(part.gauge)
    )
    labels = told.report.labels
    return Grid(part.gauge_words.plain, (labels.degree, labels.meaning), (3, 7), tuple(rows))


def questions(told: Telling, part: Answer) -> Slide:
    """Show the main questions with their degrees."""
    points: list[Point] = []
    for question in part.questions:
        first, *others = question.sentences
        place = question.degree.place if question.degree else None
        points.append(Point(_asked(told, question, first), place=place))
        points.extend(Point(sentence, "remark") for sentence in others if sentence.id == "Q2")
    points.append(Point(told.borders(), "remark"))
    rows = [(one.short, one.degree, one.figure.score if one.figure else None) for one in part.questions]
    title = held_back(told, part)
    spoken = [sentence for question in part.questions for sentence in question.sentences]
    notes = told.behind(*spoken, part.average_words, *told.method("M2", "M3"))
    chart = figures.by_degree(f"{part.questions_heading}. {title.plain}", rows)
    return Slide("questions", "split" if chart else "text", title, tuple(points), chart, notes)


def _asked(told: Telling, question: MainQuestion, sentence: Sentence) -> Sentence:
    """Return what is said of a question, with the question itself and without its meaning."""
    if question.question in sentence.plain:
        return telling.without(sentence, question.meaning)
    prompt = telling.theirs(question.question)
    return told.words.say("deck.open", prompt=prompt, because=sentence.parts)


def held_back(told: Telling, part: Answer) -> Sentence:
    """Say what holds the result back, or where it stands on average."""
    low = [question for question in part.questions if question.holds_back]
    alike = [sentence for sentence in part.reasons if sentence.id == "H8"]
    if alike:
        return alike[0]
    if len(low) == 1:
        return told.words.say("deck.held_back", question=telling.theirs(low[0].question))
    if low:
        return told.words.say("deck.held_back.many", questions=_quoted(told, low))
    return part.average_words


def _quoted(told: Telling, low: list[MainQuestion]) -> tuple[telling.Part, ...]:
    return told.words.quoted(telling.theirs(question.question) for question in low)


def pulse(told: Telling, part: PulsePart) -> Slide:
    """List the questions of a pulse with their scores."""
    labels = told.report.labels
    rows = (
        (Cell(f"{number}. {dot.prompt}"), Cell(dot.pillar), Cell(figures.score(dot.score)))
        for number, dot in enumerate(part.dots, start=1)
    )
    columns = (labels.question, labels.pillar, labels.score)
    table = Grid(part.table.caption, columns, (13, 5, 2), tuple(rows))
    hidden = dict.fromkeys(dot.words for dot in part.dots if dot.score is None)
    points = [Point(telling.text(words, "ours"), "remark") for words in hidden]
    notes = told.behind(
        *(telling.text(f"{dot.prompt} {dot.words}") for dot in part.dots), *told.method("M2", "M3")
    )
    return Slide("pulse", "wide", part.message, tuple(points), table, notes)
