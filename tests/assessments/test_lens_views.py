from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from assessments import answers, lens_answers, lifecycle
from assessments.lens_sheets import SUBJECT
from assessments.models import Response
from tests import factories
from tests.assessments.conftest import browser_of, counted

JOURNEY, SAY_DO = factories.LENSES
USE = ("maturity", "measured", "owner")


@pytest.fixture
def response(db: None) -> Response:
    return factories.response(factories.assessment(asked_lenses=factories.LENSES))


@pytest.fixture
def client(response: Response) -> Client:
    return browser_of(response)


def page_of(response: Response, lens: str = JOURNEY, part: str = "use") -> str:
    return reverse("assessments:lens", args=[response.pk, lens, part])


def autosave_of(response: Response, item: str = "use", field: str = "maturity") -> str:
    return reverse("assessments:lens-autosave", args=[response.pk, JOURNEY, item, field])


def posted(item: str = "use", revision: int = 1, **chosen: str) -> dict[str, str]:
    """Return what the form of a stage sends without a script."""
    body: dict[str, str] = {}
    for field in USE:
        name = f"{item}.{field}"
        body |= {f"{name}-op": str(uuid4()), f"{name}-revision": str(revision), f"{name}-before": ""}
        body |= {f"{name}-reply": chosen[field]} if field in chosen else {}
    return body


def stored(response: Response) -> dict[tuple[str, str], str]:
    return {(row.item, row.field): row.reply for row in response.lens_replies.all()}


def text(page: Any) -> str:
    return str(page.content.decode())


def test_the_last_question_leads_to_the_lenses(response: Response, client: Client):
    last = list(factories.asked(response))[-1]
    page = client.post(
        reverse("assessments:question", args=[response.pk, last]), {"reply": "3", "revision": "1"}
    )
    assert page.headers["Location"] == page_of(response, JOURNEY, SUBJECT)


def test_who_comes_back_lands_on_the_first_page_of_a_lens_without_an_answer(
    response: Response, client: Client
):
    factories.answers(response)
    page = client.get(reverse("assessments:answer", args=[response.pk]))
    assert page.headers["Location"] == page_of(response, JOURNEY, SUBJECT)


def test_a_stage_shows_its_descriptions_and_choices(response: Response, client: Client):
    page = text(client.get(page_of(response)))
    for words in (
        "Stage 6 of 8",
        "Am I getting what I wanted it for",
        "After delivery we hear from customers only when something breaks",
        "Not measured",
        "A named person, across departments",
        "I cannot judge this",
    ):
        assert words in page


def test_whom_it_describes_is_filled_in_where_the_organiser_fixed_it(response: Response, client: Client):
    round_ = response.assessment
    round_.journey_subject = "Ferry passengers"
    round_.save(update_fields=["journey_subject"])
    assert 'value="Ferry passengers"' in text(client.get(page_of(response, JOURNEY, SUBJECT)))


def test_posting_a_page_saves_its_answers_and_goes_on(response: Response, client: Client):
    page = client.post(page_of(response), posted(maturity="4", owner="none"))
    assert page.headers["Location"] == page_of(response, JOURNEY, "cultivation")
    assert stored(response) == {("use", "maturity"): "4", ("use", "owner"): "none"}


def test_posting_and_pausing_saves_too(response: Response, client: Client):
    url = reverse("assessments:lens-save-and-pause", args=[response.pk, JOURNEY, "use"])
    page = client.post(url, posted(maturity="2"))
    assert page.headers["Location"] == reverse("assessments:pause", args=[response.pk])
    assert stored(response) == {("use", "maturity"): "2"}


def test_a_page_may_be_left_out(response: Response, client: Client):
    assert client.post(page_of(response), posted()).status_code == 302
    assert stored(response) == {}


def test_the_last_page_leads_to_the_review_which_lists_everything(response: Response, client: Client):
    page = client.post(page_of(response, SAY_DO, "do"), {})
    assert page.status_code == 422
    client.post(page_of(response), posted(maturity="5", owner="journey"))
    review = text(client.get(reverse("assessments:review", args=[response.pk])))
    assert "A named person, across departments" in review
    assert page_of(response, SAY_DO, "say") + "?review" in review


