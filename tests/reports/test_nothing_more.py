"""No file of a confidential round holds a figure that neither the page nor the paper shows."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import openpyxl
import pytest

from assessments import results
from assessments.models import Assessment
from reports import written
from reports.builder import deck, workbook
from reports.document import Look, Report
from reports.renderers import csv_, json_, pdf, pptx, xlsx
from scoring.arithmetic import whole as whole_number
from tests import factories
from tests.reports import readers, whole

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"(?<![\w.#-])\d{1,3}(?![\w#])")
NO_FIGURES = {
    "id",
    "checksum",
    "result",
    "workshop",
    "planning",
    "date",
    "first_result_on",
    "version",
    "place",
}


def report() -> tuple[Report, str]:
    """Return a report in which groups, sites and questions are hidden, and what page and paper say."""
    round_ = factories.assessment(mode=Assessment.Mode.CONFIDENTIAL, title="Spring")
    round_.breakdowns = [{"id": "site", "name": "Site", "options": list(whole.SITES)}]
    round_.save(update_fields=["breakdowns"])
    factories.round_of(13, round_)
    for number, sheet in enumerate(round_.responses.order_by("participant")):
        sheet.traits = {"site": f"site{1 + number % 2}"}
        sheet.save(update_fields=["traits"])
    closed = Assessment.objects.with_kit().get(pk=whole.close(round_).pk)
    frozen = results.current(closed)
    told = written.report(closed, frozen)
    return told, readers.text_of(written.page(closed, frozen).body + pdf.html(told, Look()))


def leaves(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, name)
    elif name not in NO_FIGURES and not isinstance(value, bool):
        yield str(value)


def cells(content: bytes) -> Iterator[str]:
    """Yield every cell but those that are the difference of two others, or follow another."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        assert sheet.sheet_state == "visible"
        for row in sheet.iter_rows():
            yield from (
                str(one.value) for one in row if one.data_type in {"s", "n"} and one.value is not None
            )


def slides(content: bytes) -> Iterator[str]:
    """Yield what slides and notes say, and what stands beside their figures for those who do not see them."""
    for name, part in readers.members(content).items():
        if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notesSlide")) and name.endswith(".xml"):
            for one in readers._parsed(part).iter():
                yield from (one.text or "", one.get("descr", ""))


def test_files_of_a_confidential_round_hold_no_figure_of_their_own():
    told, shown = report()
    cuts = {str(whole_number(step.start)) for step in told.answer.gauge} if told.answer else set()
    known = {*NUMBER.findall(shown), *cuts}
    book = workbook.build(told)
    beside = [value for one in readers.plots(pptx.render(deck.build(told), Look())) for value in one.kept]
    said = {
        "json": leaves(json.loads(json_.render(told))),
        "csv": (text for line in readers.lines(csv_.render(book)) for text in leaves(dict(line))),
        "xlsx": cells(xlsx.render(book, Look())),
        "pptx": slides(pptx.render(deck.build(told), Look())),
        "charts": (str(value) for value in beside if value is not None and value == int(value)),
    }

    assert [one.n for one in told.identity.groups].count(None)
    assert {
        kind: found
        for kind, of in said.items()
        if (found := sorted({n for t in of for n in NUMBER.findall(t)} - known))
    } == {}
