"""Forms that get past the token check and then hold anything: refused in words, never by a crash."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments import capabilities
from tests import factories

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
NASTY = [
    b"",
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e\u2066".encode(),
    b"A" * 5000,
    b"-1",
    b"9" * 400,
    b"1e999",
    "\u0663".encode(),  # a digit, though not one of ours
    b"../../etc/passwd",
    b"{'a': ['b']}",
]
GOOD = {
    "start": {"organisation": "Ferries", "group": "leadership", "scope": "pulse"},
    "join": {"group": "support", "name": "Mira"},
    "sign-in": {"login": "mira@example.org", "password": "wrong", "next": "/"},
    "question": {"reply": "3", "comment": "", "evidence": "", "reason": "", "revision": "1", "op": ""},
}
GOOD["autosave"] = GOOD["save-and-pause"] = GOOD["question"]


def addresses(client: Client) -> dict[str, str]:
    """Return where each form goes to, for a browser that may use them all."""
    sheet = factories.response()
    factories.hold(client, sheet)
    question = [sheet.pk, "insight-three-levels"]
    return {
        "start": reverse("assessments:start"),
        "join": reverse("assessments:join", args=[capabilities.join_token(sheet.assessment_id)]),
        "sign-in": reverse("accounts:sign-in"),
        **{
            name: reverse(f"assessments:{name}", args=question)
            for name in ("question", "autosave", "save-and-pause")
        },
    }


@pytest.mark.parametrize("name", sorted(GOOD))
def test_any_value_in_any_field_is_answered_in_words(client: Client, name: str):
    client.raise_request_exception = False
    path = addresses(client)[name]
    broken = []
    for field in GOOD[name]:
        good = {"op": str(uuid4())} if "op" in GOOD[name] else {}
        others = urlencode({key: good.get(key) or value for key, value in GOOD[name].items() if key != field})
        for value in NASTY:
            nasty = f"{field}={quote_from_bytes(value)}"
            for body in (f"{others}&{nasty}", f"{nasty}&{others}&{nasty}&{field}=x&{field}[]=y"):
                status = client.post(path, body, content_type=FORM).status_code
                broken += [(field, value[:20], status)] if status >= 500 else []
    assert broken == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_any_method_and_kind_of_content_is_answered(client: Client, name: str):
    client.raise_request_exception = False
    path = f"{addresses(client)[name]}?review=%00&next=%ff%00&a=1&a=2"

    statuses = {
        client.generic(method, path, b'{"\x00": 1', content_type=kind).status_code
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "POST", "BREW")
        for kind in (FORM, "multipart/form-data", "application/json", "text/plain; charset=x", "")
    }

    assert [status for status in statuses if status >= 500] == []
    assert 405 in statuses
