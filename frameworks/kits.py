"""A framework version with its lenses, ready to ask from, score and report with.

Documents never change, so a kit is kept by its checksums: a warm `load` asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter

from frameworks import canonical, library, omissions, schemes, versions
from frameworks.documents import (
    Action,
    Band,
    Framework,
    Group,
    Level,
    Pillar,
    Position,
    Question,
    Section,
    SpecialAnswer,
    Step,
)
from frameworks.lenses import DiagnosisLens, Lens, MappingLens, SubsetLens
from frameworks.models import FrameworkVersion
from scoring.result import Scope
from scoring.scheme import Scheme

Entry = TypeVar("Entry", Action, Band, Group, Level, Pillar, Question, Section, Step)
CORE = "cx-maturity-core"
LENS_ADAPTER: TypeAdapter[Lens] = TypeAdapter(Lens)


class DocumentDamaged(Exception):
    """A stored document is not the one that was published."""


@dataclass(frozen=True)
class Kit:
    """One framework version, its lenses and its scheme; look anything up by its id."""

    framework: Framework
    lenses: tuple[Lens, ...]
    scheme: Scheme
    checksum: str
    lens_checksums: tuple[str, ...]

    @property
    def language(self) -> str:
        """Return the language tag of every text in the framework."""
        return self.framework.about.language

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return every question in framework order."""
        return tuple(self._questions.values())

    @property
    def asked_groups(self) -> tuple[Group, ...]:
        """Return the groups that are put questions."""
        return tuple(group for group in self.framework.groups if group.asked)

    @cached_property
    def pulse(self) -> SubsetLens | None:
        """Return the short form, if there is one."""
        return next((lens for lens in self.lenses if isinstance(lens, SubsetLens)), None)

    @cached_property
    def diagnosis(self) -> DiagnosisLens | None:
        """Return the lens that finds where to start, if there is one."""
        return next((lens for lens in self.lenses if isinstance(lens, DiagnosisLens)), None)

    @cached_property
    def mappings(self) -> tuple[MappingLens, ...]:
        """Return the lenses that read the same answers in other groupings."""
        return tuple(lens for lens in self.lenses if isinstance(lens, MappingLens))

    def asked(self, group: str, scope: Scope = "full") -> tuple[Question, ...]:
        """Return the questions put to a group, in framework order; KeyError for a group not asked."""
        return self._asked[group, scope]

    def lens(self, slug: str) -> Lens:
        return self._lenses[slug]

    def section(self, slug: str) -> Section:
        return self._sections[slug]

    def pillar(self, slug: str) -> Pillar:
        return self._pillars[slug]

    def question(self, slug: str) -> Question:
        return self._questions[slug]

    def action(self, slug: str) -> Action:
        return self._actions[slug]

    def level(self, slug: str) -> Level:
        return self._levels[slug]

    def band(self, slug: str) -> Band:
        return self._bands[slug]

    def group(self, slug: str) -> Group:
        return self._groups[slug]

    def step(self, slug: str) -> Step:
        return self._steps[slug]

    def special(self, code: str) -> SpecialAnswer:
        return self._specials[code]

    def position(self, number: int) -> Position:
        """Return one of the five positions by its number."""
        return self._positions[number]

    def pillar_of(self, question: str) -> Pillar:
        """Return the pillar that a question belongs to."""
        return self._pillar_of[question]

    def pillars_of(self, section: str) -> tuple[Pillar, ...]:
        """Return the pillars of a section in framework order."""
        return tuple(pillar for pillar in self.framework.pillars if pillar.section == section)

    @cached_property
    def _asked(self) -> Mapping[tuple[str, str], tuple[Question, ...]]:
        chosen = frozenset(self.pulse.questions if self.pulse else ())
        asked: dict[tuple[str, str], tuple[Question, ...]] = {}
        for group in self.asked_groups:
            full = tuple(question for question in self.questions if group.id in question.judged_by)
            asked[group.id, "full"] = full
            asked[group.id, "pulse"] = tuple(question for question in full if question.id in chosen)
        return MappingProxyType(asked)

    @cached_property
    def _lenses(self) -> Mapping[str, Lens]:
        return MappingProxyType({lens.about.id: lens for lens in self.lenses})

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return _by_id(self.framework.sections)

    @cached_property
    def _pillars(self) -> Mapping[str, Pillar]:
        return _by_id(self.framework.pillars)

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return _by_id(self.framework.questions)

    @cached_property
    def _actions(self) -> Mapping[str, Action]:
        return _by_id(action for pillar in self.framework.pillars for action in pillar.actions)

    @cached_property
    def _levels(self) -> Mapping[str, Level]:
        return _by_id(self.framework.levels)

    @cached_property
    def _bands(self) -> Mapping[str, Band]:
        return _by_id(self.framework.bands)

    @cached_property
    def _groups(self) -> Mapping[str, Group]:
        return _by_id(self.framework.groups)

    @cached_property
    def _steps(self) -> Mapping[str, Step]:
        return _by_id(self.framework.steps)

    @cached_property
    def _specials(self) -> Mapping[str, SpecialAnswer]:
        return MappingProxyType({answer.code: answer for answer in self.framework.answers_special})

    @cached_property
    def _positions(self) -> Mapping[int, Position]:
        return MappingProxyType({entry.position: entry for entry in self.framework.scale.positions})

    @cached_property
    def _pillar_of(self) -> Mapping[str, Pillar]:
        pillars = self.framework.pillars
        return MappingProxyType({question.id: pillar for pillar in pillars for question in pillar.questions})


