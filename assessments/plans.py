"""What a plan of a round may say; every rule refuses with the field at which to say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments import comparing, lengths
from assessments.models import Assessment
from assessments.refusals import ImpossiblePlan
from frameworks import kits, omissions
from frameworks.documents import Pillar
from frameworks.kits import Kit

K_FLOOR, K_MOST = 5, 100
LEAST_ASKED = 2  # questions that a pillar, or a section of a pulse, keeps
MOST_BREAKDOWNS, LEAST_OPTIONS, MOST_OPTIONS = 3, 2, 20
OPTION_LIMIT = 60
MOST_REMINDERS = 5
FARTHEST = timedelta(days=2 * 366)


class Plan(TypedDict, total=False):
    """What can be changed about a draft."""

    scope: str
    mode: str
    k: int
    asked_lenses: list[str]
    breakdowns: list[dict[str, Any]]
    aims: dict[str, dict[str, Any]]
    target: str
    linked: bool
    shown_to_participants: bool
    earlier: Assessment | None


def kit_of(assessment: Assessment) -> Kit:
    """Return the whole framework of a round with its lenses."""
    return kits.load(assessment.framework.checksum, assessment.lens_checksums)


def offered(kit: Kit, scope: str) -> tuple[Pillar, ...]:
    """Return the pillars with the questions that a round of this scope would ask."""
    if scope != Assessment.Scope.PULSE or kit.pulse is None:
        return kit.framework.pillars
    others = {question.id for question in kit.questions}.difference(kit.pulse.questions)
    return omissions.framework(kit.framework, others).pillars


def settle(assessment: Assessment) -> None:
    """Let go of what cannot stand beside the rest of the plan any more."""
    if assessment.scope == Assessment.Scope.PULSE:
        assessment.asked_lenses = []
    if not assessment.confidential:
        assessment.linked = False


def check(assessment: Assessment) -> None:
    """Refuse a plan that cannot be carried out."""
    kit = kit_of(assessment)
    if assessment.scope == Assessment.Scope.PULSE and kit.pulse is None:
        raise ImpossiblePlan("scope", _("This framework has no pulse."))
    _check_k(assessment)
    unknown = set(assessment.asked_lenses) - {lens.about.id for lens in lengths.own_lenses(kit)}
    if unknown:
        raise ImpossiblePlan("asked_lenses", _("Choose from the lenses on the page."))
    _check_breakdowns(assessment.breakdowns)
    _check_aims(assessment, kit)
    check_ruled_out(kit, assessment.scope, assessment.not_asked)
    if assessment.earlier is not None and not is_comparable(assessment.earlier, assessment):
        raise ImpossiblePlan("earlier", _("Choose a closed round of this organisation and this framework."))


def is_comparable(earlier: Assessment, later: Assessment) -> bool:
    """Say whether a round may be shown as the one before.

    What one person answered alone before others were asked is never shown beside their round as that of
    a second person (section 9, rule 6).
    """
    return comparing.comparable(earlier, later) and earlier.responses.sent().count() > 1


def candidates(later: Assessment) -> list[Assessment]:
    """Return the rounds that may be shown as the one before, latest first."""
    closed = later.organisation.assessments.latest_closed().with_kit().with_sent_count()
    return [found for found in closed if found.sent_count > 1 and comparing.comparable(found, later)]


def breakdown(name: str, options: Sequence[str], *, others: Collection[str] = ()) -> dict[str, Any]:
    """Return a declared break-down; its ids are made of the names and differ from each other."""
    taken: set[str] = set()
    rows = [{"id": _fresh(option, taken), "name": option} for option in options]
    return {"id": _fresh(name, set(others)), "name": name, "options": rows}


def check_ruled_out(kit: Kit, scope: str, questions: Collection[str]) -> None:
    """Refuse to rule out so much that a pillar, or a main question, could not be judged."""
    asked = set(kit.pulse.questions) if scope == Assessment.Scope.PULSE and kit.pulse else None
    unknown = set(questions) - {question.id for question in kit.questions}
    if unknown:
        raise ImpossiblePlan("", _("Choose from the questions on the page."))
    for name, ids in _parts(kit, asked):
        if set(ids).intersection(questions) and len(set(ids).difference(questions)) < LEAST_ASKED:
            message = _("“%(name)s” must keep at least two questions, or nothing could be said about it.")
            raise ImpossiblePlan("", message % {"name": name})


def check_dates(
    *, opens_at: datetime | None, closes_at: datetime | None, reminders: Sequence[datetime], at: datetime
) -> None:
    """Refuse dates that have passed, stand in the wrong order or lie too far ahead."""
    for field, moment in (("opens_at", opens_at), ("closes_at", closes_at)):
        _check_date(field, moment, at)
    if opens_at and closes_at and closes_at <= opens_at:
        raise ImpossiblePlan("closes_at", _("The round must close after it opens."))
    if len(reminders) > MOST_REMINDERS:
        raise ImpossiblePlan("reminders", _("Plan at most five reminders; more are not read."))
    for moment in reminders:
        _check_date("reminders", moment, at)
        if (opens_at and moment <= opens_at) or (closes_at and moment >= closes_at):
            raise ImpossiblePlan("reminders", _("Reminders go out while the round is open."))


def _check_date(field: str, moment: datetime | None, at: datetime) -> None:
    if moment is not None and moment <= at:
        raise ImpossiblePlan(field, _("This moment has passed. Choose a later one."))
    if moment is not None and moment > at + FARTHEST:
        raise ImpossiblePlan(field, _("Choose a moment within the next two years."))


def _check_k(assessment: Assessment) -> None:
    floor = max(assessment.organisation.k, K_FLOOR)
    if assessment.confidential and not floor <= assessment.k <= K_MOST:
        message = _("Choose a number from %(floor)d to %(most)d.")
        raise ImpossiblePlan("k", message % {"floor": floor, "most": K_MOST})


def _check_breakdowns(breakdowns: Sequence[Mapping[str, Any]]) -> None:
    if len(breakdowns) > MOST_BREAKDOWNS:
        raise ImpossiblePlan("name_1", _("Declare at most three break-downs."))
    names = [entry["name"].casefold() for entry in breakdowns]
    for number, entry in enumerate(breakdowns, start=1):
        if names.index(entry["name"].casefold()) != number - 1:
            raise ImpossiblePlan(f"name_{number}", _("Two break-downs cannot have the same name."))
        options = [option["name"].casefold() for option in entry["options"]]
        if len(set(options)) < len(options):
            raise ImpossiblePlan(f"options_{number}", _("An option stands here twice."))
        if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise ImpossiblePlan(f"options_{number}", _("Enter 2 to 20 options, one per line."))


def _check_aims(assessment: Assessment, kit: Kit) -> None:
    if assessment.target and assessment.target not in {level.id for level in kit.framework.levels}:
        raise ImpossiblePlan("target", _("Choose one of the degrees."))
    known = {pillar.id for pillar in kit.framework.pillars}
    for pillar, importance in assessment.importances.items():
        if pillar not in known or importance not in range(1, 6):
            raise ImpossiblePlan(pillar, _("Choose a number from 1 to 5."))


def _parts(kit: Kit, asked: Collection[str] | None) -> list[tuple[str, list[str]]]:
    """Return what must stay judgeable: the pillars, or the main questions of a pulse."""
    if asked is None:
        return [
            (pillar.name, [question.id for question in pillar.questions]) for pillar in kit.framework.pillars
        ]
    return [
        (
            section.question,
            [q.id for pillar in kit.pillars_of(section.id) for q in pillar.questions if q.id in asked],
        )
        for section in kit.framework.sections
    ]


def _fresh(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:50] or "option"
    id_, number = stem, 2
    while id_ in taken:
        id_, number = f"{stem}-{number}", number + 1
    taken.add(id_)
    return id_
