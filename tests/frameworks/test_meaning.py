"""What must hold between the values of a framework file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FaultsOf = Callable[[str | bytes], list[str]]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "questions_total = 10",
            "questions_total = 11",
            "framework.questions_total: is 11; expected 10, the questions in this file",
        ),
        (
            'id = "stille-kundschaft"',
            'id = "termin-zusage"',
            (
                'pillars[3].questions[1].id: is "termin-zusage", already used at pillars[1].questions[2].id; '
                "expected a value of its own"
            ),
        ),
        (
            'id = "kundschaft"',
            'id = "werkbank"',
            'groups[3].id: is "werkbank", already used at groups[2].id; expected a value of its own',
        ),
        (
            'code = "na"',
            'code = "dk"',
            'answers_special[2].code: is "dk", already used at answers_special[1].code; expected a value of its own',
        ),
        (
            'id = "verstehen"\norder = 2',
            'id = "verstehen"\norder = 7',
            "pillars[2].order: is 7; expected 2, entries stand in their order from 1",
        ),
        ("points_per_step = 25", "points_per_step = 20", "scale.points_per_step: is 20; expected 25"),
        (
            "position = 2\nscore = 25",
            "position = 2\nscore = 30",
            "scale.positions[2].score: is 30; expected 25, points_per_step times the steps below",
        ),
        ("position = 2", "position = 4", "scale.positions[2].position: is 4; expected 2"),
        (
            'label = "Geordnet"\nanchored = true',
            'label = "Geordnet"\nanchored = false',
            "scale.positions[3].anchored: is false; expected true, positions 1, 3 and 5 are anchored",
        ),
        (
            'label = "Über zufällig hinaus"\nanchored = false\nlevel = "zufaellig"',
            'label = "Über zufällig hinaus"\nanchored = false\nlevel = "geordnet"',
            'scale.positions[2].level: is "geordnet"; expected the level whose range holds its score of 25',
        ),
        (
            "anchor_score = 50\nmin_score = 40.0",
            "anchor_score = 50\nmin_score = 45.0",
            "levels[2].min_score: is 45; expected 40, where the one before ends",
        ),
        ("anchor_score = 50", "anchor_score = 60", "levels[2].anchor_score: is 60; expected 50"),
        (
            'name = "Gut geordnet"\nmin_score = 60.0\nmax_score = 80.0',
            'name = "Gut geordnet"\nmin_score = 60.0\nmax_score = 60.0',
            "bands[4].max_score: is 60; expected more than its min_score",
        ),
        (
            'level = "geordnet"\nname = "Gut geordnet"',
            'level = "vorbildlich"\nname = "Gut geordnet"',
            'bands[4].level: is "vorbildlich"; expected the level that holds the whole band from 60 to 80',
        ),
        (
            'name = "Vorbildlich"\nmin_score = 80.0\nmax_score = 100.0',
            'name = "Vorbildlich"\nmin_score = 80.0\nmax_score = 99.0',
            "bands[5].max_score: is 99; expected 100 for the last one",
        ),
        (
            "gate = true",
            "gate = false",
            "sections[1].gate: is false; expected true, every section is a gate in this version",
        ),
        (
            'section = "halten"\nname = "Termine"',
            'section = "halt"\nname = "Termine"',
            'pillars[3].section: is "halt"; expected a section: "wissen", "halten"',
        ),
        (
            'section = "wissen"\nstep = "ordnen"',
            'section = "halten"\nstep = "ordnen"',
            'pillars[2].questions[1].section: is "halten"; expected "wissen", the pillar\'s section',
        ),
        (
            'section = "wissen"\nstep = "ordnen"',
            'section = "wissen"\nstep = "pflegen"',
            'pillars[2].questions[1].step: is "pflegen"; expected a step of its pillar: "hinsehen", "ordnen"',
        ),
        (
            'judged_by = ["leitung"]',
            'judged_by = ["kundschaft"]',
            (
                'pillars[1].questions[3].judged_by[1]: is "kundschaft"; expected a group that is asked: '
                '"leitung", "werkbank"'
            ),
        ),
        (
            'step = "ordnen"\njudged_by = ["leitung", "werkbank"]',
            'step = "ordnen"\njudged_by = ["leitung"]',
            'pillars[2].questions: has 1 questions that both "leitung" and "werkbank" judge; expected at least 2',
        ),
        (
            "na_allowed = true",
            "na_allowed = false",
            "pillars[3].questions[3].na_hint: is given; expected no such key, because na_allowed is false",
        ),
        (
            "na_allowed = false",
            "na_allowed = true",
            "pillars[1].questions[1].na_hint: is missing; expected what justifies it, because na_allowed is true",
        ),
        (
            '[pillars.readings]\nzufaellig = "',
            '[pillars.readings]\nzufall = "',
            (
                'pillars[1].readings: has "zufall", "geordnet", "vorbildlich"; expected exactly "zufaellig", '
                '"geordnet", "vorbildlich"'
            ),
        ),
        (
            'from = "zufaellig"\nto = "geordnet"',
            'from = "zufaellig"\nto = "vorbildlich"',
            (
                'pillars[1].actions[1]: leads from "zufaellig" to "vorbildlich"; expected from "zufaellig" to '
                '"geordnet" or from "geordnet" to "vorbildlich"'
            ),
        ),
        (
            "na_allowed = false",
            "na_allowed = false\npulse = true",
            "sections[1]: has 1 questions with pulse = true; expected at least 2, or none in the file",
        ),
        (
            'judged_by = ["leitung"]',
            'judged_by = ["leitung"]\npulse = true',
            (
                "pillars[1].questions[3].pulse: is true; expected false, because not every group that is asked "
                "can judge it"
            ),
        ),
    ],
)
def test_a_contradiction_is_named_with_its_path(
    old: str, new: str, fault: str, alternate_text: str, faults_of: FaultsOf
):
    assert old in alternate_text
    assert fault in faults_of(alternate_text.replace(old, new, 1))


def test_a_section_without_pillars_is_a_fault(alternate_text: str, faults_of: FaultsOf):
    section = (
        '[[sections]]\nid = "leer"\norder = 3\ngate = true\nquestion = "?"\nshort = "?"\nmeaning = "?"\n\n'
    )
    text = alternate_text.replace("# ---", section + "# ---", 1)
    assert faults_of(text) == ['sections[3]: has no pillar; expected at least one pillar with section "leer"']


def test_a_framework_that_asks_nobody_is_a_fault(alternate_text: str, faults_of: FaultsOf):
    found = faults_of(alternate_text.replace("asked = true", "asked = false"))
    assert found[0] == "groups: has no group that is asked; expected at least one with asked = true"


def test_all_contradictions_are_named_at_once(alternate_text: str, faults_of: FaultsOf):
    text = alternate_text.replace("questions_total = 10", "questions_total = 3")
    text = text.replace("gate = true", "gate = false")
    assert faults_of(text) == [
        "framework.questions_total: is 3; expected 10, the questions in this file",
        "sections[1].gate: is false; expected true, every section is a gate in this version",
        "sections[2].gate: is false; expected true, every section is a gate in this version",
    ]
