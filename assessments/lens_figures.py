"""What sent sheets say to the questions of lenses, under the rules for what may be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

import scoring
from frameworks.kits import Kit
from frameworks.lenses import MirrorForm, MirrorLens, StagesLens
from scoring import Item, Reply
from scoring.result import Mode
from scoring.rounds import Round, open_round
from scoring.scheme import Pillar, Question, Section

if TYPE_CHECKING:
    from assessments.models import Assessment

CODES: Mapping[str, int] = {
    **{str(position): Reply(position) for position in range(Reply.P1, Reply.P5 + 1)},
    "dk": Reply.DONT_KNOW,
}
_GROUP = re.compile(r"do\[(.+)\]")


@dataclass(frozen=True, slots=True)
class JourneyFigures:
    """The journey of a round; `subjects`: whom the answers describe, as far as that may be shown."""

    lens: str
    people: int | None
    shown: scoring.ShownJourney
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """One promise; `felt` is None where too few customers answered, `customers` how many did."""

    say: Item
    do: Item
    felt: float | None
    customers: int
    reading: scoring.Mirror


@dataclass(frozen=True, slots=True)
class MirrorFigures:
    """What is said, done and felt, by promise; `counted` says whether any customers were."""

    lens: str
    counted: bool
    promises: Mapping[str, PromiseFigures]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sent sheet: its group, whom it describes, and what was replied by item and field."""

    group: str
    subject: str
    said: Mapping[tuple[str, str], str]


def journey(assessment: Assessment, kit: Kit) -> JourneyFigures | None:
    """Read the journey of a round, None where it was not asked or nobody answered it."""
    lens = next((one for one in _asked(assessment, kit) if isinstance(one, StagesLens)), None)
    sheets = _sheets(assessment, lens.about.id) if lens else []
    answered = [sheet for sheet in sheets if sheet.said]
    if lens is None or not answered:
        return None
    stages = tuple(_stage(assessment, lens, stage.id, answered) for stage in lens.stages)
    asked = [stage.id for stage in stages if stage.relevant]
    round_ = _round(assessment, kit, sheets, dict.fromkeys(asked, kit.scheme.groups), "maturity")
    enough = assessment.mode == assessment.Mode.OPEN or len(answered) >= assessment.k
    return JourneyFigures(
        lens=lens.about.id,
        people=len(answered) if enough else None,
        shown=scoring.shown_journey(kit.scheme.levels, stages, round_),
        subjects=_subjects(assessment, answered),
    )


def mirror(assessment: Assessment, kit: Kit) -> MirrorFigures | None:
    """Read what is said, done and felt, None where it was not asked and nothing was given."""
    lens = next((one for one in _asked(assessment, kit) if isinstance(one, MirrorLens)), None)
    sheets = _sheets(assessment, lens.about.id) if lens else []
    if lens is None or not (assessment.felt or any(sheet.said for sheet in sheets)):
        return None
    forms = {form.id: _items(assessment, kit, lens, form, sheets) for form in lens.forms}
    patterns = [scoring.Pattern.parse(pattern.id, pattern.when) for pattern in lens.patterns]
    return MirrorFigures(
        lens=lens.about.id,
        counted=bool(assessment.felt),
        promises={
            promise.id: _promise(
                forms["say"][promise.id], forms["do"][promise.id], assessment.felt.get(promise.id), patterns
            )
            for promise in lens.promises
        },
    )


def _asked(assessment: Assessment, kit: Kit) -> Iterable[object]:
    full = assessment.scope == assessment.Scope.FULL
    return (lens for lens in kit.lenses if full and lens.about.id in assessment.asked_lenses)


def _sheets(assessment: Assessment, lens: str) -> list[_Sheet]:
    """Return every sent sheet in two queries, with or without answers to the lens."""
    said: dict[UUID, dict[tuple[str, str], str]] = {}
    rows = assessment.lens_replies.filter(lens=lens, response__sent_at__isnull=False).exclude(reply="")
    for response, item, field, reply in rows.values_list("response_id", "item", "field", "reply"):
        said.setdefault(response, {})[item, field] = reply
    sent = assessment.responses.sent().order_by("pk").values_list("pk", "group", "lens_subject")
    return [_Sheet(group, subject, said.get(pk, {})) for pk, group, subject in sent]


