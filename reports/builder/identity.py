"""What the report is about, and the words beside its figures."""

from __future__ import annotations

from dataclasses import fields

from reports.builder.scene import Scene
from reports.document import GroupCount, Identity, Labels
from reports.narrative import typed

SHORT = 12  # hexadecimal digits of the checksum that every document prints


def identity(scene: Scene) -> Identity:
    """Write what the report is about."""
    about, context, result, word = scene.kit.framework.about, scene.context, scene.result, scene.words.word
    shown = result.suppression.total_shown
    day = scene.words.date(context.computed_on)
    own = context.own_word.strip()
    return Identity(
        organisation=context.organisation,
        title=context.title,
        own_word=scene.say("own_word", own_word=typed(own)) if own else None,
        framework_id=about.id,
        framework=about.title,
        version=about.version,
        language=about.language,
        words_language=scene.words.language,
        scope=result.scope,
        scope_words=word(result.scope),
        mode=result.mode,
        mode_words=word(result.mode),
        on=context.computed_on,
        date_words=day,
        state_words=scene.write("state.closed" if context.closed else "state.on_demand", date=day),
        closed=context.closed,
        n=result.n if shown else None,
        n_words=scene.words.people(result.n) if shown else scene.write("figure.unknown"),
        groups=groups(scene) if shown else (),
        single_view=shown and scene.single,
        checksum=context.checksum,
        checksum_short=context.checksum[:SHORT],
    )


def groups(scene: Scene) -> tuple[GroupCount, ...]:
    """Say how many people of each group answered, where that may be shown."""
    return tuple(_group(scene, group, count) for group, count in scene.result.groups.items())


def _group(scene: Scene, id_: str, count: int) -> GroupCount:
    name, part = scene.kit.group(id_).name, scene.group_name(id_)
    suppression = scene.result.suppression
    if id_ in suppression.empty:
        return GroupCount(id_, name, 0, scene.say("figure.group_empty", group=part))
    if id_ not in suppression.shown:
        return GroupCount(id_, name, None, scene.say("figure.group_hidden", group=part))
    return GroupCount(
        id_, name, count, scene.say("figure.group", group=part, people=scene.words.people(count))
    )


def labels(scene: Scene) -> Labels:
    """Return the words beside figures."""
    return Labels(**{field.name: scene.label(field.name) for field in fields(Labels)})
