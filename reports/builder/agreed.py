"""What a workshop agreed, question by question, for the report and for the minutes alike (W)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property

from frameworks.kits import Kit
from reports.builder import degrees
from reports.document import (
    AgreedAction,
    AgreedAnswer,
    Agreements,
    Degree,
    OpenQuestion,
    Part,
    Sentence,
    WorkshopLabels,
)
from reports.narrative import Words, theirs
from scoring.arithmetic import score_of, whole
from workshops.figures import FAR, OUTSIDE
from workshops.outcomes import Agreed, Outcome, Parked

BARE = "high answer without a record"


@dataclass(frozen=True)
class Told:
    """An outcome with the words to tell it in."""

    kit: Kit
    words: Words
    outcome: Outcome

    @cached_property
    def date(self) -> str:
        return self.words.date(self.outcome.on)

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the questions that the kit speaks of; a round may have ruled some out."""
        return frozenset(question.id for question in self.kit.questions)

    @cached_property
    def agreed(self) -> tuple[Agreed, ...]:
        return tuple(one for one in self.outcome.agreed if one.question in self.known)

    @cached_property
    def parked(self) -> tuple[Parked, ...]:
        return tuple(one for one in self.outcome.parked if one.question in self.known)

    @property
    def labels(self) -> WorkshopLabels:
        words = {field.name: self.words.word(f"workshop.{field.name}") for field in fields(WorkshopLabels)}
        return WorkshopLabels(**words)

    def prompt(self, question: str) -> Part:
        return theirs(self.kit.question(question).prompt)

    @cached_property
    def degrees(self) -> dict[str, Degree]:
        return degrees.of(self.kit)

    def questions(self, count: int, *, spelled: bool = False) -> str:
        """Return "1 question" or "3 questions", the number in letters where it is asked for."""
        word = self.words.word("workshop.one_question" if count == 1 else "workshop.questions")
        return f"{self.words.number(count) if spelled else count} {word}"


def answers(told: Told) -> dict[str, AgreedAnswer]:
    """Write every agreed answer, in the order of the room."""
    return {one.question: _answer(told, one) for one in told.agreed}


def _answer(told: Told, one: Agreed) -> AgreedAnswer:
    question, position = told.kit.question(one.question), told.kit.position(one.position)
    score = whole(score_of(one.position))
    names = {strength.strength: strength.name for strength in told.kit.framework.evidence_scale}
    return AgreedAnswer(
        id=one.question,
        prompt=question.prompt,
        pillar=told.kit.pillar_of(one.question).name,
        position=one.position,
        score=score,
        degree=told.degrees[one.degree],
        figure=_figure(told, one, score),
        description=question.descriptors[one.degree],
        words=told.words.say("W.answer", date=told.date, label=theirs(position.label), score=score),
        measured=None if one.measured is None else whole(one.measured),
        reason="" if one.seen_alike else one.reason,
        evidence=names.get(one.evidence, ""),
        seen_alike=one.seen_alike,
        notes=tuple(_notes(told, one)),
    )


def _figure(told: Told, one: Agreed, score: int) -> Sentence:
    position = told.kit.position(one.position)
    return told.words.say(
        "W.figure",
        label=None if position.anchored else theirs(position.label),
        score=score,
        measured=None if one.measured is None else str(whole(one.measured)),
    )


def _notes(told: Told, one: Agreed) -> Iterator[Sentence]:
    if OUTSIDE in one.flags:
        yield told.words.say("W4", prompt=told.prompt(one.question))
    if BARE in one.flags:
        yield told.words.say("W5", prompt=told.prompt(one.question))


def agreements(told: Told) -> Agreements:
    """Write everything that was decided, and what stayed open."""
    words, todo = told.words, actions(told)
    return Agreements(
        message=message(told),
        held=held(told),
        evidence=evidence(told),
        answers_heading=words.word("workshop.heading_answers"),
        answers=tuple(one for one in answers(told).values() if not one.seen_alike),
        seen_alike=seen_alike(told),
        open_heading=words.word("workshop.heading_open"),
        open=left_open(told),
        actions_heading=words.word("workshop.heading_actions"),
        actions=todo,
        no_actions=None if todo else words.say("W.no_actions"),
        notes_heading=words.word("workshop.heading_notes"),
        notes=told.outcome.notes,
        labels=told.labels,
    )


def asked(told: Told) -> Iterator[Sentence]:
    """Turn what stands out into questions, for the minutes."""
    for one in told.agreed:
        prompt = told.prompt(one.question)
        if OUTSIDE in one.flags:
            yield told.words.say("W.ask_outside", prompt=prompt)
        elif FAR in one.flags and one.shift is not None:
            points = told.words.points(whole(abs(one.shift)))
            yield told.words.say(
                f"W.ask_{'above' if one.shift > 0 else 'below'}", prompt=prompt, points=points
            )
        if BARE in one.flags:
            yield told.words.say("W.ask_bare", prompt=prompt)


def evidence(told: Told) -> Sentence | None:
    """Count what rests on a record, None where nothing was agreed."""
    on_record = sum(one.on_record for one in told.agreed)
    if not told.agreed:
        return None
    if len(told.agreed) == 1:
        return told.words.say(f"W.evidence_{'one' if on_record else 'none'}")
    return told.words.say("W.evidence", evidence_count=on_record, agreed_count=len(told.agreed))


def seen_alike(told: Told) -> Sentence | None:
    """Name what was accepted without discussion, None where nothing was."""
    named = [told.prompt(one.question) for one in told.agreed if one.seen_alike]
    return told.words.say("W6", prompts=told.words.quoted(named)) if named else None


def left_open(told: Told) -> tuple[OpenQuestion, ...]:
    """Write every question that was taken up or planned and has no agreed answer."""
    unsettled, missed = (
        [
            OpenQuestion(told.prompt(id_).text, "", "", "", told.words.say(key))
            for id_ in ids
            if id_ in told.known
        ]
        for key, ids in (("W.unsettled", told.outcome.unsettled), ("W.missed", told.outcome.not_reached))
    )
    return (*(_parked(told, one) for one in told.parked), *unsettled, *missed)


def _parked(told: Told, one: Parked) -> OpenQuestion:
    prompt = told.prompt(one.question)
    said = told.words.say("W7", prompt=prompt) if one.two_views else told.words.say("W.parked")
    return OpenQuestion(prompt.text, one.because, one.lower_view, one.higher_view, said)


def actions(told: Told) -> tuple[AgreedAction, ...]:
    """Write what the room decided to do."""
    return tuple(
        AgreedAction(
            title=one.title,
            owner=one.owner,
            due=told.words.date(one.due_on) if one.due_on else "",
            done_when=one.done_when,
            prompt=told.prompt(one.question).text if one.question in told.known else "",
        )
        for one in told.outcome.actions
    )


def message(told: Told) -> Sentence:
    """Say how many answers were agreed, and how many questions stayed open (W8)."""
    count, left = len(told.agreed), len(left_open(told))
    if not count:
        return told.words.say("W8")
    key = "W.agreed_one" if count == 1 else "W.agreed"
    return told.words.say(
        key, count=told.words.number(count), open=told.questions(left, spelled=True) if left else None
    )


def held(told: Told) -> Sentence:
    """Say when the workshop was and how many were there."""
    return told.words.say(
        "W.held",
        date=told.date,
        minutes=told.words.minutes(told.outcome.minutes) if told.outcome.minutes else None,
        people=told.words.people(told.outcome.present),
    )
