"""The words of a framework in its language: the generic ones, and its own where it has some.

Files are named `<framework or generic>.<language>.toml`; more generic words lie in `generic/`. English is the declared fallback for the
generic words; names of degrees, pillars and sections always come from the framework.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.document import Part, Sentence
from reports.narrative import templates
from reports.narrative.templates import NarrativeFault, Template, Value

FOLDER = Path(__file__).parent
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that can be said about a result of one framework, in one language.

    `remarks` names the remark for a headline degree, `pairs` the sentences for a pair of groups.
    """

    language: str
    sentences: Mapping[str, Template]
    plain: Mapping[str, str]
    numbers: tuple[str, ...]
    months: tuple[str, ...]
    remarks: Mapping[str, str]
    pairs: Mapping[str, Mapping[str, str]]

    def say(self, key: str, **values: Value) -> Sentence:
        """Return the sentence with this key, filled; raise `NarrativeFault` where it cannot be."""
        return self._template(key).fill(values)

    def phrase(self, key: str, **values: Value) -> Sentence:
        """Return the same as part of another sentence, without a capital at its beginning."""
        return self._template(key).fill(values, begins=False)

    def write(self, key: str, **values: Value) -> str:
        """Return the sentence as plain text."""
        return self.say(key, **values).plain

    def word(self, key: str) -> str:
        """Return a word or heading that has no places."""
        if key not in self.plain:
            raise NarrativeFault(f"{key}: there is no such word in {self.language}")
        return self.plain[key]

    def people(self, count: int) -> str:
        """Return "1 person" or "18 people"."""
        return f"{count} {self.word('person' if count == 1 else 'people')}"

    def points(self, count: int) -> str:
        """Return "1 point" or "12 points"."""
        return f"{count} {self.word('point' if count == 1 else 'points')}"

    def days(self, count: int) -> str:
        """Return "1 day" or "45 days"."""
        return f"{count} {self.word('day' if count == 1 else 'days')}"

    def minutes(self, count: int) -> str:
        """Return "1 minute" or "85 minutes"."""
        return f"{count} {self.word('one_minute' if count == 1 else 'more_minutes')}"

    def number(self, count: int) -> str:
        """Return a small number in letters, others in digits."""
        return self.numbers[count] if 0 <= count < len(self.numbers) else str(count)

    def date(self, day: date) -> str:
        """Return a day as "22 November 2025"."""
        places: dict[str, Value] = {"day": day.day, "month": self.months[day.month - 1], "year": day.year}
        return self.sentences["date"].fill(places).plain

    def choice(self, items: Iterable[Part]) -> tuple[Part, ...]:
        """Return "a, b or c" with each item in its own voice."""
        return self.chain([(item,) for item in items], self.word("comma"), self.word("or"))

    def listing(self, items: Iterable[str | Part]) -> tuple[Part, ...]:
        """Return "a, b and c" with each item in its own voice; quoted where names would run together."""
        parts = [item if isinstance(item, Part) else Part(item) for item in items]
        comma, last = self.word("comma"), self.word("and")
        if len(parts) > 1 and any(comma in part.text or last in part.text for part in parts):
            return self.quoted(parts)
        return self.chain([(part,) for part in parts], comma, last)

    def quoted(self, items: Iterable[Part]) -> tuple[Part, ...]:
        """Return the same list with every item in quotation marks."""
        opening, closing = self.word("quote_open"), self.word("quote_close")
        runs = [(Part(opening), item, Part(closing)) for item in items]
        return self.chain(runs, self.word("comma"), self.word("and"))

    def chain(self, runs: Iterable[tuple[Part, ...]], between: str, last: str) -> tuple[Part, ...]:
        """Return runs of parts one after another, with words between them and before the last."""
        listed = list(runs)
        chained: list[Part] = []
        for place, run in enumerate(listed):
            if place:
                chained.append(Part(last if place == len(listed) - 1 else between))
            chained.extend(run)
        return tuple(chained)

    def _template(self, key: str) -> Template:
        if key not in self.sentences:
            raise NarrativeFault(f"{key}: there is no such sentence in {self.language}")
        return self.sentences[key]


def theirs(text: str) -> Part:
    """Return a text of the framework as a value to fill in."""
    return Part(text, source="framework")


def typed(text: str) -> Part:
    """Return a text that somebody typed in as a value to fill in."""
    return Part(text, source="typed")


@lru_cache(maxsize=64)
def words_for(framework: str, language: str) -> Words:
    """Return the words for a framework, read once."""
    spoken = _spoken(language)
    data = _generic(spoken)
    own = FOLDER / f"{framework}.{spoken}.toml"
    if own in _files():
        data = _over(data, _read(own))
    return _words(spoken, data)


def _generic(spoken: str) -> dict[str, Any]:
    """Return the generic words: one file for what every report says, and one for each kind of document."""
    data = _read(FOLDER / f"generic.{spoken}.toml")
    for path in sorted((FOLDER / "generic").glob(f"*.{spoken}.toml")):
        data = _over(data, _read(path))
    return data


def _spoken(language: str) -> str:
    known = {path.name.split(".")[1] for path in _files() if path.name.startswith("generic.")}
    for tag in (language, language.partition("-")[0]):
        if tag in known:
            return tag
    return FALLBACK


def _files() -> frozenset[Path]:
    return frozenset(FOLDER.glob("*.toml"))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _over(merged[key], value) if both else value
    return merged


def _words(language: str, data: Mapping[str, Any]) -> Words:
    sentences = {key: templates.parse(key, text) for key, text in _flat(data["sentences"])}
    return Words(
        language=language,
        sentences=sentences,
        plain=dict(_flat(data["words"])),
        numbers=tuple(data["numbers"]),
        months=tuple(data["months"]),
        remarks=data.get("remarks", {}),
        pairs=data.get("pairs", {}),
    )


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield (prefix.rstrip(".") if key == "all" else f"{prefix}{key}"), value
