from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Membership, User
from assessments import answers, capabilities, lifecycle
from assessments.models import Assessment, Response
from tests.assessments.conftest import Begin, browser_of

PAGES = ["answer", "review", "pause"]


def told(page: Any) -> tuple[int, bytes]:
    return page.status_code, page.content


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_response_does_not_exist(begin: Begin, name: str):
    own, foreign = begin(), begin()
    browser = browser_of(own)
    unknown = browser.get(reverse(f"assessments:{name}", args=[uuid4()]))
    assert unknown.status_code == 404
    assert told(browser.get(reverse(f"assessments:{name}", args=[foreign.pk]))) == told(unknown)


def test_a_foreign_autosave_does_not_exist(begin: Begin):
    own, foreign = begin(), begin()
    data = {"reply": "3", "revision": "1"}
    page = browser_of(own).post(
        reverse("assessments:autosave", args=[foreign.pk, "insight-unprompted"]), data
    )
    assert (page.status_code, foreign.answers.count()) == (404, 0)


def test_a_deleted_response_does_not_exist(response: Response):
    browser = browser_of(response)
    path = reverse("assessments:autosave", args=[response.pk, "insight-unprompted"])
    response.delete()
    data = {"reply": "3", "revision": "1"}
    assert browser.post(path, data).status_code == 404


def test_a_tampered_cookie_opens_nothing(response: Response):
    browser = browser_of(response)
    browser.cookies[capabilities.cookie_name()] = browser.cookies[capabilities.cookie_name()].value[:-1] + "_"
    assert browser.get(reverse("assessments:review", args=[response.pk])).status_code == 404


def test_an_expired_cookie_opens_nothing(response: Response, settings: Settings):
    browser = browser_of(response)
    settings.TRIAL_LIFETIME = timedelta(seconds=-1)
    assert browser.get(reverse("assessments:review", args=[response.pk])).status_code == 404


def test_a_link_is_exchanged_for_a_cookie_and_a_clean_address(response: Response):
    browser = Client()
    page = browser.get(reverse("assessments:resume", args=[capabilities.resume_token(response.pk)]))
    assert page.headers["Location"] == reverse("assessments:answer", args=[response.pk])
    cookie = page.cookies[capabilities.cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert browser.get(page.headers["Location"]).status_code == 302


def test_a_link_stays_good_however_often_it_is_fetched(response: Response):
    path = reverse("assessments:resume", args=[capabilities.resume_token(response.pk)])
    assert {Client().get(path).status_code for _ in range(5)} == {302}


def test_an_expired_link_does_not_exist(response: Response, settings: Settings, client: Client):
    path = reverse("assessments:resume", args=[capabilities.resume_token(response.pk)])
    settings.TRIAL_LIFETIME = timedelta(seconds=-1)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["join", "resume"])
@pytest.mark.parametrize("token", ["x", "x.y.z", "~", "A" * 22, signing.Signer(sep=".").sign("abc")])
def test_a_link_that_nobody_made_does_not_exist(db: None, client: Client, name: str, token: str):
    assert client.get(reverse(f"assessments:{name}", args=[token])).status_code == 404


def test_the_cookie_is_bound_to_the_host_under_tls(response: Response, settings: Settings):
    settings.SECURE = True
    browser = browser_of(response)
    assert list(browser.cookies) == ["__Host-answers"]


def test_a_browser_holds_the_latest_sixty(db: None, rf: RequestFactory):
    ids = [uuid4() for _ in range(70)]
    page = HttpResponse()
    capabilities.grant(rf.get("/"), page, ids)
    cookie = page.cookies[capabilities.cookie_name()].value
    request = rf.get("/")
    request.COOKIES[capabilities.cookie_name()] = cookie
    assert (capabilities.held(request), len(cookie) < 4000) == (ids[-60:], True)


def test_who_has_sent_may_read_the_result_and_who_has_not_may_not(response: Response, at: datetime):
    path = reverse("reports:result", args=[response.assessment_id])
    browser = browser_of(response)
    assert browser.get(path).status_code == 404
    answers.send(response=response, at=at)
    assert browser.get(path).status_code == 200


def test_a_result_in_confidence_is_not_there_before_the_round_closes(
    response: Response, owner: User, at: datetime
):
    answers.send(response=response, at=at)
    Assessment.objects.update(mode="confidential")
    path = reverse("reports:result", args=[response.assessment_id])
    browser = browser_of(response)
    assert browser.get(path).status_code == 404
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=at)
    assert browser.get(path).status_code == 200


def test_members_read_the_result_and_members_of_others_do_not(
    response: Response, owner: User, at: datetime, client: Client
):
    answers.send(response=response, at=at)
    path = reverse("reports:result", args=[response.assessment_id])
    client.force_login(owner)
    assert client.get(path).status_code == 404
    Membership.objects.create(user=owner, organisation=response.assessment.organisation, role="viewer")
    assert client.get(path).status_code == 200


def test_answers_in_confidence_are_no_longer_found_after_closing(
    response: Response, owner: User, at: datetime
):
    Assessment.objects.update(mode="confidential")
    browser = browser_of(response)
    lifecycle.close_assessment(assessment=response.assessment, by=owner, at=at)
    assert browser.get(reverse("assessments:review", args=[response.pk])).status_code == 404
