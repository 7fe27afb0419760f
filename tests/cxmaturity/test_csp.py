from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from cxmaturity import csp

POLICY = {"script-src": [csp.SELF, csp.NONCE], "default-src": [csp.NONE]}


def test_header_names_no_nonce_when_the_page_used_none():
    assert csp.header(POLICY, csp.LazyNonce()) == "script-src 'self'; default-src 'none'"


def test_header_names_the_nonce_that_the_page_printed():
    value = csp.LazyNonce()
    printed = str(value)

    assert csp.header(POLICY, value) == f"script-src 'self' 'nonce-{printed}'; default-src 'none'"


def test_nonces_differ_between_requests(rf: RequestFactory):
    respond = csp.middleware(lambda request: HttpResponse(str(csp.nonce(request)["csp_nonce"])))

    first, second = respond(rf.get("/")).content, respond(rf.get("/")).content

    assert first != second


def test_policy_of_a_response_is_kept(rf: RequestFactory):
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})
    respond = csp.middleware(lambda _request: own)

    assert respond(rf.get("/")).headers["Content-Security-Policy"] == "default-src 'self'"