def _stage(assessment: Assessment, lens: StagesLens, id_: str, sheets: Sequence[_Sheet]) -> scoring.Stage:
    chosen = {field.id: {option.id: option.value for option in field.options} for field in lens.fields}

    def named(field: str) -> tuple[float, ...]:
        replies = (sheet.said.get((id_, field), "") for sheet in sheets)
        return tuple(chosen[field][reply] for reply in replies if reply in chosen[field])

    positions = (CODES.get(sheet.said.get((id_, "maturity"), ""), Reply.SKIPPED) for sheet in sheets)
    return scoring.Stage(
        id=id_,
        positions=tuple(int(position) for position in positions if position <= Reply.P5),
        measured=named("measured"),
        owner=named("owner"),
        relevant=id_ not in assessment.irrelevant_stages,
    )


def _items(
    assessment: Assessment, kit: Kit, lens: MirrorLens, form: MirrorForm, sheets: Sequence[_Sheet]
) -> dict[str, Item]:
    if form.entry != "answers":
        return {}
    asked = {promise.id: form.groups for promise in lens.promises}
    return scoring.read_items(_round(assessment, kit, sheets, asked, form.id))


def _promise(
    say: Item, do: Item, counts: Sequence[int] | None, patterns: Sequence[scoring.Pattern]
) -> PromiseFigures:
    customers = sum(counts or ())
    felt = scoring.felt_score(counts) if counts else None
    reading = scoring.say_do(
        scoring.Promise(say.mean, do.mean, do.groups, felt, customers), patterns, top=_top(patterns)
    )
    shown = None if reading.customers == "not shown" else felt
    return PromiseFigures(say, do, shown, customers if shown is not None else 0, reading)


def _top(patterns: Iterable[scoring.Pattern]) -> tuple[str, str]:
    """Return the two groups whose difference a pattern names, two that do not exist where none does."""
    for condition in (condition for pattern in patterns for condition in pattern.conditions):
        first, second = _GROUP.fullmatch(condition.first), _GROUP.fullmatch(condition.second or "")
        if first and second:
            return first[1], second[1]
    return "", ""


def _round(
    assessment: Assessment,
    kit: Kit,
    sheets: Sequence[_Sheet],
    asked: Mapping[str, Iterable[str]],
    field: str,
) -> Round:
    """Lay one field of every item out as a round of its own: one question an item, all in one pillar."""
    questions = tuple(Question(item, "", frozenset(groups)) for item, groups in asked.items())
    scheme = scoring.Scheme(
        id=field,
        version="1.0.0",
        levels=kit.scheme.levels,
        bands=(),
        groups=kit.scheme.groups,
        steps=(),
        sections=(Section(field),),
        pillars=(Pillar(field, field, questions),),
    )
    replies = scoring.Replies.from_arrays(
        scheme,
        [str(number) for number in range(len(sheets))],
        np.array([scheme.groups.index(sheet.group) for sheet in sheets], dtype=np.intp),
        np.array([_codes(sheet, questions, field) for sheet in sheets], dtype=np.int8).reshape(
            len(sheets), len(questions)
        ),
    )
    mode: Mode = "open" if assessment.mode == assessment.Mode.OPEN else "confidential"
    return open_round(scheme, replies, mode=mode, k=assessment.k)


def _codes(sheet: _Sheet, questions: Iterable[Question], field: str) -> list[int]:
    return [
        CODES.get(sheet.said.get((question.id, field), ""), Reply.SKIPPED)
        if sheet.group in question.judged_by
        else Reply.NOT_ASKED
        for question in questions
    ]


def _subjects(assessment: Assessment, sheets: Iterable[_Sheet]) -> tuple[str, ...]:
    """Return whom the answers describe: in confidence only what the organiser said or k people named."""
    named = Counter(sheet.subject.strip() for sheet in sheets if sheet.subject.strip())
    least = 1 if assessment.mode == assessment.Mode.OPEN else assessment.k
    subjects = sorted(subject for subject, n in named.items() if n >= least)
    return tuple(dict.fromkeys([*filter(None, [assessment.journey_subject]), *subjects]))
