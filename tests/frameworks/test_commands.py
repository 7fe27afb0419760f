"""The commands that scripts rely on."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from frameworks import library, parser, services
from frameworks.models import FrameworkVersion

ROOT = Path(__file__).parents[2]
ALTERNATE = Path(__file__).parent / "alternate.toml"
NO_DATABASE = "sqlite:////nowhere/at/all.sqlite3"


@pytest.fixture
def run() -> Callable[..., tuple[int, str, str]]:
    """Give a function that runs a command and returns its status, output and complaints."""

    def run(*arguments: object) -> tuple[int, str, str]:
        out, err = StringIO(), StringIO()
        status = 0
        try:
            call_command(*[str(argument) for argument in arguments], stdout=out, stderr=err)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        return status, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def golden() -> dict[str, Any]:
    text = (ROOT / "tests/scoring/golden_cases.json").read_text(encoding="utf-8")
    return next(case for case in json.loads(text)["cases"] if case["id"] == "G42")


@pytest.fixture
def golden_csv(golden: dict[str, Any], tmp_path: Path) -> Path:
    return written(
        tmp_path / "g42.csv",
        [
            (respondent["id"], respondent["group"], question, "" if answer is None else answer)
            for respondent in golden["input"]["respondents"]
            for question, answer in respondent["answers"].items()
        ],
    )


def written(file: Path, rows: list[tuple[object, ...]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("respondent", "group", "question", "answer"), *rows])
    return file


def rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    return [rounded(entry) for entry in value] if isinstance(value, list) else value


def test_score_reproduces_the_golden_assessment(
    run: Callable[..., tuple[int, str, str]], golden: dict[str, Any], golden_csv: Path
):
    status, out, err = run("score", "cx-maturity-core", golden_csv)
    assert (status, rounded(json.loads(out)), err) == (0, golden["expected"], "")


def test_score_prints_full_precision(run: Callable[..., tuple[int, str, str]], golden_csv: Path):
    _, out, _ = run("score", "cx-maturity-core", golden_csv, "--version", "1.0.0", "--k", "5")
    score = json.loads(out)["pillars"]["customer-insight"]["score"]
    assert score == pytest.approx(55.5555555555, abs=1e-9)


@pytest.mark.slow
def test_score_needs_no_database(golden: dict[str, Any], golden_csv: Path):
    done = subprocess.run(
        [sys.executable, "manage.py", "score", "cx-maturity-core", str(golden_csv), "--version", "1.0.0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": NO_DATABASE, "DJANGO_SETTINGS_MODULE": "cxmaturity.settings"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, rounded(json.loads(done.stdout)), done.stderr) == (0, golden["expected"], b"")


def test_score_reads_a_framework_file(run: Callable[..., tuple[int, str, str]], tmp_path: Path):
    framework = parser.parse(ALTERNATE.read_bytes())
    rows: list[tuple[object, ...]] = [
        (f"{group}-{number}", group, question.id, 3 + number % 2)
        for group in ("leitung", "werkbank")
        for number in range(6)
        for question in framework.questions
        if group in question.judged_by
    ]
    status, out, err = run("score", ALTERNATE, written(tmp_path / "a.csv", rows), "--target", "vorbildlich")
    result = json.loads(out)
    assert (
        status,
        err,
        {name: pillar["score"] for name, pillar in result["pillars"].items()},
        {name: section["degree"] for name, section in result["sections"].items()},
        result["index"]["score"],
        result["headline"]["headline"],
        list(result["gaps"]),
        result["lenses"],
        result["entry_point"],
        result["priority"]["target"],
    ) == (
        0,
        "",
        {"zuhoeren": 62.5, "verstehen": 62.5, "termine": 62.5, "zusammenarbeit": 62.5},
        {"wissen": "geordnet", "halten": "geordnet"},
        62.5,
        "geordnet",
        ["leitung|werkbank"],
        {},
        {"entry": None, "entry_step": None},
        100,
    )


def test_score_names_every_fault_of_the_answers(run: Callable[..., tuple[int, str, str]], tmp_path: Path):
    file = written(
        tmp_path / "bad.csv",
        [
            ("r1", "leadership", "lead-visible", 7),
            ("r2", "board", "lead-visible", 3),
            ("r2", "board", "lead-listen-frontline", 3),
            ("r3", "customer-facing", "promise-boardroom", 2),
            ("r4", "support", "no-such-question", 2),
            ("r4", "support", "lead-visible"),
            ("r4", "support", "dna-recovery", "na"),
        ],
    )
    assert run("score", "cx-maturity-core", file) == (
        2,
        "",
        (
            f'{file}:2: answer is "7"; expected 1 to 5, dk, na, or nothing for skipped\n'
            f'{file}:3: group is "board"; expected one of leadership, customer-facing, support\n'
            f'{file}:5: question "promise-boardroom" is answered by group "customer-facing"; expected only leadership\n'
            f'{file}:6: question is "no-such-question"; expected a question of cx-maturity-core 1.0.0\n'
            f"{file}:7: has 3 values; expected 4\n"
        ),
    )


@pytest.mark.django_db
def test_score_of_an_unknown_framework_is_refused(run: Callable[..., tuple[int, str, str]], golden_csv: Path):
    known = "expected a slug of the library, of a published framework, or a TOML file\n"
    assert [
        run("score", "no-such", golden_csv),
        run("score", "pulse", golden_csv),
        run("score", "../library/pulse", golden_csv),
        run("score", "cx-maturity-core", golden_csv, "--version", "9.0.0"),
    ] == [
        (2, "", f'"no-such" names no framework; {known}'),
        (2, "", f'"pulse" names no framework; {known}'),
        (2, "", f'"../library/pulse" names no framework; {known}'),
        (2, "", f'"cx-maturity-core 9.0.0" names no framework; {known}'),
    ]


@pytest.mark.django_db
def test_score_knows_a_published_framework(run: Callable[..., tuple[int, str, str]], tmp_path: Path):
    services.publish(document=parser.parse(ALTERNATE.read_bytes()), at=datetime(2026, 3, 1, tzinfo=UTC))
    file = written(tmp_path / "a.csv", [("r1", "leitung", "termin-zusage", 4)])
    status, out, _ = run("score", "werkstatt-kompass", file, "--mode", "open")
    assert (status, json.loads(out)["pillars"]["termine"]["n"]) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--target", "best"], '--target: is "best"; expected one of random, intentional, differentiated\n'),
        (["--k", "0"], "--k: is 0; expected at least 1\n"),
    ],
)
def test_score_refuses_an_impossible_option(
    arguments: list[str], complaint: str, run: Callable[..., tuple[int, str, str]], golden_csv: Path
):
    assert run("score", "cx-maturity-core", golden_csv, *arguments) == (2, "", complaint)


def test_score_refuses_files_that_cannot_be_read(
    run: Callable[..., tuple[int, str, str]], golden_csv: Path, tmp_path: Path
):
    missing, broken = tmp_path / "missing.csv", tmp_path / "broken.toml"
    broken.write_text('schema = "cx-framework/3"', encoding="utf-8")
    lens = library.FOLDER / "pulse" / "1.0.0.toml"
    assert [
        run("score", "cx-maturity-core", missing),
        run("score", "cx-maturity-core", tmp_path),
        run("score", broken, golden_csv),
        run("score", lens, golden_csv),
        run("score", ALTERNATE, golden_csv, "--version", "1.0.0"),
    ] == [
        (2, "", f"{missing}: cannot be read (No such file or directory); expected a readable file\n"),
        (2, "", f"{tmp_path}: cannot be read (Is a directory); expected a readable file\n"),
        (2, "", f'{broken}: schema: is "cx-framework/3"; expected "cx-framework/1" or "cx-lens/1"\n'),
        (2, "", f"{lens}: is a lens; expected a framework\n"),
        (2, "", f"{ALTERNATE}: is version 2.1.0; expected 1.0.0\n"),
    ]


def test_check_framework_says_ok(run: Callable[..., tuple[int, str, str]]):
    files = [ALTERNATE, *sorted(library.FOLDER.glob("*/*.toml"))]
    assert [run("check_framework", file) for file in files] == [(0, "ok\n", "")] * 7


def test_check_framework_prints_one_fault_a_line(run: Callable[..., tuple[int, str, str]], tmp_path: Path):
    file = tmp_path / "broken.toml"
    text = ALTERNATE.read_text(encoding="utf-8").replace("gate = true", "gate = false")
    file.write_text(text.replace("questions_total = 10", "questions_total = 9"), encoding="utf-8")
    assert run("check_framework", file) == (
        2,
        (
            "framework.questions_total: is 9; expected 10, the questions in this file\n"
            "sections[1].gate: is false; expected true, every section is a gate in this version\n"
            "sections[2].gate: is false; expected true, every section is a gate in this version\n"
        ),
        "",
    )


def test_check_framework_holds_a_lens_against_its_framework(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
):
    file = tmp_path / "lens.toml"
    text = (library.FOLDER / "pulse" / "1.0.0.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('"emotion-known"', '"no-such-question"'), encoding="utf-8")
    assert run("check_framework", file) == (
        2,
        (
            'questions[2]: is "no-such-question"; expected a question of the framework\n'
            'questions: lacks "emotion-known"; expected every question with pulse = true\n'
            'questions[2]: is "no-such-question"; expected a question with pulse = true\n'
        ),
        "",
    )


def test_check_framework_says_what_it_could_not_hold_a_lens_against(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
):
    text = (library.FOLDER / "pulse" / "1.0.0.toml").read_text(encoding="utf-8")
    file = tmp_path / "lens.toml"
    file.write_text(text.replace('"cx-maturity-core"', '"elsewhere"'), encoding="utf-8")
    assert run("check_framework", file) == (
        0,
        "ok\n",
        'Not checked: its framework "elsewhere" is not in the library, so its ids were held against nothing.\n',
    )


def test_check_framework_of_a_missing_file_is_a_fault(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
):
    assert run("check_framework", tmp_path / "none.toml") == (
        2,
        "file: cannot be read (No such file or directory); expected a readable TOML file\n",
        "",
    )


@pytest.mark.django_db
def test_publish_frameworks_is_safe_to_repeat(run: Callable[..., tuple[int, str, str]]):
    FrameworkVersion.objects.all().delete()
    assert [run("publish_frameworks"), run("publish_frameworks")] == [
        (
            0,
            (
                "published cx-maturity-core 1.0.0\n"
                "published journey-wing-to-wing 1.0.0\n"
                "published pulse 1.0.0\n"
                "published say-do 1.0.0\n"
                "published six-pillars 1.0.0\n"
                "published transformation-entry 1.0.0\n"
            ),
            "",
        ),
        (0, "nothing new\n", ""),
    ]


@pytest.mark.django_db
def test_publish_frameworks_refuses_a_changed_text():
    FrameworkVersion.objects.filter(slug="say-do").update(checksum="0" * 64)
    with pytest.raises(CommandError, match=r"say-do 1\.0\.0 is published with another content"):
        call_command("publish_frameworks")
