"""What a document says about itself before it says anything else."""

from __future__ import annotations

from reports.builder.scene import Scene
from reports.document import Cover, Sentence
from reports.narrative import typed


def cover(scene: Scene) -> Cover:
    """Write the cover of any report, also of one that may show nothing."""
    context, edition, word = scene.context, scene.context.edition, scene.words.word
    scope = scene.result.scope
    return Cover(
        heading=word("cover.heading_pulse" if scope == "pulse" else "cover.heading"),
        organisation=context.organisation,
        title=context.title.strip() or word(scope),
        date_words=scene.words.date(context.computed_on),
        consultancy=edition.consultancy,
        prepared_by=_prepared_by(scene),
        text=edition.cover_text,
        footer=edition.footer,
        marking_id=edition.marking,
        marking=word(f"marking.{edition.marking}"),
        version=edition.version,
        version_words=scene.write("cover.version", version=typed(edition.version)),
        final=edition.approved_on is not None,
        state=_state(scene),
    )


def _prepared_by(scene: Scene) -> Sentence | None:
    name = scene.context.edition.consultancy.strip()
    return scene.say("cover.prepared_by", consultancy=typed(name)) if name else None


def _state(scene: Scene) -> Sentence:
    edition = scene.context.edition
    if edition.approved_on is None:
        return scene.say("cover.draft")
    day = scene.words.date(edition.approved_on)
    return scene.say("cover.approved", approver=typed(edition.approver), date=day)
