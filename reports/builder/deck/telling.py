"""What every slide is written from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.document import Part, Report, Sentence, Source
from reports.narrative import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """A report and the words to tell it in."""

    report: Report
    words: Words

    @property
    def org(self) -> Part:
        """Return the name of the organisation, or the words for one that nobody has named."""
        name = self.report.identity.organisation.strip()
        return Part(name, source="typed") if name else Part(self.words.word("unnamed"))

    def basis(self) -> Sentence:
        """Say who answered, when it stood so and how it can be checked."""
        identity = self.report.identity
        return self.words.say(
            "deck.basis",
            people=identity.n_words,
            round=identity.mode_words,
            state=identity.state_words,
            checksum=identity.checksum_short,
        )


def text(words: str, source: Source = "framework", *, strong: bool = False) -> Sentence:
    """Return a text that stands for itself as a sentence."""
    return Sentence("deck", (Part(words, strong, source),))


def lead(sentence: Sentence) -> Sentence:
    """Return the strong beginning of a sentence, without its weight; all of it where it has none."""
    strong = bool(sentence.parts) and sentence.parts[0].strong
    kept = tuple(part for part in sentence.parts if part.strong) if strong else sentence.parts
    return Sentence(sentence.id, tuple(Part(part.text.rstrip("\n"), source=part.source) for part in kept))


def rest(sentence: Sentence) -> Sentence | None:
    """Return what follows the strong beginning of a sentence, None where nothing does."""
    parts = tuple(part for part in sentence.parts if not part.strong)
    if len(parts) == len(sentence.parts) or not "".join(part.text for part in parts).strip():
        return None
    first, *others = parts
    return Sentence(sentence.id, (Part(first.text.lstrip(), source=first.source), *others))


def joined(sentences: Iterable[Sentence]) -> Sentence:
    """Return sentences one after another as one."""
    parts: list[Part] = []
    for sentence in sentences:
        parts.extend((Part(" "), *sentence.parts) if parts else sentence.parts)
    return Sentence("deck", tuple(parts))
