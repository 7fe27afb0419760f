"""A pulse, question by question: a dot for each."""

from __future__ import annotations

from collections.abc import Mapping

from reports.builder.scene import NAMED_FROM, Scene
from reports.document import Dot, PulsePart, Question, Row, Sentence, Table
from reports.narrative import theirs


def part(scene: Scene, questions: Mapping[str, Question]) -> PulsePart:
    """Write the dots; the bars are those of page 1."""
    dots = tuple(_dot(scene, question) for question in questions.values())
    return PulsePart(
        heading=scene.words.word("heading_pulse"),
        message=_message(scene, dots),
        dots=dots,
        table=_table(scene, dots),
    )


def _dot(scene: Scene, question: Question) -> Dot:
    return Dot(
        id=question.id,
        prompt=question.prompt,
        pillar=question.pillar,
        section=question.section,
        section_id=scene.kit.pillar_of(question.id).section,
        score=question.score,
        n=question.n,
        words=question.figure_words,
        agreed=question.agreed,
    )


def _message(scene: Scene, dots: tuple[Dot, ...]) -> Sentence:
    known = [(dot.score, number, dot) for number, dot in enumerate(dots, 1) if dot.score is not None]
    if not known:
        return scene.say("dots.hidden" if scene.result.mode == "confidential" else "dots.unknown")
    low, low_number, lowest = min(known, key=lambda at: at[:2])
    high, high_number, highest = max(known, key=lambda at: (at[0], -at[1]))
    if high - low < NAMED_FROM:
        return scene.say("dots.even")
    return scene.say(
        "dots",
        lowest=theirs(lowest.pillar),
        highest=theirs(highest.pillar),
        low_number=low_number,
        high_number=high_number,
    )


def _table(scene: Scene, dots: tuple[Dot, ...]) -> Table:
    columns = tuple(scene.label(label) for label in ("section", "score", "people"))
    unknown = scene.label("not_known")
    cells = ((dot, str(dot.n) if dot.n is not None else unknown) for dot in dots)
    return Table(
        caption=scene.write("dots.caption"),
        corner=scene.label("question"),
        columns=columns,
        rows=tuple(Row(dot.prompt, (dot.section, scene.cell(dot.score), people)) for dot, people in cells),
    )
