"""What was chosen to be done, where a report would else propose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from actions.plans import Planned
from reports.builder.scene import Scene
from reports.document import ChosenAction, Part, Sentence
from reports.narrative import typed

THREE = 3
ENDINGS = (".", "!", "?", "…", ":", ";")


def of(scene: Scene) -> tuple[Planned, ...]:
    """Return up to three chosen actions that are still to be done, the most worthwhile first."""
    plan = scene.context.plan
    if plan is None or scene.result.scope == "pulse":
        return ()
    return tuple(islice((one for one in plan.actions if one.open), THREE))


def foreseen(scene: Scene) -> tuple[str, ...]:
    """Return the ids of the chosen actions that the framework knows and nobody has dropped."""
    plan = scene.context.plan
    chosen = plan.actions if plan else ()
    sources = (one.source for one in chosen if one.origin == "framework" and one.status != "dropped")
    return tuple(source for source in sources if source in scene.pillar_of_action)


def proposed(scene: Scene) -> tuple[str, ...]:
    """Return the actions proposed to begin with, without those that were chosen and are settled."""
    plan = scene.context.plan
    settled = {one.source for one in plan.actions if not one.open} if plan else set()
    return tuple(id_ for id_ in scene.result.roadmap.now if id_ not in settled)


def action(scene: Scene, one: Planned) -> ChosenAction:
    """Write a chosen action as page 1 prints it (R1)."""
    word = scene.words.word
    day = scene.day(one.due_on) or word("planning.no_date")
    return ChosenAction(
        id=one.source or one.id,
        pillar=scene.pillar_if_known(one.pillar),
        step=scene.step_if_known(one.step),
        title=_title(one),
        do=one.do,
        done_when=one.done_when or "–",
        owner=one.owner or word("planning.no_owner"),
        first_result=day,
        by=day,
        begins_with_talk=one.pillar in scene.result.roadmap.talk_first,
        sentence=_sentence(scene, one),
        notes=tuple(_notes(scene, one)),
        when=word("planning.due"),
    )


def _title(one: Planned) -> str:
    """Return the title without the full stop that some type at its end."""
    return one.title.strip().rstrip(".") or one.title


def _sentence(scene: Scene, one: Planned) -> Sentence:
    return scene.say(
        "R1.chosen",
        title=typed(_title(one)),
        do=_typed(one.do),
        done_when=_typed(one.done_when),
        owner=typed(one.owner.strip()),
        date=scene.day(one.due_on),
    )


def _typed(text: str) -> Part:
    """Return a text that somebody typed, as a whole sentence."""
    text = text.strip()
    return typed(text if not text or text.endswith(ENDINGS) else f"{text}.")


def _notes(scene: Scene, one: Planned) -> Iterator[Sentence]:
    if any(
        pillar.id == one.pillar and pillar.section in scene.result.headline.held_back_by
        for pillar in scene.kit.framework.pillars
    ):
        yield scene.say("R3")


def to_decide(scene: Scene, one: Planned) -> Sentence:
    """Name a chosen action for the board, with its owner and date as far as there are any (D1)."""
    owner, date = typed(one.owner.strip()), scene.day(one.due_on)
    key = {(True, True): "both", (True, False): "owner", (False, True): "date"}.get(
        (bool(owner.text), bool(date)), "neither"
    )
    title = typed(_title(one))
    return scene.phrase(f"D1.chosen_{key}", title=title, owner=owner, date=date)
