"""Rounds of answers to write reports about, from the golden cases and made up."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import scoring
from frameworks import kits, library, parser
from frameworks.documents import Framework, Question
from frameworks.kits import Kit
from reports import builder
from reports.document import Report, Sentence, sentences_of
from scoring import Answer, Replies, Respondent, Result

TESTS = Path(__file__).parents[1]
CONTEXT = builder.Context(
    organisation="Acme",
    title="Spring round",
    checksum="0123456789abcdef" * 4,
    computed_on=date(2026, 3, 31),
    closed=True,
    answers_from=date(2026, 3, 2),
    answers_to=date(2026, 3, 27),
    invited=24,
)

Choose = Callable[[int, str, Question], Answer]


@cache
def core() -> Kit:
    framework = library.framework("cx-maturity-core")
    assert framework is not None
    return kits.build(framework, library.lenses_for(framework))


def short_form() -> tuple[str, ...]:
    """Return the ids of the pulse questions."""
    lens = core().pulse
    assert lens is not None
    return tuple(lens.questions)


@cache
def alternate() -> Kit:
    framework = parser.parse((TESTS / "frameworks" / "alternate.toml").read_bytes())
    assert isinstance(framework, Framework)
    return kits.build(framework)


@cache
def golden(id_: str) -> dict[str, Any]:
    cases = json.loads((TESTS / "scoring" / "golden_cases.json").read_text(encoding="utf-8"))["cases"]
    return next(case for case in cases if case["id"] == id_)


@cache
def g42() -> tuple[Respondent, ...]:
    people = golden("G42")["input"]["respondents"]
    return tuple(Respondent(person["id"], person["group"], person["answers"]) for person in people)


def people(kit: Kit, groups: Iterable[str], choose: Choose) -> tuple[Respondent, ...]:
    """Let one person of each group named answer everything that their group is asked."""
    return tuple(
        Respondent(f"r{place}", group, {q.id: choose(place, group, q) for q in kit.asked(group)})
        for place, group in enumerate(groups)
    )


def always(answer: Answer) -> Choose:
    def choose(place: int, group: str, question: Question) -> Answer:
        return answer

    return choose


def assess(respondents: Iterable[Respondent], kit: Kit | None = None, **settings: Any) -> Result:
    scheme = (kit or core()).scheme
    return scoring.assess(scheme, Replies.from_respondents(scheme, tuple(respondents)), **settings)


def report(
    respondents: Iterable[Respondent],
    kit: Kit | None = None,
    context: builder.Context = CONTEXT,
    **settings: Any,
) -> Report:
    return builder.build(kit or core(), assess(respondents, kit, **settings), context)


def said(part: object, *ids: str) -> list[str]:
    """Return the sentences made from these templates, each once, in reading order."""
    found = (sentence.plain for sentence in sentences_of(part) if sentence.id in ids)
    return list(dict.fromkeys(found))


def ids(part: object) -> set[str]:
    """Return the ids of every template used."""
    return {sentence.id for sentence in sentences_of(part)}


def plain(sentences: Iterable[Sentence]) -> list[str]:
    return [sentence.plain for sentence in sentences]


def write(result: Result, kit: Kit | None = None, context: builder.Context = CONTEXT) -> Report:
    return builder.build(kit or core(), result, context)


def change(part: Any, **changes: Any) -> Any:
    """Return a frozen value with some of it changed; a mapping changes the entries it names."""
    new = {name: _changed(getattr(part, name), value) for name, value in changes.items()}
    return replace(part, **new)


def _changed(old: Any, value: Any) -> Any:
    if not isinstance(value, dict) or not isinstance(old, Mapping):
        return value
    entries = {key: change(old[key], **to) if isinstance(to, dict) else to for key, to in value.items()}
    return {**old, **entries}
