"""What every slide is written from."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Part, Report, Sentence, Source
from reports.narrative import Words, theirs, typed
from scoring.arithmetic import whole

__all__ = [
    "Part",
    "Sentence",
    "Telling",
    "begun",
    "first_of",
    "inner",
    "lead",
    "plainly",
    "rest",
    "text",
    "theirs",
    "typed",
    "without",
]


@dataclass(frozen=True, slots=True)
class Telling:
    """A report and the words to tell it in."""

    report: Report
    words: Words

    @property
    def org(self) -> Part:
        """Return the name of the organisation, or the words for one that nobody has named."""
        name = self.report.identity.organisation.strip()
        return typed(name) if name else Part(self.words.word("unnamed"))

    def counted(self, key: str, count: int) -> Sentence:
        """Return the sentence that says how many there are."""
        return self.words.say(f"{key}.one" if count == 1 else key, count=self.words.number(count))

    def behind(self, *sentences: Sentence) -> tuple[Sentence, ...]:
        """Return the notes of a slide: what stands behind it, who answered, and how it can be checked."""
        return (*sentences, *(group.words for group in self.report.identity.groups), self.basis())

    def basis(self) -> Sentence:
        """Say who answered, when it stood so and how it can be checked."""
        identity = self.report.identity
        return self.words.say(
            "deck.basis",
            people=identity.n_words.rstrip("."),
            round=identity.mode_words,
            state=identity.state_words,
            checksum=identity.checksum_short,
        )

    def borders(self) -> Sentence:
        """Say at which score each degree but the first begins, as scores are printed."""
        steps = self.report.answer.gauge[1:] if self.report.answer else ()
        runs = (
            self.words.phrase("deck.border", degree=theirs(step.degree.name), score=whole(step.start)).parts
            for step in steps
        )
        comma = self.words.word("comma")
        return self.words.say("deck.borders", items=self.words.chain(runs, comma, comma))

    def method(self, *ids: str) -> tuple[Sentence, ...]:
        """Return paragraphs of the methodology note."""
        return tuple(one for one in self.report.method.paragraphs if one.id in ids)


def text(words: str, source: Source = "framework") -> Sentence:
    """Return a text that stands for itself as a sentence."""
    return Sentence("deck", (Part(words, source=source),))


def lead(sentence: Sentence) -> Sentence:
    """Return the strong beginning of a sentence, without its weight; all of it where it has none."""
    strong = bool(sentence.parts) and sentence.parts[0].strong
    kept = tuple(part for part in sentence.parts if part.strong or not strong)
    return plainly(Sentence(sentence.id, kept))


def begun(sentence: Sentence) -> Sentence:
    """Return a part of a sentence as one of its own, with a capital where it begins in our words."""
    first, *others = sentence.parts
    capital = first.source == "ours"
    part = Part(first.text[:1].upper() + first.text[1:], first.strong, first.source) if capital else first
    return Sentence(sentence.id, (part, *others))


def plainly(sentence: Sentence) -> Sentence:
    """Return a sentence without weight, as a title says it."""
    return Sentence(sentence.id, tuple(Part(part.text, source=part.source) for part in sentence.parts))


def rest(sentence: Sentence) -> Sentence | None:
    """Return what follows the strong beginning of a sentence, None where nothing does."""
    parts = tuple(part for part in sentence.parts if not part.strong)
    if len(parts) == len(sentence.parts) or not "".join(part.text for part in parts).strip():
        return None
    return Sentence(sentence.id, parts)


def without(sentence: Sentence, words: str) -> Sentence:
    """Return a sentence without one of the texts it was filled with."""
    return Sentence(sentence.id, tuple(part for part in sentence.parts if part.text != words))


def inner(sentence: Sentence) -> tuple[Part, ...]:
    """Return a sentence as a value to fill in."""
    return sentence.parts


def first_of(sentences: tuple[Sentence, ...], *ids: str) -> Sentence | None:
    """Return the first sentence made from one of these templates."""
    return next((sentence for sentence in sentences if sentence.id in ids), None)
