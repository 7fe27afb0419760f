"""What a confidential round keeps of the people asked after it has closed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC

import pytest
from django.utils import timezone

from accounts.models import Organisation, User
from assessments import anonymity, lifecycle, opening, taking_part
from assessments.models import Assessment, Response
from tests import factories

pytestmark = pytest.mark.django_db

SITE = {"id": "site", "name": "Site", "options": [{"id": "n", "name": "North"}, {"id": "s", "name": "South"}]}


def declared(of: Organisation | None = None, **fields: object) -> Assessment:
    made = factories.assessment(of, mode=Assessment.Mode.CONFIDENTIAL)
    made.breakdowns = [SITE]
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def stand(to: Assessment) -> Assessment:
    """Give everybody an address, a place in the break-down, and a sheet that says so."""
    for number, response in enumerate(to.responses.select_related("participant").order_by("participant")):
        response.traits = {"site": "ns"[number % 2]}
        response.save(update_fields=["traits"])
        to.participants.filter(response=response).update(
            traits=response.traits, email=f"Person{number}@example.org", consented_at=timezone.now()
        )
    return to


def close(to: Assessment, owner: User) -> Assessment:
    return lifecycle.close_assessment(assessment=to, by=owner, at=timezone.now())


def test_closing_forgets_where_people_stand_and_keeps_that_they_took_part(owner: User):
    round_ = stand(factories.round_of(9, declared()))
    factories.response(round_, name="Begun and not sent")

    closed = close(round_, owner)

    kept = closed.participants.values_list("group", "consented_at", "via", "took_part")
    assert Counter(kept) == {("", None, None, True): 9, ("", None, None, False): 1}
    assert [person.traits for person in closed.participants.all()] == [{}] * 10
    assert [sheet.traits for sheet in closed.responses.all()] == [{}] * 10
    assert {person.added_at.astimezone(UTC).hour for person in closed.participants.all()} == {0}


def test_closing_writes_down_how_many_of_each_group_were_asked(owner: User):
    round_ = factories.round_of(9, declared())
    factories.response(round_, group="support")

    closed = close(round_, owner)

    assert closed.asked_counts == {"customer-facing": 3, "leadership": 3, "support": 4}


def test_severing_again_adds_to_those_asked_before(owner: User):
    closed = close(factories.round_of(3, declared()), owner)
    factories.response(closed, group="support")

    anonymity.sever(assessment=closed)

    assert closed.asked_counts == {"customer-facing": 1, "leadership": 1, "support": 2}


def test_a_break_down_is_read_before_it_is_forgotten(owner: User):
    closed = close(stand(factories.round_of(30, declared())), owner)

    further = closed.stored_result.further

    assert '"breakdowns":{"site":{"options":{"n":15,"s":15}' in further


def test_linked_trend_joins_two_rounds_and_names_nobody(owner: User):
    organisation = factories.organisation()
    rounds = [
        close(stand(factories.round_of(6, declared(organisation, linked=True))), owner) for _ in range(2)
    ]
    first, second = (set(one.responses.values_list("trend_key", flat=True)) for one in rounds)

    assert first == second
    assert len(first - {""}) == 6
    everything = str(list(Response.objects.values()))
    assert "example.org" not in everything


def test_linked_trend_does_not_join_organisations(owner: User):
    keys = [
        set(
            close(stand(factories.round_of(3, declared(linked=True))), owner).responses.values_list(
                "trend_key", flat=True
            )
        )
        for _ in range(2)
    ]

    assert keys[0] & keys[1] == set()


def test_without_a_linked_trend_there_is_no_key(owner: User):
    closed = close(stand(factories.round_of(3, declared())), owner)

    assert set(closed.responses.values_list("trend_key", flat=True)) == {""}


def unlike(replies: bytes, number: int) -> bytes:
    """Return replies that nobody else has."""
    asked = [at for at, reply in enumerate(replies) if reply]
    digits = {at: 1 + number // 5**place % 5 for place, at in enumerate(asked[:3])}
    return bytes(digits.get(at, reply) for at, reply in enumerate(replies))


@pytest.mark.slow
def test_who_reads_the_whole_database_guesses_no_better_than_by_the_group(owner: User):
    """Pair people, in the order in which they stand, with sheets of their group in every order there is."""
    round_ = stand(factories.round_of(60, declared()))
    for number, sheet in enumerate(round_.responses.order_by("participant")):
        sheet.replies = unlike(bytes(sheet.replies or b""), number)
        sheet.save(update_fields=["replies"])
    people = list(round_.participants.order_by("pk").values_list("pk", "group"))
    true = {
        response.participant_id: (response.group, bytes(response.replies or b""))
        for response in round_.responses.all()
    }
    close(round_, owner)
    rates = []
    for order in ("pk", "-pk", "replies", "-replies", "sent_at", "?", "?", "?"):
        left: dict[str, list[bytes]] = {}
        for sheet in Response.objects.order_by(order, "started_at", "-sent_at"):
            left.setdefault(sheet.group, []).append(bytes(sheet.replies or b""))
        right = sum(left[group].pop(0) == true[person][1] for person, group in people)
        rates.append(right / len(people))

    assert sum(rates) / len(rates) <= 1 / 20 + 0.05


def test_a_shared_link_lets_in_no_more_after_reopening_than_before(owner: User):
    round_ = declared()
    full, half = factories.group_link(round_, cap=1), factories.group_link(round_, group="support", cap=3)
    for link in (full, half):
        factories.send(taking_part.enter(link=link, at=timezone.now()).response)

    opening.reopen(assessment=close(round_, owner), by=owner, at=timezone.now())

    with pytest.raises(taking_part.LinkUsedUp):
        taking_part.enter(link=full, at=timezone.now())
    for _ in range(2):
        taking_part.enter(link=half, at=timezone.now())
    with pytest.raises(taking_part.LinkUsedUp):
        taking_part.enter(link=half, at=timezone.now())
