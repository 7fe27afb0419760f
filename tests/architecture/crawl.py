"""What the crawl walks: two organisations with everything in them, every visitor, every address.

A new address whose arguments are not among a world's ids fails, so that none is forgotten: make the row
in `world` and add its id under the argument's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import BrandingDraft, Logo, MemberInvitation, Membership, Organisation, User
from actions.models import Action as Planned
from actions.models import Review
from assessments import capabilities, links
from assessments.models import Answer, Assessment, Edition, GroupLink, LensReply, Participant, Response
from mailing import unsubscribing
from mailing.models import Message, Suppression
from reports.models import Share
from tests import factories, rooms
from tests.accounts import pictures
from tests.architecture.urlconf import Address, addresses
from workshops import outcomes, screens, tickets
from workshops.models import Action, Decision, Item, ParkingNote, Seat, Topic, Vote, Workshop

# Those that change something come last: one of the addresses signs out.
METHODS = ("get", "head", "options", "put", "patch", "delete", "post")
WORTHWHILE = ("get", "post")
CANARIES = {"north": "Zaunkoenig", "south": "Wendehals"}
Ids = Mapping[str, object]
Visitor = Callable[["World", "World"], Client]

# Arguments that name no row of an organisation: the framework's words, formats, links for a new password.
# A logo is public: mails and shared results show it to people without an account.
SHARED = frozenset(
    {"question", "group", "lens", "part", "item", "field", "uidb36", "key", "checksum", "idea"}
)
# A personal link is itself the permission: there is no such thing as a foreign one.
LINKS = frozenset(
    {
        "assessments:invited",
        "assessments:resume",
        "assessments:join",
        "mailing:stop",
        "organisations:follow",
        "reports:follow-share",
        "workshops:join",
        "workshops:screen-token",
        "workshops:screen-token-state",
        "workshops:stream",
    }
)

# What only an event loop can hold answers 503 to a client without one, and the page asks instead.
STREAMS = frozenset({"workshops:stream"})


@dataclass(frozen=True, slots=True)
class World:
    """One organisation with a round in every state and everything else that an address can name."""

    canary: str
    organisation: Organisation
    begun: Response
    sent: Response
    tried: Response
    asked: Participant
    shared: GroupLink
    seat: Seat
    ids: Ids


def world(name: str) -> World:
    """Make an organisation whose every text holds its canary."""
    canary = CANARIES[name]
    organisation = factories.organisation(f"{canary} Ltd")
    factories.member(organisation)
    BrandingDraft.objects.create(organisation=organisation, footer=f"Foot of {canary}", png=canary.encode())
    Logo.objects.create(
        organisation=organisation, png=pictures.picture(), width=300, height=120, checksum=f"{canary:-<64}"
    )
    round_ = factories.assessment(organisation, title=f"Round of {canary}", asked_lenses=factories.LENSES)
    begun = factories.response(round_, name=f"Begun {canary}")
    question = next(iter(factories.asked(begun)))
    factories.answers(begun, {question: 2}, comment=f"Comment of {canary}")
    sent = factories.response(round_, name=f"Sent {canary}")
    factories.answers(sent, comment=f"Comment of {canary}")
    factories.send(sent)
    tried = factories.trial(f"{canary} on trial")
    person = factories.member(organisation, Membership.Role.VIEWER)
    passkey = factories.passkey(person, name=f"Passkey of {canary}")
    session = factories.signed_in_browser(person)
    asked = factories.invited(round_, name=f"Asked {canary}", email=f"{canary}@example.org".lower())
    shared = factories.group_link(round_, group="support")
    offer = factories.member_invitation(organisation, email=f"offered.{canary}@example.org".lower())
    mail = factories.message(organisation, address=f"{canary}@example.org")
    file = organisation.exports.create(
        kind="organisation", state="ready", filename="all.zip", content=canary.encode()
    )
    seated = rooms.seat(rooms.workshop(factories.closed(organisation)), name=f"Seated {canary}")
    ids = {
        "organisation_id": organisation.pk,
        "assessment": round_.pk,
        "response": begun.pk,
        "question": question,
        "idea": "mode",
        "lens": "say-do",
        "part": "do",
        "item": "easy",
        "field": "do",
        "participant": asked.key,
        "link": shared.pk,
        "group": "support",
        "assessments:invited token": links.personal_token(asked),
        "message": mail.pk,
        "export": file.pk,
        "mailing:stop token": unsubscribing.token(mail),
        "assessments:resume token": capabilities.resume_token(begun.pk),
        "assessments:join token": capabilities.join_token(round_.pk),
        "member": person.memberships.get().pk,
        "invitation": offer.pk,
        "organisations:follow token": offer.token,
        "checksum": "made-up",
        "uidb36": "zz",
        "key": "made-up",
        "pk": passkey.pk,
        "session": session.pk,
        **_on_plan(organisation, round_, canary),
        **_in_room(seated, canary),
    }
    return World(canary, organisation, begun, sent, tried, asked, shared, seated, ids)


def _on_plan(organisation: Organisation, before: Assessment, canary: str) -> Ids:
    """Put an action on the plan of a closed round, and one of a round before it; return what addresses need."""
    closed = factories.closed(organisation)
    Assessment.objects.filter(pk=closed.pk).update(title=f"Planned on by {canary}", earlier=before)
    makes = {"organisation": organisation, "origin": "own", "owner": f"Owner {canary}"}
    planned = closed.actions.create(title=f"Planned by {canary}", **makes)
    before.actions.create(title=f"Left open by {canary}", **makes)
    planned.reviews.create(assessment=closed, verdict="goes on", note=f"Found by {canary}")
    named = ("action", "change", "remove", "plan", "begin", "done", "drop")
    return {
        **{f"actions:{name} action": planned.pk for name in named},
        **{f"actions:{name} assessment": closed.pk for name in ("choose", "work-out", "add", "review")},
    }


def _in_room(seated: Seat, canary: str) -> Ids:
    """Put everything that an address can name into a room, and return its ids."""
    room = seated.workshop
    Workshop.objects.filter(pk=room.pk).update(title=f"Workshop of {canary}")
    first, voted_on = room.items.get(place=0), room.topics.get(item__place=0)
    rooms.ballot(voted_on, {seated: 4})
    todo = room.actions.create(title=f"Action of {canary}")
    note = room.parking_notes.create(text=f"Note of {canary}")
    link = factories.share(room.assessment, name=f"Readers of {canary}")
    over = rooms.workshop(room.assessment, phase=Workshop.Phase.ENDED, title=f"Held by {canary}")
    outcomes.freeze(workshop=over, at=timezone.now())
    return {
        "workshop": room.pk,
        "reports:workshop-minutes workshop": over.pk,
        "share": link.pk,
        "reports:revoke-share assessment": room.assessment_id,
        "reports:remove-share assessment": room.assessment_id,
        "reports:follow-share token": link.token,
        "seat": seated.pk,
        "entry": first.pk,
        "topic": voted_on.pk,
        "action": todo.pk,
        "note": note.pk,
        "workshops:join code": room.code,
        "workshops:screen-token token": screens.token(room, timezone.now()),
        "workshops:screen-token-state token": screens.token(room, timezone.now()),
        "workshops:stream ticket": tickets.signed(tickets.Ticket(room.pk, "phone", str(seated.pk))),
    }


def unknown(ids: Ids) -> dict[str, object]:
    """Return ids of the same kinds that nothing has."""
    return {argument: _unknown(argument, value) for argument, value in ids.items()}


def _unknown(argument: str, value: object) -> object:
    if argument in SHARED:
        return value
    if isinstance(value, UUID):
        return uuid4()
    return 10**9 if isinstance(value, int) else "bm9ib2R5.signed.wrong"


def url(address: Address, ids: Ids) -> str:
    """Return the address with these ids."""

    def value(argument: str) -> object:
        key = f"{address.name} {argument}" if f"{address.name} {argument}" in ids else argument
        assert key in ids, f"add an id for {argument!r} of {address.name} to tests/architecture/crawl.py"
        return ids[key]

    return reverse(address.name, kwargs={argument: value(argument) for argument in address.arguments})


def closed_to_others() -> Iterator[Address]:
    """Yield every address that names something of an organisation."""
    for address in addresses():
        if not SHARED.issuperset(address.arguments) and address.name not in LINKS:
            yield address


def mixtures(
    address: Address, own: Ids, foreign: Ids
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Yield ids of which at least one is foreign, beside the same with what does not exist in its place."""
    nobody = unknown(foreign)
    kinds = [argument for argument in address.arguments if argument not in SHARED]
    for strange in product((True, False), repeat=len(kinds)):
        if any(strange):
            from_others = [
                key
                for argument, other in zip(kinds, strange, strict=True)
                if other
                for key in (argument, f"{address.name} {argument}")
                if key in own
            ]
            yield (
                {**own, **{key: foreign[key] for key in from_others}},
                {**own, **{key: nobody[key] for key in from_others}},
            )


