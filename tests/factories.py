"""Rows for tests, made by plain functions: `factories.response(...)`, `factories.round_of(people=18)`.

Rows that a test does not name are made for it. Nothing is random: the same call makes the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from accounts import members
from accounts.models import MemberInvitation, Membership, Organisation, User
from assessments import answers as answering
from assessments import capabilities, lifecycle, links, results, selectors, sheets, taking_part
from assessments.models import Answer, Assessment, GroupLink, Participant, Response
from frameworks import kits
from frameworks.models import FrameworkVersion
from mailing.models import Message
from reports import shares, written
from reports.document import Report
from reports.models import Share
from scoring.replies import Reply
from workshops import capabilities as workshop_capabilities
from workshops.models import Seat

GROUPS = ("leadership", "customer-facing", "support")
LENSES = ("journey-wing-to-wing", "say-do")
PASSWORD = "a good long password"
_number = count(1)


def organisation(name: str = "Harbour Ferries", kind: str = Organisation.Kind.CLIENT) -> Organisation:
    """Make an organisation."""
    return Organisation.objects.create(name=name, kind=kind)


def member(of: Organisation | None = None, role: str = Membership.Role.OWNER) -> User:
    """Make a person, a member of the organisation where one is given."""
    user = User.objects.create_user(f"person{next(_number)}@example.org", PASSWORD)
    if of is not None:
        Membership.objects.create(organisation=of, user=user, role=role)
    return user


def passkey(of: User, name: str = "Passkey") -> Authenticator:
    """Make a passkey that can be listed, though it signs nobody in."""
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=of, type=kind, data={"name": name, "credential": {}})


def signed_in_browser(of: User, user_agent: str = "Firefox/140.0 Linux") -> UserSession:
    """Sign a person in, in a browser of their own."""
    client = Client()
    client.force_login(of)
    return UserSession.objects.create(
        user=of, ip="192.0.2.7", user_agent=user_agent, session_key=client.session.session_key
    )


def message(
    of: Organisation | None = None, *, state: str = Message.State.FAILED, **fields: object
) -> Message:
    """Make a message; one that failed where nothing else is said."""
    made_of: dict[str, object] = {
        "kind": "hello",
        "topic": uuid4(),
        "about": str(uuid4()),
        "address": "somebody@example.org",
        "key": str(uuid4()),
        "sent_at": timezone.now() if state == Message.State.SENT else None,
        **fields,
    }
    return Message.objects.create(organisation=of or organisation(), state=state, **made_of)


def membership(
    of: Organisation, role: str = Membership.Role.VIEWER, *, until: datetime | None = None
) -> Membership:
    """Make a person a member, for good or for a while."""
    membership = member(of, role).memberships.get()
    membership.expires_at = until
    membership.save(update_fields=["expires_at"])
    return membership


def member_invitation(
    of: Organisation, *, email: str = "invited@example.org", role: str = Membership.Role.VIEWER
) -> MemberInvitation:
    """Offer a role to an address."""
    owner = of.memberships.owners().first() or membership(of, Membership.Role.OWNER)
    return members.invite(
        organisation=of, email=email, role=role, until=None, by=owner.user, at=timezone.now()
    )


def framework() -> tuple[FrameworkVersion, list[str]]:
    """Return the published core framework and its lenses, publishing them where a test emptied the tables."""
    if not FrameworkVersion.objects.exists():
        call_command("publish_frameworks", verbosity=0)
    return kits.current()


def assessment(
    of: Organisation | None = None,
    *,
    scope: str = Assessment.Scope.FULL,
    mode: str = Assessment.Mode.OPEN,
    title: str = "",
    opened_at: datetime | None = None,
    asked_lenses: Iterable[str] = (),
) -> Assessment:
    """Make a round that is open to answers."""
    version, lenses = framework()
    return Assessment.objects.create(
        organisation=of or organisation(),
        framework=version,
        lens_checksums=lenses,
        scope=scope,
        mode=mode,
        title=title,
        opened_at=opened_at or timezone.now(),
        asked_lenses=list(asked_lenses),
    )


def draft(
    of: Organisation | None = None, *, mode: str = Assessment.Mode.CONFIDENTIAL, **more: Any
) -> Assessment:
    """Make a round that is still being planned."""
    planned = assessment(of, mode=mode)
    Assessment.objects.filter(pk=planned.pk).update(opened_at=None, **more)
    return Assessment.objects.with_kit().get(pk=planned.pk)


def closed(
    of: Organisation | None = None, *, people: int = 6, mode: str = Assessment.Mode.CONFIDENTIAL
) -> Assessment:
    """Make a round in which so many have answered, and close it."""
    to = round_of(people, assessment(of, mode=mode))
    return lifecycle.close_assessment(assessment=to, by=None, at=timezone.now())


def response(to: Assessment | None = None, *, group: str = GROUPS[0], name: str = "") -> Response:
    """Make an empty sheet."""
    to = to or assessment()
    participant = Participant.objects.create(assessment=to, group=group, name=name)
    return Response.objects.create(
        participant=participant, assessment=to, group=group, started_at=timezone.now()
    )


def invited(
    to: Assessment | None = None, *, group: str = GROUPS[0], email: str = "", name: str = "", **more: Any
) -> Participant:
    """Make somebody who was asked and has a link of their own."""
    person = Participant(assessment=to or assessment(), group=group, email=email, name=name, **more)
    links.given(person).save()
    return person


def taken_up(person: Participant, **said: Any) -> Response:
    """Let somebody begin who was asked."""
    return taking_part.begin(participant=person, at=timezone.now(), **said)


def group_link(to: Assessment | None = None, *, group: str = GROUPS[0], cap: int = 10) -> GroupLink:
    """Make a link that a whole group shares."""
    link = GroupLink(assessment=to or assessment(), group=group, cap=cap)
    link.token_hash = links.hash_of(links.group_token(link.pk))
    link.save()
    return link


def trial(name: str = "Harbour Ferries") -> Response:
    """Begin without an account: the first sheet of a trial."""
    framework()
    return lifecycle.begin_trial(
        organisation_name=name, group=GROUPS[0], scope=Assessment.Scope.PULSE, at=timezone.now()
    )


def answers(to: Response, replies: Mapping[str, int] | None = None, *, comment: str = "") -> Response:
    """Answer the questions named, or every question that the group is asked; 3 where nothing is said."""
    chosen = replies if replies is not None else dict.fromkeys(asked(to), 3)
    Answer.objects.bulk_create(
        _answer(to, question, reply, comment=comment) for question, reply in chosen.items()
    )
    return to


def sent(to: Assessment | None = None, *, group: str = GROUPS[0], reply: int = 3, name: str = "") -> Response:
    """Make a sheet whose every question has the same answer, and send it."""
    sheet = response(to, group=group, name=name)
    answers(sheet, dict.fromkeys(asked(sheet), reply))
    return send(sheet)


def send(sheet: Response) -> Response:
    """Send a sheet."""
    return answering.send(response=sheet, at=timezone.now())


def share(of: Assessment | None = None, *, passphrase: str = "", name: str = "The board") -> Share:
    """Make a link to the report of a closed round, good for thirty days."""
    of, at = of or closed(), timezone.now()
    ends, by = at + timedelta(days=30), member(of.organisation)
    return shares.share(assessment=of, name=name, expires_at=ends, passphrase=passphrase, by=by, at=at)


def round_of(people: int, to: Assessment | None = None) -> Assessment:
    """Make a round with so many sent sheets, in turn of every group, with answers that differ."""
    to = to or assessment()
    groups = [GROUPS[number % len(GROUPS)] for number in range(people)]
    participants = Participant.objects.bulk_create(
        Participant(assessment=to, group=group, name=f"Person {number}")
        for number, group in enumerate(groups, 1)
    )
    at = timezone.now()
    said = [_varied(to, group, number) for number, group in enumerate(groups)]
    responses = Response.objects.bulk_create(
        Response(
            participant=person,
            assessment=to,
            group=person.group,
            started_at=at,
            sent_at=at,
            replies=sheets.pack(selectors.sheet_in(to, person.group), replies),
        )
        for person, replies in zip(participants, said, strict=True)
    )
    Answer.objects.bulk_create(
        (
            _answer(response, question, reply)
            for response, replies in zip(responses, said, strict=True)
            for question, reply in replies.items()
        ),
        batch_size=5000,
    )
    return to


def asked(sheet: Response) -> Iterable[str]:
    """Return the questions that a sheet asks."""
    return selectors.sheet_of(sheet).stops


def hold(client: Client, *sheets: Response) -> Client:
    """Give the test client what a browser holds that began these sheets."""
    page = HttpResponse()
    capabilities.grant(HttpRequest(), page, [sheet.pk for sheet in sheets])
    client.cookies.update(page.cookies)
    return client


def hold_seat(client: Client, *seats: Seat) -> Client:
    """Give the test client what a phone holds that took these seats."""
    page, request = HttpResponse(), HttpRequest()
    for seat in seats:
        workshop_capabilities.grant(request, page, seat.pk)
        request.COOKIES.update({name: cookie.value for name, cookie in page.cookies.items()})
    client.cookies.update(page.cookies)
    return client


def open_links(client: Client, *invitations: Participant | GroupLink) -> Client:
    """Give the test client what a browser holds in which these links were opened."""
    page = HttpResponse()
    for invitation in invitations:
        request = HttpRequest()
        request.COOKIES.update({name: cookie.value for name, cookie in page.cookies.items()})
        if isinstance(invitation, Participant):
            capabilities.invite(request, page, invitation.key, invitation.token_number)
        else:
            capabilities.invite(request, page, invitation.pk, capabilities.SHARED)
    client.cookies.update(page.cookies)
    return client


def _varied(to: Assessment, group: str, number: int) -> dict[str, int]:
    """Answer in a pattern that is neither flat nor the same for two people; every eleventh cannot judge."""
    spread = {
        question: (number * 7 + place * 3 + number * place) % 11
        for place, question in enumerate(selectors.sheet_in(to, group).stops)
    }
    return {question: Reply.DONT_KNOW if at == 10 else 1 + at % 5 for question, at in spread.items()}


def _answer(sheet: Response, question: str, reply: int, *, comment: str = "") -> Answer:
    return Answer(
        response=sheet,
        assessment_id=sheet.assessment_id,
        group=sheet.group,
        question=question,
        reply=reply,
        reason="It is not part of what we do" if reply == Reply.NOT_APPLICABLE else "",
        comment=comment,
        revision=1,
        op=uuid4(),
        saved_at=timezone.now(),
    )


def report_of(assessment: Assessment) -> Report:
    """Return the written report of an assessment."""
    return written.report(assessment, results.current(assessment))
