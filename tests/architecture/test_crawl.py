"""Every address, as every kind of visitor, with own, foreign and unknown ids.

What is foreign must answer exactly like what does not exist, and hold no word of its owner. A new address
whose arguments are not known here fails, so that none is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation
from assessments import capabilities
from assessments.models import Answer, Response
from tests import factories
from tests.architecture.urlconf import Address, addresses

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
CANARIES = {"north": "Zaunkoenig", "south": "Wendehals"}


@dataclass(frozen=True, slots=True)
class World:
    """One organisation with a sheet being answered and one that was sent."""

    canary: str
    organisation: Organisation
    begun: Response
    sent: Response


def world(name: str) -> World:
    canary = CANARIES[name]
    organisation = factories.organisation(f"{canary} Ltd")
    round_ = factories.assessment(organisation, title=f"Round of {canary}")
    begun = factories.response(round_, name=f"Begun {canary}")
    question = next(iter(factories.asked(begun)))
    factories.answers(begun, {question: 2}, comment=f"Comment of {canary}")
    sent = factories.response(round_, name=f"Sent {canary}")
    factories.answers(sent, comment=f"Comment of {canary}")
    return World(canary, organisation, begun, factories.send(sent))


@dataclass(frozen=True, slots=True)
class Ids:
    """What an address may be called with."""

    organisation: UUID
    assessment: UUID
    response: UUID
    question: str
    resume: str
    join: str

    def words(self) -> list[str]:
        return [str(self.organisation), str(self.assessment), str(self.response), self.resume, self.join]


def ids_of(of: World) -> Ids:
    return Ids(
        organisation=of.organisation.pk,
        assessment=of.sent.assessment_id,
        response=of.begun.pk,
        question=next(iter(factories.asked(of.begun))),
        resume=capabilities.resume_token(of.begun.pk),
        join=capabilities.join_token(of.sent.assessment_id),
    )


def unknown_ids(question: str) -> Ids:
    nobody = uuid4()
    return Ids(uuid4(), nobody, nobody, question, "bm9ib2R5.signed.wrong", "bm9ib2R5.wrong")


BUILDERS: Mapping[str, Callable[[Ids], object]] = {
    "organisation_id": lambda ids: ids.organisation,
    "assessment": lambda ids: ids.assessment,
    "response": lambda ids: ids.response,
    "question": lambda ids: ids.question,
    "assessments:resume token": lambda ids: ids.resume,
    "assessments:join token": lambda ids: ids.join,
}
# A personal link is itself the permission: there is no such thing as a foreign one.
LINKS = {"assessments:resume", "assessments:join"}


def url(address: Address, ids: Ids) -> str:
    def value(argument: str) -> object:
        builder = BUILDERS.get(f"{address.name} {argument}") or BUILDERS.get(argument)
        assert builder, f"add a builder for {argument!r} of {address.name} above"
        return builder(ids)

    return reverse(address.name, kwargs={argument: value(argument) for argument in address.arguments})


def stranger(_own: World, _other: World) -> Client:
    return Client()


def own_browser(own: World, _other: World) -> Client:
    return factories.hold(Client(), own.begun, own.sent)


def member(role: str) -> Callable[[World, World], Client]:
    def visit(own: World, _other: World) -> Client:
        client = Client()
        client.force_login(factories.member(own.organisation, role))
        return client

    return visit


def everything_at_once(own: World, _other: World) -> Client:
    client = factories.hold(Client(), own.begun, own.sent)
    client.force_login(factories.member(own.organisation))
    return client


VISITORS = {
    "stranger": stranger,
    "own browser": own_browser,
    **{role: member(role) for role in Membership.Role.values},
    "member who answers": everything_at_once,
}
POSTED = {
    "reply": "5",
    "revision": "99",
    "comment": "overwritten",
    "group": "leadership",
    "organisation": "X",
}


def ask(client: Client, method: str, path: str) -> HttpResponse:
    data = {**POSTED, "op": str(uuid4())} if method == "post" else None
    answer: HttpResponse = getattr(client, method)(path, data)
    return answer


def told(answer: HttpResponse, ids: Ids) -> tuple[int, str, bytes]:
    """Return what a visitor learns, without what differs in any two answers."""
    body, location = answer.content, answer.headers.get("Location", "")
    for word in ids.words():
        body, location = body.replace(word.encode(), b"ID"), location.replace(word, "ID")
    body = re.sub(rb'(csrfmiddlewaretoken" value="|nonce=")[^"]*', rb"\1", body)
    return answer.status_code, location, body


def state(of: World) -> list[tuple[object, ...]]:
    answers = Answer.objects.filter(assessment__organisation=of.organisation)
    sheets = Response.objects.filter(assessment__organisation=of.organisation)
    return [
        *answers.order_by("pk").values_list("pk", "reply", "comment", "revision"),
        *sheets.order_by("pk").values_list("pk", "sent_at", "continued_as"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", VISITORS.values(), ids=VISITORS)
def test_foreign_answers_exactly_like_unknown(visitor: Callable[[World, World], Client]):
    own, other = world("north"), world("south")
    client, foreign = visitor(own, other), ids_of(other)
    unknown, before = unknown_ids(foreign.question), state(other)
    for address in addresses():
        if not address.arguments or address.name in LINKS:
            continue
        for method in METHODS:
            of_other = ask(client, method, url(address, foreign))
            of_nobody = ask(client, method, url(address, unknown))
            place = f"{method} {address.name}"
            assert told(of_other, foreign) == told(of_nobody, unknown), place
            assert of_other.status_code in {302, 404, 405}, place
            assert other.canary not in of_other.content.decode() + str(of_other.headers), place
    assert state(other) == before


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", VISITORS.values(), ids=VISITORS)
def test_own_pages_hold_no_word_of_others_and_never_break(visitor: Callable[[World, World], Client]):
    own, other = world("north"), world("south")
    ids = ids_of(own)
    for address in addresses():
        client = visitor(own, other)  # anew, for one of the addresses signs out
        for method in METHODS:
            answer = ask(client, method, url(address, ids))
            place = f"{method} {address.name}: {answer.status_code}"
            assert answer.status_code < 500, place
            assert other.canary not in b"".join(answer).decode(errors="replace") + str(answer.headers), place


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(LINKS))
def test_links_that_nobody_made_lead_nowhere(name: str, client: Client):
    address = next(address for address in addresses() if address.name == name)
    genuine = ids_of(world("north"))
    spoiled = [
        "x",
        genuine.resume[:-1] + ("A" if genuine.resume[-1] != "A" else "B"),
        genuine.join[:-1] + ("A" if genuine.join[-1] != "A" else "B"),
        genuine.join if name == "assessments:resume" else genuine.resume,
        "%00",
        "é" * 300,
    ]
    for token in spoiled:
        path = reverse(name, kwargs={address.arguments[0]: token})
        assert ask(client, "get", path).status_code == 404, token
        assert ask(client, "post", path).status_code in {404, 405}, token
