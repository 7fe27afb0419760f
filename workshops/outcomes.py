"""What a workshop came to, frozen at its end as one text with a checksum.

It holds only what may be shown: a checksum over a hidden figure would let that figure be guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Prefetch
from pydantic import TypeAdapter

import scoring
from assessments import results
from assessments.models import Assessment, StoredResult
from frameworks import kits
from frameworks.kits import Kit
from scoring.workshop import RECORD, Flag
from workshops import figures, spreads
from workshops.models import Ballot, Decision, StoredOutcome, Topic, Workshop
from workshops.protocol import Stage


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreed answer; `measured` and `shift` only where the question may be shown, else None."""

    question: str
    pillar: str
    position: int
    degree: str
    reason: str
    evidence: int
    seen_alike: bool
    measured: float | None = None
    shift: float | None = None
    flags: tuple[Flag, ...] = ()

    @property
    def on_record(self) -> bool:
        """Say whether the answer rests on a record."""
        return self.evidence >= RECORD


@dataclass(frozen=True, slots=True)
class Parked:
    """A question that was put aside, or on which both views stand side by side."""

    question: str
    because: str
    lower_view: str = ""
    higher_view: str = ""

    @property
    def two_views(self) -> bool:
        """Say whether both views were recorded."""
        return bool(self.lower_view)


@dataclass(frozen=True, slots=True)
class Votes:
    """How one revealed vote of the room lay, as far as the room saw it (`spreads.voted`)."""

    n: int | None
    distribution: tuple[int, int, int, int, int] | None
    median: float | None
    unsure: int | None


@dataclass(frozen=True, slots=True)
class Voted:
    """How often the room voted on a question, and how at first and at last."""

    question: str
    times: int
    first: Votes
    last: Votes


@dataclass(frozen=True, slots=True)
class ToDo:
    """An action that the room agreed on; `question` where it came from one."""

    title: str
    owner: str
    due_on: date | None
    done_when: str
    question: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a workshop came to; `on` is its day in the organisation's time zone.

    `pillars` hold agreed profiles, none for a pulse. `unsettled` topics were begun, `not_reached` ones were
    not. `names` are those that people present gave; `present` counts everybody.
    """

    workshop: str
    title: str
    on: date
    from_nothing: bool
    minutes: int | None
    present: int
    names: tuple[str, ...]
    pillars: Mapping[str, scoring.Profile]
    agreed: tuple[Agreed, ...]
    parked: tuple[Parked, ...]
    unsettled: tuple[str, ...]
    not_reached: tuple[str, ...]
    votes: tuple[Voted, ...]
    actions: tuple[ToDo, ...]
    notes: tuple[str, ...]
    checksum: str = field(default="", compare=False)

    @property
    def on_record(self) -> int:
        """Count the agreed answers that rest on a record."""
        return sum(one.on_record for one in self.agreed)


def compute(workshop: Workshop, *, at: datetime | None = None) -> Outcome:
    """Gather what a workshop came to; `at` stands for its end where it has none yet."""
    assessment = workshop.assessment
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    topics = _in_order(kit, _topics(workshop))
    standing = {topic.question: decision for topic in topics if (decision := _standing(topic))}
    result = results.current(assessment).result if assessment.has_result else None
    agreed = {id_: (one.position, one.evidence) for id_, one in standing.items()}
    began, ended = workshop.began_at, workshop.ended_at or at
    seats = workshop.seats.taken()
    return Outcome(
        workshop=str(workshop.pk),
        title=workshop.title,
        on=workshop.organisation.day_of(began or ended or workshop.created_at),
        from_nothing=workshop.from_nothing,
        minutes=round((ended - began).total_seconds() / 60) if began and ended else None,
        present=seats.count(),
        names=tuple(seats.exclude(name="").order_by("name", "pk").values_list("name", flat=True)),
        pillars=figures.profiles(result, agreed) if result else {},
        agreed=tuple(_agreed(kit, result, id_, one) for id_, one in standing.items()),
        parked=tuple(_parked(topic) for topic in topics if topic.stage == Stage.PARKED),
        unsettled=_questions(topics, {Stage.VOTING, Stage.REVEALED}),
        not_reached=_questions(topics, {Stage.WAITING}),
        votes=tuple(voted for topic in topics if (voted := _voted(topic))),
        actions=_actions(workshop),
        notes=tuple(workshop.parking_notes.order_by("at", "pk").values_list("text", flat=True)),
    )


def freeze(*, workshop: Workshop, at: datetime) -> StoredOutcome:
    """Keep what the workshop came to; a workshop that went on and ended again is frozen anew."""
    values = {**_written(compute(workshop, at=at)), "computed_at": at}
    stored = StoredOutcome.objects.update_or_create(workshop=workshop, defaults=values)[0]
    lay_beside(workshop.assessment)
    return stored


def lay_beside(assessment: Assessment) -> None:
    """Tell the result which outcome is printed beside it: that of the workshop that ended last, if any."""
    latest = _of(assessment)
    stored = StoredResult.objects.filter(assessment=assessment)
    stored.update(beside=latest.checksum if latest else "")


def forget_names(stored: StoredOutcome) -> None:
    """Write an outcome anew without the names of those present; what was agreed stays as it was."""
    written = _written(replace(read(stored), names=()))
    StoredOutcome.objects.filter(pk=stored.pk, checksum=stored.checksum).update(**written)
    lay_beside(stored.workshop.assessment)


def of_assessment(assessment: Assessment) -> Outcome | None:
    """Return what the latest workshop on a round came to, in one query."""
    stored = _of(assessment)
    return None if stored is None else read(stored)


def _of(assessment: Assessment) -> StoredOutcome | None:
    ended = StoredOutcome.objects.filter(workshop__assessment=assessment, workshop__phase="ended")
    return ended.order_by("-workshop__ended_at", "-workshop_id").first()


def read(stored: StoredOutcome) -> Outcome:
    """Return a stored outcome with its checksum."""
    return replace(_read(stored.document), checksum=stored.checksum)


def canonical(outcome: Outcome) -> str:
    """Return an outcome's one JSON text, in the order of its fields."""
    return _adapter().dump_json(outcome, exclude={"checksum"}).decode()


