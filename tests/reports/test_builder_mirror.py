from __future__ import annotations

from reports.document import MirrorPart
from scoring import Item
from tests.reports import lens_rounds, rounds
from tests.reports.lens_rounds import UNKNOWN, item, mirror, promise

S = ("S", "S1", "S2", "S3", "S4")


def part(say: Item, do: Item, felt: float | None = None, customers: int = 0, **more: bool) -> MirrorPart:
    found = lens_rounds.report(mirror=mirror(promise(say, do, felt, customers), **more)).mirror
    assert found is not None
    return found


def test_a_report_without_say_and_do_leaves_it_out():
    assert lens_rounds.report().mirror is None


def test_every_pattern_that_holds_is_read_in_the_words_of_the_lens():
    do = item(60.0, groups={"leadership": 75.0, "customer-facing": 50.0})
    written = part(item(87.5), do, 40.0, 30)
    assert [span.text for span in written.promises[0].readings[0].spans if span.strong] == [
        "Promise outruns delivery."
    ]
    assert [sentence.plain.partition(".")[0] for sentence in written.promises[0].readings] == [
        "Promise outruns delivery",
        "Illusion of delivery",
        "Distance at the top",
    ]


def test_sides_that_lie_close_together_are_said_to():
    assert rounds.said(part(item(60.0), item(55.0), 58.0, 30), *S) == [
        "30 customers.",
        "Said, done and felt lie close together.",
    ]


def test_an_unknown_side_is_never_said_to_lie_close():
    assert rounds.said(part(item(60.0), item(55.0), None, 0, counted=False), "S4") == []


def test_sides_apart_without_a_pattern_are_not_said_to_lie_close():
    assert rounds.said(part(item(70.0), item(55.0), 50.0, 30), "S4") == []


def test_few_customers_are_a_hint_and_fewer_are_not_shown():
    assert rounds.said(part(item(60.0), item(55.0), 58.0, 29), "S2") == [
        "Only 29 customers answered; take this as a hint."
    ]
    hidden = part(item(60.0), item(55.0), 58.0, 9)
    assert rounds.plain(hidden.notes) == ["Too few customers answered to say anything about what they feel."]
    assert [track.score for track in hidden.promises[0].tracks] == [60, 55, None]


def test_customers_who_were_not_counted_are_not_known():
    written = part(item(60.0), item(55.0), counted=False)
    assert rounds.plain(written.notes) == ["What customers feel is not known: nobody counted their answers."]


def test_a_hidden_side_is_left_out_with_the_reason():
    hidden = item(None, hidden="all answered alike", hidden_groups=("leadership",))
    written = part(hidden, item(55.0, hidden_groups=("leadership", "support")), 58.0, 30)
    assert rounds.plain(written.promises[0].hidden) == [
        "Said: not shown; too few answers, or answers too much alike, to do so without exposing people."
    ]
    assert rounds.plain(written.notes) == [
        (
            "What is done is not shown for every group: too few answers, or answers too much alike, "
            "to do so without exposing people."
        )
    ]
    assert written.table.rows[0].cells == (
        "Not shown",
        "55",
        "Not shown",
        "Not known",
        "Not shown",
        "58",
        "30",
    )


def test_what_nobody_answered_is_not_known():
    written = part(UNKNOWN, UNKNOWN, 58.0, 30)
    assert [track.score for track in written.promises[0].tracks] == [None, None, 58]
    assert written.promises[0].hidden == ()


def test_customers_who_were_asked_are_no_longer_what_is_not_known():
    asked = lens_rounds.report(mirror=mirror(promise(item(60.0), item(55.0), 58.0, 30)))
    assert asked.answer is not None
    assert rounds.plain(asked.answer.unknown) == [
        "What customers feel beyond the promises that they were asked about."
    ]
    assert rounds.said(asked.board, "board")
    assert "See said, done and felt: there they were asked." in rounds.said(asked.board, "board")
