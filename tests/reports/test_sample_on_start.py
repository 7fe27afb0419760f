"""The public page shows the invented organisation's report, light and fast, and nothing where there is none."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments import editions, results
from assessments import selectors as assessments
from assessments.models import Assessment
from reports import formats, showcase, written
from reports.document import Answer
from tests import factories

pytestmark = pytest.mark.django_db

START = reverse("assessments:start")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    showcase._excerpt.cache_clear()


@pytest.fixture
def sample() -> Assessment:
    call_command("load_demo", verbosity=0)
    found = assessments.latest_sample()
    assert found is not None
    return found


def test_the_sample_is_a_final_document_with_its_plan(sample: Assessment):
    report = written.report(sample, results.current(sample))

    assert report.cover is not None
    assert report.cover.final
    assert report.cover.state.plain.startswith("Final. Approved by The executive team on ")
    assert report.planning is not None
    assert len(report.planning.actions) == 7


def answer_of(sample: Assessment) -> Answer:
    answer = written.report(sample, results.current(sample)).answer
    assert answer is not None
    return answer


def excerpt(client: Client) -> str:
    page = client.get(START).content.decode()
    return page[
        page.index('class="sample-report') : page.index("</section>", page.index('class="sample-report'))
    ]


def test_without_a_sample_nothing_is_said_of_one(client: Client):
    factories.closed()
    page = client.get(START).content.decode()
    assert [word in page for word in ("sample", "invented", "PPTX")] == [False] * 3


def test_the_samples_own_answer_is_shown(client: Client, sample: Assessment):
    shown, answer = excerpt(client), answer_of(sample)
    assert "Lanternfield Home &amp; Garden, an invented organisation" in shown
    said = [answer.headline[0].lead, *(main.question for main in answer.questions)]
    said += [main.figure.words for main in answer.questions if main.figure]
    assert len(said) == 7
    assert [words for words in said if words.replace("&", "&amp;") not in shown] == []
    assert shown.count("<svg") >= 5  # the gauge, one line for each question, the radar


def test_the_sample_is_offered_to_read_and_as_files_that_anybody_gets(client: Client, sample: Assessment):
    addresses = re.findall(r'href="([^"]+)"', excerpt(client))
    files = [reverse(f"reports:{kind.id}", args=[sample.pk]) for kind in (formats.PDF, formats.PPTX)]
    assert addresses == [sample.get_absolute_url(), *files]
    assert client.get(addresses[0]).status_code == 200


def test_the_sample_costs_two_queries(
    client: Client, sample: Assessment, django_assert_num_queries: DjangoAssertNumQueries
):
    client.get(START)
    with django_assert_num_queries(
        4
    ):  # the framework and its lenses; the sample, and what identifies its result
        client.get(START)


def test_the_excerpt_follows_the_sample(client: Client, sample: Assessment):
    client.get(START)
    owner, edition = factories.member(sample.organisation), editions.of(sample)
    editions.withdraw_approval(assessment=sample, revision=edition.revision, by=owner)
    sample.organisation.name = "Fernhill Tools"
    sample.organisation.save(update_fields=["name"])
    assert "Fernhill Tools, an invented organisation" in excerpt(client)


def test_the_first_page_stays_light(client: Client, sample: Assessment):
    page = client.get(START).content
    assert len(page) < 40_000  # before it is compressed
    assert len(re.findall(rb'<(?:link rel="stylesheet"|script|img)', page)) <= 5
