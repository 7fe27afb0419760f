"""Gather what a page about answering shows; the number of queries never grows with rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from accounts.models import Organisation
from assessments import sheets
from assessments.models import Answer, Assessment, Response
from scoring import Reply


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One pillar in the rail: where it leads and how far it is."""

    name: str
    answered: int
    total: int
    question: str
    current: bool

    @property
    def complete(self) -> bool:
        """Say whether every question of the pillar has an answer."""
        return self.answered == self.total


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question, what is stored for it, and the way around it."""

    sheet: sheets.Sheet
    stop: sheets.Stop
    stored: Answer | None
    rail: tuple[RailEntry, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sheet is, on a page that is not one of its questions."""

    sheet: sheets.Sheet
    rail: tuple[RailEntry, ...]
    answered: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One question on the review page."""

    stop: sheets.Stop
    answer: Answer | None
    label: str
    description: str
    degree: int | None  # pips, lowest 1

    @property
    def answered(self) -> bool:
        """Say whether the question has an answer."""
        return self.answer is not None and self.answer.reply != Reply.SKIPPED


@dataclass(frozen=True, slots=True)
class Review:
    """Every answer of a sheet, by pillar, and the unanswered questions first."""

    pillars: tuple[tuple[str, tuple[ReviewRow, ...]], ...]
    unanswered: tuple[ReviewRow, ...]
    total: int

    @property
    def answered_pillars(self) -> tuple[tuple[str, tuple[ReviewRow, ...]], ...]:
        """Return the answered questions by pillar, without pillars that have none."""
        answered = ((name, tuple(row for row in rows if row.answered)) for name, rows in self.pillars)
        return tuple((name, rows) for name, rows in answered if rows)

    @property
    def answered(self) -> int:
        """Return how many questions have an answer."""
        return self.total - len(self.unanswered)


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet that somebody began in this browser."""

    response: Response
    organisation: str
    answered: int
    total: int

    @property
    def sent(self) -> bool:
        """Say whether it was sent."""
        return self.response.sent

    @property
    def address(self) -> str:
        """Return where to go on: to the result of what was sent, as soon as there is one."""
        assessment = self.response.assessment
        if self.sent and assessment.has_result:
            return assessment.get_absolute_url()
        return self.response.get_absolute_url()


def sheet_of(response: Response) -> sheets.Sheet:
    """Return the questions that a response's person is asked."""
    return sheet_in(response.assessment, response.group)


@lru_cache(maxsize=10_000)
def sheet_by_id(response_id: UUID) -> sheets.Sheet:
    """Return the questions that a response's person is asked; what decides it never changes."""
    return sheet_of(Response.objects.with_kit().get(pk=response_id))


def sheet_in(assessment: Assessment, group: str) -> sheets.Sheet:
    """Return the questions that a group is asked in an assessment."""
    return sheets.sheet(
        framework=assessment.framework.checksum,
        lenses=assessment.lens_checksums,
        group=group,
        scope=assessment.scope,
        without=assessment.not_asked,
    )


def question_page(response: Response, question: str) -> QuestionPage | None:
    """Return one question's page in two queries, None if the person is not asked it."""
    sheet = sheet_of(response)
    stop = sheet.stops.get(question)
    if stop is None:
        return None
    replied = _replied(response)
    stored = next(iter(response.answers.filter(question=question)), None)
    return QuestionPage(sheet, stop, stored, _rail(sheet, replied, stop), len(replied))


def progress(response: Response) -> Progress:
    """Return how far a sheet is, in one query."""
    sheet, replied = sheet_of(response), _replied(response)
    return Progress(sheet, _rail(sheet, replied, None), len(replied))


def first_unanswered(response: Response) -> str | None:
    """Return where to go on, None when everything is answered."""
    replied = _replied(response)
    return next((question for question in sheet_of(response).stops if question not in replied), None)


def review(response: Response) -> Review:
    """Return every answer of a sheet in one query."""
    sheet = sheet_of(response)
    answers = {answer.question: answer for answer in response.answers.all()}
    rows = {slug: review_row(sheet, stop, answers.get(slug)) for slug, stop in sheet.stops.items()}
    return Review(
        pillars=tuple((pillar.name, tuple(rows[slug] for slug in slugs)) for pillar, slugs in sheet.pillars),
        unanswered=tuple(row for row in rows.values() if not row.answered),
        total=sheet.total,
    )


def own_sheets(ids: Collection[UUID]) -> list[OwnSheet]:
    """Return the sheets among those held that one comes back for, latest first, in one query."""
    if not ids:
        return []
    held = Response.objects.held(ids).worth_returning_to().with_kit().with_progress()
    return [
        OwnSheet(response, response.assessment.organisation.name, response.answered, sheet_of(response).total)
        for response in held.order_by("-started_at", "pk")
    ]


def latest_sample() -> Assessment | None:
    """Return the sample that anybody may look at, if one is loaded."""
    return Assessment.objects.of_samples().with_kit().first()


def kept_until(organisation: Organisation) -> datetime | None:
    """Return when a trial that nobody claims is deleted, None for other organisations."""
    if organisation.kind != Organisation.Kind.TRIAL:
        return None
    return organisation.created_at + settings.TRIAL_LIFETIME


def _replied(response: Response) -> frozenset[str]:
    rows = response.answers.filter(reply__lt=Reply.SKIPPED)
    return frozenset(rows.values_list("question", flat=True))


def _rail(sheet: sheets.Sheet, replied: frozenset[str], here: sheets.Stop | None) -> tuple[RailEntry, ...]:
    return tuple(
        RailEntry(
            name=pillar.name,
            answered=sum(slug in replied for slug in slugs),
            total=len(slugs),
            question=next((slug for slug in slugs if slug not in replied), slugs[0]),
            current=here is not None and pillar.id == here.pillar.id,
        )
        for pillar, slugs in sheet.pillars
    )


def review_row(sheet: sheets.Sheet, stop: sheets.Stop, answer: Answer | None) -> ReviewRow:
    """Return one answer in words, with the name of its degree."""
    if answer is None or answer.reply == Reply.SKIPPED:
        return ReviewRow(stop, answer, "", "", None)
    if answer.reply == Reply.DONT_KNOW:
        return ReviewRow(stop, answer, sheet.kit.special("dk").label, "", None)
    if answer.reply == Reply.NOT_APPLICABLE:
        return ReviewRow(stop, answer, sheet.kit.special("na").label, answer.reason, None)
    position = sheet.kit.position(answer.reply)
    description = stop.question.descriptors[position.level] if position.anchored else ""
    return ReviewRow(stop, answer, position.label, description, sheet.kit.level(position.level).order)
