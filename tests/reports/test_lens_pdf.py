"""Journey and promises on paper: within the pages of the report, and with words for every chart."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from reports.document import Report
from reports.renderers import pdf, press
from tests.reports import lens_rounds
from tests.reports.lens_rounds import item, mirror, promise


@pytest.fixture(scope="module")
def report() -> Report:
    """Return a report in which everything about both lenses has to be said."""
    do = item(70.0, groups={"leadership": 80.0, "customer-facing": 60.0})
    return lens_rounds.report(
        journey=lens_rounds.journey(
            positions={"purchase": 4, "use": 1},
            measured={"use": 0.5, "cultivation": 0.0},
            owner={"use": 0.0},
            subjects=("Private customers",),
        ),
        mirror=mirror(promise(item(87.5), do, 40.0, 30)),
    )


@pytest.fixture(scope="module")
def printed(report: Report) -> bytes:
    return press.Press(pdf.stylesheet()).print(pdf.html(report))


@pytest.fixture(scope="module")
def texts(printed: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(printed)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def page_with(texts: list[str], words: str) -> int:
    return next(number for number, text in enumerate(texts) if words in text)


def test_both_parts_stand_between_the_views_and_the_plan(report: Report, texts: list[str]):
    assert report.journey is not None
    assert report.mirror is not None
    assert report.plan is not None
    headings = [report.views[0].heading, report.journey.heading, report.mirror.heading, report.plan.heading]
    pages = [page_with(texts, heading) for heading in headings]
    assert pages == sorted(pages)


def test_a_report_with_both_parts_keeps_to_a_cover_twelve_pages_and_an_annex(
    report: Report, texts: list[str]
):
    assert report.questions is not None
    annex, note = page_with(texts, report.questions.heading), page_with(texts, report.method.heading)
    assert annex + len(texts) - note <= 1 + 12


def test_every_stage_and_promise_has_its_words(report: Report, texts: list[str]):
    whole = " ".join(texts)
    assert report.journey is not None
    assert report.mirror is not None
    names = [*(stage.name for stage in report.journey.stages), *(p.name for p in report.mirror.promises)]
    assert [name for name in names if name not in whole] == []
    assert whole.count("Promise outruns delivery.") == len(report.mirror.promises)


def test_every_chart_says_in_words_what_it_shows(printed: bytes):
    with pikepdf.open(io.BytesIO(printed)) as document:
        said = {
            str(one.Alt) for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        }
    assert any(
        "6. Use: 0, Measured from inside: our activity, time or cost, Nobody in particular" in words
        for words in said
    )
    assert any("Said: 88; Done: 70; Felt: 40" in words for words in said)
