"""What was agreed in the workshop, beside what was measured (W)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import scoring
from reports.builder import agreed
from reports.builder.agreed import Told
from reports.builder.identity import SHORT
from reports.builder.scene import Scene, whole_or_none
from reports.document import AgreedAnswer, AgreedPillar, Row, Sentence, Series, Table, WorkshopPart
from scoring.arithmetic import whole


def told(scene: Scene) -> Told | None:
    """Return the workshop of a report with the words to tell it in, None where there was none."""
    outcome = scene.context.workshop
    return None if outcome is None else Told(scene.kit, scene.words, outcome)


def answers(scene: Scene) -> Mapping[str, AgreedAnswer]:
    """Write the agreed answers by question."""
    found = told(scene)
    return agreed.answers(found) if found else {}


def sentences(scene: Scene) -> Mapping[str, Sentence]:
    """Write what was agreed about each pillar, for where it stands at a glance (W1)."""
    found = told(scene)
    return {one.id: one.sentence for one in _pillars(found)} if found else {}


def series(scene: Scene, pillars: Sequence[str]) -> Series | None:
    """Return the agreed profiles in the order of the pillars, None where there is none to draw.

    A pillar without an agreed answer has no value: nothing was agreed there.
    """
    found = told(scene)
    if found is None:
        return None
    values = tuple(_agreed_score(found, id_) for id_ in pillars)
    if all(value is None for value in values):
        return None
    return Series("workshop", found.words.write("W.series", date=found.date), values)


def radar_words(scene: Scene) -> Sentence | None:
    """Say what the second line on the radar is."""
    found = told(scene)
    return None if found is None else found.words.say("W.radar", date=found.date)


def _agreed_score(told: Told, pillar: str) -> int | None:
    profile = told.outcome.pillars.get(pillar)
    return None if profile is None else whole_or_none(profile.agreed_profile)


def part(scene: Scene) -> WorkshopPart | None:
    """Write the part on the workshop, None without one that has ended."""
    found = told(scene)
    if found is None:
        return None
    words, pillars = found.words, tuple(_pillars(found))
    return WorkshopPart(
        heading=words.word("heading_workshop"),
        standing=words.say("W.standing"),
        agreements=agreed.agreements(found),
        pillars=pillars,
        key_measured=words.word("workshop.measured"),
        key_agreed=words.word("workshop.agreed"),
        table=_table(scene, found, pillars) if pillars else None,
        checksum=found.outcome.checksum,
        checksum_short=found.outcome.checksum[:SHORT],
    )


def _pillars(told: Told) -> Iterator[AgreedPillar]:
    for pillar in told.kit.framework.pillars:
        profile = told.outcome.pillars.get(pillar.id)
        if profile is not None and profile.agreed_count:
            yield _pillar(told, pillar.id, profile)


def _pillar(told: Told, id_: str, profile: scoring.Profile) -> AgreedPillar:
    return AgreedPillar(
        id=id_,
        name=told.kit.pillar(id_).name,
        measured=whole_or_none(profile.individual),
        agreed=whole_or_none(profile.agreed_profile),
        count=_count(told, profile),
        sentence=_sentence(told, id_, profile),
        notes=tuple(_notes(told, profile)),
    )


def _count(told: Told, profile: scoring.Profile) -> str:
    """Count the questions agreed; of how many only where those that count may be known."""
    if profile.agreed_profile is None:
        return str(profile.agreed_count)
    return told.words.write("W.count", count=profile.agreed_count, of=profile.questions)


def _sentence(told: Told, id_: str, profile: scoring.Profile) -> Sentence:
    counted = profile.agreed_count
    if profile.agreed_profile is None or profile.individual is None:
        key = "W1.hidden_one" if counted == 1 else "W1.hidden"
        return told.words.say(key, agreed_count=told.words.number(counted), date=told.date)
    of_pillar = [one for one in told.agreed if one.question in profile.topics and one.pillar == id_]
    on_record = sum(one.on_record for one in of_pillar)
    key = "W1" if counted > 1 else f"W1.{'one' if on_record else 'none'}"
    return told.words.say(
        key,
        individual=whole(profile.individual),
        date=told.date,
        agreed_profile=whole(profile.agreed_profile),
        agreed_count=counted,
        questions=told.questions(profile.questions),
        fully_agreed=profile.fully_agreed,
        evidence_count=on_record,
    )


def _notes(told: Told, profile: scoring.Profile) -> Iterator[Sentence]:
    if profile.flag and profile.mean_shift is not None:
        yield told.words.say("W2" if profile.mean_shift > 0 else "W3")


def _table(scene: Scene, told: Told, pillars: Sequence[AgreedPillar]) -> Table:
    labels = told.labels
    return Table(
        caption=told.words.write("W.caption"),
        corner=scene.label("pillar"),
        columns=(labels.measured, labels.agreed, told.words.word("workshop.count")),
        rows=tuple(
            Row(one.name, (_cell(told, one.measured), _cell(told, one.agreed), one.count)) for one in pillars
        ),
    )


def _cell(told: Told, score: int | None) -> str:
    return told.labels.not_shown if score is None else str(score)
