from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments import capabilities
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_personal_page_forbids_to_keep_it(client: Client):
    sheet = factories.sent()
    factories.hold(client, sheet)
    client.force_login(factories.member(sheet.assessment.organisation))
    own = [reverse(f"assessments:{name}", args=[sheet.pk]) for name in ("answer", "review", "pause")]
    result = [reverse(f"reports:{name}", args=[sheet.assessment_id]) for name in ("result", "explore")]
    member = [
        reverse("accounts:home"),
        reverse("assessments:rounds", args=[sheet.assessment.organisation_id]),
    ]
    links = [
        reverse("assessments:join", args=[capabilities.join_token(sheet.assessment_id)]),
        reverse("assessments:resume", args=[capabilities.resume_token(sheet.pk)]),
        reverse("assessments:resume", args=["forged"]),
    ]

    kept = {path: client.get(path).headers["Cache-Control"] for path in (*own, *result, *member, *links)}

    assert [path for path, said in kept.items() if not {"no-store", "private"} <= set(said.split(", "))] == []


@pytest.mark.parametrize("name", ["send", "change", "continue"])
def test_the_answer_to_a_form_is_not_kept_either(client: Client, name: str):
    sheet = factories.sent()
    factories.hold(client, sheet)

    page = client.post(reverse(f"assessments:{name}", args=[sheet.pk]))

    assert (page.status_code, page.headers["Cache-Control"]) == (302, "no-store, private")


def test_static_files_may_be_kept(client: Client):
    assert "no-store" not in client.get("/static/css/base.css").headers["Cache-Control"]


@pytest.mark.parametrize("name", ["join", "resume"])
def test_an_address_with_a_token_tells_nobody_more_than_the_host(client: Client, name: str):
    sheet = factories.response()
    genuine = {
        "join": capabilities.join_token(sheet.assessment_id),
        "resume": capabilities.resume_token(sheet.pk),
    }

    said = [
        client.get(reverse(f"assessments:{name}", args=[token])).headers["Referrer-Policy"]
        for token in (genuine[name], "forged")
    ]

    assert (said, client.get("/").headers["Referrer-Policy"]) == (["strict-origin"] * 2, "same-origin")


@pytest.mark.parametrize(
    ("secure", "origin", "status"),
    [
        (False, "http://testserver", 302),
        (True, "https://testserver", 302),
        (False, "null", 403),
        (True, "https://evil.example", 403),
    ],
)
def test_join_accepts_the_form_with_what_a_browser_sends_under_that_policy(
    *, secure: bool, origin: str, status: int
):
    path = reverse("assessments:join", args=[capabilities.join_token(factories.assessment().pk)])
    client = Client(enforce_csrf_checks=True)
    client.get(path, secure=secure)
    typed = {"group": "support", "csrfmiddlewaretoken": client.cookies["csrf"].value}

    # Under strict-origin a browser sends the origin, and as referrer nothing more than that.
    headers = {"Origin": origin, "Referer": f"{origin}/"}
    assert client.post(path, typed, secure=secure, headers=headers).status_code == status
