"""How the PDF is given out: to whom, how often, under which name, and from the command line."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Organisation
from accounts.throttle import Rate
from assessments import results
from assessments.models import Assessment, Response
from reports import cache, downloads, formats, making
from reports.renderers import child, pdf, pool
from tests import factories

BEGINNINGS = {
    "pdf": b"%PDF",
    "pptx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "csv": b"\xef\xbb\xbfp",
    "json": b"{\n  ",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


@pytest.fixture
def sample() -> Assessment:
    """Return a pulse, which prints fast, that anybody may read."""
    of = factories.organisation('Åre & Sons: "North"', kind=Organisation.Kind.SAMPLE)
    return factories.round_of(3, factories.assessment(of, scope=Assessment.Scope.PULSE))


def address(assessment: Assessment) -> str:
    return reverse("reports:pdf", args=[assessment.pk])


def body(page: object) -> bytes:
    assert isinstance(page, FileResponse)
    return page.getvalue()


def test_pdf_is_sent_as_a_file_named_after_the_organisation(client: Client, sample: Assessment):
    page = client.get(address(sample))
    content = body(page)
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Length"] == str(len(content))
    assert page.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%85re%20%26%20Sons%20North%20-%20CX%20maturity%20report.pdf"
    )
    assert content.startswith(b"%PDF-1.7")


def test_pdf_is_made_once_and_then_read(
    client: Client, sample: Assessment, folder: Path, django_assert_max_num_queries: DjangoAssertNumQueries
):
    first = body(client.get(address(sample)))
    stamp = [path.stat().st_mtime_ns for path in folder.iterdir()]
    with django_assert_max_num_queries(3):
        page = client.get(address(sample))
    assert body(page) == first
    assert [path.stat().st_mtime_ns for path in folder.iterdir()] == stamp
    again = client.get(address(sample), headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pdf_is_made_anew_when_the_organisation_is_renamed(client: Client, sample: Assessment, folder: Path):
    body(client.get(address(sample)))
    Organisation.objects.filter(pk=sample.organisation_id).update(name="Renamed")
    body(client.get(address(sample)))
    assert len(list(folder.iterdir())) == 2


def test_pdf_of_an_open_round_is_made_anew_when_an_answer_is_taken_back(sample: Assessment):
    first = downloads.file_of(sample, formats.PDF, visitor="one", at=timezone.now())
    assert results.mark(sample) is not None
    Response.objects.filter(pk=sample.responses.first().pk).update(sent_at=None, replies=None)
    assert results.mark(sample) is None
    second = downloads.file_of(sample, formats.PDF, visitor="one", at=timezone.now())
    assert (second.etag != first.etag, second.path != first.path) == (True, True)
    assert downloads.file_of(sample, formats.PDF, visitor="one", at=timezone.now()) == second


def test_pdf_does_not_exist_for_strangers_or_unknown_rounds(client: Client):
    foreign = factories.round_of(3)
    assert client.get(address(foreign)).status_code == 404
    assert client.get(reverse("reports:pdf", args=[uuid4()])).status_code == 404


def test_pdf_takes_no_other_method(client: Client, sample: Assessment):
    assert client.post(address(sample)).status_code == 405


def test_pdf_refuses_in_words_what_is_too_often_and_still_gives_what_was_made(
    client: Client, sample: Assessment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(downloads, "RATE", Rate(times=1, per=timedelta(minutes=10)))
    body(client.get(address(sample)))
    Organisation.objects.filter(pk=sample.organisation_id).update(name="Renamed")
    page = client.get(address(sample))
    assert page.status_code == 429
    assert 590 <= int(page.headers["Retry-After"]) <= 600
    assert "Please try again in about 10 minutes." in page.content.decode()
    Organisation.objects.filter(pk=sample.organisation_id).update(name=sample.organisation.name)
    assert client.get(address(sample)).status_code == 200


def test_pdf_says_when_to_come_back_if_it_cannot_be_made_and_can_be_made_later(
    client: Client, sample: Assessment, monkeypatch: pytest.MonkeyPatch
):
    hurried = pool.RenderPool(pool.Limits(seconds=0.01), child.prepare_press, pdf.stylesheet())
    monkeypatch.setitem(pool._shared, (child.prepare_press, pdf.stylesheet()), hurried)
    page = client.get(address(sample))
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "Nothing is lost" in page.content.decode()
    hurried.close()
    monkeypatch.undo()
    assert client.get(address(sample)).status_code == 503  # not tried again at once
    monkeypatch.setattr(cache, "FAILURE_SECONDS", 0)
    assert client.get(address(sample)).status_code == 200


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("Acme", "Acme - CX maturity report.pdf"),
        ("../../etc/passwd", "etcpasswd - CX maturity report.pdf"),
        ("A\nB\x00C", "ABC - CX maturity report.pdf"),
        ("🚢", "CX maturity report.pdf"),
        ("x" * 200, f"{'x' * 80} - CX maturity report.pdf"),
    ],
)
def test_file_name_suits_every_system(organisation: str, name: str):
    assert downloads.file_name(organisation, "CX maturity report") == name


def test_report_command_writes_the_same_files(sample: Assessment, tmp_path: Path):
    frozen = results.current(sample)
    for one in formats.ALL:
        out = tmp_path / f"a{one.suffix}"
        call_command("report", str(sample.pk), "--format", one.id, "--out", str(out), stdout=StringIO())
        assert out.read_bytes()[:4] == BEGINNINGS[one.id]
    assert (tmp_path / "a.json").read_bytes() == making.begin(sample, frozen, formats.JSON).result()


def test_report_command_refuses_what_it_cannot_write(sample: Assessment, tmp_path: Path):
    with pytest.raises(CommandError, match="invalid choice: 'odp'"):
        call_command("report", str(sample.pk), "--format", "odp", "--out", str(tmp_path / "a.odp"))
    with pytest.raises(CommandError, match="There is no assessment"):
        call_command("report", str(uuid4()), "--format", "json", "--out", str(tmp_path / "a.json"))
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command(
            "report", str(sample.pk), "--format", "json", "--out", str(tmp_path / "missing" / "a.json")
        )
