"""What a document says about itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.builder import Context
from reports.document import Cover, Report
from tests.reports import plans_made, rounds


def cover(report: Report) -> Cover:
    assert report.cover is not None
    return report.cover


def of(context: Context = rounds.CONTEXT, **settings: Any) -> Cover:
    return cover(rounds.report(rounds.g42(), context=context, **settings))


def test_cover_of_a_draft_says_so():
    found = of()

    assert (found.heading, found.organisation, found.title, found.date_words) == (
        "Report on CX maturity",
        "Acme",
        "Spring round",
        "31 March 2026",
    )
    assert (found.marking_id, found.marking, found.version, found.version_words, found.final) == (
        "confidential",
        "Confidential",
        "1.0",
        "Version 1.0",
        False,
    )
    assert found.state.plain == "Draft. Nobody has approved it yet."
    assert (found.prepared_by, found.consultancy, found.text, found.footer) == (None, "", "", "")


def test_cover_of_an_approved_document_names_who_approved_it():
    found = of(replace(rounds.CONTEXT, edition=plans_made.EDITION))

    assert (found.marking, found.version_words, found.final) == ("Strictly confidential", "Version 2.1", True)
    assert found.state.plain == "Final. Approved by A. Name on 3 April 2026."
    assert found.prepared_by is not None
    assert found.prepared_by.plain == "Prepared by Fathom & Daughters."
    assert (found.text, found.footer) == ("For the board.", "Fathom & Daughters, 1 Pier Street")


@pytest.mark.parametrize(
    ("marking", "words"),
    [("public", "Public"), ("internal", "Internal"), ("strict", "Strictly confidential")],
)
def test_cover_has_the_marking_in_words(marking: str, words: str):
    edition = replace(plans_made.EDITION, marking=marking)
    assert of(replace(rounds.CONTEXT, edition=edition)).marking == words


@pytest.mark.parametrize(
    ("scope", "heading", "title"),
    [("full", "Report on CX maturity", "Full assessment"), ("pulse", "Reading of CX maturity", "Pulse")],
)
def test_cover_of_a_round_without_a_name_says_what_it_is(scope: str, heading: str, title: str):
    found = of(replace(rounds.CONTEXT, title=" "), scope=scope)
    assert (found.heading, found.title) == (heading, title)


def test_cover_stands_on_a_report_that_may_show_nothing():
    report = rounds.report(rounds.g42()[:2], mode="confidential")

    assert report.kind == "withheld"
    assert cover(report).version == "1.0"
    assert (report.planning, report.review, report.costs) == (None, None, None)
