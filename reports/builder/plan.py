"""Where to start, the roadmap in waves, and the arithmetic of success (E, R4, F0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import scoring
from frameworks import lenses
from reports.builder import actions, agreement, chosen
from reports.builder.scene import Scene, whole_or_none
from reports.document import Block, ForeseenLine, Plan, Sentence, Step, Wave
from reports.narrative import theirs
from scoring.arithmetic import whole
from scoring.forecasts import Foreseen
from scoring.result import BlockResult

State = Literal["in place", "not in place", "not known"]
STATE_WORDS: dict[State, str] = {
    "in place": "in_place",
    "not in place": "not_in_place",
    "not known": "block_not_known",
}


def part(scene: Scene) -> Plan:
    """Write what to do first."""
    word = scene.words.word
    return Plan(
        heading=word("heading_plan"),
        start_heading=word("heading_start"),
        start=tuple(_start(scene)),
        blocks=_blocks(scene),
        roadmap_heading=word("heading_roadmap"),
        rule=scene.say("R4"),
        waves=tuple(_waves(scene)),
        forecast=_forecast(scene),
        forecast_heading=word("heading_forecast"),
        forecast_of=scene.say("F0.of_chosen" if chosen.foreseen(scene) else "F0.of_proposed"),
        foreseen=tuple(_lines(scene)),
    )


def _start(scene: Scene) -> Iterator[Sentence]:
    yield from _entry(scene)
    yield from _ahead(scene)
    unknown = [step for step, score in scene.result.steps.items() if score is None]
    if unknown and scene.kit.diagnosis:
        named = (theirs(scene.kit.step(step).name) for step in unknown)
        yield scene.say("E5", steps=scene.words.listing(named))
    yield scene.say("E6")


def _entry(scene: Scene) -> Iterator[Sentence]:
    """Say where to start (E1, E3, E3b)."""
    entry, diagnosis = scene.result.entry_point, scene.kit.diagnosis
    if diagnosis is None or entry.entry is None or entry.entry_step is None:
        return
    block = next(block for block in diagnosis.blocks if block.id == entry.entry)
    last, in_place = block is diagnosis.blocks[-1], entry.blocks[block.id].in_place
    yield scene.say(
        ("E3" if in_place else "E3b") if last else "E1",
        block=theirs(block.name),
        entry_step=theirs(scene.kit.step(entry.entry_step).name),
        first_words=theirs(block.first_words),
    )


def _ahead(scene: Scene) -> Iterator[Sentence]:
    """Say which later block is in place while the first one that is not comes before it (E4)."""
    blocks = scene.result.entry_point.blocks
    order = list(blocks)
    known = [id_ for id_ in order if not blocks[id_].in_place and not blocks[id_].undetermined]
    if not known:
        return
    for later in order[order.index(known[0]) + 1 :]:
        if blocks[later].in_place:
            yield scene.say("E4", later=theirs(_noun(later).capitalize()), earlier=theirs(_noun(known[0])))


def _noun(block: str) -> str:
    return block.replace("-", " ")


def _blocks(scene: Scene) -> tuple[Block, ...]:
    diagnosis, found = scene.kit.diagnosis, scene.result.entry_point.blocks
    if diagnosis is None:
        return ()
    return tuple(_block(scene, block, found[block.id]) for block in diagnosis.blocks if block.id in found)


def _block(scene: Scene, source: lenses.Block, result: BlockResult) -> Block:
    state = _state(result)
    return Block(
        id=source.id,
        name=source.name,
        state=state,
        state_words=scene.words.word(STATE_WORDS[state]),
        here=source.id == scene.result.entry_point.entry,
        steps=tuple(_step(scene, step) for step in source.steps),
    )


def _state(result: BlockResult) -> State:
    if result.undetermined:
        return "not known"
    return "in place" if result.in_place else "not in place"


def _step(scene: Scene, id_: str) -> Step:
    source = scene.kit.step(id_)
    score = scene.result.steps.get(id_) if scene.release.shows("step", id_) else None
    here = id_ == scene.result.entry_point.entry_step
    return Step(id_, source.name, source.meaning, whole_or_none(score), here)


def _waves(scene: Scene) -> Iterator[Wave]:
    roadmap, diagnosis = scene.result.roadmap, scene.kit.diagnosis
    named = {wave.id: wave.name for wave in diagnosis.roadmap.waves} if diagnosis else {}
    placed: dict[str, Sequence[str]] = {"now": roadmap.now, "next": roadmap.next, "later": roadmap.later}
    for id_, listed in placed.items():
        first = roadmap.talk_first if id_ == "now" else ()
        yield Wave(
            id=id_,
            name=named.get(id_) or scene.words.word(f"wave_{id_}"),
            talk=tuple(agreement.talk(scene, pillar) for pillar in first),
            actions=tuple(actions.action(scene, action) for action in listed),
            empty="" if listed else scene.write("wave.empty"),
        )


def _forecast(scene: Scene) -> Sentence | None:
    """Say what the result would be if the actions chosen reached their mark, else those proposed (F0)."""
    followed = chosen.foreseen(scene) or scene.result.roadmap.now
    found = scoring.forecast(scene.kit.scheme, scene.result, followed)
    if found is None:
        return None
    moved = {id_: one.after for id_, one in found.sections.items() if one.changed and one.after is not None}
    return _foreseen(scene, moved, found.headline) if moved else None


def _lines(scene: Scene) -> Iterator[ForeseenLine]:
    """Yield every score that the actions chosen would move, main questions first."""
    followed = chosen.foreseen(scene)
    found = scoring.forecast(scene.kit.scheme, scene.result, followed) if followed else None
    if found is None:
        return
    for id_, one in found.sections.items():
        yield from _line("section", id_, scene.kit.section(id_).short, one)
    for id_, one in found.pillars.items():
        yield from _line("pillar", id_, scene.kit.pillar(id_).name, one)


def _line(kind: Literal["section", "pillar"], id_: str, name: str, one: Foreseen) -> Iterator[ForeseenLine]:
    if one.changed and one.before is not None and one.after is not None:
        yield ForeseenLine(id_, kind, name, whole(one.before), whole(one.after))


def _foreseen(scene: Scene, moved: Mapping[str, float], headline: str) -> Sentence:
    items = [
        scene.phrase("F0.item", question=scene.asks(id_), score=whole(score)).parts
        for id_, score in moved.items()
    ]
    comma = scene.words.word("comma")
    chained = scene.words.chain(items, comma, comma)
    return scene.say("F0", items=chained, degree=scene.degree_name(headline))
