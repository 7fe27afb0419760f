"""Two groups held against each other, pillar by pillar (G)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reports.builder.scene import Scene
from reports.document import GapLine, Pair, Part, Row, Sentence, Table
from scoring.arithmetic import at_least, whole
from scoring.result import Gap

THROUGHOUT = 0.70  # share of the pillars with a gap
SEVERAL = 2  # one pillar alone runs through nothing
MANY = 3  # clear differences that read better side by side than as sentences

Label = Literal["clear", "possible", "small", "none shown", "suppressed"]


@dataclass(frozen=True, slots=True)
class Two:
    """A pair of groups with its gaps by pillar."""

    first: str
    second: str
    gaps: Mapping[str, Gap | None]

    def labelled(self, label: Label) -> list[str]:
        return [id_ for id_, gap in self.gaps.items() if label_of(gap) == label]

    def clear(self) -> Iterator[tuple[str, Gap]]:
        return ((id_, gap) for id_, gap in self.gaps.items() if gap is not None and gap.label == "clear")


def label_of(gap: Gap | None) -> Label:
    """Return how a gap is named, "suppressed" where none was formed."""
    return "suppressed" if gap is None else gap.label


def pairs(scene: Scene) -> tuple[Pair, ...]:
    """Write every pair of groups that may be shown."""
    return tuple(_pair(scene, _two(key, gaps)) for key, gaps in scene.result.gaps.items())


def _two(key: str, gaps: Mapping[str, Gap | None]) -> Two:
    first, _, second = key.partition("|")
    return Two(first, second, gaps)


def _pair(scene: Scene, two: Two) -> Pair:
    clear = tuple(_clear(scene, two, id_, gap) for id_, gap in two.clear())
    many = len(clear) >= MANY
    return Pair(
        first=scene.kit.group(two.first).name,
        second=scene.kit.group(two.second).name,
        heading=_heading(scene, two),
        throughout=scene.say("G8") if _runs_throughout(two) else None,
        clear=clear,
        in_full=_first_of_each(clear) if many else clear,
        table=_side_by_side(scene, two) if many else None,
        possible=_possible(scene, two),
        small=tuple(_small(scene, two, id_) for id_ in two.labelled("small")),
        none_shown=_listed(scene, "G6.pillars", two.labelled("none shown")),
        suppressed=_listed(scene, _not_formed(scene, "pillars"), two.labelled("suppressed")),
        lines=tuple(_line(scene, two, id_, gap) for id_, gap in two.gaps.items()),
    )


def _names(scene: Scene, two: Two) -> dict[str, Part]:
    return {"first": scene.group_name(two.first), "second": scene.group_name(two.second)}


def _heading(scene: Scene, two: Two) -> Sentence:
    people = scene.words.people
    n1, n2 = (people(scene.result.groups[group]) for group in (two.first, two.second))
    return scene.say("pair.heading", n1=n1, n2=n2, **_names(scene, two))


def _runs_throughout(two: Two) -> bool:
    formed = [gap for gap in two.gaps.values() if gap is not None]
    ups = [gap.gap > 0 for gap in formed if gap.label == "clear"]
    most = max(sum(ups), len(ups) - sum(ups))
    return len(formed) >= SEVERAL and at_least(most / len(formed), THROUGHOUT)


def _clear(scene: Scene, two: Two, id_: str, gap: Gap) -> Sentence:
    own = scene.words.pairs.get(f"{two.first}|{two.second}", {})
    return scene.say(
        own.get("first" if gap.gap > 0 else "second", "G3"),
        pillar=scene.pillar_name(id_),
        s1=whole(gap.first),
        s2=whole(gap.second),
        d=scene.words.points(whole(abs(gap.gap))),
        common=scene.words.number(len(gap.common)),
        **_names(scene, two),
    )


def _first_of_each(clear: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return one sentence of each kind; the others would only repeat it with other figures."""
    found: dict[str, Sentence] = {}
    for sentence in clear:
        found.setdefault(sentence.id, sentence)
    return tuple(found.values())


def _side_by_side(scene: Scene, two: Two) -> Table:
    columns = (*(scene.kit.group(group).name for group in (two.first, two.second)), *_measures(scene))
    return Table(
        caption=scene.words.word("pair_clear"),
        corner=scene.words.word("pair_clear"),
        columns=columns,
        rows=tuple(_figures(scene, id_, gap) for id_, gap in two.clear()),
    )


def _measures(scene: Scene) -> tuple[str, ...]:
    return scene.words.word("pair_difference"), scene.words.word("pair_common")


def _figures(scene: Scene, id_: str, gap: Gap) -> Row:
    figures = (whole(gap.first), whole(gap.second), whole(abs(gap.gap)), len(gap.common))
    return Row(scene.kit.pillar(id_).name, tuple(map(str, figures)))


def _possible(scene: Scene, two: Two) -> Sentence | None:
    named = two.labelled("possible")
    if not named:
        return None
    n1, n2 = scene.result.groups[two.first], scene.result.groups[two.second]
    return scene.say("G4", n1=n1, n2=n2, pillars=scene.pillar_names(named), **_names(scene, two))


def _small(scene: Scene, two: Two, id_: str) -> Sentence:
    gap = two.gaps[id_]
    points = scene.words.points(whole(abs(gap.gap))) if gap else None
    return scene.say("G5.pillar", pillar=scene.pillar_name(id_), d=points, **_names(scene, two))


def _listed(scene: Scene, key: str, named: list[str]) -> Sentence | None:
    return scene.say(key, pillars=scene.pillar_names(named)) if named else None


def _not_formed(scene: Scene, variant: str) -> str:
    """Return the words for where no gap was formed: an open round hides nothing and lacks answers."""
    return f"G7.open_{variant}" if scene.result.mode == "open" else f"G7.{variant}"


def _line(scene: Scene, two: Two, id_: str, gap: Gap | None) -> GapLine:
    """Write one line, with the figures that it names and no others."""
    label = label_of(gap)
    clear = gap if label == "clear" else None
    sized = gap if label in {"clear", "small"} else None
    return GapLine(
        pillar=scene.kit.pillar(id_).name,
        label=label,
        label_words=_label_words(scene, label),
        first=whole(clear.first) if clear else None,
        second=whole(clear.second) if clear else None,
        difference=whole(abs(sized.gap)) if sized else None,
        sentence=_of_line(scene, two, id_, gap),
    )


def _label_words(scene: Scene, label: Label) -> str:
    if label == "suppressed" and scene.result.mode == "open":
        return scene.words.word("gap_not_compared")
    return scene.words.word(f"gap_{label.replace(' ', '_')}")


def _of_line(scene: Scene, two: Two, id_: str, gap: Gap | None) -> Sentence | None:
    if gap is None:
        return scene.say(_not_formed(scene, "line"))
    if gap.label == "clear":
        return _clear(scene, two, id_, gap)
    if gap.label == "small":
        return scene.say("G5", d=scene.words.points(whole(abs(gap.gap))))
    return scene.say("G6") if gap.label == "none shown" else None
