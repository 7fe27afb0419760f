from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.utils.timezone import now

from assessments import answers, lens_answers, lens_pages, lifecycle
from assessments.lens_sheets import SUBJECT
from assessments.models import LensReply, Response
from assessments.refusals import AlreadyClosed, AlreadySent, ImpossibleAnswer, NotAsked, StaleLensReply
from tests import factories
from tests.assessments.conftest import counted

JOURNEY, SAY_DO = factories.LENSES
MATURITY = (JOURNEY, "awareness", "maturity")
WHOM = (JOURNEY, SUBJECT, SUBJECT)
OP = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture
def response(db: None) -> Response:
    return factories.response(factories.assessment(asked_lenses=factories.LENSES))


def save(
    response: Response, key: tuple[str, str, str], reply: str, revision: int = 1, op: UUID | None = None
) -> int:
    return lens_answers.save_reply(
        response_id=response.pk, key=key, reply=reply, op=op or uuid4(), revision=revision, at=now()
    )


def stored(response: Response) -> list[tuple[str, str, str, str, int]]:
    rows = response.lens_replies.order_by("lens", "item", "field")
    return list(rows.values_list("lens", "item", "field", "reply", "revision"))


def test_save_reply_stores_it_with_assessment_and_group(response: Response):
    save(response, MATURITY, "4")
    kept = LensReply.objects.get()
    assert (kept.assessment_id, kept.group) == (response.assessment_id, "leadership")
    assert stored(response) == [(*MATURITY, "4", 1)]


def test_save_reply_follows_an_earlier_one(response: Response):
    save(response, MATURITY, "4")
    assert save(response, MATURITY, "dk", revision=2) == 2
    assert stored(response) == [(*MATURITY, "dk", 2)]


def test_the_same_op_again_changes_nothing(response: Response):
    save(response, MATURITY, "4", op=OP)
    assert save(response, MATURITY, "4", op=OP) == 1
    assert stored(response) == [(*MATURITY, "4", 1)]


def test_the_same_op_is_acknowledged_after_sending(response: Response):
    save(response, MATURITY, "4", op=OP)
    answers.send(response=response, at=now())
    assert save(response, MATURITY, "4", op=OP) == 1


@pytest.mark.parametrize("revision", [1, 2])
def test_a_stale_revision_is_refused_with_the_current_reply(response: Response, revision: int):
    save(response, (JOURNEY, "use", "owner"), "department", revision=2)
    with pytest.raises(StaleLensReply) as refusal:
        save(response, (JOURNEY, "use", "owner"), "none", revision=revision)
    assert (refusal.value.current.reply, refusal.value.words) == (
        "department",
        "A department, for its own part",
    )
    assert stored(response) == [(JOURNEY, "use", "owner", "department", 2)]


def test_whom_the_stages_describe_is_kept_on_the_sheet(response: Response):
    save(response, WHOM, "Private customers")
    response.refresh_from_db()
    assert response.lens_subject == "Private customers"
    assert stored(response) == [(*WHOM, lens_answers.SAID, 1)]


@pytest.mark.parametrize(
    "key",
    [
        ("six-pillars", "empathy", "maturity"),
        (JOURNEY, "no-such-stage", "maturity"),
        (SAY_DO, "easy", "felt"),
    ],
)
def test_what_is_not_put_to_people_is_not_asked(response: Response, key: tuple[str, str, str]):
    with pytest.raises(NotAsked):
        save(response, key, "4")


def test_only_leaders_are_asked_what_is_said(response: Response):
    other = factories.response(response.assessment, group="support")
    save(response, (SAY_DO, "easy", "say"), "4")
    with pytest.raises(NotAsked):
        save(other, (SAY_DO, "easy", "say"), "4")


def test_a_stage_of_no_relevance_is_not_asked(response: Response):
    round_ = response.assessment
    round_.irrelevant_stages = ["awareness"]
    round_.save(update_fields=["irrelevant_stages"])
    with pytest.raises(NotAsked):
        save(response, MATURITY, "4")


def test_a_pulse_asks_no_lens(db: None):
    response = factories.response(factories.assessment(scope="pulse", asked_lenses=factories.LENSES))
    assert lens_pages.sheet_of(response).leaves == {}
    with pytest.raises(NotAsked):
        save(response, MATURITY, "4")


@pytest.mark.parametrize(
    ("key", "reply"), [(MATURITY, "6"), (MATURITY, "journey"), ((JOURNEY, "use", "owner"), "5")]
)
def test_an_answer_that_is_none_of_the_options_is_refused(
    response: Response, key: tuple[str, str, str], reply: str
):
    with pytest.raises(ImpossibleAnswer):
        save(response, key, reply)
    assert stored(response) == []


def test_nothing_said_is_not_stored(response: Response):
    assert save(response, MATURITY, "") == 0
    assert stored(response) == []


def test_a_sent_sheet_takes_no_reply_until_it_is_taken_back(response: Response):
    answers.send(response=response, at=now())
    with pytest.raises(AlreadySent):
        save(response, MATURITY, "4")
    answers.reopen(response=response, at=now())
    assert save(response, MATURITY, "4") == 1


def test_a_closed_round_takes_no_reply(response: Response):
    lifecycle.close_assessment(assessment=response.assessment, by=factories.member(), at=now())
    with pytest.raises(AlreadyClosed):
        save(response, MATURITY, "4")
    assert stored(response) == []


def test_saving_asks_the_database_as_often_for_one_reply_as_for_many(response: Response):
    save(response, MATURITY, "4")
    with counted() as second:
        save(response, (JOURNEY, "use", "maturity"), "4")
    for stage in ("discovery", "purchase", "advocacy"):
        save(response, (JOURNEY, stage, "maturity"), "2")
    with counted() as sixth:
        save(response, (JOURNEY, "cultivation", "maturity"), "4")
    assert len(second) == len(sixth)
