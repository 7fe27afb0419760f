"""What a framework file may hold, and how its faults are named."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from frameworks import library, parser
from frameworks.documents import Framework
from frameworks.faults import FAULT_LIMIT, FrameworkFaults
from frameworks.lenses import DiagnosisLens, MappingLens, MirrorLens, StagesLens, SubsetLens

FaultsOf = Callable[[str | bytes], list[str]]


@dataclass(frozen=True)
class Broken:
    """One change of the German framework and the fault that it must give."""

    old: str
    new: str
    fault: str


def broken(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_core_framework_parses_whole(core: Framework):
    assert (
        core.about.id,
        core.about.version,
        core.about.language,
        [len(core.sections), len(core.pillars), len(core.questions)],
        sum(len(pillar.actions) for pillar in core.pillars),
        sum(question.pulse for question in core.questions),
        [group.id for group in core.groups if group.asked],
        [(level.id, level.min_score) for level in core.levels],
    ) == (
        "cx-maturity-core",
        "1.0.0",
        "en",
        [3, 10, 42],
        60,
        12,
        ["leadership", "customer-facing", "support"],
        [("random", 0), ("intentional", 37.5), ("differentiated", 87.5)],
    )


def test_library_holds_the_core_and_five_lenses():
    assert [(document.about.id, type(document)) for document in library.documents()] == [
        ("cx-maturity-core", Framework),
        ("journey-wing-to-wing", StagesLens),
        ("pulse", SubsetLens),
        ("say-do", MirrorLens),
        ("six-pillars", MappingLens),
        ("transformation-entry", DiagnosisLens),
    ]


def test_library_files_stand_under_their_slug_and_version():
    files = sorted(library.FOLDER.glob("*/*.toml"))
    documents = [parser.parse(file.read_bytes()) for file in files]
    assert [(file.parent.name, file.stem) for file in files] == [
        (document.about.id, document.about.version) for document in documents
    ]


def test_every_lens_of_the_library_fits_the_core(core: Framework):
    assert [lens.about.id for lens in library.lenses_for(core)] == [
        "journey-wing-to-wing",
        "pulse",
        "say-do",
        "six-pillars",
        "transformation-entry",
    ]


def test_alternate_framework_has_its_own_shape(alternate: Framework):
    assert (
        alternate.about.language,
        [len(alternate.sections), len(alternate.pillars), len(alternate.questions)],
        [level.min_score for level in alternate.levels],
        library.lenses_for(alternate),
    ) == ("de", [2, 4, 10], [0, 40, 80], ())


def test_a_byte_order_mark_and_windows_line_ends_are_harmless(alternate: Framework, alternate_text: str):
    data = b"\xef\xbb\xbf" + alternate_text.replace("\n", "\r\n").encode()
    assert parser.parse(data) == alternate


@pytest.mark.parametrize(
    "case",
    [
        Broken(
            'title = "Werkstatt-Kompass"',
            'titel = "W"',
            "framework.titel: is not a key of this table; expected only the keys of the format",
        ),
        Broken(
            'title = "Werkstatt-Kompass"',
            "",
            "framework.title: is missing; expected a value, this key is required",
        ),
        Broken(
            "minutes_to_answer = 8",
            'minutes_to_answer = "8"',
            'framework.minutes_to_answer: is "8"; expected a whole number',
        ),
        Broken(
            "minutes_to_answer = 8",
            "minutes_to_answer = 0",
            "framework.minutes_to_answer: is 0; expected at least 1",
        ),
        Broken("weight = 1.5", "weight = nan", "pillars[3].weight: is nan; expected a finite number"),
        Broken("weight = 1.5", "weight = 0", "pillars[3].weight: is 0; expected more than 0"),
        Broken("gate = true", "gate = 1", "sections[1].gate: is 1; expected true or false"),
        Broken(
            'language = "de"',
            'language = "Deutsch"',
            'framework.language: is "Deutsch"; expected a language tag such as "en" or "pt-BR"',
        ),
        Broken(
            'version = "2.1.0"',
            'version = "2.1"',
            'framework.version: is "2.1"; expected a version of three numbers such as "1.0.0"',
        ),
        Broken(
            'id = "leitung"',
            'id = "Die Leitung"',
            'groups[1].id: is "Die Leitung"; expected lower-case '
            "letters, digits and single hyphens, at most 60 characters",
        ),
        Broken('name = "Leitung"', 'name = ""', "groups[1].name: is blank; expected a text"),
        Broken(
            'name = "Leitung"',
            "name = 1979-05-27",
            "groups[1].name: is a date or time; expected a text in quotes",
        ),
        Broken(
            'name = "Leitung"',
            r'name = "Lei\u0000tung"',
            "groups[1].name: has the invisible character U+0000 "
            "as its character 4; expected plain text without control or direction characters",
        ),
        Broken(
            'name = "Leitung"',
            r'name = "\u202Egnutiel"',
            "groups[1].name: has the invisible character U+202E "
            "as its character 1; expected plain text without control or direction characters",
        ),
        Broken(
            'name = "Leitung"',
            f'name = "{"x" * 2001}"',
            "groups[1].name: has 2,001 characters; expected at most 2,000",
        ),
        Broken('code = "na"', 'code = "nie"', 'answers_special[2].code: is "nie"; expected "dk" or "na"'),
        Broken('steps = ["hinsehen"]', "steps = []", "pillars[1].steps: has 0 entries; expected at least 1"),
        Broken(
            'steps = ["hinsehen"]', 'steps = "hinsehen"', 'pillars[1].steps: is "hinsehen"; expected a list'
        ),
    ],
    ids=lambda case: case.fault[:50],
)
def test_a_value_that_breaks_the_schema_is_named_with_its_path(
    case: Broken, alternate_text: str, faults_of: FaultsOf
):
    assert case.fault in faults_of(broken(alternate_text, case.old, case.new))


def test_all_schema_faults_are_named_at_once(alternate_text: str, faults_of: FaultsOf):
    text = broken(alternate_text, "time_window_months = 6", 'time_window_months = "sechs"')
    text = broken(text, "order = 1\ngate = true", "order = 1\ngate = true\nfarbe = 3")
    text = broken(text, 'judged_by = ["leitung"]', 'judged_by = ["leitung", 3]')
    assert faults_of(text) == [
        'framework.time_window_months: is "sechs"; expected a whole number',
        "sections[1].farbe: is not a key of this table; expected only the keys of the format",
        "pillars[1].questions[3].judged_by[2]: is 3; expected a text in quotes",
    ]


def test_at_most_fifty_faults_are_named(alternate_text: str, faults_of: FaultsOf):
    text = alternate_text.replace(
        "[[pillars.actions]]\n",
        "[[pillars.actions]]\n" + "".join(f"key{number} = 1\n" for number in range(20)),
    )
    assert len(faults_of(text)) == FAULT_LIMIT


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", 'schema: is missing; expected "cx-framework/1" or "cx-lens/1"'),
        (
            'schema = "cx-framework/2"',
            'schema: is "cx-framework/2"; expected "cx-framework/1" or "cx-lens/1"',
        ),
        ("schema = [1]", 'schema: is a list; expected "cx-framework/1" or "cx-lens/1"'),
        (
            'schema = "cx-lens/1"\n[lens]\nkind = "dream"',
            'lens.kind: is "dream"; expected one of mapping, subset, diagnosis, stages, mirror',
        ),
        (
            'schema = "cx-lens/1"\nlens = 3',
            "lens.kind: is missing; expected one of mapping, subset, diagnosis, stages, mirror",
        ),
        ("a = 1\nb = tru", "line 2, column 5: is not valid TOML (Invalid value); expected TOML 1.0"),
        ("a = 1\na = 2", "line 2: is not valid TOML (a key or table is given twice); expected TOML 1.0"),
        (b"a = 1\nb = '\xff'", "line 2: is not readable as UTF-8; expected a file saved as UTF-8"),
        ('a = "\x00"', "line 1, column 6: is not valid TOML (Illegal character '\\x00'); expected TOML 1.0"),
    ],
)
def test_a_file_that_is_no_document_has_one_fault(text: str | bytes, fault: str, faults_of: FaultsOf):
    assert faults_of(text) == [fault]


def test_an_unpaired_surrogate_is_a_fault(alternate_text: str, faults_of: FaultsOf):
    assert faults_of(broken(alternate_text, 'name = "Leitung"', 'name = "Lei\ud800tung"')) == [
        "groups[1].name: has half of a character pair (a surrogate); expected readable text"
    ]


def test_an_unreadable_key_is_quoted_in_the_path(alternate_text: str, faults_of: FaultsOf):
    assert faults_of(broken(alternate_text, "asked = true", r'"a\u0000\u202eb" = 1' + "\nasked = true")) == [
        r'groups[1]."a\u0000\u202eb": is not a key of this table; expected only the keys of the format'
    ]


def test_a_list_is_not_called_short_because_of_a_fault_inside(alternate_text: str, faults_of: FaultsOf):
    assert faults_of(broken(alternate_text, "anchor_score = 0", 'anchor_score = "0"')) == [
        'levels[1].anchor_score: is "0"; expected a number'
    ]


def test_an_endless_hexadecimal_number_is_a_fault(alternate_text: str, faults_of: FaultsOf):
    assert faults_of(broken(alternate_text, "anchor_score = 0", "anchor_score = 0x" + "f" * 20_000)) == [
        "levels[1].anchor_score: is an endless number; expected a number"
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(".".join(["a"] * 100_000) + " = 1", id="dotted key"),
        pytest.param("[" + ".".join(["a"] * 100_000) + "]", id="dotted table"),
        pytest.param("x = {" + ".".join(["a"] * 100_000) + " = 1}", id="dotted key in an inline table"),
        pytest.param('"=".' + ".".join(["a"] * 100_000) + " = 1", id="equals sign in quotes"),
        pytest.param("x = " + "[" * 100_000, id="nested lists"),
        pytest.param("x = " + "{a=" * 100_000, id="nested tables"),
        pytest.param("x = '" + "y" * (parser.SIZE_LIMIT + 1) + "'", id="too large"),
        pytest.param("x = 1" + "0" * 100_000, id="endless number"),
        pytest.param(
            "\n".join("[" + ".".join(["a"] * 60) + f".b{n}]" for n in range(4_000)), id="many tables"
        ),
    ],
)
def test_a_bomb_is_refused_fast(bomb: str):
    begun = time.process_time()
    with pytest.raises(FrameworkFaults):
        parser.parse(bomb)
    assert time.process_time() - begun < 5
