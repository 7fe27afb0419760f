"""What has changed since the round before (T)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import scoring
from assessments.comparing import Comparison
from reports.builder import series
from reports.builder.scene import Scene, whole_or_none
from reports.document import ChangeLine, ChangePart, Part, Row, Sentence, Table
from reports.narrative import typed
from scoring.arithmetic import whole
from scoring.trend_result import Change

ESTABLISHED = {"improved": "T1.improved", "declined": "T1.declined"}
OTHERWISE = {"small": "T2", "possible": "T3", "none": "T4"}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a line is about; `thing` is its name as a sentence has it."""

    id: str
    kind: Literal["index", "section", "pillar"]
    name: str
    thing: Part | tuple[Part, ...]


def part(scene: Scene) -> ChangePart | None:
    """Write the part on change, None without an earlier round."""
    comparison = scene.context.comparison
    if comparison is None:
        return None
    trend = comparison.trend
    parts = (_index(scene, trend), *_sections(scene, trend))
    pillars = tuple(_pillars(scene, trend))
    return ChangePart(
        heading=scene.words.word("heading_change"),
        since=_since(scene, comparison),
        linked=trend.n_linked is not None,
        degree=_degree(scene, trend),
        notes=tuple(_notes(scene, comparison, [*parts, *pillars])),
        whole=parts,
        pillars=pillars,
        key_before=scene.words.date(comparison.occasions[-2].on),
        key_after=scene.words.date(comparison.occasions[-1].on),
        table=_table(scene, [*parts, *pillars]),
        series=series.part(scene, comparison),
    )


def _since(scene: Scene, comparison: Comparison) -> Sentence:
    before, trend, people = comparison.occasions[-2], comparison.trend, scene.words.people
    date = scene.words.date(before.on)
    if trend.n_before < trend.k or trend.n_after < trend.k:
        return scene.say("T.since_few", date=date)
    title = typed(before.title.strip()) if before.title.strip() else None
    if trend.n_linked is None:
        n1, n2 = people(trend.n_before), people(trend.n_after)
        return scene.say("T.since", title=title, date=date, n1=n1, n2=n2)
    if trend.mode == "confidential" and trend.n_linked < trend.k:
        return scene.say("T.linked_few", title=title, date=date)
    return scene.say("T.since_linked", title=title, date=date, n=people(trend.n_linked))


def _index(scene: Scene, trend: scoring.Trend) -> ChangeLine:
    name = scene.words.word("index_name")
    return _line(scene, trend, trend.index, _Subject("index", "index", name, Part(name)))


def _sections(scene: Scene, trend: scoring.Trend) -> Iterator[ChangeLine]:
    for id_, change in trend.sections.items():
        thing = scene.words.quoted([scene.asks(id_)])
        about = _Subject(id_, "section", scene.kit.section(id_).question, thing)
        yield _line(scene, trend, change, about)


def _pillars(scene: Scene, trend: scoring.Trend) -> Iterator[ChangeLine]:
    for id_, change in trend.pillars.items():
        about = _Subject(id_, "pillar", scene.kit.pillar(id_).name, scene.pillar_name(id_))
        yield _line(scene, trend, change, about)


def _line(scene: Scene, trend: scoring.Trend, change: Change, about: _Subject) -> ChangeLine:
    return ChangeLine(
        id=about.id,
        kind=about.kind,
        name=about.name,
        before=whole_or_none(change.before),
        after=whole_or_none(change.after),
        verdict=scene.words.word(f"verdict_{change.verdict}") if change.verdict else "",
        sentence=_sentence(scene, trend, change, about.thing),
        words=_figures(scene, change),
    )