def build(framework: Framework, lenses: Iterable[Lens] = ()) -> Kit:
    """Return a kit made of documents, without a database."""
    kept = tuple(lenses)
    return Kit(
        framework=framework,
        lenses=kept,
        scheme=schemes.build(framework, kept),
        checksum=canonical.checksum(canonical.text(framework)),
        lens_checksums=tuple(canonical.checksum(canonical.text(lens)) for lens in kept),
    )


def load(framework_checksum: str, lens_checksums: Sequence[str] = (), *, without: Sequence[str] = ()) -> Kit:
    """Return the kit of published documents; FrameworkVersion.DoesNotExist if one is not published.

    `without`: questions that a round has ruled out; nothing in the kit speaks of them any more.
    """
    return _load(framework_checksum, tuple(lens_checksums), tuple(without))


def current(slug: str = CORE, version: str | None = None) -> tuple[FrameworkVersion, list[str]]:
    """Return a published framework, the latest unless a version is named, and the lenses that fit it.

    The lenses are given by their checksums, in order of their slugs.
    """
    latest = FrameworkVersion.objects.frameworks(slug).newest(version)
    rows = FrameworkVersion.objects.lenses_of(slug).values_list("slug", "version", "checksum")
    checksums = {(lens, version): checksum for lens, version, checksum in rows}
    candidates = [_lens(checksum) for checksum in checksums.values()]
    fitting = library.fitting(_framework(latest.checksum), candidates)
    return latest, [checksums[lens.about.id, lens.about.version] for lens in fitting]


def published(slug: str = CORE) -> list[str]:
    """Return the versions of a framework, latest first."""
    rows = FrameworkVersion.objects.frameworks(slug).values_list("version", flat=True)
    return sorted(rows, key=versions.key, reverse=True)


@lru_cache(maxsize=64)
def _load(framework_checksum: str, lens_checksums: tuple[str, ...], without: tuple[str, ...]) -> Kit:
    lenses = tuple(_lens(checksum) for checksum in lens_checksums)
    framework = _framework(framework_checksum)
    if without:
        framework = omissions.framework(framework, without)
        lenses = tuple(omissions.lens(lens, without) for lens in lenses)
    return Kit(framework, lenses, schemes.build(framework, lenses), framework_checksum, lens_checksums)


@lru_cache(maxsize=64)
def _framework(checksum: str) -> Framework:
    return Framework.model_validate_json(_document(checksum))


@lru_cache(maxsize=256)
def _lens(checksum: str) -> Lens:
    return LENS_ADAPTER.validate_json(_document(checksum))


def _document(checksum: str) -> str:
    document = FrameworkVersion.objects.values_list("document", flat=True).get(checksum=checksum)
    if canonical.checksum(document) != checksum:
        raise DocumentDamaged(f"The document stored under {checksum} has been changed.")
    return document


def _by_id(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    return MappingProxyType({entry.id: entry for entry in entries})
