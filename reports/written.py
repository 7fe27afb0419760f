"""The written and drawn report, made once for each result and kept in the process.

A result never changes under its checksum, so neither do its sentences and charts: what is kept is
looked up by everything that went into it and can never be stale.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from actions import planning, plans
from assessments import editions, letterheads, overviews, release, results
from frameworks import kits
from reports import builder, plots, printed
from reports.builder import About
from reports.builder.editions import Edition
from reports.charts.levels import Level
from reports.document import Minutes, Report
from workshops import outcomes

if TYPE_CHECKING:
    from actions.plans import Plan
    from assessments.models import Assessment
    from assessments.results import Frozen
    from workshops.models import Workshop

KEPT = 32  # pages of about 300 kB


@dataclass(frozen=True, slots=True)
class Page:
    """What every reader of a result is shown alike."""

    report: Report
    levels: tuple[Level, ...]
    body: str
    radar: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class _Source:
    """An assessment and its result; two are the same when their keys are."""

    key: tuple[Hashable, ...]
    assessment: Assessment = field(compare=False)
    frozen: Frozen = field(compare=False)


def report(assessment: Assessment, frozen: Frozen) -> Report:
    """Return the report of a result."""
    return _report(_source(assessment, frozen))


def page(assessment: Assessment, frozen: Frozen, *, comments: bool = True) -> Page:
    """Return the page of a result; without comments it shows what its PDF shows, and leads nowhere else."""
    return _page(_source(assessment, frozen), comments)


def _source(assessment: Assessment, frozen: Frozen) -> _Source:
    return _Source(printed.parts(assessment, frozen), assessment, frozen)


def report_in(edition: Edition, assessment: Assessment, frozen: Frozen) -> Report:
    """Return the report as it would be in another edition; it is not kept."""
    context = replace(context_of(assessment, frozen), edition=edition)
    return builder.build(_kit(assessment), frozen.result, context)


@lru_cache(maxsize=KEPT)
def _report(source: _Source) -> Report:
    return report_in(edition_of(source.assessment), source.assessment, source.frozen)


@lru_cache(maxsize=KEPT)
def _page(source: _Source, comments: bool) -> Page:  # noqa: FBT001 # keywords would be other keys of the cache
    levels = tuple(Level(one.name, one.min_score) for one in _kit(source.assessment).framework.levels)
    report = _report(source) if comments else _uncommented(_report(source))
    shown = {"report": report, "levels": levels, "assessment": source.assessment if comments else None}
    return Page(
        report=report,
        levels=levels,
        body=render_to_string("reports/result/report.html", shown),
        radar=plots.radar(report.pillars.radar, levels) if report.pillars else None,
    )


def _uncommented(report: Report) -> Report:
    """Return a report without what people wrote beside their answers."""
    if report.questions is None:
        return report
    lists = tuple(
        replace(of, questions=tuple(replace(one, comments=(), group_comments=()) for one in of.questions))
        for of in report.questions.lists
    )
    return replace(report, questions=replace(report.questions, lists=lists))


def minutes(workshop: Workshop) -> Minutes:
    """Return the minutes of a workshop that has ended."""
    about, outcome = workshop.assessment, outcomes.read(workshop.stored_outcome)
    mark = results.mark(about) if about.has_result else None
    kit = kits.load(about.framework.checksum, about.lens_checksums)
    named = About(about.organisation.name, about.title, mark.checksum if mark else "")
    return builder.minutes(kit, outcome, named)


def _kit(assessment: Assessment) -> kits.Kit:
    return kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)


def context_of(assessment: Assessment, frozen: Frozen) -> builder.Context:
    """Return the facts about an assessment that no figure holds."""
    head = letterheads.of(assessment)
    computed_on = head.day_of(frozen.computed_at)
    released = release.of(assessment, frozen)
    return builder.Context(
        organisation=head.name,
        own_word=head.customers_word,
        title=head.title,
        checksum=frozen.checksum,
        computed_on=computed_on,
        closed=frozen.closed,
        answers_from=head.day_of(assessment.began_at),
        answers_to=computed_on,
        comments=released.comments.together,
        group_comments=released.comments.by_group,
        release=released,
        breakdowns=tuple(
            (one["id"], one["name"], tuple((option["id"], option["name"]) for option in one["options"]))
            for one in assessment.breakdowns
        ),
        ruled_out=overviews.ruled_out(assessment),
        comparison=frozen.further.comparison,
        journey=frozen.further.journey,
        mirror=frozen.further.mirror,
        first_report=frozen.further.comparison is None,
        workshop=outcomes.of_assessment(assessment) if frozen.beside else None,
        invited=_invited(assessment, frozen),
        next_round=editions.of(assessment).next_round_on,
        linked_trend=assessment.linked,
        edition=edition_of(assessment),
        plan=_plan(assessment, frozen),
    )


def edition_of(assessment: Assessment) -> Edition:
    """Return what the documents of an assessment say of themselves; asks nothing once it is loaded."""
    edition, head = editions.of(assessment), letterheads.of(assessment)
    return Edition(
        marking=edition.marking,
        version=edition.version,
        approver=edition.approver if edition.final_at else "",
        approved_on=head.day_of(edition.final_at) if edition.final_at else None,
        consultancy=head.consultancy,
        cover_text=head.cover_text,
        footer=head.footer,
        costs=tuple(editions.Cost(one["label"], one["amount"], one["source"]) for one in edition.costs),
    )


def _invited(assessment: Assessment, frozen: Frozen) -> int | None:
    """Return how many had been asked when a confidential round closed, None where nobody knows.

    A link for a group tells nobody how many it was passed on to.
    """
    asked = sum(assessment.asked_counts.values())
    if not assessment.closed or asked < frozen.result.n or assessment.group_links.exists():
        return None
    return asked or None


def _plan(assessment: Assessment, frozen: Frozen) -> Plan | None:
    """Return the plan of actions: as it stood at approval, else as it stands."""
    edition = editions.of(assessment)
    if edition.final:
        return plans.kept(edition.plan)
    return planning.of_assessment(assessment) if frozen.planned else None
