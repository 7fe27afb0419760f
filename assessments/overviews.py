"""Gather what the pages about rounds show: the list, the plan, and what opening would freeze."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from assessments import canonical, lengths, plans
from assessments.models import Assessment, Participant, StoredResult
from assessments.querysets import AssessmentQuerySet
from frameworks.lenses import MirrorLens, StagesLens

DAY_AND_TIME = "j F Y, H:i"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One idea of a plan: what was decided, and where to decide otherwise."""

    title: str
    said: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people were asked and how many have sent their answers."""

    asked: int
    sent: int
    begun: int  # neither sent nor withdrawn: what closing would leave out


def rounds(organisation: Organisation) -> AssessmentQuerySet:
    """Return an organisation's rounds, drafts first, then latest first, each with its two counts and whether it shows nothing."""
    people = Participant.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    counted = organisation.assessments.with_sent_count().annotate(
        asked_count=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), 0),
        nothing_shown=Exists(_showing_nothing().filter(assessment=OuterRef("pk"))),
    )
    return counted.order_by(F("opened_at").desc(nulls_first=True), "-created_at", "pk")


def counts(round_: Assessment) -> Counts:
    """Return how many people of a round were asked, have sent and have only begun, in two queries."""
    found = round_.responses.aggregate(
        sent=Count("pk", filter=~Q(sent_at=None)),
        begun=Count("pk", filter=Q(sent_at=None, participant__isnull=False)),
    )
    return Counts(round_.participants.count(), found["sent"], found["begun"])


def shows_nothing(round_: Assessment) -> bool:
    """Say whether the result that stands shows nothing, because too few people have answered."""
    return round_.result_stands and _showing_nothing().filter(assessment=round_).exists()


def plan_rows(round_: Assessment) -> tuple[PlanRow, ...]:
    """Return everything that is decided before a round opens, each idea in words."""
    return tuple(_rows(round_))


def asks_customers(round_: Assessment) -> bool:
    """Say whether what customers said belongs to a round."""
    lenses = (lens for lens in lengths.own_lenses(plans.kit_of(round_)) if isinstance(lens, MirrorLens))
    return any(lens.about.id in round_.asked_lenses for lens in lenses)


def schedule_words(round_: Assessment) -> tuple[str, ...]:
    """Say in the organisation's time when a round opens and closes and when it reminds."""
    return tuple(_schedule(round_))


def ruled_out(round_: Assessment) -> tuple[tuple[str, str], ...]:
    """Return the questions that are not asked, each with its reason, in framework order."""
    if not round_.not_asked:
        return ()
    kit, reasons = plans.kit_of(round_), dict(round_.ruled_out.values_list("question", "reason"))
    return tuple((kit.question(id_).prompt, reasons.get(id_, "")) for id_ in round_.not_asked)


def moment(at: datetime) -> str:
    """Write a moment as the organisation's clocks show it."""
    return formats.date_format(timezone.localtime(at), DAY_AND_TIME)


def _showing_nothing() -> QuerySet[StoredResult]:
    return StoredResult.objects.filter(document__contains=canonical.NOTHING_SHOWN)


def _rows(round_: Assessment) -> Iterator[PlanRow]:
    kit = plans.kit_of(round_)
    about = kit.framework.about
    version = _("%(framework)s, version %(version)s") % {"framework": about.title, "version": about.version}
    scope = kit.pulse.about.title if round_.scope == Assessment.Scope.PULSE and kit.pulse else _("Full")
    yield _row(round_, _("How much is asked"), (scope, version), part="scope")
    yield _row(round_, _("Who may see whose answers"), _mode(round_), part="mode")
    yield _row(round_, _("Questions ruled out"), (_ruled_out(round_),), name="ruled-out")
    lenses = tuple(
        lens.about.title for lens in lengths.own_lenses(kit) if lens.about.id in round_.asked_lenses
    )
    yield _row(round_, _("What else is asked"), lenses or (_("Nothing else"),), part="lenses")
    if any(isinstance(lens, StagesLens) for lens in lengths.own_lenses(kit) if lens.about.title in lenses):
        yield _row(round_, _("The journey"), tuple(_journey(round_)), name="journey")
    yield _row(round_, _("Break-downs"), _breakdowns(round_), part="break-downs")
    yield _row(round_, _("Change over time"), tuple(_over_time(round_)), part="over-time")
    yield _row(round_, _("Aims"), tuple(_aims(round_)), part="aims")
    reads = _("Everybody who answered") if round_.shown_to_participants else _("Members only")
    yield _row(round_, _("Who sees the result"), (reads,), part="result")


def _journey(round_: Assessment) -> Iterator[str]:
    yield round_.journey_subject or _("Everybody names the customer group themselves")
    if left_out := len(round_.irrelevant_stages):
        yield ngettext("%d stage left out", "%d stages left out", left_out) % left_out


def _row(
    round_: Assessment, title: str, said: tuple[str, ...], *, part: str = "", name: str = "plan"
) -> PlanRow:
    of = [round_.organisation_id, round_.pk]
    return PlanRow(title, said, reverse(f"assessments:{name}", args=[*of, part] if part else of))


def _mode(round_: Assessment) -> tuple[str, ...]:
    if not round_.confidential:
        return (_("Open: answers may be shown by name"),)
    deleted = _("Confidential: the link between people and answers is deleted when the round closes")
    coded = _(
        "Confidential: a code takes the place of the link between people and answers when the round closes"
    )
    return (
        coded if round_.linked else deleted,
        _("No group of fewer than %(k)d people is shown") % {"k": round_.k},
    )


def _ruled_out(round_: Assessment) -> str:
    number = len(round_.not_asked)
    if not number:
        return _("None")
    return ngettext("%(number)d question", "%(number)d questions", number) % {"number": number}


def _breakdowns(round_: Assessment) -> tuple[str, ...]:
    told = (
        f"{entry['name']}: {', '.join(option['name'] for option in entry['options'])}"
        for entry in round_.breakdowns
    )
    return tuple(told) or (_("By group only"),)


def _over_time(round_: Assessment) -> Iterator[str]:
    if round_.earlier is None:
        yield _("Compared with no earlier round")
    else:
        yield _("Compared with %(round)s") % {"round": round_.earlier.name}
    if round_.linked:
        yield _("Answers of the same person are linked by a code")


def _aims(round_: Assessment) -> Iterator[str]:
    kit = plans.kit_of(round_)
    yield kit.level(round_.target).name if round_.target else _("The degree after the one that is found")
    for pillar, importance in round_.importances.items():
        words = _("%(pillar)s: importance %(importance)d of 5")
        yield words % {"pillar": kit.pillar(pillar).name, "importance": importance}


def _schedule(round_: Assessment) -> Iterator[str]:
    if round_.draft:
        opens = round_.opens_at
        yield _("Opens on %(at)s") % {"at": moment(opens)} if opens else _("Opens by hand")
    if not round_.closed:
        closes = round_.closes_at
        yield _("Closes on %(at)s") % {"at": moment(closes)} if closes else _("Closes by hand")
    for reminder in round_.reminders.order_by("due_at"):
        words = _("Reminded on %(at)s") if reminder.sent_at else _("Reminder on %(at)s")
        yield words % {"at": moment(reminder.sent_at or reminder.due_at)}
