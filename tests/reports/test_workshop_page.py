"""What a workshop agreed on the result's page and on paper."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Organisation
from assessments import results
from assessments.models import Assessment, StoredResult
from reports import downloads, formats, written
from reports.renderers import pdf
from tests import factories, rooms
from tests.reports import rounds, workshops
from tests.reports.test_pdf import texts
from workshops import outcomes
from workshops.models import Workshop


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Let no test read what another has written."""
    written._page.cache_clear()
    written._report.cache_clear()


def sample(scope: str = Assessment.Scope.FULL) -> Assessment:
    """Make a round that anybody may read."""
    invented = factories.organisation("Northwind Rail", kind=Organisation.Kind.SAMPLE)
    return factories.round_of(12, factories.assessment(invented, scope=scope))


def held(about: Assessment, position: int = 5, questions: int = 1) -> Workshop:
    """Hold a workshop on a round that agrees on its first questions."""
    room = rooms.workshop(about, topics=0, seats=2)
    for question in list(results.current(about).result.questions)[:questions]:
        rooms.decision(rooms.topic(room, question), position)
    Workshop.objects.filter(pk=room.pk).update(phase=Workshop.Phase.ENDED, ended_at=timezone.now())
    room = Workshop.objects.with_kit().get(pk=room.pk)
    outcomes.freeze(workshop=room, at=timezone.now())
    return room


def shown(client: Client, assessment: Assessment) -> str:
    page = client.get(assessment.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.django_db
def test_workshop_stands_between_the_plan_and_every_question(client: Client):
    about = sample()
    held(about)
    page = shown(client, about)

    found = re.findall(r'<section class="part" id="([\w-]+)"', page)
    assert found[found.index("plan") :] == ["plan", "workshop", "questions", "method"]
    assert '<a href="#workshop">What the workshop agreed</a>' in page
    assert page.count('stroke-dasharray="5 4"') >= 2  # in the legend of both radars
    assert "We looked at cases" in page


@pytest.mark.django_db
def test_page_without_a_workshop_has_no_place_for_one(client: Client):
    page = shown(client, sample())

    assert 'id="workshop"' not in page
    assert "workshop" not in page[page.index('<article class="report"') : page.index("</article>")].lower()


@pytest.mark.django_db
def test_page_of_another_outcome_is_written_anew_and_the_result_stays(client: Client):
    about = sample()
    before = shown(client, about)
    room = held(about)
    first = shown(client, about)
    room.actions.create(title="Ask ten customers")
    outcomes.freeze(workshop=room, at=timezone.now())

    second = shown(client, about)

    assert "Ask ten customers" not in first
    assert "Ask ten customers" in second
    checksum = StoredResult.objects.get(assessment=about).checksum
    assert checksum[:12] in before
    assert checksum[:12] in second
    assert room.stored_outcome.checksum[:12] in first


@pytest.mark.django_db
def test_workshop_that_goes_on_again_is_not_shown(client: Client):
    about = sample()
    room = held(about)
    Workshop.objects.filter(pk=room.pk).update(phase=Workshop.Phase.RUNNING, ended_at=None)

    assert 'id="workshop"' not in shown(client, about)


@pytest.mark.django_db
def test_pulse_shows_its_agreed_answers_beside_its_questions_and_no_pillar(client: Client):
    about = sample(Assessment.Scope.PULSE)
    held(about, questions=2)
    page = shown(client, about)

    part = page[page.index('id="pulse"') : page.index("</section>", page.index('id="pulse"'))]
    assert part.count("Agreed in the workshop of ") == 2
    workshop = page[page.index('id="workshop"') : page.index('id="questions"')]
    assert 'class="changes"' not in workshop
    assert "chart-radar" not in page


@pytest.mark.django_db
def test_document_is_named_by_the_outcome_too(tmp_path: Path, settings: Settings):
    settings.REPORT_CACHE_DIR = tmp_path / "reports"
    about = sample(Assessment.Scope.PULSE)
    first = downloads.file_of(about, formats.PDF, visitor="one", at=timezone.now())
    held(about)
    second = downloads.file_of(about, formats.PDF, visitor="one", at=timezone.now())

    assert first.etag != second.etag
    assert "What the workshop agreed" in " ".join(texts(second.path.read_bytes()))


def test_paper_has_the_workshop_after_the_plan_with_its_own_checksum():
    result = rounds.assess(rounds.g42())
    report = workshops.report(result, workshops.full(result))
    content = pdf.render(report)

    assert report.workshop is not None
    assert report.plan is not None
    outline = [item.title for item in pikepdf.open(io.BytesIO(content)).open_outline().root]
    at = outline.index(report.workshop.heading)
    assert outline[at - 1 : at + 2] == [report.plan.heading, "What the workshop agreed", "Every question"]
    text = " ".join(" ".join(texts(content)).split())
    for words in (
        workshops.CHECKSUM[:12],
        "Nine answers were agreed",
        "It depends on the depot",
        "Ask ten customers",
    ):
        assert words in text


def test_workshop_of_nine_answers_adds_two_pages_at_most_to_twelve_and_an_annex():
    result = rounds.assess(rounds.g42())
    report = workshops.report(result, workshops.full(result))
    pages = texts(pdf.render(report))

    assert report.questions is not None
    annex = next(number for number, text in enumerate(pages) if report.questions.heading in text)
    note = next(number for number, text in enumerate(pages) if report.method.heading in text)
    assert annex + len(pages) - note <= 14
