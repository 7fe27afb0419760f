"""The kinds of file beside the PDF: to whom, under which name, and what is said until one is ready."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Logo, Organisation
from accounts.throttle import Rate
from assessments.models import Assessment, Edition, StoredResult
from reports import downloads, formats
from reports.formats import Format
from tests import factories

pytestmark = pytest.mark.django_db

OTHERS = tuple(one for one in formats.ALL if one is not formats.PDF)
NAMES = {
    "pptx": "Acme - CX maturity slides.pptx",
    "xlsx": "Acme - CX maturity workbook.xlsx",
    "csv": "Acme - CX maturity data.csv",
    "json": "Acme - CX maturity data.json",
}
each = pytest.mark.parametrize("of", OTHERS, ids=[one.id for one in OTHERS])


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    return tmp_path / "reports"


@pytest.fixture
def sample() -> Assessment:
    of = factories.organisation("Acme", kind=Organisation.Kind.SAMPLE)
    return factories.round_of(3, factories.assessment(of, scope=Assessment.Scope.PULSE))


def address(of: Format, assessment: Assessment) -> str:
    return reverse(f"reports:{of.id}", args=[assessment.pk])


def body(page: object) -> bytes:
    assert isinstance(page, FileResponse)
    return page.getvalue()


@each
def test_file_is_sent_with_its_kind_and_name_once_made(
    client: Client,
    sample: Assessment,
    folder: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    of: Format,
):
    first = client.get(address(of, sample))
    content = body(first)
    stamps = [path.stat().st_mtime_ns for path in folder.iterdir()]
    with django_assert_num_queries(2):
        page = client.get(address(of, sample))
    assert body(page) == content
    assert [path.stat().st_mtime_ns for path in folder.iterdir()] == stamps
    assert {
        name: page.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")
    } == {
        "Content-Type": of.content_type,
        "Content-Disposition": f'attachment; filename="{NAMES[of.id]}"',
        "Cache-Control": "private, no-cache",
    }
    again = client.get(address(of, sample), headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@each
def test_file_does_not_exist_for_strangers_or_unknown_rounds(client: Client, of: Format):
    assert client.get(address(of, factories.round_of(3))).status_code == 404
    assert client.get(reverse(f"reports:{of.id}", args=[uuid4()])).status_code == 404


def test_files_of_other_kinds_do_not_exist(client: Client, sample: Assessment):
    with pytest.raises(NoReverseMatch):
        reverse("reports:odp", args=[sample.pk])
    path = address(formats.CSV, sample)
    assert [client.get(path.replace("csv", other)).status_code for other in ("odp", "", "csv.pdf")] == [
        404
    ] * 3


@each
def test_file_takes_no_other_method(client: Client, sample: Assessment, of: Format):
    assert client.post(address(of, sample)).status_code == 405


def test_each_kind_has_a_limit_of_its_own(
    client: Client, sample: Assessment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(downloads, "RATE", Rate(times=1, per=timedelta(minutes=10)))
    paths = [address(of, sample) for of in (formats.CSV, formats.JSON)]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    Organisation.objects.filter(pk=sample.organisation_id).update(name="Renamed")
    pages = [client.get(path) for path in paths]
    assert [page.status_code for page in pages] == [429, 429]
    assert "Please try again in about 10 minutes." in pages[0].content.decode()


def test_file_that_takes_long_is_made_while_a_page_asks_for_it(
    client: Client, sample: Assessment, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(downloads, "RATE", Rate(times=1, per=timedelta(minutes=10)))
    settings.REPORT_PATIENCE_SECONDS = 0
    page = client.get(address(formats.PPTX, sample))
    assert page.status_code == 202
    assert [page.headers[name] for name in ("Refresh", "Retry-After", "Cache-Control")] == [
        "2",
        "2",
        "no-store",
    ]
    assert "The file is being made" in page.content.decode()
    assert sample.get_absolute_url() in page.content.decode()
    settings.REPORT_PATIENCE_SECONDS = 60
    assert body(client.get(address(formats.PPTX, sample))).startswith(b"PK")


CHANGES = {
    "colour": lambda of: changed(of, colour="#7a1fa2"),
    "consultancy": lambda of: changed(of, consultancy="North Ltd"),
    "cover text": lambda of: changed(of, cover_text="For the board"),
    "footer": lambda of: changed(of, footer="For members of the board"),
    "customers": lambda of: changed(of, customers_word="Guests"),
    "time zone": lambda of: changed(of, time_zone="Asia/Tokyo"),
    "title": lambda of: Assessment.objects.filter(pk=of.pk).update(title="Renamed"),
    "document": lambda of: Edition.objects.create(assessment=of, revision=1),
    "logo": lambda of: Logo.objects.create(
        organisation=of.organisation, png=b"x", width=1, height=1, checksum="a" * 64
    ),
    "plan": lambda of: StoredResult.objects.filter(assessment=of).update(planned="b" * 64),
}


def changed(of: Assessment, **values: str) -> None:
    Organisation.objects.filter(pk=of.organisation_id).update(**values)


@pytest.mark.parametrize("change", CHANGES)
def test_file_is_made_anew_when_anything_printed_in_it_changes(
    client: Client, sample: Assessment, change: str
):
    before = client.get(address(formats.JSON, sample)).headers["ETag"]
    CHANGES[change](sample)
    assert client.get(address(formats.JSON, sample)).headers["ETag"] != before


def test_two_rounds_with_one_result_have_files_of_their_own(client: Client):
    of = factories.organisation("Acme", kind=Organisation.Kind.SAMPLE)
    alike = [
        factories.round_of(
            1, factories.assessment(of, scope=Assessment.Scope.PULSE, opened_at=timezone.now())
        )
        for _round in range(2)
    ]
    Edition.objects.create(assessment=alike[0], marking="strict")
    Edition.objects.create(assessment=alike[1], marking="public")

    pages = [client.get(address(formats.JSON, one)) for one in alike]
    assert len({json.loads(body(page))["checksums"]["result"] for page in pages}) == 1
    assert len({page.headers["ETag"] for page in pages}) == 2