def stranger(_own: World, _other: World) -> Client:
    return Client()


def own_browser(own: World, _other: World) -> Client:
    client = factories.hold_seat(factories.hold(Client(), own.begun, own.sent, own.tried), own.seat)
    client.get(reverse("reports:follow-share", args=[own.ids["reports:follow-share token"]]))
    return factories.open_links(client, own.asked, own.shared)


def member(role: str) -> Visitor:
    def visit(own: World, _other: World) -> Client:
        return known(Client(), factories.member(own.organisation, role))

    return visit


def everything_at_once(own: World, _other: World) -> Client:
    client = own_browser(own, _other)
    return known(client, factories.member(own.organisation))


def known(client: Client, person: User) -> Client:
    """Sign a person in who has just said again who they are."""
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
    return client


VISITORS: Mapping[str, Visitor] = {
    "stranger": stranger,
    "own browser": own_browser,
    **{role: member(role) for role in Membership.Role.values},
    "member who answers": everything_at_once,
}


def posted(ids: Ids) -> dict[str, str]:
    """Return a body with something in every field, and an organisation's ids where a form takes ids."""
    return {
        "reply": "5",
        "revision": "99",
        "ballot": "1",
        "version": "0",
        "position": "5",
        "evidence": "3",
        "reason": "X",
        "because": "X",
        "text": "X",
        "comment": "overwritten",
        "group": "leadership",
        "organisation": "X",
        "name": "X",
        "time_zone": "UTC",
        "op": str(uuid4()),
        **{argument: str(value) for argument, value in ids.items() if " " not in argument},
    }


