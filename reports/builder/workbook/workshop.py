"""What the workshop agreed, what it left open and what it decided to do."""

from __future__ import annotations

from reports import narrative
from reports.builder.workbook.cells import Desk, joined, number, ours, said, theirs, typed
from reports.document import AgreedAnswer, AgreedPillar, OpenQuestion, Part, Sentence
from reports.document.workbook import Cell, Sheet


def sheet(desk: Desk) -> Sheet | None:
    """Write the agreed answers and the open questions, None without a workshop."""
    part = desk.report.workshop
    if part is None:
        return None
    found = part.agreements
    return Sheet(
        id="workshop",
        name=desk.word("sheet.workshop"),
        heading=part.heading,
        message=part.standing,
        facts=(),
        columns=(
            desk.column("prompt", "words", width=44),
            *desk.columns(("pillar", "text"), ("state", "text"), ("agreed", "degree")),
            *desk.columns(("agreed_score", "score"), ("measured", "score"), ("evidence", "text")),
            *desk.columns(("reason", "words"), ("remarks", "words")),
        ),
        rows=(
            *(_agreed(desk, answer) for answer in found.answers),
            *(_open(desk, question) for question in found.open),
        ),
        notes=(
            *(one for one in (found.message, found.held, found.evidence, found.seen_alike) if one),
            *(
                _named(pillar, said_of)
                for pillar in part.pillars
                for said_of in (pillar.sentence, *pillar.notes)
            ),
        ),
    )


def _named(pillar: AgreedPillar, said_of: Sentence) -> Sentence:
    return Sentence(said_of.id, (narrative.theirs(pillar.name), Part(": "), *said_of.parts))


def _agreed(desk: Desk, answer: AgreedAnswer) -> tuple[Cell, ...]:
    return (
        theirs(answer.prompt),
        theirs(answer.pillar),
        ours(desk.word("state.agreed")),
        desk.degree(answer.degree),
        Cell(answer.score),
        number(answer.measured, desk.word("not_shown")),
        theirs(answer.evidence),
        typed(answer.reason),
        joined(answer.notes),
    )


def _open(desk: Desk, question: OpenQuestion) -> tuple[Cell, ...]:
    still = desk.word("state.open")
    both = (
        (
            desk.words.say(
                "workbook.views",
                lower=narrative.typed(question.lower_view),
                higher=narrative.typed(question.higher_view),
            ),
        )
        if question.lower_view or question.higher_view
        else ()
    )
    return (
        theirs(question.prompt),
        said(None),
        ours(still),
        Cell(why=still),
        Cell(why=still),
        Cell(why=desk.word("not_shown")),
        said(None),
        typed(question.because),
        joined((question.sentence, *both)),
    )


def decided(desk: Desk) -> Sheet | None:
    """Write the actions that the room decided on, None where there are none."""
    part = desk.report.workshop
    if part is None or not part.agreements.actions:
        return None
    return Sheet(
        id="decided",
        name=desk.word("sheet.decided"),
        heading=part.agreements.actions_heading,
        message=part.agreements.held,
        facts=(),
        columns=(
            desk.column("action", "words", width=44),
            desk.column("owner", "text"),
            desk.column("due", "text", width=20),
            *desk.columns(("done_when", "words"), ("prompt", "words")),
        ),
        rows=tuple(
            (typed(one.title), typed(one.owner), ours(one.due), typed(one.done_when), theirs(one.prompt))
            for one in part.agreements.actions
        ),
        notes=(),
    )
