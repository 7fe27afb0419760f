"""The cover, the margins and the look of a report on paper; and that whoever does not see it reads it whole."""

from __future__ import annotations

import io
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from assessments.editions import Cost
from reports.builder.editions import Edition
from reports.document import INK, Look, Report
from reports.document import Logo as Printed
from reports.renderers import lifting, pdf, press
from scoring import Result
from tests.accounts import pictures
from tests.reports import lens_rounds, rounds, workshops
from tests.reports.test_pdf import HOSTILE, LONG, people, pulse_of

DRAFT = Edition(
    marking="strict",
    version="1.2",
    consultancy="North & Field",
    cover_text="For the board meeting.",
    footer="Example Street 12",
)
COSTLY = replace(DRAFT, costs=(Cost("Complaints", "1,200 a year", "Service desk"),))
FINAL = replace(DRAFT, approver="Ada Example", approved_on=date(2026, 4, 2))
NAMES = {
    "Greek": "Ελληνική Εταιρεία",
    "Cyrillic": "Тестовая компания",
    "Arabic": HOSTILE["right to left"],
    "Hebrew": "חברת ניסיון",
    "Vietnamese": "Công ty Thử nghiệm",
}
FURTHER = {"ja": "株式会社テスト", "zh-cn": "测试公司", "ko": "시험 회사"}
BLUE = "#0b5d8a"
MM = 96 / 25.4  # the library gives boxes in pixels


@cache
def figures() -> Result:
    return rounds.assess(people(18))


@cache
def printer() -> press.Press:
    return press.Press(pdf.stylesheet())


def printed(report: Report, look: Look = pdf.PLAIN) -> bytes:
    return printer().print(pdf.html(report, look))


def withheld(edition: Edition = DRAFT, **about: Any) -> Report:
    """Return the shortest of all reports."""
    context = replace(rounds.CONTEXT, edition=edition, **about)
    return rounds.report(people(2), mode="confidential", context=context)


def logo(size: tuple[int, int] = (300, 120)) -> Printed:
    return Printed(pictures.picture(size=size), *size, "Acme")


def texts(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content)]


