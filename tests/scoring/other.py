"""A second scheme, as unlike the core as it can be: other ids, cuts, weights, groups and sizes."""

from __future__ import annotations

from scoring import scheme

LEVELS = (
    scheme.Level("ebb", 0.0, 0.0),
    scheme.Level("slack", 40.0, 30.0),
    scheme.Level("flood", 100.0, 70.0),
)
HANDS = frozenset({"crew"})
ALL = frozenset({"crew", "pilots", "yard", "office"})


def question(
    name: str, *, step: str = "look", weight: float = 1.0, judged_by: frozenset[str] = ALL
) -> scheme.Question:
    return scheme.Question(name, step, judged_by, na_allowed=name.endswith("?"), weight=weight)


def pillar(name: str, section: str, *questions: scheme.Question, weight: float = 1.0) -> scheme.Pillar:
    actions = tuple(
        scheme.Action(f"{name}-{at}", *levels, step="look", days=200)
        for at, levels in enumerate([("ebb", "slack"), ("slack", "flood")])
    )
    return scheme.Pillar(name, section, questions, actions, weight)


def harbour() -> scheme.Scheme:
    """Return one section of six pillars, one of a single question, heavy weights and no pulse."""
    piers = [
        pillar(f"pier-{at}", "water", *(question(f"w{at}{letter}", weight=at) for letter in "abc"[:at]))
        for at in (1, 2, 3)
    ]
    locks = [pillar(f"lock-{at}", "water", question(f"k{at}?"), question(f"l{at}")) for at in (1, 2)]
    tower = pillar("tower", "water", question("t", weight=3.0), question("u", judged_by=HANDS), weight=4.0)
    gate = pillar("gate", "land", question("g", step="move"))
    return scheme.Scheme(
        id="harbour",
        version="7.2.1",
        levels=LEVELS,
        bands=(),
        groups=("pilots", "crew", "yard", "office"),
        steps=("move", "look"),
        sections=(scheme.Section("water"), scheme.Section("land")),
        pillars=(*piers, *locks, tower, gate),
        mappings=(
            scheme.Mapping("tides", (scheme.View("spring", ("w1a", "t", "g")),), min_share_answered=0.6),
        ),
        diagnosis=scheme.Diagnosis("dock", (scheme.Block("all", ("look", "move")),), 40.0, 20.0, 1),
    )
