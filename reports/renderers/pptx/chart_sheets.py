"""The sheet behind a chart: text is always text there, whatever it begins with."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import xlsxwriter

from reports.document.deck import Chart
from reports.renderers.pptx import texts

_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def sheet(chart: Chart, on: date) -> bytes:
    """Return the workbook, laid out as the chart refers to it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _PLAIN) as book:
        book.set_properties({"created": datetime.combine(on, time())})
        page = book.add_worksheet()  # the chart refers to it by the name it gets by itself
        for row, category in enumerate(chart.categories, start=1):
            page.write_string(row, 0, texts.clean(category))
        for column, series in enumerate(chart.series, start=1):
            page.write_string(0, column, texts.clean(series.name))
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    page.write_number(row, column, value)
    return file.getvalue()
