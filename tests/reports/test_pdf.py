"""The report on paper: that everybody can read it, and that page 1 is one page whatever the content."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint
from django.conf import settings

from reports import making
from reports.document import Report
from reports.renderers import pdf, press
from reports.renderers.fetcher import DenyAll
from scoring import Respondent
from tests.reports import rounds

LONG = "Aberdeen-Württemberg Mutual Provident & Savings Association of the United Northern Provinces and Overseas Lands"
HOSTILE = {
    "html": "<b>Evil</b> \"Org\" & <script>alert(1)</script> <img src=x> {{ 7|add:7 }} {% now 'Y' %}",
    "long": LONG,
    "one word": "W" * 120,
    "right to left": "شركة الاختبار المحدودة للنقل البحري",
    "emoji and marks": "Café 🚢 Z" + "\u0301" * 40,
    "quotes": 'O\'Neill "and" Sons\'"><',
    "lines": "Two\nlines\tand a tab",
}


def people(number: int) -> tuple[Respondent, ...]:
    """Repeat the eighteen of the golden round until there are enough."""
    source = rounds.g42()
    return tuple(replace(source[place % len(source)], id=f"r{place}") for place in range(number))


def pulse_of(number: int) -> tuple[Respondent, ...]:
    lens = rounds.core().pulse
    assert lens is not None
    return tuple(
        replace(person, answers={q: a for q, a in person.answers.items() if q in lens.questions})
        for person in people(number)
    )


def named(organisation: str) -> Any:
    return replace(rounds.CONTEXT, organisation=organisation)


@cache
def printer() -> press.Press:
    return press.Press(pdf.stylesheet())


def printed(report: Report) -> bytes:
    return printer().print(pdf.html(report))


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def elements(content: bytes) -> Iterator[pikepdf.Dictionary]:
    document = pikepdf.open(io.BytesIO(content))
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
            yield item


@pytest.fixture(scope="module")
def full() -> bytes:
    return printed(rounds.report(people(18)))


def test_pdf_says_its_language_title_author_and_that_it_is_tagged(full: bytes):
    document = pikepdf.open(io.BytesIO(full))
    with document.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["{http://purl.org/dc/elements/1.1/}title"] == "Acme: Spring round"
        assert metadata["{http://purl.org/dc/elements/1.1/}creator"] == ["Acme"]
    assert str(document.Root.Lang) == "en"
    assert bool(document.Root.MarkInfo.Marked) is True
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True


@pytest.mark.parametrize("report", ["full", "pulse", "alternate"])
def test_pdf_gives_every_figure_a_text(report: str):
    made = {
        "full": lambda: rounds.report(people(18)),
        "pulse": lambda: rounds.report(pulse_of(18), scope="pulse"),
        "alternate": alternate,
    }[report]()
    words = [str(item.get("/Alt", "")) for item in elements(printed(made)) if item.S == "/Figure"]
    assert len(words) > 5
    assert all(len(text.strip()) > 5 for text in words)


def alternate() -> Report:
    kit = rounds.alternate()
    groups = [group.id for group in kit.asked_groups] * 6
    return rounds.report(rounds.people(kit, groups, lambda place, _group, _question: 1 + place % 5), kit)


def test_pdf_gives_every_table_header_its_scope(full: bytes):
    scopes = [str(item.A.get("/Scope")) for item in elements(full) if item.S == "/TH"]
    assert len(scopes) > 40
    assert set(scopes) == {"/Column", "/Row"}


def test_pdf_has_a_bookmark_for_every_part(full: bytes):
    outline = pikepdf.open(io.BytesIO(full)).open_outline()
    report = rounds.report(people(18))
    assert report.pillars is not None
    assert report.plan is not None
    titles = [item.title for item in outline.root]
    assert [report.pillars.heading, report.plan.heading] == [
        title for title in titles if title in {report.pillars.heading, report.plan.heading}
    ]


def test_pdf_leaves_no_heading_alone_at_the_foot_of_a_page(full: bytes):
    outline = pikepdf.open(io.BytesIO(full)).open_outline()
    entries = [*outline.root, *(child for item in outline.root for child in item.children)]
    places = {item.title: item.destination for item in entries}
    heights = {title: float(place[3]) for title, place in places.items() if isinstance(place, pikepdf.Array)}
    assert len(heights) > 15
    assert {title: height for title, height in heights.items() if height < 100} == {}


def test_pdf_carries_all_its_fonts(full: bytes):
    document = pikepdf.open(io.BytesIO(full))
    descriptors = [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert descriptors
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors)


def test_pdf_prints_organisation_checksum_and_page_on_every_page(full: bytes):
    pages = texts(full)
    for number, text in enumerate(pages, 1):
        assert "0123456789ab" in text
        assert f"Page {number} of {len(pages)}" in text
        assert "Acme" in text


def test_pdf_keeps_to_twelve_pages_and_an_annex(full: bytes):
    report = rounds.report(people(18))
    assert report.questions is not None
    pages = texts(full)
    annex = next(number for number, text in enumerate(pages) if report.questions.heading in text)
    note = next(number for number, text in enumerate(pages) if report.method.heading in text)
    assert annex + len(pages) - note <= 13  # with the cover


@pytest.mark.parametrize(
    ("name", "number"), [*((name, 18) for name in HOSTILE), ("html", 1), ("long", 1), ("long", 200)]
)
def test_first_page_is_one_page_whatever_the_name(name: str, number: int):
    report = rounds.report(people(number), context=named(HOSTILE[name]), mode="open")
    assert report.pillars is not None
    assert report.answer is not None
    first = replace(report, questions=None, views=(), plan=None, differences=None, board=None, words=None)
    pages = texts(printed(first))
    assert report.pillars.heading in pages[2]
    assert report.identity.checksum_short in pages[1]
    assert report.pillars.heading not in pages[1]


def test_first_page_is_one_page_when_every_text_is_as_long_as_a_framework_may_have():
    report = rounds.report(people(18), context=named(LONG))
    assert report.answer is not None
    assert report.pillars is not None
    flood = "A very long text that a framework may hold. " * 45
    answer = replace(
        report.answer,
        questions=tuple(replace(part, question=flood, meaning=flood) for part in report.answer.questions),
        do=tuple(replace(action, title=flood, do=flood, owner=flood) for action in report.answer.do),
    )
    stripped = replace(
        report, answer=answer, questions=None, views=(), plan=None, differences=None, board=None, words=None
    )
    pages = texts(printed(stripped))
    assert report.pillars.heading in pages[2]


def test_pdf_prints_a_hostile_name_as_text():
    pages = texts(printed(rounds.report(people(1), context=named(HOSTILE["html"]), mode="open")))
    assert "<script>alert(1)</script>" in " ".join(pages[1].split())
    assert "{{ 7|add:7 }}" in " ".join(pages[1].split())


def test_pdf_of_a_pulse_has_no_pillars():
    report = rounds.report(pulse_of(18), scope="pulse")
    assert report.pulse is not None
    pages = texts(printed(report))
    assert report.pulse.heading in pages[2]
    assert len(pages) <= 7


def test_pdf_of_a_round_that_may_not_be_shown_says_so():
    report = rounds.report(people(2), mode="confidential")
    assert report.withheld is not None
    text = " ".join(" ".join(texts(printed(report))).split())
    assert report.withheld.plain in text
    assert report.method.heading in text


def test_version_is_the_same_each_time():
    assert making.version() == making.version()
    assert len(making.version()) == 64


# Every element that a template of a document has, in the library's own look.
ELEMENTS = """<html lang="en"><head><meta charset="utf-8"/><title>All</title></head><body>
<header><p>One <strong>two</strong> <b>three</b><br/>four <span dir="rtl">five</span></p></header>
<section><h1>Six</h1><h2 dir="rtl">Seven</h2><h3>Eight</h3><h4>Nine</h4><article><p>Ten</p></article></section>
<ol><li>One</li><li>Two</li></ol><ul><li>Three</li></ul><div>Four <img src="x" alt="a picture"/></div>
<table><thead><tr><th>One</th><th>Two</th></tr></thead><tbody><tr><th>Three</th><td>Four</td></tr></tbody></table>
</body></html>"""


def test_elements_are_what_the_library_takes_them_for():
    ours = press._read(ELEMENTS, DenyAll())
    assert type(ours) is press._Read
    theirs = weasyprint.HTML(string=ELEMENTS, url_fetcher=DenyAll())
    assert drawn(ours.write_pdf()) == drawn(theirs.write_pdf())


def test_templates_have_no_element_but_those():
    folder = settings.BASE_DIR / "templates" / "reports" / "pdf"
    used = {name for file in folder.rglob("*.html") for name in re.findall(r"<([a-z]\w*)", file.read_text())}
    assert used - set(re.findall(r"<([a-z]\w*)", ELEMENTS)) == set()


def drawn(content: bytes) -> list[bytes]:
    return [bytes(page.render(scale=1).buffer) for page in pypdfium2.PdfDocument(content)]
