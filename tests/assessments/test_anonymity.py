"""Who reads the whole database after a confidential round has closed still cannot tell whose answers are whose."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from assessments import answers as answering
from assessments import lifecycle, results
from assessments.models import Answer, Assessment, Participant, Reader, Response
from tests import factories
from tests.assessments.conftest import counted

pytestmark = pytest.mark.django_db

MIDNIGHT = {"hour": 0, "minute": 0, "second": 0, "microsecond": 0}
SAID = ("group", "question", "reply", "reason", "comment", "evidence")


@pytest.fixture
def confidential() -> Assessment:
    opened = timezone.now() - timedelta(days=9)
    return factories.assessment(mode=Assessment.Mode.CONFIDENTIAL, opened_at=opened)


def close(assessment: Assessment, owner: User) -> Assessment:
    return lifecycle.close_assessment(assessment=assessment, by=owner, at=timezone.now())


def said_by_sheet(assessment: Assessment) -> Counter[tuple[object, ...]]:
    """Return every sheet as its answers, whatever its key."""
    sheets: dict[object, list[tuple[object, ...]]] = {sheet.pk: [] for sheet in assessment.responses.all()}
    for response, *said in assessment.answers.order_by("question").values_list("response", *SAID):
        sheets[response].append(tuple(said))
    return Counter(tuple(rows) for rows in sheets.values())


def at_midnight(at: datetime | None) -> bool:
    return at is not None and at == at.astimezone(UTC).replace(**MIDNIGHT)  # type: ignore[arg-type]  # four whole numbers


def test_closing_keeps_every_answer_and_the_result(confidential: Assessment, owner: User):
    factories.round_of(12, confidential)
    factories.answers(factories.response(confidential), {"insight-three-levels": 2}, comment="Not sent")
    said = said_by_sheet(confidential)
    sent = Counter(confidential.responses.values_list("group", "replies", "commented"))
    computed = results.compute(confidential, fingerprint="before", at=timezone.now()).document

    closed = close(confidential, owner)

    assert said_by_sheet(closed) == said
    assert Counter(closed.responses.values_list("group", "replies", "commented")) == sent
    assert closed.stored_result.document == computed


def test_closing_leaves_no_key_person_or_operation_that_was_there_before(
    confidential: Assessment, owner: User
):
    factories.round_of(6, confidential)
    keys = set(confidential.responses.values_list("pk", flat=True))
    operations = set(confidential.answers.values_list("op", flat=True))
    rows = set(confidential.answers.values_list("pk", flat=True))

    close(confidential, owner)

    assert keys & set(Response.objects.values_list("pk", flat=True)) == set()
    assert operations & set(Answer.objects.values_list("op", flat=True)) == set()
    assert rows & set(Answer.objects.values_list("pk", flat=True)) == set()
    assert set(Response.objects.values_list("participant", flat=True)) == {None}
    assert Participant.objects.count() == 6


def test_closing_keeps_no_more_of_any_time_than_the_day(confidential: Assessment, owner: User):
    for number in range(5):
        factories.sent(confidential, name=f"Person {number}")
    answering.reopen(response=confidential.responses.all()[0], at=timezone.now())

    closed = close(confidential, owner)

    times = [
        *Response.objects.values_list("started_at", flat=True),
        *Response.objects.exclude(sent_at=None).values_list("sent_at", flat=True),
        *Answer.objects.values_list("saved_at", flat=True),
        *AuditEvent.objects.filter(action__startswith="response").values_list("at", flat=True),
    ]
    assert len(times) > 5 * 40
    assert [at for at in times if not at_midnight(at)] == []
    assert closed.stored_result.__class__.objects.get().fingerprint == results.fingerprint(closed)


def test_closing_puts_answers_in_an_order_that_says_nothing(confidential: Assessment, owner: User):
    for number in range(10):
        factories.sent(confidential, reply=1 + number % 5)

    close(confidential, owner)

    order = list(Answer.objects.order_by("pk").values_list("response", flat=True))
    neighbours = sum(one == other for one, other in pairwise(order))
    # In order nearly all neighbours belong together; by chance a tenth do.
    assert neighbours < len(order) * 0.25


def test_closing_in_the_open_leaves_the_rows_alone(owner: User):
    assessment = factories.round_of(3)
    before = list(Answer.objects.order_by("pk").values_list("pk", "response", "saved_at"))

    close(assessment, owner)

    assert list(Answer.objects.order_by("pk").values_list("pk", "response", "saved_at")) == before


def test_closing_touches_no_other_round(confidential: Assessment, owner: User):
    factories.round_of(2, confidential)
    other = factories.sent(factories.assessment(confidential.organisation, mode="confidential"))

    close(confidential, owner)

    assert list(Response.objects.filter(pk=other.pk).values_list("participant", "sent_at")) == [
        (other.participant_id, other.sent_at)
    ]


@pytest.mark.parametrize("people", [1, 12])
def test_closing_asks_few_statements_however_many_answered(
    confidential: Assessment, owner: User, people: int
):
    factories.round_of(people, confidential)

    with counted() as statements:
        close(confidential, owner)

    assert len(statements) <= 44


def test_what_a_browser_still_holds_opens_no_sheet_after_closing(
    confidential: Assessment, owner: User, client: Client
):
    sheet = factories.sent(confidential)
    factories.hold(client, sheet)
    close(confidential, owner)

    statuses = {
        client.get(reverse("assessments:review", args=[sheet.pk])).status_code,
        client.post(reverse("assessments:send", args=[sheet.pk])).status_code,
    }

    assert statuses == {404}


def test_who_took_part_still_reads_the_result_and_others_do_not(confidential: Assessment, owner: User):
    sent, begun = factories.sent(confidential), factories.response(confidential)
    foreign = factories.sent(factories.assessment(mode="confidential"))
    close(confidential, owner)

    path = reverse("reports:result", args=[confidential.pk])
    statuses = [factories.hold(Client(), sheet).get(path).status_code for sheet in (sent, begun, foreign)]

    assert statuses == [200, 404, 404]
    assert Reader.objects.count() == 1


def test_the_result_is_three_queries_for_who_took_part(confidential: Assessment, owner: User, client: Client):
    factories.hold(client, factories.sent(confidential))
    factories.round_of(8, confidential)
    close(confidential, owner)
    path = reverse("reports:result", args=[confidential.pk])
    client.get(path)

    with counted() as statements:
        assert client.get(path).status_code == 200

    assert len(statements) == 3  # the round, that they took part, the result


def test_who_may_read_stands_in_an_order_that_says_nothing(confidential: Assessment, owner: User):
    factories.round_of(8, confidential)

    close(confidential, owner)

    keys = list(Reader.objects.order_by("pk").values_list("key", flat=True))
    assert (keys, len(keys)) == (sorted(keys), 8)
