"""Scores made of question means: pillars, sections, the index and views (sections 3, 5 and 6)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Composite:
    """A weighted mean of parts; a part is the column of a question or a composite of its own."""

    parts: tuple[tuple[float, int | Composite], ...]

    @classmethod
    def plain(cls, parts: Iterable[int | Composite]) -> Composite:
        """Return the unweighted mean of parts."""
        return cls(tuple((1.0, part) for part in parts))

    def columns(self) -> Iterator[int]:
        """Yield the columns of the questions that it rests on."""
        for _, part in self.parts:
            if isinstance(part, Composite):
                yield from part.columns()
            else:
                yield part

    def weights(self) -> Iterator[tuple[int, float]]:
        """Yield each question's column and effective weight c_q; the weights sum to 1 (section 6)."""
        total = math.fsum(weight for weight, _ in self.parts)
        for weight, part in self.parts:
            if isinstance(part, Composite):
                yield from ((column, inner * weight / total) for column, inner in part.weights())
            else:
                yield part, weight / total

    def value(self, means: Sequence[float | None]) -> float | None:
        """Return the score 0-100 over what is known of `means`, None if nothing is.

        A question without a mean, and a part left without questions, drops out (section 6).
        """
        known = [(weight, value) for weight, part in self.parts if (value := _value(part, means)) is not None]
        if not known:
            return None
        return math.fsum(w * v for w, v in known) / math.fsum(w for w, _ in known)


def _value(part: int | Composite, means: Sequence[float | None]) -> float | None:
    return part.value(means) if isinstance(part, Composite) else means[part]
