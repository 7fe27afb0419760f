"""What stands on an agenda and what could: parts, minutes, questions and those seen alike. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import scoring
from assessments import results
from assessments.models import Assessment
from frameworks import kits
from scoring.workshop import TOPICS
from workshops.models import Ballot, Decision, Item, Topic, Workshop
from workshops.protocol import Stage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from frameworks.documents import Framework, Question
    from frameworks.kits import Kit
    from scoring.result import QuestionResult

_PLAN = (5, 10, 54, 15, 6)  # opening, the spread, all topics, actions, reserve


@dataclass(frozen=True, slots=True)
class Plan:
    """How long the parts of a workshop take, in minutes, and how many topics find room."""

    opening: int
    answering: int  # silently and alone, where nothing was answered before
    spread: int
    topics: int
    each: int
    actions: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A question that may be agreed without talk, the position for it, and what that position is called."""

    question: Question
    position: int
    label: str


def plan_of(framework: Framework, *, from_nothing: bool) -> Plan:
    """Return the parts in minutes, from the framework's own plan where it has one of the same parts.

    From nothing one topic gives way to answering alone; a minute of it goes to the reserve.
    """
    planned = tuple(part.minutes for part in framework.guidance.workshop_plan)
    opening, spread, talk, actions, reserve = planned if len(planned) == len(_PLAN) else _PLAN
    each = max(1, talk // TOPICS)
    if not from_nothing:
        return Plan(opening, 0, spread, TOPICS, each, actions, reserve + talk - TOPICS * each)
    return Plan(opening, each - 1, spread, TOPICS - 1, each, actions, reserve + 1)


def in_order(workshop: Workshop) -> QuerySet[Item]:
    """Return the agenda in its order, with its topics."""
    return workshop.items.select_related("topic").order_by("place", "pk")


def accepted(workshop: Workshop) -> QuerySet[Decision]:
    """Return what was agreed without talk and not undone."""
    return Decision.objects.filter(topic__workshop=workshop, seen_alike=True, undone_at=None)


def begun_topics(workshop: Workshop) -> QuerySet[Topic]:
    """Return the topics that the room has voted on, agreed or parked."""
    voted = Ballot.objects.filter(topic__workshop=workshop).values("topic")
    on_agenda = workshop.topics.exclude(item=None)
    return on_agenda.exclude(stage=Stage.WAITING) | on_agenda.filter(pk__in=voted)


def kit_of(assessment: Assessment) -> Kit:
    """Return the framework without what the round has ruled out."""
    return kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)


def asked(assessment: Assessment) -> dict[str, Question]:
    """Return the questions that the round asks, in framework order."""
    kit = kit_of(assessment)
    pulse = kit.pulse if assessment.scope == Assessment.Scope.PULSE else None
    return {
        question.id: question for question in kit.questions if pulse is None or question.id in pulse.questions
    }


def offered(workshop: Workshop) -> dict[str, list[Question]]:
    """Return the questions that could be put on the agenda, by the names of their pillars."""
    kit = kit_of(workshop.assessment)
    taken = set(workshop.items.exclude(topic=None).values_list("topic__question", flat=True))
    found: dict[str, list[Question]] = {}
    for id_, question in asked(workshop.assessment).items():
        if id_ not in taken:
            found.setdefault(kit.pillar_of(id_).name, []).append(question)
    return found


def proposal(workshop: Workshop, *, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return the questions to talk about as far as the result is known."""
    kit, result = kit_of(workshop.assessment), results.published(workshop.assessment)
    if result is None:
        return ()
    sections = {pillar.id: pillar.section for pillar in kit.framework.pillars}
    count = plan_of(kit.framework, from_nothing=workshop.from_nothing).topics
    return scoring.proposed(result, sections, count=count, without=without)


def filled(
    workshop: Workshop, proposed: Collection[str], *, without: Collection[str] = ()
) -> tuple[str, ...]:
    """Return what is proposed and as many more as there is time for, so that no main question is left out.

    The others are taken in the framework's order, so that their choice tells nothing of the answers.
    """
    kit = kit_of(workshop.assessment)
    by_section: dict[str, list[str]] = {section.id: [] for section in kit.framework.sections}
    for id_ in sorted(asked(workshop.assessment), key=lambda id_: id_ not in proposed):
        if id_ not in without:
            by_section[kit.pillar_of(id_).section].append(id_)
    in_turn = [id_ for turn in zip_longest(*by_section.values()) for id_ in turn if id_]
    more = [id_ for id_ in in_turn if id_ not in proposed]
    count = plan_of(kit.framework, from_nothing=workshop.from_nothing).topics
    return (*proposed, *more[: max(0, count - len(proposed))])


def alike(workshop: Workshop, *, without: Collection[str] = ()) -> tuple[Alike, ...]:
    """Return what may be agreed without talk, in framework order; only of what may be shown."""
    result = results.published(workshop.assessment)
    if result is None:
        return ()
    positions = {id_: _seen_alike(figure) for id_, figure in result.questions.items() if id_ not in without}
    return _named(workshop, {id_: position for id_, position in positions.items() if position is not None})


def accepted_questions(workshop: Workshop) -> tuple[Alike, ...]:
    """Return what was agreed without talk, in framework order."""
    return _named(workshop, dict(accepted(workshop).values_list("topic__question", "position")))


def _named(workshop: Workshop, positions: Mapping[str, int]) -> tuple[Alike, ...]:
    kit = kit_of(workshop.assessment)
    return tuple(
        Alike(question, position, kit.position(position).label)
        for question in kit.questions
        if (position := positions.get(question.id)) is not None
    )


def to_accept(workshop: Workshop) -> tuple[Alike, ...]:
    """Return what may be agreed without talk now: seen alike, not on the agenda, not accepted yet."""
    settled = Topic.objects.filter(workshop=workshop).exclude(item=None, stage=Stage.WAITING)
    return alike(workshop, without=set(settled.values_list("question", flat=True)))


def _seen_alike(figure: QuestionResult) -> int | None:
    if not figure.shown:
        return None
    answers = [at for at, count in enumerate(figure.distribution, start=1) for _each in range(count)]
    return scoring.accept_as_seen(answers)