def ask(client: Client, method: str, path: str, ids: Ids) -> HttpResponse:
    """Ask for a path; a body carries the ids given."""
    answer: HttpResponse = getattr(client, method)(path, posted(ids) if method == "post" else None)
    return answer


def told(answer: HttpResponse, ids: Ids) -> tuple[int, str, bytes]:
    """Return what a visitor learns, without what differs in any two answers."""
    body, location = b"".join(answer), answer.headers.get("Location", "")
    for word in _words(ids):
        body, location = body.replace(word.encode(), b"ID"), location.replace(word, "ID")
    body = re.sub(rb'(csrfmiddlewaretoken" value="|nonce=")[^"]*', rb"\1", body)
    return answer.status_code, location, body


def _words(ids: Ids) -> list[str]:
    """Return how ids stand in an answer, the longest first; a number only where an address names it."""
    words = [
        word
        for value in ids.values()
        for word in ((f"/{value}/", f"%2F{value}%2F") if isinstance(value, int) else (str(value),))
    ]
    return sorted(words, key=len, reverse=True)


def state(of: World) -> list[tuple[object, ...]]:
    """Return what an organisation holds that a stranger could try to change."""
    with connection.cursor() as cursor:
        return [row for asked in _held(of.organisation.pk) for row in _rows(cursor, *asked)]


def _rows(cursor: CursorWrapper, sql: str, params: tuple[Any, ...]) -> list[tuple[object, ...]]:
    cursor.execute(sql, params)
    return cursor.fetchall()


@cache
def _held(organisation: UUID) -> list[tuple[str, tuple[Any, ...]]]:
    """Return the statements that ask for it; a crawl asks thousands of times, and in the same words."""
    mine = {"assessment__organisation": organisation}
    in_room = {"workshop__organisation": organisation}
    of_people = {"user__organisations": organisation}
    held: tuple[QuerySet[Any, tuple[Any, ...]], ...] = (
        Organisation.objects.filter(pk=organisation).values_list(),
        Membership.objects.filter(organisation=organisation).order_by("pk").values_list(),
        MemberInvitation.objects.filter(organisation=organisation).order_by("pk").values_list(),
        Authenticator.objects.filter(**of_people).order_by("pk").values_list(),
        UserSession.objects.filter(**of_people).order_by("pk").values_list(),
        Message.objects.filter(organisation=organisation).values_list(),
        Suppression.objects.filter(organisation=organisation).values_list(),
        Assessment.objects.filter(organisation=organisation).order_by("pk").values_list(),
        Participant.objects.filter(**mine).order_by("pk").values_list(),
        Response.objects.filter(**mine).order_by("pk").values_list("pk", "sent_at", "continued_as"),
        Answer.objects.filter(**mine).order_by("pk").values_list("pk", "reply", "comment", "revision"),
        Workshop.objects.filter(organisation=organisation).order_by("pk").values_list(),
        *(model.objects.filter(**in_room).order_by("pk").values_list() for model in (Topic, Seat, Item)),
        *(model.objects.filter(**in_room).order_by("pk").values_list() for model in (Action, ParkingNote)),
        Vote.objects.filter(ballot__topic__workshop__organisation=organisation).order_by("pk").values_list(),
        Decision.objects.filter(topic__workshop__organisation=organisation).order_by("pk").values_list(),
        LensReply.objects.filter(**mine).order_by("pk").values_list("pk", "reply", "revision"),
        BrandingDraft.objects.filter(organisation=organisation).values_list(),
        *(model.objects.filter(**mine).order_by("pk").values_list() for model in (Edition, Share)),
        Planned.objects.filter(organisation=organisation).order_by("pk").values_list(),
        Review.objects.filter(action__organisation=organisation).order_by("pk").values_list(),
    )
    return [queryset.query.sql_with_params() for queryset in held]