def elements(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield what is read out, in the order in which it is."""
    document = pikepdf.open(io.BytesIO(content))
    waiting: list[Any] = [document.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield str(element.S), element
        kids = element.get("/K", [])
        waiting[:0] = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def drawn(page: Any, *operators: str) -> list[Any]:
    """Return what follows these operators where a page is drawn."""
    instructions: Any = pikepdf.parse_content_stream(page)
    return [operands for operands, operator in instructions if str(operator) in operators]


@pytest.fixture(scope="module")
def full() -> bytes:
    report = rounds.report(people(18), context=replace(rounds.CONTEXT, edition=DRAFT))
    return printed(report, Look(BLUE, logo()))


def test_cover_says_who_what_when_and_how_far_it_is(full: bytes):
    cover = texts(full)[0]
    for words in (
        "Acme",
        "Spring round",
        "31 March 2026",
        "Strictly confidential",
        "Version 1.2",
        "Draft. Nobody has approved it yet.",
        "Prepared by North & Field.",
        "For the board meeting.",
    ):
        assert words in cover


def test_margins_of_every_page_carry_marking_state_version_checksum_and_footer(full: bytes):
    for number, text in enumerate(texts(full), 1):
        assert "Strictly confidential · Draft · Version 1.2 · Checksum 0123456789ab · 31 March 2026" in text
        assert "Example Street 12" in text
        assert f"Page {number} of" in text


def test_final_document_says_who_approved_it_and_is_nowhere_a_draft():
    pages = texts(printed(withheld(FINAL)))
    assert "Final. Approved by Ada Example on 2 April 2026." in pages[0]
    assert [text for text in pages if "Draft" in text] == []


def test_what_nobody_typed_leaves_no_gap():
    cover = texts(printed(withheld(Edition())))[0]
    assert "Prepared by" not in cover
    assert cover.startswith("Confidential Report on CX maturity Acme Spring round")


def test_margins_are_not_read_out(full: bytes):
    document = pikepdf.open(io.BytesIO(full))
    told: dict[Any, set[int]] = {}
    for _kind, element in elements(full):
        page = element.get("/Pg")
        if page is not None:
            marks = {int(kid) for kid in element.K if isinstance(kid, int)}
            told.setdefault(page.objgen, set()).update(marks)
    for page in document.pages:
        stretches = drawn(page, "BDC")
        marked = {int(operands[1].MCID) for operands in stretches if "/MCID" in operands[1]}
        aside = [operands for operands in stretches if operands[1].get("/Type") == "/Pagination"]
        assert marked == told[page.objgen]
        assert len(aside) >= 3
        assert {str(operands[0]) for operands in aside} == {"/Artifact"}


def test_headings_descend_one_by_one_and_the_cover_has_the_first(full: bytes):
    levels = [int(kind[2:]) for kind, _ in elements(full) if kind in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1] == []


@pytest.mark.parametrize("kind", ["full", "pulse", "withheld", "lenses", "workshop"])
def test_headings_of_every_kind_of_report_descend_one_by_one(kind: str):
    made = {
        "full": lambda: rounds.report(people(18), context=replace(rounds.CONTEXT, edition=COSTLY)),
        "pulse": lambda: rounds.report(pulse_of(18), scope="pulse"),
        "withheld": withheld,
        "lenses": lambda: lens_rounds.report(lens_rounds.journey()),
        "workshop": lambda: workshops.report(figures(), workshops.full(figures())),
    }
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", pdf.html(made[kind]()))]
    assert [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1] == []


def test_every_figure_has_a_text_and_the_logo_the_name(full: bytes):
    words = [str(element.get("/Alt", "")) for kind, element in elements(full) if kind == "/Figure"]
    assert words[0] == "Acme"
    assert all(len(text.strip()) > 3 for text in words)


def test_every_table_has_headers(full: bytes):
    tables = [list(_within(element)) for kind, element in elements(full) if kind == "/Table"]
    assert len(tables) > 3
    assert [kinds for kinds in tables if "/TH" not in kinds] == []


def _within(element: Any) -> Iterator[str]:
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)
            yield from _within(kid)


def test_colour_leads_and_divides_and_degrees_keep_theirs(full: bytes):
    plain = printed(rounds.report(people(18), context=replace(rounds.CONTEXT, edition=DRAFT)))
    assert (_colours(full, 0, BLUE), _colours(plain, 0, BLUE)) == (True, False)
    for place in (2, 3):  # the pillars
        assert _colours(full, place, "#0b6b66")
        assert _colours(plain, place, "#0b6b66")


def _colours(content: bytes, place: int, colour: str) -> bool:
    """Say whether anything on a page is drawn in a colour."""
    document = pikepdf.open(io.BytesIO(content))
    page = document.pages[place]
    wanted = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return any(
        [abs(float(part) - other) < 0.01 for part, other in zip(operands, wanted, strict=False)] == [True] * 3
        for operands in drawn(page, "rg", "scn", "RG", "SCN")
    )


@pytest.mark.parametrize("colour", ["", INK, "red", "#fff;} * {display:none", "#0b5d8a</style>"])
def test_only_a_colour_becomes_a_style(colour: str):
    assert "<style>" not in pdf.html(withheld(), Look(colour)).partition("<body")[0]


@pytest.mark.parametrize("size", [(600, 10), (10, 200), (30, 30), (600, 200)])
def test_logo_of_any_shape_stays_in_its_place(size: tuple[int, int]):
    content = printed(withheld(), Look(BLUE, logo(size)))
    boxes = [list(element.A.BBox) for kind, element in elements(content) if kind == "/Figure"]
    left, top, right, bottom = (float(side) for side in boxes[0])
    width, height = right - left, bottom - top
    assert (width <= 64.1 * MM, height <= 22.1 * MM) == (True, True)
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


@pytest.mark.parametrize("name", [LONG, "W" * 120, HOSTILE["right to left"] * 3, HOSTILE["html"]])
def test_cover_is_one_page_whatever_is_written_on_it(name: str):
    edition = replace(
        FINAL, consultancy=name[:120], cover_text="Many words. " * 25, footer=name[:160], approver=name[:80]
    )
    report = withheld(edition, organisation=name[:120], title=name[:120])
    assert report.withheld is not None
    pages = texts(printed(report, Look(BLUE, logo((600, 200)))))
    assert len(pages) == 2
    assert report.withheld.plain in pages[1]


def test_pulse_has_a_cover_that_says_so():
    report = rounds.report(pulse_of(18), scope="pulse", context=replace(rounds.CONTEXT, edition=DRAFT))
    assert "Reading of CX maturity" in texts(printed(report))[0]


@pytest.mark.parametrize("script", NAMES)
def test_no_letter_is_missing(script: str, caplog: pytest.LogCaptureFixture):
    assert missing(NAMES[script], caplog) == []


@pytest.mark.skipif(shutil.which("fc-list") is None, reason="says which typefaces there are")
@pytest.mark.parametrize("language", FURTHER)
def test_no_letter_is_missing_where_a_typeface_has_it(language: str, caplog: pytest.LogCaptureFixture):
    found = subprocess.run(["fc-list", f":lang={language}"], capture_output=True, check=True)  # noqa: S607 # see above
    if not found.stdout:
        pytest.skip("fonts-droid-fallback is not installed")
    assert missing(FURTHER[language], caplog) == []


def missing(name: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what the printer says of letters that no typeface has."""
    printer()  # what it says while it warms up is of no interest
    logger = logging.getLogger("weasyprint")
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        logger.addHandler(caplog.handler)
        printed(withheld(organisation=name, title=name))
        logger.removeHandler(caplog.handler)
    return [record.getMessage() for record in caplog.records if "notdef" in record.getMessage()]


def test_letters_that_no_typeface_has_are_noticed(caplog: pytest.LogCaptureFixture):
    assert missing("\U00013000", caplog) != []


def test_pages_are_no_larger_for_a_logo_than_its_picture():
    with_logo, without = (len(printed(withheld(), Look(BLUE, one))) for one in (logo(), None))
    with Image.open(io.BytesIO(logo().png)) as picture:
        assert with_logo - without < 4 * picture.width * picture.height


def test_logo_reaches_the_page_without_being_fetched():
    _html, found = lifting.lift(pdf.html(withheld(), Look(BLUE, logo())))
    assert found["logo:0"] == logo().png
