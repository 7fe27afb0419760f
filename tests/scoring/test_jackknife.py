"""The vectorised leave-one-out against one written out in plain Python (section 6)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from scoring import scheme, tallies
from scoring.result import PillarResult, Result, SectionResult
from tests.scoring import other
from tests.scoring.strategies import Sheet, sheets

Row = Mapping[str, float]
Kind = tuple[str, str]


def rows_of(sheet: Sheet) -> list[Row]:
    """Return each person's scored answers, 0-100, by question."""
    names = [question.id for question in sheet.made.questions]
    return [
        {name: 25.0 * (code - 1) for name, code in zip(names, row, strict=True) if 1 <= code <= 5}
        for row in sheet.codes.tolist()
    ]


def weighted(values: Sequence[tuple[float, float | None]]) -> float | None:
    known = [(weight, value) for weight, value in values if value is not None]
    return sum(w * v for w, v in known) / sum(w for w, _ in known) if known else None


def question_mean(rows: Sequence[Row], name: str) -> float | None:
    answers = [row[name] for row in rows if name in row]
    return sum(answers) / len(answers) if answers else None


def pillar_score(rows: Sequence[Row], pillar: scheme.Pillar, used: set[str]) -> float | None:
    return weighted([(q.weight, question_mean(rows, q.id)) for q in pillar.questions if q.id in used])


def section_score(rows: Sequence[Row], pillars: Sequence[scheme.Pillar], used: set[str]) -> float | None:
    return weighted([(pillar.weight, pillar_score(rows, pillar, used)) for pillar in pillars])


def naive(rows: Sequence[Row], pillars: Sequence[scheme.Pillar], used: set[str]) -> tuple[float, int] | None:
    """Return the standard error and n of a section of these pillars, None below three people."""
    names = {q.id for pillar in pillars for q in pillar.questions if q.id in used}
    people = [row for row in rows if names & row.keys()]
    n = len(people)
    if n < 3:
        return None
    without = [section_score([*people[:at], *people[at + 1 :]], pillars, used) for at in range(n)]
    thetas = [theta for theta in without if theta is not None]
    middle = sum(thetas) / n
    jackknife = (n - 1) / n * sum((theta - middle) ** 2 for theta in thetas)
    weights = effective(pillars, used)
    unanimous = sum(c * c for name, c in weights.items() if len({r[name] for r in people if name in r}) == 1)
    least = sum(c * c for c in weights.values()) / n
    return math.sqrt(max(jackknife + 625 / 12 * unanimous, 625 / 12 * least)), n


def effective(pillars: Sequence[scheme.Pillar], used: set[str]) -> dict[str, float]:
    whole = sum(pillar.weight for pillar in pillars)
    out = {}
    for pillar in pillars:
        inside = sum(q.weight for q in pillar.questions if q.id in used)
        out.update(
            {q.id: pillar.weight / whole * q.weight / inside for q in pillar.questions if q.id in used}
        )
    return out


def check(found: PillarResult | SectionResult, expected: tuple[float, int] | None) -> None:
    if expected is None:
        assert found.se is None
    else:
        assert (found.se, found.n) == (pytest.approx(expected[0], abs=1e-9), expected[1])


def determined(result: Result, sheet: Sheet, section: str) -> list[scheme.Pillar]:
    return [p for p in sheet.made.pillars_of(section) if result.pillars[p.id].score is not None]


@given(sheets())
def test_standard_errors_equal_those_of_a_plain_leave_one_out(sheet: Sheet):
    result, rows = sheet.result(), rows_of(sheet)
    used = {id_ for id_, question in result.questions.items() if question.used}
    for pillar in sheet.made.pillars:
        if result.pillars[pillar.id].score is not None:
            check(result.pillars[pillar.id], naive(rows, [pillar], used))
    for id_, section in result.sections.items():
        if section.score is not None:
            check(section, naive(rows, determined(result, sheet, id_), used))


@given(sheets(mode="open", max_people=5))
def test_a_question_with_a_single_answer_drops_out_of_that_replicate(sheet: Sheet):
    """Few people in an open round: questions with one answer, and pillars left without any."""
    result, rows = sheet.result(), rows_of(sheet)
    used = {id_ for id_, question in result.questions.items() if question.used}
    for id_, section in result.sections.items():
        if section.score is not None:
            check(section, naive(rows, determined(result, sheet, id_), used))


def test_more_people_than_fit_a_chunk_are_counted_alike():
    """Copies of forty complete sheets over three chunks: s^2/n shrinks by (n - 1)/(copies n - 1)."""
    made, n = other.harbour(), 40
    copies = 2 * tallies.CHUNK // n + 7
    crew = np.full(n, made.groups.index("crew"))
    codes = np.random.default_rng(20).integers(1, 6, (n, len(made.questions)), dtype=np.int8)
    once = Sheet(made, crew, codes, "open", 5).result().pillars
    many = Sheet(made, np.tile(crew, copies), np.tile(codes, (copies, 1)), "open", 5).result().pillars
    for id_, pillar in once.items():
        expected = (pillar.se or 0) * math.sqrt((n - 1) / (n * copies - 1))
        assert (many[id_].score, many[id_].se) == (pytest.approx(pillar.score), pytest.approx(expected))
        assert many[id_].n == n * copies


@given(sheets(mode="open", min_people=3))
def test_intervals_are_those_of_the_t_distribution_cut_to_the_scale(sheet: Sheet):
    result = sheet.result()
    for pillar in result.pillars.values():
        if pillar.se is not None and pillar.score is not None:
            reach = float(stats.t.ppf(0.975, pillar.n - 1)) * pillar.se
            expected = (max(0.0, pillar.score - reach), min(100.0, pillar.score + reach))
            assert (pillar.low, pillar.high) == (pytest.approx(expected[0]), pytest.approx(expected[1]))
