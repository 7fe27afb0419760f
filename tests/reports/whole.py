"""Organisations made of rows, friendly and hostile, and their reports as every file that is given out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache

from django.core.management import call_command
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from actions import planning, reviewing
from actions.models import Action
from assessments import editions, lifecycle, results
from assessments.further import Further
from assessments.models import Assessment
from frameworks import kits
from frameworks.kits import Kit
from reports import looks, written
from reports.builder import deck, workbook
from reports.builder.context import Context
from reports.document import Look, Report
from reports.renderers import csv_, json_, pdf, pptx, press, xlsx
from scoring import Result
from tests import factories
from tests.reports import rounds

RIGHT_TO_LEFT = "شركة المثال للعبارات والموانئ"
LONG = "The Very Long Named Holding Company for Harbours, Ferries, Piers and Everything Else between the Islands "
SITES = tuple({"id": f"site{number}", "name": f"Site number {number}"} for number in range(1, 13))


@dataclass(frozen=True, slots=True)
class Files:
    """One report as every reader gets it."""

    report: Report
    screen: str
    pdf: bytes
    pptx: bytes
    xlsx: bytes
    csv: bytes
    json: bytes


@dataclass(frozen=True, slots=True)
class Told(Files):
    """One report as every reader gets it, beside what it was written from."""

    result: Result
    further: Further
    context: Context
    kit: Kit


def told(assessment: Assessment) -> Told:
    """Write the report of a round from its rows."""
    assessment = Assessment.objects.with_kit().get(pk=assessment.pk)
    frozen = results.current(assessment)
    screen = written.page(assessment, frozen).body
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    made = files(written.report(assessment, frozen), looks.of(assessment), screen)
    return _told(made, frozen.result, frozen.further, written.context_of(assessment, frozen), kit)


def _told(made: Files, result: Result, further: Further, context: Context, kit: Kit) -> Told:
    return Told(
        **{field.name: getattr(made, field.name) for field in fields(made)},
        result=result,
        further=further,
        context=context,
        kit=kit,
    )


def files(report: Report, look: Look, screen: str = "") -> Files:
    """Write a report as every file, in this process."""
    book = workbook.build(report)
    return Files(
        report=report,
        screen=screen,
        pdf=_printer().print(pdf.html(report, look)),
        pptx=pptx.render(deck.build(report), look),
        xlsx=xlsx.render(book, look),
        csv=csv_.render(book),
        json=json_.render(report),
    )


def demo() -> Told:
    """Load the sample organisation and take its last round."""
    factories.framework()
    call_command("load_demo", verbosity=0)
    rounds_ = Assessment.objects.filter(organisation__kind=Organisation.Kind.SAMPLE, closed_at__isnull=False)
    return told(rounds_.latest("closed_at"))


def long_names() -> Told:
    """Make a round of 96 people at twelve sites, and type as much as every field takes."""
    organisation = factories.organisation((LONG * 2)[:120].strip())
    Organisation.objects.filter(pk=organisation.pk).update(
        consultancy=(LONG * 2)[:120].strip(),
        cover_text=(LONG * 3)[:300].strip(),
        footer=(LONG * 2)[:160].strip(),
    )
    round_ = factories.assessment(
        organisation, mode=Assessment.Mode.CONFIDENTIAL, title=(LONG * 2)[:120].strip(), asked_lenses=()
    )
    round_.breakdowns = [{"id": "site", "name": "Site", "options": list(SITES)}]
    round_.save(update_fields=["breakdowns"])
    factories.round_of(96, round_)
    for number, sheet in enumerate(round_.responses.order_by("participant")):
        sheet.traits = {"site": f"site{1 + number % 11}" if number else "site12"}
        sheet.save(update_fields=["traits"])
    closed = close(round_)
    decide(closed, (LONG * 2)[:200].strip())
    return told(closed)


def alone() -> Told:
    """Make a round that one person answered, written from right to left."""
    organisation = factories.organisation(RIGHT_TO_LEFT)
    round_ = factories.assessment(organisation, title=f"{RIGHT_TO_LEFT} 2026")
    factories.round_of(1, round_)
    closed = close(round_)
    decide(closed, f"{RIGHT_TO_LEFT} (2026)")
    return told(closed)


def suppressed() -> Told:
    """Make a confidential round of two, of which nothing may be shown."""
    return told(factories.closed(factories.organisation("Few & Fewer <Ltd>"), people=2))


def other_framework() -> Told:
    """Write a report about a framework of another shape."""
    kit = rounds.alternate()
    groups = [group.id for group in kit.asked_groups] * 4

    def choose(place: int, _group: str, question: object) -> int:
        return 1 + (place * 3 + len(str(question))) % 5

    result = rounds.assess(rounds.people(kit, groups, choose), kit, mode="open")
    made = files(rounds.write(result, kit), Look("#7a1f3d"))
    return _told(made, result, Further(), rounds.CONTEXT, kit)


def again() -> Told:
    """Make the third round of an organisation, of which it has decided before, and whose lenses nobody answered."""
    organisation = factories.organisation("Third Time Ferries")
    by, at, rounds_ = factories.member(organisation), timezone.now(), list[Assessment]()
    for number, people in enumerate((18, 16, 20)):
        opened = at - timedelta(days=300 * (3 - number))
        round_ = factories.assessment(
            organisation,
            mode=Assessment.Mode.CONFIDENTIAL,
            title=f"Round {number + 1}",
            opened_at=opened,
            asked_lenses=factories.LENSES,
        )
        round_.earlier = rounds_[-1] if rounds_ else None
        round_.save(update_fields=["earlier"])
        factories.round_of(people, round_)
        rounds_.append(lifecycle.close_assessment(assessment=round_, by=by, at=opened + timedelta(days=30)))
        found_of_before(rounds_[-1], by)
        decide(rounds_[-1], f"Thing of round {number + 1}")
    return told(rounds_[-1])


MAKERS: Mapping[str, Callable[[], Told]] = {
    "demo": demo,
    "long names": long_names,
    "third round": again,
    "alone": alone,
    "suppressed": suppressed,
    "other framework": other_framework,
}


def found_of_before(round_: Assessment, by: User) -> None:
    """Say of the first two actions of the rounds before what became of them."""
    open_ = reviewing.to_review(round_).order_by("assessment__opened_at", "title")
    found = {
        action.pk: reviewing.Finding(verdict, "As it is")
        for action, verdict in zip(open_, ("done", "goes on"), strict=False)
    }
    reviewing.review(assessment=round_, findings=found, by=by, at=timezone.now())


def close(round_: Assessment) -> Assessment:
    return lifecycle.close_assessment(assessment=round_, by=None, at=timezone.now())


def decide(round_: Assessment, text: str) -> None:
    """Put actions on the plan of a round, and say of its document what can be said."""
    for number in range(3):
        Action.objects.create(
            organisation=round_.organisation,
            assessment=round_,
            origin=Action.Origin.OWN,
            title=f"{number} {text}"[:200],
            do=text * 5,
            done_when=text,
            owner=text[:120],
            due_on=date(2026, 3 + number, 14),
            note=text * 2,
        )
    planning.lay_beside(round_)
    wording = editions.Wording(
        "strict", "12.34", date(2027, 3, 1), (editions.Cost(text[:80], "1 234 567 EUR", text[:80]),)
    )
    by = factories.member(round_.organisation, Membership.Role.OWNER)
    editions.change(assessment=round_, wording=wording, revision=editions.of(round_).revision, by=by)


@cache
def _printer() -> press.Press:
    return press.Press(pdf.stylesheet())