def test_an_answer_that_is_none_is_refused_and_the_others_are_kept(response: Response, client: Client):
    page = client.post(page_of(response), posted(maturity="9", owner="none"))
    assert (page.status_code, stored(response)) == (422, {("use", "owner"): "none"})
    assert "Choose one of the answers on the page." in text(page)
    assert 'value="none" checked' in text(page)


def test_a_stale_page_is_refused_only_where_it_was_changed(response: Response, client: Client):
    client.post(page_of(response), posted(maturity="4", owner="none"))
    page = client.post(page_of(response), posted(maturity="1", measured="internal"))
    assert (page.status_code, stored(response)) == (
        409,
        {("use", "maturity"): "4", ("use", "owner"): "none", ("use", "measured"): "internal"},
    )
    assert "changed in another tab" in text(page)
    assert client.post(page_of(response), posted(revision=2, maturity="1")).status_code == 302
    assert stored(response)["use", "maturity"] == "1"


def test_a_sent_sheet_is_refused_with_the_review(response: Response, client: Client):
    answers.send(response=response, at=now())
    assert client.get(page_of(response)).status_code == 302
    page = client.post(page_of(response), posted(maturity="4"))
    assert (page.status_code, stored(response)) == (409, {})
    assert "already sent" in text(page)


@pytest.mark.parametrize(
    "place", [(JOURNEY, "no-such-stage"), ("six-pillars", "empathy"), (SAY_DO, "felt"), (SAY_DO, "easy")]
)
def test_a_page_that_is_none_of_the_persons_does_not_exist(
    response: Response, client: Client, place: tuple[str, str]
):
    assert client.get(page_of(response, *place)).status_code == 404


def test_the_sheet_of_others_does_not_exist(response: Response):
    other = browser_of(factories.response())
    assert other.get(page_of(response)).status_code == 404
    assert other.post(page_of(response), posted(maturity="4")).status_code == 404
    assert other.post(autosave_of(response), {"reply": "4", "revision": "1"}).status_code == 404
    assert stored(response) == {}


def test_autosave_answers_with_the_revision(response: Response, client: Client):
    page = client.post(autosave_of(response), {"reply": "4", "revision": "7", "op": str(uuid4())})
    assert (page.status_code, page.json()) == (200, {"revision": 7})


def test_autosave_of_a_stale_revision_gives_the_current_reply(response: Response, client: Client):
    op = str(uuid4())
    client.post(autosave_of(response), {"reply": "4", "revision": "2", "op": op})
    page = client.post(autosave_of(response), {"reply": "1", "revision": "2"})
    assert (page.status_code, page.json()["error"]) == (409, "stale")
    assert page.json()["current"] == {"reply": "4", "revision": 2, "op": op}


@pytest.mark.parametrize(
    "body", [{"reply": "9", "revision": "1"}, {"reply": "4"}, {"reply": "4\u202e", "revision": "1"}]
)
def test_autosave_refuses_what_cannot_be(response: Response, client: Client, body: dict[str, str]):
    page = client.post(autosave_of(response), body)
    assert (page.status_code, page.json()["error"], stored(response)) == (422, "invalid", {})


def test_autosave_of_a_closed_round_says_so(response: Response, client: Client):
    lifecycle.close_assessment(assessment=response.assessment, by=factories.member(), at=now())
    page = client.post(autosave_of(response), {"reply": "4", "revision": "1"})
    assert (page.status_code, page.json()["error"]) == (409, "closed")


def test_a_page_asks_the_database_as_often_for_one_reply_as_for_many(response: Response, client: Client):
    def save(stage: str) -> None:
        lens_answers.save_reply(
            response_id=response.pk,
            key=(JOURNEY, stage, "maturity"),
            reply="4",
            op=uuid4(),
            revision=1,
            at=now(),
        )

    save("use")
    client.get(page_of(response))
    with counted() as one:
        client.get(page_of(response))
    save("purchase")
    save("advocacy")
    with counted() as three:
        client.get(page_of(response))
    assert len(one) == len(three) == 4
