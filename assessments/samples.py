"""An invented organisation with a closed round, so that a newcomer sees a whole team's result at once.

The answers are those of the scoring specification's whole assessment (G42); the names, the answers to the
lenses' own questions and the customers are made up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts import people
from accounts.models import Membership, Organisation, User
from assessments import editions, felt, lifecycle, selectors, sheets
from assessments.drafts import REPLY_CODES
from assessments.editions import Cost, Wording
from assessments.models import Answer, Assessment, Edition, LensReply, Participant, Response
from frameworks import kits
from scoring import Reply

FOLDER = Path(__file__).parent / "demo"
NAME = "Lanternfield Home & Garden"
TITLE = "Sample with invented answers"
COLOUR = "#2f6b3c"
EMAIL = "demo@example.org"
LENSES = ("journey-wing-to-wing", "say-do")
SUBJECT = "Private customers in the first year of their garden"
REASON = "There is nothing of the kind in our business."
OPENED_BEFORE, CLOSED_BEFORE = timedelta(days=28), timedelta(days=7)
NEXT_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Sample:
    """The loaded sample and how its member signs in."""

    assessment: Assessment
    email: str
    password: str


@transaction.atomic
def load_sample(*, at: datetime) -> Sample:
    """Load the invented organisation and its member; what is already there stays as it is."""
    owner = _owner()
    loaded = Assessment.objects.of_samples().filter(organisation__name=NAME).first()
    assessment = loaded or _closed_round(owner, at)
    Membership.objects.get_or_create(
        user=owner, organisation=assessment.organisation, defaults={"role": Membership.Role.OWNER}
    )
    return Sample(assessment, EMAIL, _password())


def _password() -> str:
    """Return a password that is the same each time on this installation and unknown outside it."""
    return salted_hmac("assessments.samples", EMAIL, algorithm="sha256").hexdigest()[:20]


def _owner() -> User:
    owner = User.objects.filter(email=EMAIL).first()
    if owner is None:
        owner = User.objects.create_user(EMAIL, _password(), name="Demo")
    elif not owner.check_password(_password()):  # the installation has a new secret key
        owner.set_password(_password())
        owner.save(update_fields=["password"])
    people.vouch_for_address(user=owner)  # nobody reads its mail
    return owner


def _closed_round(owner: User, at: datetime) -> Assessment:
    framework, lens_checksums = kits.current()
    organisation, _created = Organisation.objects.get_or_create(
        name=NAME, kind=Organisation.Kind.SAMPLE, defaults={"colour": COLOUR, "time_zone": "Europe/London"}
    )
    assessment = Assessment.objects.create(
        organisation=organisation,
        title=TITLE,
        framework=framework,
        lens_checksums=lens_checksums,
        scope=Assessment.Scope.FULL,
        mode=Assessment.Mode.CONFIDENTIAL,
        opened_at=at - OPENED_BEFORE,
        asked_lenses=list(LENSES),
        journey_subject=SUBJECT,
        felt=_felt(kits.load(framework.checksum, lens_checksums)),
    )
    responses = _responses(assessment)
    Answer.objects.bulk_create(_answers(responses))
    LensReply.objects.bulk_create(_lens_replies(responses))
    closed = lifecycle.close_assessment(assessment=assessment, by=owner, at=at - CLOSED_BEFORE)
    editions.change(assessment=closed, wording=_wording(at), revision=0, by=owner)
    return closed


def _wording(at: datetime) -> Wording:
    """Say what stands on the sample's document: everybody may read it."""
    return Wording(
        marking=Edition.Marking.PUBLIC,
        version="1.0",
        next_round_on=(at + NEXT_AFTER).date(),
        costs=(Cost("Repeat contacts", "EUR 120,000", "invented, as everything here"),),
    )


def _responses(assessment: Assessment) -> Mapping[str, Response]:
    names = {row["respondent"]: row["name"] for row in _rows("people.csv")}
    groups = {row["respondent"]: row["group"] for row in _rows("answers.csv")}
    said: dict[str, dict[str, int]] = {key: {} for key in groups}
    for row in _rows("answers.csv"):
        said[row["respondent"]][row["question"]] = REPLY_CODES[row["answer"]]
    people = Participant.objects.bulk_create(
        Participant(assessment=assessment, group=group, name=names[key]) for key, group in groups.items()
    )
    responses = Response.objects.bulk_create(
        Response(
            participant=person,
            assessment=assessment,
            group=person.group,
            started_at=assessment.began_at,
            sent_at=assessment.began_at + timedelta(days=1),
            replies=sheets.pack(selectors.sheet_in(assessment, person.group), said[key]),
        )
        for key, person in zip(groups, people, strict=True)
    )
    return dict(zip(groups, responses, strict=True))


def _answers(responses: Mapping[str, Response]) -> Iterator[Answer]:
    for row in _rows("answers.csv"):
        response, reply = responses[row["respondent"]], REPLY_CODES[row["answer"]]
        if reply != Reply.SKIPPED:
            yield Answer(
                response=response,
                assessment_id=response.assessment_id,
                group=response.group,
                question=row["question"],
                reply=reply,
                reason=REASON if reply == Reply.NOT_APPLICABLE else "",
                revision=1,
                op=uuid4(),
                saved_at=response.started_at,
            )


def _lens_replies(responses: Mapping[str, Response]) -> Iterator[LensReply]:
    for row in _rows("lenses.csv"):
        response = responses[row["respondent"]]
        yield LensReply(
            response=response,
            assessment_id=response.assessment_id,
            group=response.group,
            lens=row["lens"],
            item=row["item"],
            field=row["field"],
            reply=row["reply"],
            revision=1,
            op=uuid4(),
            saved_at=response.started_at,
        )


def _felt(kit: kits.Kit) -> dict[str, list[int]]:
    return felt.read((FOLDER / "felt.csv").read_text(encoding="utf-8"), promises=felt.promises_of(kit)).counts


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
