"""Who is next where several wait: nobody waits for more than one thing of everybody else."""

from __future__ import annotations

from itertools import count
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Turns(Generic[Thing]):
    """Things that wait, each for somebody; whoever was served longest ago is next, and else who came first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Thing]] = []
        self._served: dict[str, int] = {}
        self._counter = count(1)

    def waiting(self) -> list[str]:
        """Return for each thing that waits whose it is."""
        return [whose for whose, _thing in self._waiting]

    def add(self, whose: str, thing: Thing) -> None:
        """Let a thing wait for its turn."""
        self._waiting.append((whose, thing))

    def take(self) -> Thing | None:
        """Take the next thing; with nothing left, forget who was served."""
        if not self._waiting:
            self._served.clear()
            return None
        following = min(self._waiting, key=lambda one: self._served.get(one[0], 0))
        self._waiting.remove(following)
        self._served[following[0]] = next(self._counter)
        return following[1]

    def clear(self) -> None:
        """Let nothing wait any longer."""
        self._waiting.clear()
