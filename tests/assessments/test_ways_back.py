"""Who came to a sheet from elsewhere finds back, whatever becomes of the sheet."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from assessments import lifecycle, ways_back
from assessments.models import Assessment, Response
from tests import factories

BACK = "/seat/somewhere/"


def led_back(client: Client, sheet: Response) -> Client:
    """Give the test client what a browser holds that came to a sheet from elsewhere."""
    page = HttpResponse()
    ways_back.remember(HttpRequest(), page, sheet.pk, BACK)
    client.cookies.update(page.cookies)
    return factories.hold(client, sheet)


def test_the_latest_sheets_lead_back_and_no_others():
    request, page = HttpRequest(), HttpResponse()
    sheets = [uuid4() for _ in range(ways_back.LIMIT + 1)]
    for number, sheet in enumerate(sheets):
        ways_back.remember(request, page, sheet, f"/{number}/")
        request.COOKIES = {name: cookie.value for name, cookie in page.cookies.items()}
    assert [ways_back.of(request, sheet) for sheet in sheets] == ["", "/1/", "/2/", "/3/", "/4/", "/5/"]


def test_a_forged_way_leads_nowhere():
    request, sheet = HttpRequest(), uuid4()
    request.COOKIES[ways_back.cookie_name()] = f'{{"{sheet.hex}":"https://elsewhere.example"}}'
    assert ways_back.of(request, sheet) == ""


@pytest.mark.django_db
def test_sending_leads_back(client: Client):
    sheet = factories.answers(factories.response())
    page = led_back(client, sheet).post(reverse("assessments:send", args=[sheet.pk]))
    assert (page.status_code, page.headers["Location"]) == (302, BACK)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["question", "review"])
def test_the_pages_about_answering_lead_back(client: Client, name: str):
    sheet = factories.response()
    of_question = [next(iter(factories.asked(sheet)))] if name == "question" else []
    page = led_back(client, sheet).get(reverse(f"assessments:{name}", args=[sheet.pk, *of_question]))
    assert f'href="{BACK}"' in page.content.decode()


@pytest.mark.django_db
def test_without_a_way_back_nothing_is_said_of_it(client: Client):
    sheet = factories.response()
    page = factories.hold(client, sheet).get(reverse("assessments:review", args=[sheet.pk]))
    assert "Back to the room" not in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("mode", Assessment.Mode.values)
def test_saving_after_the_round_has_closed_leads_back(client: Client, mode: str):
    sheet = factories.response(factories.assessment(mode=mode))
    question = next(iter(factories.asked(sheet)))
    led_back(client, sheet)
    lifecycle.close_assessment(assessment=sheet.assessment, by=None, at=now())

    said = {"reply": "3", "revision": "1"}
    page = client.post(reverse("assessments:question", args=[sheet.pk, question]), said)

    if mode == Assessment.Mode.CONFIDENTIAL:  # the sheet itself is gone
        assert (page.status_code, page.headers["Location"]) == (302, BACK)
    else:
        assert page.status_code == 409
        assert f'href="{BACK}"' in page.content.decode()


@pytest.mark.django_db
def test_a_way_back_opens_no_sheet(client: Client):
    sheet = factories.response()
    led_back(client, sheet)
    del client.cookies["answers"]
    assert client.get(reverse("assessments:review", args=[sheet.pk])).status_code == 404
