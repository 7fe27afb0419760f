"""The pages of lenses with questions of their own that one group is put, after the framework's questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from frameworks import kits
from frameworks.documents import Position
from frameworks.fields import ByLevel
from frameworks.lenses import MirrorForm, MirrorLens, Promise, Stage, StageField, StagesLens

SUBJECT = "_subject"
"""The page, and its one field, on which a person says whom the stages describe; no stage can be called so."""
DONT_KNOW = "dk"

Place = tuple[str, str]
"""A lens and one of its pages."""
Key = tuple[str, str, str]
"""A lens, a stage or promise, and a field of the stage or a form of the promise."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen; `description` is None on a step between two descriptions."""

    value: str
    label: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing asked on a page; without options it is answered in words."""

    lens: str
    item: str
    field: str
    kind: Literal["scale", "choice", "text"]
    prompt: str
    example: str
    options: tuple[Option, ...]

    @property
    def key(self) -> Key:
        """Return what its answer is stored under."""
        return self.lens, self.item, self.field

    @property
    def name(self) -> str:
        """Return what its fields are called on the page."""
        return f"{self.item}.{self.field}"

    def option(self, value: str) -> Option | None:
        """Return the answer of this value, None if there is no such answer."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a lens: whom it is about, a stage, or one wording of every promise."""

    lens: str
    part: str
    kind: Literal["subject", "stage", "form"]
    lens_title: str
    title: str
    texts: tuple[str, ...]
    entries: tuple[Entry, ...]
    number: int
    of: int
    previous: Place | None = None
    next: Place | None = None

    @property
    def place(self) -> Place:
        """Return what leads to the page."""
        return self.lens, self.part


@dataclass(frozen=True)
class LensSheet:
    """Every page of every lens that one group is put, in order."""

    kit: kits.Kit
    leaves: Mapping[Place, Leaf]

    @cached_property
    def entries(self) -> Mapping[Key, Entry]:
        """Return everything that is asked, by what it is stored under."""
        return {entry.key: entry for leaf in self.leaves.values() for entry in leaf.entries}

    @property
    def first(self) -> Place | None:
        """Return where it begins, None where nothing is asked."""
        return next(iter(self.leaves), None)

    @property
    def lenses(self) -> Mapping[str, tuple[Leaf, ...]]:
        """Return the pages by lens."""
        names = dict.fromkeys(lens for lens, _ in self.leaves)
        return {name: tuple(leaf for leaf in self.leaves.values() if leaf.lens == name) for name in names}


def lens_sheet(
    *,
    framework: str,
    lenses: Sequence[str],
    asked: Sequence[str],
    irrelevant: Sequence[str],
    group: str,
) -> LensSheet:
    """Return what a group is put of the lenses asked; laid out once per process, as texts never change."""
    return _lens_sheet(framework, tuple(lenses), tuple(asked), tuple(irrelevant), group)


@lru_cache(maxsize=64)
def _lens_sheet(
    framework: str, lenses: tuple[str, ...], asked: tuple[str, ...], irrelevant: tuple[str, ...], group: str
) -> LensSheet:
    kit = kits.load(framework, lenses)
    leaves: list[Leaf] = []
    for lens in kit.lenses:
        if lens.about.id not in asked:
            continue
        if isinstance(lens, StagesLens):
            leaves += _of_stages(kit, lens, irrelevant)
        elif isinstance(lens, MirrorLens):
            leaves += _of_mirror(kit, lens, group)
    return LensSheet(kit, _linked(leaves))


def _of_stages(kit: kits.Kit, lens: StagesLens, irrelevant: Sequence[str]) -> Iterator[Leaf]:
    stages = [stage for stage in lens.stages if stage.id not in irrelevant]
    about = lens.about
    subject = Entry(about.id, SUBJECT, SUBJECT, "text", lens.subject.prompt, lens.subject.example, ())
    yield Leaf(
        lens=about.id,
        part=SUBJECT,
        kind="subject",
        lens_title=about.title,
        title=lens.subject.prompt,
        texts=(about.purpose, about.instruction),
        entries=(subject,),
        number=0,
        of=len(stages),
    )
    for number, stage in enumerate(stages, start=1):
        yield Leaf(
            lens=about.id,
            part=stage.id,
            kind="stage",
            lens_title=about.title,
            title=stage.name,
            texts=(stage.meaning, stage.customer_asks, stage.blind_spot),
            entries=tuple(_of_stage(kit, lens, stage, field) for field in lens.fields),
            number=number,
            of=len(stages),
        )


def _of_stage(kit: kits.Kit, lens: StagesLens, stage: Stage, field: StageField) -> Entry:
    if field.type == "scale5":
        options = _positions(kit, stage.descriptors)
    else:
        options = (*(Option(o.id, o.label, None) for o in field.options), _unable(kit))
    kind: Literal["scale", "choice"] = "scale" if field.type == "scale5" else "choice"
    return Entry(lens.about.id, stage.id, field.id, kind, field.prompt, "", options)


def _of_mirror(kit: kits.Kit, lens: MirrorLens, group: str) -> Iterator[Leaf]:
    forms = [form for form in lens.forms if form.entry == "answers" and group in form.groups]
    for number, form in enumerate(forms, start=1):
        yield Leaf(
            lens=lens.about.id,
            part=form.id,
            kind="form",
            lens_title=lens.about.title,
            title=form.stem,
            texts=(lens.about.purpose,),
            entries=tuple(_of_promise(kit, lens, form, promise) for promise in lens.promises),
            number=number,
            of=len(forms),
        )


def _of_promise(kit: kits.Kit, lens: MirrorLens, form: MirrorForm, promise: Promise) -> Entry:
    prompt, anchors = (promise.say, form.anchors) if form.id == "say" else (promise.do, promise.do_anchors)
    options = _positions(kit, anchors or promise.do_anchors)
    return Entry(lens.about.id, promise.id, form.id, "scale", prompt, "", options)


def _positions(kit: kits.Kit, anchors: ByLevel) -> tuple[Option, ...]:
    return (*(_position(entry, anchors) for entry in kit.framework.scale.positions), _unable(kit))


def _position(entry: Position, anchors: ByLevel) -> Option:
    return Option(str(entry.position), entry.label, anchors[entry.level] if entry.anchored else None)


def _unable(kit: kits.Kit) -> Option:
    return Option(DONT_KNOW, kit.special(DONT_KNOW).label, None)


def _linked(leaves: Sequence[Leaf]) -> dict[Place, Leaf]:
    """Lay the pages one after the other."""
    places = [None, *(leaf.place for leaf in leaves), None]
    return {
        leaf.place: replace(leaf, previous=places[at], next=places[at + 2]) for at, leaf in enumerate(leaves)
    }
