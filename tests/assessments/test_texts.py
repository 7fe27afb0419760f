from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.forms import AnswerForm
from assessments.models import Answer, Response
from tests.assessments.conftest import browser_of

HOSTILE = [
    "\x00",
    "a\x00b",
    "\u202eabc",
    "\u2066a\u2069",
    "\ud800",
    "\x1b[31m",
    "<script>alert(1)</script>",
    "'; DROP TABLE assessments_answer; --",
    "{{ 7|add:7 }}{% debug %}",
    "😀" * 500,
    "a\u0301" * 900,
    "\r\n" * 500,
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["reason", "comment", "evidence"])
def test_no_text_breaks_the_server(response: Response, field: str, text: str):
    data = urlencode({"reply": "3", "revision": 1, field: text.encode("utf-8", "surrogatepass")})
    page = browser_of(response).post(
        reverse("assessments:autosave", args=[response.pk, "insight-unprompted"]),
        data,
        content_type="application/x-www-form-urlencoded",
    )
    assert page.status_code in {200, 422}
    assert Answer.objects.count() == (page.status_code == 200)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.text(max_size=60)
            for name in ("reply", "reason", "comment", "evidence", "op", "revision")
        },
    )
)
def test_the_form_takes_or_refuses_whatever_comes(data: dict[str, str]):
    form = AnswerForm(data)
    assert form.is_valid() == (form.messages() == {})
