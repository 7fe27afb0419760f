"""Keep the list of the people asked: add, change, remove, and import many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from assessments import links, locking, rosters
from assessments.models import Assessment, Participant
from assessments.refusals import Refusal
from assessments.rosters import Fault, Row
from frameworks import kits

_BATCH = 500
_TOLD = ("name", "group", "traits")


class AlreadyListed(Refusal):
    """Two people of a round cannot have one address."""

    def __init__(self) -> None:
        super().__init__(_("Somebody with this address is on the list already."))


class HasBegun(Refusal):
    """Whoever has begun stays as they are: what their answers count for hangs on it."""

    def __init__(self) -> None:
        super().__init__(_("This person has begun to answer. What their answers hang on no longer changes."))


class HasAnswers(Refusal):
    """Answers are deleted by the person who gave them."""

    def __init__(self) -> None:
        super().__init__(
            _("This person has begun to answer and can be removed only after withdrawing by their own link.")
        )


class FaultyRoster(Refusal):
    """A list that cannot be taken over as it is; nothing of it was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_("Nothing was imported."))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    unchanged: int


@dataclass(slots=True)
class _Sorted:
    added: list[Participant] = field(default_factory=list)
    changed: list[tuple[Participant, dict[str, object]]] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)


def plan(assessment: Assessment) -> rosters.Plan:
    """Return what a list of people of this round may say."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    return rosters.Plan.of(
        groups=[(group.id, group.name) for group in kit.asked_groups],
        breakdowns=[
            (
                breakdown["id"],
                breakdown["name"],
                [(option["id"], option["name"]) for option in breakdown["options"]],
            )
            for breakdown in assessment.breakdowns
        ],
    )


@transaction.atomic
def import_roster(*, assessment: Assessment, rows: Sequence[Row], by: User, at: datetime) -> Imported:
    """Take a list over: new addresses are added, known ones changed where the list says otherwise.

    The same list again changes nothing. What a list leaves empty stays as it is.
    """
    round_ = locking.unfinished(assessment.pk)
    known = {
        person.email.lower(): person
        for person in round_.participants.with_address().select_related("response").defer("response__replies")
    }
    found = _sorted(round_, rows, known, at)
    if found.faults:
        raise FaultyRoster(found.faults)
    Participant.objects.bulk_create(found.added, batch_size=_BATCH)
    _update(found.changed)
    done = Imported(len(found.added), len(found.changed), found.unchanged)
    audit.record(
        organisation=round_.organisation,
        action="people imported",
        subject=round_.pk,
        by=by,
        detail=f"{done.added} added, {done.changed} changed",
    )
    return done


@transaction.atomic
def add(
    *,
    assessment: Assessment,
    by: User,
    at: datetime,
    email: str = "",
    name: str = "",
    group: str = "",
    traits: Mapping[str, str] | None = None,
) -> Participant:
    """Add one person; without an address they can be given their link by hand."""
    round_ = locking.unfinished(assessment.pk)
    person = _new(round_, Row(line=1, email=email, name=name, group=group, traits=traits or {}), at)
    _save(person)
    audit.record(organisation=round_.organisation, action="person added", subject=round_.pk, by=by)
    return person


@transaction.atomic
def edit(
    *,
    participant: Participant,
    by: User,
    email: str,
    name: str,
    group: str,
    traits: Mapping[str, str],
) -> Participant:
    """Change what the list says about somebody; what their answers hang on only until they begin.

    In confidence that is their address too: whoever gets a new link sees the answers.
    """
    round_ = locking.unfinished(participant.assessment_id)
    person = round_.participants.select_related("response").get(pk=participant.pk)
    moved = (person.group, person.traits) != (group, dict(traits))
    moved = moved or (round_.confidential and person.email != email)
    if moved and person.sheet is not None:
        raise HasBegun
    person.email, person.name, person.group, person.traits = email, name, group, dict(traits)
    _save(person)
    audit.record(organisation=round_.organisation, action="person changed", subject=round_.pk, by=by)
    return person


@transaction.atomic
def remove(*, participant: Participant, by: User) -> None:
    """Take somebody off the list who has no answers in it."""
    round_ = locking.unfinished(participant.assessment_id)
    person = round_.participants.select_related("response").get(pk=participant.pk)
    if person.sheet is not None:
        raise HasAnswers
    person.delete()
    audit.record(organisation=round_.organisation, action="person removed", subject=round_.pk, by=by)


def _sorted(
    round_: Assessment, rows: Sequence[Row], known: Mapping[str, Participant], at: datetime
) -> _Sorted:
    found = _Sorted()
    for row in rows:
        person = known.get(row.address)
        if person is None:
            found.added.append(_new(round_, row, at))
        elif not (said := _said(person, row)):
            found.unchanged += 1
        elif person.sheet is not None:
            found.faults.append(
                Fault(row.line, _("%(email)s has begun to answer and stays as it is.") % {"email": row.email})
            )
        else:
            found.changed.append((person, said))
    return found


def _new(round_: Assessment, row: Row, at: datetime) -> Participant:
    return links.given(
        Participant(
            assessment=round_,
            email=row.email,
            name=row.name,
            group=row.group,
            traits=dict(row.traits),
            added_at=at,
        )
    )


def _said(person: Participant, row: Row) -> dict[str, object]:
    """Return what a list says otherwise about somebody; what is empty the list does not say."""
    said = {
        "name": row.name or person.name,
        "group": row.group or person.group,
        "traits": {**person.traits, **row.traits},
    }
    return {name: value for name, value in said.items() if value != getattr(person, name)}


def _update(changed: Sequence[tuple[Participant, Mapping[str, object]]]) -> None:
    """Write each column only for those in whom it differs: the fewer cases in a statement, the faster."""
    for name in _TOLD:
        people = [person for person, said in changed if name in said]
        for person, said in changed:
            if name in said:
                setattr(person, name, said[name])
        Participant.objects.bulk_update(people, [name], batch_size=_BATCH)


def _save(person: Participant) -> None:
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as taken:
        raise AlreadyListed from taken


def headings(assessment: Assessment) -> list[str]:
    """Return the columns that a list of this round's people has."""
    return [*rosters.COLUMNS, *(breakdown["name"] for breakdown in assessment.breakdowns)]


def listed(assessment: Assessment) -> Iterator[list[str]]:
    """Yield the list's lines under its headings."""
    declared = [breakdown["id"] for breakdown in assessment.breakdowns]
    options = {
        (breakdown["id"], option["id"]): option["name"]
        for breakdown in assessment.breakdowns
        for option in breakdown["options"]
    }
    people = assessment.participants.named().order_by("name", "email", "pk")
    for name, email, group, traits in people.values_list("name", "email", "group", "traits"):
        said = [options.get((pk, traits.get(pk, "")), "") for pk in declared]
        yield [name, email, group, *said]
