"""Page 1 of the golden assessment, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.document import Answer, Report
from tests.reports import rounds


@pytest.fixture(scope="module")
def report() -> Report:
    return rounds.report(rounds.g42())


@pytest.fixture(scope="module")
def page_one(report: Report) -> Answer:
    assert report.answer is not None
    return report.answer


def test_headline_of_g42(page_one: Answer):
    assert rounds.plain(page_one.headline) == [
        (
            "Most likely: Acme is Intentional. The experience is decided, measured and governed across "
            "functions; customers mostly get what they were led to expect."
        )
    ]
    assert rounds.plain(page_one.reasons) == ["All main questions come out at the same degree."]
    assert rounds.plain(page_one.remarks) == []
    assert (page_one.degree, page_one.average) == (page_one.gauge[1].degree, page_one.gauge[1].degree)
    assert page_one.certainty == "Likely"


def test_gauge_of_g42(page_one: Answer):
    assert [(step.degree.name, step.degree.place, step.reached, step.current) for step in page_one.gauge] == [
        ("Random", 1, True, False),
        ("Intentional", 2, True, True),
        ("Differentiated", 3, False, False),
    ]
    assert page_one.gauge_words.plain == "Intentional: degree 2 of 3, counted from the lowest."
    assert page_one.average_words.plain == (
        "The answers taken together average Intentional (51 of 100, between 45 and 57; 18 people)."
    )


def test_main_questions_of_g42(page_one: Answer):
    assert [rounds.plain(question.sentences) for question in page_one.questions] == [
        [
            (
                '"Do we know our customers?" - most likely Intentional (41 of 100, between 35 and 48; 18 people). '
                "Insight, feeling and measurement: is there a shared, current and truthful picture of the people "
                "we serve and of what they go through, and is it acted on?"
            ),
            "The answer could also be Random.",
            "Within it, Customer insight is furthest and Wing-to-wing measurement least far.",
        ],
        [
            (
                '"Do we know what their experience should be?" - Intentional (60 of 100, between 55 and 65; '
                "18 people). Promise, design and dependable delivery: has the intended experience been decided "
                "and designed, and does it reach customers dependably?"
            ),
            "Within it, Strategy and promise is furthest and Dependable delivery (the CX DNA) least far.",
        ],
        [
            (
                '"Does everyone know the part they play?" - Intentional (53 of 100, between 46 and 60; 18 people). '
                "Leadership, people, structure and tools: can everybody say what they contribute, and are they "
                "able, allowed and equipped to do it?"
            ),
            "Within it, Leading for customers is furthest and One organisation least far.",
        ],
    ]
    assert [(question.certainty, question.holds_back) for question in page_one.questions] == [
        ("Likely", False),
        ("Secure", False),
        ("Secure", False),
    ]


def test_actions_of_g42(page_one: Answer):
    assert [action.sentence.plain for action in page_one.do] == [
        (
            "Move the clock to the customer's span. Time one main journey from the customer's first need to the "
            "finished outcome, waiting included, and publish the figure beside the departmental times. Done "
            "when: The executive team has seen both figures side by side for one journey. Who: Operations with "
            "insight. First result: about 45 days."
        ),
        (
            "Name the decisive moments. Ask twenty customers per journey which moments settled whether they "
            "would stay, and mark those moments on the journey. Done when: Each main journey has a named list "
            "of decisive moments that the executive team has used once to set priorities. Who: Journey owners. "
            "First result: about 60 days."
        ),
        (
            "Name journey owners. Name one owner for each of the three main journeys, write the remit on one "
            "page, and have each call the departments together monthly. Done when: Three meetings per journey "
            "took place, each with decisions that were carried out. Who: Chief executive. First result: about "
            "45 days."
        ),
    ]
    assert [
        (action.id, action.pillar, action.step, action.first_result, action.by) for action in page_one.do
    ] == [
        ("wing-to-wing-r1", "Wing-to-wing measurement", "Frame", "about 45 days", "by 15 May 2026"),
        ("emotion-perception-r2", "Emotion and perception", "Frame", "about 60 days", "by 30 May 2026"),
        ("one-organisation-r1", "One organisation", "Align", "about 45 days", "by 15 May 2026"),
    ]
    assert [rounds.plain(action.notes) for action in page_one.do] == [[], [], []]


def test_talk_unknown_decision_and_standing_of_g42(page_one: Answer):
    assert rounds.plain(page_one.talk) == []
    assert rounds.plain(page_one.unknown) == ["What customers themselves feel: only employees were asked."]
    assert page_one.decision is not None
    assert page_one.decision.sentence.plain == (
        'We ask the board to decide: to carry out "Move the clock to the customer\'s span" (Operations with '
        'insight, by 15 May 2026); to carry out "Name the decisive moments" (Journey owners, by 30 May 2026); '
        'to carry out "Name journey owners" (Chief executive, by 15 May 2026); to meet again after the next '
        "round, on a date to be set."
    )
    assert rounds.plain(page_one.standing) == [
        (
            "People tend to rate their own organisation kindly, and leaders more than others. Read the result "
            "as an upper estimate."
        ),
        "It describes the twelve months before 27 March 2026.",
        "Scores show where to look. What customers go through is found by going there.",
    ]


def test_identity_of_g42(report: Report):
    identity = report.identity

    assert (identity.organisation, identity.title, identity.framework) == (
        "Acme",
        "Spring round",
        "CX maturity",
    )
    assert (identity.framework_id, identity.version, identity.language) == ("cx-maturity-core", "1.0.0", "en")
    assert (identity.scope_words, identity.mode_words) == ("Full assessment", "Confidential round")
    assert (identity.date_words, identity.state_words) == ("31 March 2026", "Closed on 31 March 2026")
    assert (identity.n, identity.n_words, identity.single_view) == (18, "18 people", False)
    assert [group.words.plain for group in identity.groups] == [
        "Leadership (6 people)",
        "Customer-facing (7 people)",
        "Support functions (5 people)",
    ]
    assert identity.checksum_short == "0123456789ab"
    assert identity.own_word is None


def test_own_word_for_customers_is_explained():
    report = rounds.report(rounds.g42(), context=replace(rounds.CONTEXT, own_word="patients"))

    assert report.identity.own_word is not None
    assert report.identity.own_word.plain == "'Customers' here means patients."


def test_organisation_without_a_name_is_the_organisation():
    report = rounds.report(rounds.g42(), context=replace(rounds.CONTEXT, organisation=" "))

    assert rounds.said(report, "H2")[0].startswith("Most likely: the organisation is Intentional.")


def test_decision_names_the_date_of_the_next_round():
    report = rounds.report(rounds.g42(), context=replace(rounds.CONTEXT, next_round=date(2027, 3, 1)))

    assert report.answer is not None
    assert report.answer.decision is not None
    assert report.answer.decision.items[-1].plain == "to meet again after the next round on 1 March 2027"


def test_result_on_demand_says_so():
    report = rounds.report(rounds.g42(), mode="open", context=replace(rounds.CONTEXT, closed=False))

    assert report.identity.state_words == "As it stood on 31 March 2026"
