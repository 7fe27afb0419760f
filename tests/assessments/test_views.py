from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils.timezone import now

from accounts.models import User
from assessments import answers, capabilities, lifecycle
from assessments.models import Answer, Assessment, Response
from scoring import Reply
from tests.assessments.conftest import Begin, answer_all, browser_of, counted, questions, save

QUESTION = "insight-unprompted"
NA_QUESTION = "insight-direct-contact"
START = {"organisation": "Northwind", "group": "support", "scope": "pulse"}


def url(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


def text(page: Any) -> str:
    return page.content.decode()


def test_start_says_what_one_gets_with_the_numbers_of_the_framework(db: None, client: Client):
    page = text(client.get("/"))
    for words in (
        "12 questions, about 7 minutes",
        "Up to 42 questions, about 25 minutes",
        "I have read this and begin",
        "People who set direction, budgets or goals",
        "The experience is a by-product of tasks",
        "for 30 days from the",
    ):
        assert words in page


def test_start_says_who_is_responsible_and_how_long_answers_are_kept(db: None, client: Client, settings: Any):
    assert "Responsible:</b> whoever runs this server." in text(client.get("/"))
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "Lantern Ltd", "privacy@example.org"
    page = text(client.get("/"))
    assert "Responsible:</b> Lantern Ltd (privacy@example.org)." in page
    assert "Kept:</b> for 30 days from the" in page


def test_start_begins_and_leads_to_the_first_question(db: None, client: Client):
    page = client.post("/", START, follow=True)
    response = Response.objects.get()
    assert page.redirect_chain == [
        (url("answer", response.pk), 302),
        (url("question", response.pk, "insight-shared-picture"), 302),
    ]
    assert "Question 1 of 12" in text(page)


@pytest.mark.parametrize(
    ("field", "value"),
    [("organisation", ""), ("organisation", "N" * 121), ("organisation", "A\u202eB"), ("group", "customers")],
)
def test_start_refuses_what_cannot_be_and_keeps_what_was_typed(
    db: None, client: Client, field: str, value: str
):
    page = client.post("/", {**START, "organisation": "Northwind Retail", field: value})
    assert (page.status_code, Assessment.objects.count()) == (422, 0)
    assert "There is a problem" in text(page)
    assert f'value="{value or "Northwind Retail"}"' in text(page) or field == "group" or value == ""


def test_start_offers_to_go_on(response: Response):
    save(response, QUESTION)
    page = text(browser_of(response).get("/"))
    assert "Welcome back" in page
    assert "1 of 42 answered: go on" in page


def test_start_leads_back_to_the_result_of_what_was_sent(response: Response, at: datetime):
    answers.send(response=response, at=at)
    page = text(browser_of(response).get("/"))
    assert f'<a href="{response.assessment.get_absolute_url()}">' in page
    assert "Sent: see the result" in page


def test_join_tells_who_has_already_begun_here_and_nobody_else(begin: Begin, client: Client):
    own, other = begin(), begin(name="Elsewhere")
    path = url("join", capabilities.join_token(own.assessment_id))
    page = text(browser_of(own, other).get(path))
    assert "You have already begun in this browser" in page
    assert f'<a href="{own.get_absolute_url()}">' in page
    assert "Elsewhere" not in page
    assert "You have already begun" not in text(client.get(path))


def test_join_names_the_organisation_and_begins(response: Response, client: Client):
    path = url("join", capabilities.join_token(response.assessment_id))
    assert "How mature is Northwind" in text(client.get(path))
    page = client.post(path, {"group": "support", "name": "Amara"})
    joined = Response.objects.exclude(pk=response.pk).get()
    assert (page.status_code, page.headers["Location"]) == (302, url("answer", joined.pk))
    assert joined.participant is not None
    assert (joined.participant.name, joined.assessment_id) == ("Amara", response.assessment_id)


def test_join_of_a_closed_round_does_not_exist(response: Response, owner: User, client: Client):
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    path = url("join", capabilities.join_token(response.assessment_id))
    assert client.get(path).status_code == 404


def test_question_shows_five_positions_and_no_degree(response: Response):
    page = text(browser_of(response).get(url("question", response.pk, QUESTION)))
    way = page[page.index('<div class="way">') : page.index('<div class="alts">')]
    assert [way.count(f'value="{position}"') for position in "12345"] == [1, 1, 1, 1, 1]
    assert way.count("Past the one, not yet the other") == 2
    for word in ("Random", "Intentional", "Differentiated", "degree"):
        assert word not in way
    assert 'value="dk"' in page
    assert 'value="na"' not in page


def test_question_that_allows_it_offers_does_not_apply_with_its_hint(response: Response):
    page = text(browser_of(response).get(url("question", response.pk, NA_QUESTION)))
    assert 'value="na"' in page
    assert "Only if everybody deals with customers most weeks." in page


def test_question_page_asks_the_database_three_times(response: Response):
    browser = browser_of(response)
    browser.get(url("question", response.pk, QUESTION))
    with counted() as statements:
        browser.get(url("question", response.pk, QUESTION))
    assert len(statements) == 3


def test_autosave_asks_the_database_once(response: Response):
    browser = browser_of(response)
    browser.post(url("autosave", response.pk, QUESTION), {"reply": "3", "revision": 1})
    with counted() as statements:
        browser.post(url("autosave", response.pk, NA_QUESTION), {"reply": "3", "revision": 1})
    assert len(statements) == 1


def test_continue_saves_and_goes_on(response: Response):
    page = browser_of(response).post(
        url("question", response.pk, QUESTION), {"reply": "4", "revision": 1, "comment": "Since May"}
    )
    assert page.headers["Location"] == url("question", response.pk, NA_QUESTION)
    assert list(Answer.objects.values_list("question", "reply", "comment")) == [(QUESTION, 4, "Since May")]


def test_continue_without_an_answer_goes_on_and_stores_nothing(response: Response):
    page = browser_of(response).post(url("question", response.pk, QUESTION), {"revision": 1})
    assert (page.status_code, Answer.objects.count()) == (302, 0)


def test_continue_from_the_review_returns_to_it(response: Response):
    path = url("question", response.pk, QUESTION) + "?review"
    page = browser_of(response).post(path, {"reply": "4", "revision": 1})
    assert page.headers["Location"] == url("review", response.pk)


def test_the_last_question_leads_to_the_review(response: Response):
    last = questions(response)[-1]
    page = browser_of(response).post(url("question", response.pk, last), {"reply": "4", "revision": 1})
    assert page.headers["Location"] == url("review", response.pk)


@pytest.mark.parametrize(
    ("question", "data", "message"),
    [
        (QUESTION, {"reply": "6"}, "Choose one of the answers on the page."),
        (QUESTION, {"reply": "na", "reason": "No"}, "This question applies to every organisation."),
        (NA_QUESTION, {"reply": "na"}, "Say in a few words why this does not apply to you."),
        (QUESTION, {"reply": "3", "comment": "c" * 2001}, "Ensure this value has at most 2000 characters"),
        (QUESTION, {"reply": "3", "comment": "c" * 100_000}, "Ensure this value has at most 2000 characters"),
        (QUESTION, {"reply": "3", "evidence": "A\u202eB"}, "invisible control characters"),
        (QUESTION, {"reply": "3", "comment": "A\x00B"}, "invisible control characters"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    response: Response, question: str, data: dict[str, str], message: str
):
    page = browser_of(response).post(
        url("question", response.pk, question), {"revision": 1, "evidence": "The log", **data}
    )
    assert (page.status_code, Answer.objects.count()) == (422, 0)
    body = text(page)
    assert body.count(message) == 2  # in the summary and beside the field
    assert data.get("comment", "") in body
    assert data.get("evidence", "The log") in body
    json_page = browser_of(response).post(url("autosave", response.pk, question), {"revision": 1, **data})
    assert (json_page.status_code, json_page.json()["error"]) == (422, "invalid")
    assert message in " ".join(json_page.json()["fields"].values())


@pytest.mark.parametrize("name", ["question", "autosave"])
def test_more_than_fits_into_a_request_is_told_apart(response: Response, name: str):
    data = {"reply": "3", "revision": 1, "comment": "c" * 300_000}
    page = browser_of(response).post(url(name, response.pk, QUESTION), data)
    assert (page.status_code, Answer.objects.count()) == (413, 0)
    assert "This is more text than fits" in text(page)


def test_a_stale_answer_is_refused_and_both_are_shown(response: Response):
    save(response, QUESTION, Reply.P5, revision=3)
    page = browser_of(response).post(
        url("question", response.pk, QUESTION), {"reply": "1", "revision": 2, "comment": "Typed here"}
    )
    body = text(page)
    assert page.status_code == 409
    assert "Changed in another tab" in body
    assert "Differentiated" in body
    assert "Typed here" in body
    assert 'name="revision" value="4"' in body
    assert Answer.objects.get().reply == 5


def test_a_stale_autosave_tells_the_newer_answer(response: Response):
    save(response, QUESTION, Reply.P5, revision=3, comment="Newer")
    page = browser_of(response).post(url("autosave", response.pk, QUESTION), {"reply": "1", "revision": 3})
    current = page.json()["current"]
    assert (page.status_code, page.json()["error"]) == (409, "stale")
    assert (current["reply"], current["comment"], current["revision"]) == ("5", "Newer", 3)


def test_autosave_of_a_sent_sheet_tells_what_was_sent(response: Response, at: datetime):
    save(response, QUESTION, Reply.P5)
    answers.send(response=response, at=at)
    page = browser_of(response).post(url("autosave", response.pk, QUESTION), {"reply": "1", "revision": 2})
    assert (page.status_code, page.json()["error"]) == (409, "sent")
    assert {q: a["reply"] for q, a in page.json()["answers"].items()} == {QUESTION: "5"}


def test_autosave_after_closing_is_a_conflict(response: Response, owner: User):
    browser = browser_of(response)
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=now())
    page = browser.post(url("autosave", response.pk, QUESTION), {"reply": "1", "revision": 1})
    assert (page.status_code, page.json()["error"]) == (409, "closed")


@pytest.mark.parametrize("question", ["no-such-question", "insight-three-levels"])
def test_a_question_that_is_not_asked_does_not_exist(begin: Begin, question: str):
    response = begin(group="customer-facing")
    browser = browser_of(response)
    data = {"reply": "1", "revision": 1}
    assert browser.get(url("question", response.pk, question)).status_code == 404
    assert browser.post(url("question", response.pk, question), data).status_code == 404
    assert browser.post(url("autosave", response.pk, question), data).status_code == 404


def test_a_sent_question_leads_to_the_sent_answers(response: Response, at: datetime):
    save(response, QUESTION, Reply.P5)
    answers.send(response=response, at=at)
    browser = browser_of(response)
    page = browser.get(url("question", response.pk, QUESTION), follow=True)
    assert page.redirect_chain == [(url("review", response.pk), 302)]
    assert "What you answered" in text(page)
    assert "Change my answers" in text(page)
    refused = browser.post(url("question", response.pk, QUESTION), {"reply": "1", "revision": 2})
    assert refused.status_code == 409
    assert "Differentiated" in text(refused)


def test_change_opens_the_sheet_again(response: Response, at: datetime):
    answers.send(response=response, at=at)
    browser = browser_of(response)
    page = browser.post(url("change", response.pk))
    assert page.headers["Location"] == url("review", response.pk)
    assert "Review your answers" in text(browser.get(page.headers["Location"]))


def test_save_and_exit_shows_a_link_that_works_elsewhere(response: Response):
    browser = browser_of(response)
    page = browser.post(
        url("save-and-pause", response.pk, QUESTION), {"reply": "4", "revision": 1}, follow=True
    )
    link = page.context["link"]
    assert page.redirect_chain == [(url("pause", response.pk), 302)]
    assert link in text(page)
    until = response.assessment.organisation.created_at + timedelta(days=30)
    assert page.context["until"] == until
    elsewhere = Client().get(link, follow=True)
    assert elsewhere.redirect_chain[-1] == (
        url("question", response.pk, "insight-shared-picture"),
        302,
    )


def test_send_leads_to_the_result(response: Response):
    answer_all(response)
    page = browser_of(response).post(url("send", response.pk))
    assert page.headers["Location"] == reverse("reports:result", args=[response.assessment_id])


def test_continue_in_full_leads_to_the_first_new_question(begin: Begin, at: datetime):
    pulse = begin(scope="pulse")
    answer_all(pulse)
    answers.send(response=pulse, at=at)
    browser = browser_of(pulse)
    page = browser.post(url("continue", pulse.pk), follow=True)
    further = Response.objects.exclude(pk=pulse.pk).get()
    assert page.redirect_chain[-1] == (url("question", further.pk, "insight-three-levels"), 302)
    assert "12 of 42 answered" in text(page)


def test_a_pulse_without_a_script_from_start_to_result(db: None):
    browser = Client(enforce_csrf_checks=True)

    def post(path: str, data: Mapping[str, object]) -> Any:
        token = browser.cookies["csrf"].value
        return browser.post(path, {**data, "csrfmiddlewaretoken": token})

    browser.get("/")
    path = post("/", START).headers["Location"]
    path = browser.get(path).headers["Location"]
    for _ in range(12):
        page = browser.get(path)
        draft = page.context["draft"]
        path = post(path, {"reply": "3", "revision": draft.revision, "op": draft.op}).headers["Location"]
    response = Response.objects.get()
    assert path == url("review", response.pk)
    assert "12 of 12 questions are answered." in text(browser.get(path))
    result = post(url("send", response.pk), {}).headers["Location"]
    assert browser.get(result).status_code == 200
    assert set(response.answers.values_list("reply", flat=True)) == {3}


@pytest.mark.parametrize("name", ["review", "send", "change", "continue", "pause"])
def test_no_question_is_in_the_way_of_another_address(response: Response, name: str):
    path = url("question", response.pk, name)
    assert resolve(path).url_name == "question"
    assert path != url(name, response.pk)
