"""A report as slides: which there are, what each says and shows, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.builder import deck
from reports.document import Dumbbell, GroupScore, Report, text_of
from reports.document.deck import MOST, Chart, Deck, Grid
from tests.reports import decks, plans_made, rounds, test_builder_phrases, test_pdf

EVERYTHING = [
    "cover",
    "answer",
    "questions",
    "profile",
    "order",
    "differences",
    "view-six-pillars-journey",
    "mirror",
    "roadmap",
    "actions",
    "review",
    "workshop",
    "limits",
    "decision",
]
FILLED = [
    *EVERYTHING[:6],
    "within",
    *EVERYTHING[6:10],
    "change-review",
    "workshop",
    "decision-limits",
]


@pytest.fixture(scope="module")
def everything() -> Deck:
    return deck.build(decks.everything())


@pytest.fixture(scope="module")
def filled() -> Deck:
    return deck.build(decks.filled())


def pulse() -> Report:
    return rounds.report(test_pdf.pulse_of(18), scope="pulse")


def withheld() -> Report:
    return rounds.report(test_pdf.people(2))


def ids(report: Report) -> list[str]:
    return [slide.id for slide in deck.build(report).slides]


def test_a_full_report_is_told_in_the_order_of_its_outline(everything: Deck):
    assert [slide.id for slide in everything.slides] == EVERYTHING


def test_a_report_with_every_part_shares_slides_until_a_board_can_see_them_all(filled: Deck):
    assert [slide.id for slide in filled.slides] == FILLED
    assert len(FILLED) == MOST


def test_two_parts_on_one_slide_keep_both_messages_and_both_figures(filled: Deck):
    report, slide = decks.filled(), decks.slide(filled, "view-six-pillars-journey")
    view, journey = report.views[0], report.journey
    assert journey is not None
    assert slide.beside is not None

    assert slide.title.plain == (
        "Six pillars of experience: Integrity is furthest and Resolution least far. "
        "Of eight stages, seven are measured as the customer feels them."
    )
    assert [half.points[0].text.plain for half in slide.halves] == [view.heading, journey.heading]
    assert [half.figure.categories for half in slide.halves if isinstance(half.figure, Chart)] == [
        tuple(one.name for one in view.views),
        tuple(stage.name for stage in journey.stages),
    ]


def test_what_a_shared_slide_has_no_room_for_stands_in_its_notes(filled: Deck):
    single = deck.build(replace(decks.filled(), change=None, review=None, journey=None))
    limits = decks.slide(single, "limits")
    shared = decks.slide(filled, "decision-limits")
    notes = {sentence.plain for sentence in shared.notes}

    assert [point.text.plain for point in limits.points if point.text.plain not in notes] == [
        point.text.plain for point in limits.points if point.role != "remark"
    ]
    assert [point.text.plain for point in shared.points if point.role == "remark"] == []


def test_split_questions_are_drawn_with_how_many_chose_each_position(filled: Deck):
    report = decks.filled()
    assert report.differences is not None
    assert report.questions is not None
    asked = [question for one in report.differences.within for question in one.questions]
    chart = decks.chart(filled, "within")

    assert chart.kind == "shares"
    assert chart.categories == tuple(question.prompt for question in asked)
    assert [series.name for series in chart.series] == list(report.questions.positions)
    assert [list(counts) for counts in zip(*(series.values for series in chart.series), strict=True)] == [
        list(decks.CAMPS)
    ] * len(asked)
    assert all(question.picture_words in chart.words for question in asked)


def test_a_distribution_that_may_not_be_shown_is_not_drawn():
    report = decks.filled()
    part = report.differences
    assert part is not None
    within = tuple(
        replace(one, questions=tuple(replace(question, distribution=None) for question in one.questions))
        for one in part.within
    )
    slide = decks.slide(replace(report, differences=replace(part, within=within)), "within")

    assert (slide.shape, slide.figure) == ("text", None)


def test_actions_chosen_show_where_they_would_lead(everything: Deck):
    plan = decks.everything().plan
    assert plan is not None
    assert plan.forecast is not None
    slide, chart = decks.slide(everything, "roadmap"), decks.chart(everything, "roadmap")

    assert [(one.name, one.before, one.after) for one in plan.foreseen] == [
        ("Knowing customers", 41, 47),
        ("Wing-to-wing measurement", 32, 50),
    ]
    assert chart.categories == tuple(one.name for one in plan.foreseen)
    assert [series.values for series in chart.series] == [(41, 32), (6, 18), (53, 50)]
    assert [series.labels for series in chart.series] == [
        ("today 41", "today 32"),
        (),
        ("47 at the mark", "50 at the mark"),
    ]
    assert decks.said(slide)[0] == plan.forecast.plain
    assert chart.words == (
        "The arithmetic of success. "
        "Knowing customers: today 41 of 100, between 35 and 48; 18 people; 47 of 100 if the actions chosen reach "
        "their mark. Wing-to-wing measurement: today 32 of 100, between 25 and 39; 18 people; 50 of 100 if the "
        "actions chosen reach their mark."
    )


def test_actions_of_ones_own_have_no_mark_to_draw():
    context = plans_made.context(plans_made.own("Count repeat contacts"))
    slide = decks.slide(rounds.report(rounds.g42(), context=context), "roadmap")

    assert isinstance(slide.figure, Grid)


def test_a_report_without_lenses_workshop_and_plan_leaves_their_slides_out():
    assert ids(rounds.report(rounds.g42())) == [
        "cover",
        "answer",
        "questions",
        "profile",
        "order",
        "differences",
        "view-six-pillars",
        "roadmap",
        "actions",
        "limits",
        "decision",
    ]


def test_a_pulse_is_told_in_few_slides():
    assert ids(pulse()) == ["cover", "answer", "questions", "pulse", "actions", "limits"]


def test_a_withheld_report_says_why_and_how_it_was_made():
    told = deck.build(withheld())

    assert [slide.id for slide in told.slides] == ["cover", "withheld", "limits"]
    assert told.slides[1].title.plain == (
        "Too few people have answered. Nothing can be shown without exposing them. "
        "Once five or more have answered, the report will open."
    )
    assert [slide.figure for slide in told.slides] == [None, None, None]


@pytest.mark.parametrize(
    "made",
    [decks.everything, decks.filled, pulse, withheld],
    ids=["everything", "filled", "pulse", "withheld"],
)
def test_every_title_is_a_message_of_its_own(made: Callable[[], Report]):
    _, *titles = [slide.title.plain for slide in deck.build(made()).slides]

    assert len(set(titles)) == len(titles)
    assert [title for title in titles if not title.endswith((".", '".', "?"))] == []


@pytest.mark.parametrize(
    "made",
    [decks.everything, decks.filled, pulse, withheld],
    ids=["everything", "filled", "pulse", "withheld"],
)
def test_every_slide_has_notes_that_say_who_answered_and_how_to_check_it(made: Callable[[], Report]):
    report = made()
    basis = [slide.notes[-1].plain for slide in deck.build(report).slides]

    assert set(basis) == {basis[0]}
    assert report.identity.n_words.rstrip(".") in basis[0]
    assert report.identity.checksum_short in basis[0]


def test_the_profile_shows_the_printed_figures_and_the_borders(everything: Deck):
    part = decks.everything().pillars
    assert part is not None
    chart = decks.chart(everything, "profile")

    assert chart.categories == tuple(axis.label for axis in part.radar.axes)
    assert [(series.name, series.values) for series in chart.series] == [
        ("All who answered", tuple(axis.value for axis in part.radar.axes)),
        ("Agreed in the workshop of 14 April 2026", part.radar.agreed.values),
        ("Intentional from here", (37.5,) * 10),
        ("Differentiated from here", (87.5,) * 10),
    ]


def test_main_questions_wear_the_colour_and_the_name_of_their_degree(everything: Deck):
    answer = decks.everything().answer
    assert answer is not None
    chart = decks.chart(everything, "questions")

    assert chart.categories == tuple(question.short for question in answer.questions)
    assert [(one.name, one.place, one.values) for one in chart.series] == [
        ("Intentional", 2, tuple(question.figure.score for question in answer.questions))
    ]


def test_pillars_stand_in_the_order_of_what_to_work_on(everything: Deck):
    part = decks.everything().pillars
    assert part is not None
    grid = decks.slide(everything, "order").figure

    assert isinstance(grid, Grid)
    assert [row[0].text for row in grid.rows] == [pillar.name for pillar in part.by_priority]
    assert [cell.text for cell in grid.rows[0]] == [
        "Wing-to-wing measurement",
        "Random",
        "32",
        "25 to 39",
        "100",
        "Likely",
        "Seen broadly alike",
    ]


def test_more_pillars_than_fit_around_a_circle_are_numbered_and_named_beside_it():
    report = decks.crowded(rounds.report(rounds.g42()), 2)
    chart = decks.chart(report, "profile")

    assert chart.categories == tuple(str(number) for number in range(1, 21))
    assert decks.said(decks.slide(report, "profile"))[19] == (
        "20. Technology that serves and what goes with it in round 1: 57"
    )


def scores(*entries: tuple[str, int | None]) -> Dumbbell:
    return Dumbbell("Pillar", tuple(GroupScore(name, name, score, 5, "") for name, score in entries))


def spans(*entries: tuple[str, int | None]) -> Chart | None:
    """Return the chart of a report in which groups have these scores."""
    report = rounds.report(rounds.g42())
    assert report.differences is not None
    part = replace(report.differences, dumbbells=(scores(*entries),))
    figure = decks.slide(replace(report, differences=part), "differences").figure
    assert figure is None or isinstance(figure, Chart)
    return figure


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (40, 60, ("Shop 40", "60 Office")),
        (2, 60, ("", "2 Shop – 60 Office")),
        (40, 99, ("Shop 40 – Office 99", "")),
        (50, 50, ("Shop 50", "50 Office")),
    ],
)
def test_groups_are_named_where_there_is_room_beside_their_span(low: int, high: int, labels: tuple[str, str]):
    chart = spans(("Shop", low), ("Office", high), ("Yard", None))

    assert chart is not None
    assert [one.values for one in chart.series] == [(low,), (high - low,), (100 - high,)]
    assert (chart.series[0].labels, chart.series[2].labels) == ((labels[0],), (labels[1],))


def test_groups_of_which_only_one_may_be_shown_have_no_chart():
    assert spans(("Shop", 40), ("Office", None)) is None


def test_a_group_that_is_hidden_is_named_with_the_reason():
    report = rounds.report(rounds.people(rounds.core(), ["leadership"] * 6 + ["support"], rounds.always(3)))
    assert report.differences is not None
    hidden = [sentence.plain for sentence in report.differences.hidden]

    assert hidden
    assert [words for words in hidden if words not in decks.said(decks.slide(report, "differences"))] == []


def test_the_board_is_asked_what_the_report_asks_it_beside_what_was_counted(everything: Deck):
    report = decks.everything()
    assert report.answer is not None
    assert report.answer.decision is not None
    assert report.costs is not None
    asked = decks.said(decks.slide(everything, "decision"))

    told = [item.plain for item in report.answer.decision.items]
    told += [report.costs.heading, *(line.sentence.plain for line in report.costs.lines)]
    assert [words.lower() for words in asked] == [words.lower() for words in told]


def test_actions_that_were_chosen_stand_as_in_the_report(everything: Deck):
    part = decks.everything().planning
    assert part is not None
    slide = decks.slide(everything, "actions")

    assert isinstance(slide.figure, Grid)
    assert slide.title == part.message
    assert [tuple(cell.text for cell in row) for row in slide.figure.rows] == [
        (row.name, *row.cells) for row in part.table.rows
    ]


def test_a_deck_says_whose_it_is_and_that_it_is_confidential(everything: Deck):
    assert (everything.title, everything.author, everything.subject) == (
        "Acme: Spring round",
        "Fathom & Daughters",
        "CX maturity",
    )
    assert everything.footer == (
        "Fathom & Daughters, 1 Pier Street · Strictly confidential · Version 2.1 · 31 March 2026 · Checksum 0123456789ab"
    )


def test_a_draft_says_so_on_every_slide():
    assert deck.build(rounds.report(rounds.g42())).footer == (
        "Confidential · Draft · Version 1.0 · 31 March 2026 · Checksum 0123456789ab"
    )


@pytest.mark.parametrize("scope", ["full", "pulse"])
@pytest.mark.parametrize("answers", test_builder_phrases.ANSWERS)
@pytest.mark.parametrize("count", [1, 5, 18])
def test_slides_of_an_extreme_round_claim_nothing_forbidden(count: int, answers: str, scope: str):
    groups = test_builder_phrases.crowd(count)
    people = rounds.people(rounds.core(), groups, test_builder_phrases.ANSWERS[answers])
    told = deck.build(rounds.report(people, mode="open", scope=scope))

    ours = [text for source, text in text_of(told) if source == "ours"]
    assert [text for text in ours if test_builder_phrases.faults(text)] == []
    assert len({slide.title.plain for slide in told.slides}) == len(told.slides)


def test_slides_of_a_round_that_nobody_could_judge_hold_no_chart_and_name_each_question():
    told = deck.build(rounds.report(rounds.people(rounds.core(), ["support"] * 6, rounds.always("dk"))))

    assert [slide.id for slide in told.slides if isinstance(slide.figure, Chart)] == []
    assert (
        decks.said(decks.slide(told, "questions"))[0] == '"Do we know our customers?" Too few answers to say.'
    )


def test_one_point_is_one_point():
    told = deck.build(rounds.report(rounds.people(rounds.core(), ["support"] * 6, rounds.always("dk"))))

    assert decks.slide(told, "decision").title.plain == "We ask the board to decide on one point."
