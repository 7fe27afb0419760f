from __future__ import annotations

import gzip

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from cxmaturity.compression import CompressPages

PAGE = "<p>the same again</p>" * 50


def respond(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    return CompressPages(lambda _request: HttpResponse()).process_response(request, response)


def test_pages_are_compressed_for_whoever_takes_it(rf: RequestFactory):
    response = respond(rf.get("/", headers={"accept-encoding": "gzip"}), HttpResponse(PAGE))

    assert response.headers["Content-Encoding"] == "gzip"
    assert isinstance(response, HttpResponse)
    assert gzip.decompress(response.content).decode() == PAGE


@pytest.mark.parametrize("kind", ["application/pdf", "application/json", "image/svg+xml"])
def test_anything_else_stays_as_it_is(rf: RequestFactory, kind: str):
    request = rf.get("/", headers={"accept-encoding": "gzip"})

    response = respond(request, FileResponse(PAGE.encode().splitlines(), content_type=kind))

    assert "Content-Encoding" not in response.headers