def _sentence(scene: Scene, trend: scoring.Trend, change: Change, thing: Part | tuple[Part, ...]) -> Sentence:
    if change.withheld is not None:
        variant = "unknown" if change.withheld == "not determined" else "hidden"
        return scene.say(f"T.{variant}", thing=thing)
    s1, s2 = whole(change.before or 0.0), whole(change.after or 0.0)
    if change.verdict is None:
        return scene.say("T.plain", thing=thing, s1=s1, s2=s2)
    if change.verdict in ESTABLISHED and trend.n_linked is not None:
        n = scene.words.people(change.n_after)
        return scene.say(f"T1b.{change.verdict}", n=n, thing=thing, before=s1, after=s2)
    if change.verdict in ESTABLISHED:
        return scene.say(ESTABLISHED[change.verdict], thing=thing, s1=s1, s2=s2)
    sdc = scene.words.points(whole(change.smallest_detectable or 0.0))
    n1, n2 = change.n_before, change.n_after
    return scene.say(OTHERWISE[change.verdict], thing=thing, s1=s1, s2=s2, n1=n1, n2=n2, sdc=sdc)


def _figures(scene: Scene, change: Change) -> str:
    if change.before is None or change.after is None:
        return scene.label("not_known")
    # of the whole numbers that stand beside it: 41 and 41 are no change of 1
    by = _signed(whole(change.after) - whole(change.before))
    if change.low is None or change.high is None:
        return scene.write("T.by", by=by)
    return scene.write("T.by_between", by=by, low=_signed(change.low), high=_signed(change.high))


def _signed(points: float) -> str:
    """Return a difference with its sign, a real minus for a fall."""
    rounded = -whole(-points) if points < 0 else whole(points)
    return f"\N{MINUS SIGN}{-rounded}" if rounded < 0 else f"+{rounded}" if rounded else "0"


def _degree(scene: Scene, trend: scoring.Trend) -> Sentence | None:
    found = trend.degree
    if not found.changed or found.before is None or found.after is None:
        return None
    if not found.announced:
        return scene.say("T9")
    first, second = scene.degree_name(found.before), scene.degree_name(found.after)
    return scene.say("T8", org=scene.org, d1=first, d2=second)


def _notes(scene: Scene, comparison: Comparison, lines: Sequence[ChangeLine]) -> Iterator[Sentence]:
    trend = comparison.trend
    if trend.mix is not None and trend.mix.warned:
        yield _mix(scene, comparison, trend.mix)
    changes = (trend.index, *trend.sections.values(), *trend.pillars.values())
    if any(change.verdict == "declined" for change in changes):
        yield scene.say("T6")
    missing = [reason for reason in trend.left_out.values() if reason in {"changed", "new", "gone"}]
    if missing:
        changed = all(reason == "changed" for reason in missing)
        yield scene.say("T7" if changed else "T7.asked_once", k=scene.words.number(len(missing)))
    if any(line.before is None for line in lines):
        yield scene.say("T.some_hidden")


def _mix(scene: Scene, comparison: Comparison, mix: scoring.Mix) -> Sentence:
    """Name only groups that both rounds show: how many of the others there were is private."""
    shown = set(comparison.shown_before) & set(scene.result.suppression.shown)
    up, down = (_groups(scene, groups, shown) for groups in (mix.up, mix.down))
    balanced = None if mix.balanced_index is None else _signed(mix.balanced_index)
    named = bool(up and down)
    return scene.say(
        "T5" if named else "T5.unnamed",
        group_up=up if named else None,
        group_down=down if named else None,
        balanced_change=balanced,
    )


def _groups(scene: Scene, groups: Iterable[str], shown: set[str]) -> tuple[Part, ...]:
    return scene.words.listing(scene.group_name(group) for group in groups if group in shown)


def _table(scene: Scene, lines: Sequence[ChangeLine]) -> Table:
    columns = ("before", "after", "change", "reading")
    return Table(
        caption=scene.write("T.caption"),
        corner=scene.words.word("change_thing"),
        columns=tuple(scene.words.word(f"change_{column}") for column in columns),
        rows=tuple(
            Row(
                line.name,
                (scene.cell(line.before), scene.cell(line.after), line.words, line.verdict or "–"),
            )
            for line in lines
        ),
    )