def _written(outcome: Outcome) -> dict[str, str]:
    document = canonical(outcome)
    return {"document": document, "checksum": hashlib.sha256(document.encode()).hexdigest()}


def _topics(workshop: Workshop) -> Iterable[Topic]:
    revealed = Ballot.objects.exclude(revealed_at=None).order_by("number").prefetch_related("votes")
    shown = Prefetch("ballots", queryset=revealed, to_attr="revealed")
    # A question that was accepted as seen, undone, and not talked about either is none of the workshop's.
    spoken_of = workshop.topics.exclude(item=None, stage=Stage.WAITING)
    return spoken_of.select_related("item").prefetch_related("decisions", shown)


def _in_order(kit: Kit, topics: Iterable[Topic]) -> list[Topic]:
    """Return topics as the agenda has them, then those without discussion in the framework's order."""
    places = {question.id: place for place, question in enumerate(kit.questions)}

    def place(topic: Topic) -> tuple[bool, int, int]:
        item = getattr(topic, "item", None)
        return item is None, item.place if item else 0, places.get(topic.question, len(places))

    return sorted(topics, key=place)


def _standing(topic: Topic) -> Decision | None:
    if topic.stage != Stage.AGREED:
        return None
    return next((one for one in topic.decisions.all() if one.undone_at is None), None)


def _voted(topic: Topic) -> Voted | None:
    ballots: list[Ballot] = getattr(topic, "revealed", [])
    if not ballots:
        return None
    return Voted(topic.question, len(ballots), _votes(ballots[0]), _votes(ballots[-1]))


def _votes(ballot: Ballot) -> Votes:
    """Read the groups of nobody: minutes show the room as one."""
    said = [("", vote.reply) for vote in ballot.votes.all() if not vote.void]
    spread = spreads.of_votes(said, k=1, shown=ballot.shown)
    return Votes(spread.n, spread.distribution, spread.median, spread.unsure)


def _agreed(kit: Kit, result: scoring.Result | None, id_: str, decision: Decision) -> Agreed:
    held = figures.question(result, id_, decision.position, decision.evidence)
    return Agreed(
        question=id_,
        pillar=kit.pillar_of(id_).id,
        position=decision.position,
        degree=kit.position(decision.position).level,
        reason=decision.reason,
        evidence=decision.evidence,
        seen_alike=decision.seen_alike,
        measured=held.individual,
        shift=held.shift,
        flags=held.flags,
    )


def _parked(topic: Topic) -> Parked:
    return Parked(topic.question, topic.parked_because, topic.lower_view, topic.higher_view)


def _questions(topics: Iterable[Topic], stages: set[Stage]) -> tuple[str, ...]:
    return tuple(topic.question for topic in topics if topic.stage in stages)


def _actions(workshop: Workshop) -> tuple[ToDo, ...]:
    rows = workshop.actions.select_related("topic").order_by("created_at", "pk")
    return tuple(
        ToDo(one.title, one.owner, one.due_on, one.done_when, one.topic.question if one.topic else "")
        for one in rows
    )


@lru_cache(maxsize=16)
def _read(document: str) -> Outcome:
    return _adapter().validate_json(document)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)
