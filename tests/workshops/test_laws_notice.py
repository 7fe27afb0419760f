"""The laws of a topic's life notice when any one rule is missing: they are tried on the protocol made worse."""

from __future__ import annotations
import __future__

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.workshops import test_protocol
from tests.workshops.topic_lives import casts, commands, lives, roles
from workshops import protocol
from workshops.protocol import Cast, Command, Role, sight

# Where, what stands there, and what stands there in the worse one.
MUTANTS: dict[str, tuple[Any, str, str, str]] = {
    "a hidden ballot is shown": (sight, "_tally", " if ballot.revealed else None", ""),
    "another's own vote is shown": (protocol, "seen_by", "seat if role == Role.SEAT else None", "seat"),
    "one's own vote is any vote": (protocol.Ballot, "of", "vote.seat == seat", "True"),
    "anybody may do anything": (protocol, "apply", "role != command.by", "False"),
    "an older vote wins": (protocol.Cast, "on", "self.revision <= before.revision", "False"),
    "a second vote counts beside the first": (protocol.Cast, "on", "before is None", "True"),
    "a removed seat votes": (protocol.Cast, "on", "self.seat in topic.removed", "False"),
    "a vote is for any ballot": (protocol.Cast, "on", "self.ballot != len(topic.ballots)", "False"),
    "a vote comes after the reveal": (protocol.Cast, "on", "topic.at(Stage.VOTING)", "topic"),
    "a reveal shows nothing": (protocol.Reveal, "on", "revealed=True", "revealed=False"),
    "a removed seat's vote counts": (protocol.Remove, "on", "void=True", "void=False"),
    "a removed seat still sees": (protocol, "seen_by", " or seat in topic.removed", ""),
    "undo leaves the vote revealed": (protocol.Undo, "on", "revealed=False", "revealed=True"),
    "undo leaves the ballot": (protocol.Undo, "on", "topic.ballots[:-1]", "topic.ballots"),
    "undo leaves the decision": (protocol.Undo, "on", "decision=None", "decision=topic.decision"),
    "undo forgets why it was parked": (protocol.Undo, "on", "parking=last.parking", "parking=None"),
    "undo undoes nothing": (protocol.Undo, "on", "if not topic.trail", "if topic.trail"),
    "going on leaves something to undo": (protocol.GoOn, "on", "trail=()", "trail=topic.trail"),
    "the room goes on while people vote": (protocol.GoOn, "on", "topic.stage == Stage.VOTING", "False"),
    "what is parked is agreed": (protocol.Agree, "on", "Stage.WAITING", "Stage.PARKED, Stage.WAITING"),
    "what is agreed is parked": (protocol.Park, "on", "Stage.WAITING", "Stage.AGREED, Stage.WAITING"),
    "what is agreed is voted on": (protocol.VoteAgain, "on", "Stage.REVEALED", "Stage.AGREED"),
    "a step is forgotten": (protocol.Topic, "step", "Step(self.stage, self.parking)", "Step(stage)"),
}
Law = Callable[..., None]
Life = list[tuple[Command, Role]]
LAWS: list[Law] = [
    law.hypothesis.inner_test for law in vars(test_protocol).values() if hasattr(law, "hypothesis")
]
LIVES = 600


@contextmanager
def worse(where: Any, name: str, sound: str, broken: str) -> Iterator[None]:
    """Put a function that lacks one rule in the place of the sound one."""
    kept = getattr(where, name)
    source = textwrap.dedent(inspect.getsource(kept))
    assert sound in source
    names = {**vars(inspect.getmodule(kept))}
    code = source.replace(sound, broken, 1)
    exec(compile(code, name, "exec", flags=__future__.annotations.compiler_flag), names)  # noqa: S102 # our own
    setattr(where, name, names[name])
    try:
        yield
    finally:
        setattr(where, name, kept)


@cache
def drawn() -> tuple[dict[str, Any], ...]:
    """Draw lives and what is tried at their ends: once for all worse protocols, and each time the same."""
    found: list[dict[str, Any]] = []

    @settings(max_examples=LIVES, phases=[Phase.generate], database=None, deadline=None, derandomize=True)
    @given(lives(), st.lists(casts), casts, commands, roles)
    def draw(life: Life, votes: list[Cast], vote: Cast, command: Command, role: Role) -> None:
        found.append({"life": life, "votes": votes, "vote": vote, "command": command, "role": role})

    draw()
    return tuple(found)


def breaks(law: Law, case: dict[str, Any]) -> bool:
    """Say whether what was drawn breaks the law."""
    said = {name: case[name] for name in inspect.signature(law).parameters}
    try:
        law(**said)
    except pytest.fail.Exception:
        return True
    except Exception:  # noqa: BLE001 # a protocol that breaks down is noticed as well
        return True
    return False


def test_the_protocol_as_it_is_breaks_no_law():
    assert [law.__name__ for law in LAWS if any(breaks(law, case) for case in drawn())] == []


@pytest.mark.parametrize("what", MUTANTS)
def test_a_missing_rule_breaks_a_law(what: str):
    cases = drawn()
    with worse(*MUTANTS[what]):
        assert any(breaks(law, case) for case in cases for law in LAWS)
