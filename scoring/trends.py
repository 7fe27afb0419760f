"""What has changed between two rounds (section 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from scoring import (
    announcements,
    changes,
    linked,
    linked_audit,
    linked_rules,
    matching,
    mixes,
    rounds,
    uncertainty,
    withholding,
)
from scoring.announcements import Headlines
from scoring.errors import TooFewPeople
from scoring.linked import Links, Pair
from scoring.matching import INDEX, Common, Comparison, Key, Moment, Side
from scoring.replies import Replies
from scoring.result import Mode, Scope
from scoring.scheme import Scheme
from scoring.trend_result import Change, LeftOut, Trend, Withheld
from scoring.withholding import Grouping

Beside = tuple[Collection[Grouping], Collection[Grouping]]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two rounds, the people in both, and what may not be shown of their scores and questions."""

    comparison: Comparison
    people: Pair | None
    scores: Mapping[Key, Withheld]

    @property
    def before(self) -> Side:
        return self.comparison.sides[0]

    @property
    def after(self) -> Side:
        return self.comparison.sides[1]


def trend(
    scheme: Scheme,
    before: Replies,
    after: Replies,
    *,
    mode: Mode = "confidential",
    k: int = 5,
    scope: Scope = "full",
    common: Common = None,
    before_scheme: Scheme | None = None,
    before_scope: Scope | None = None,
    headlines: Headlines | None = None,
    links: Links | None = None,
    beside: Beside = ((), ()),
    audit: bool = False,
) -> Trend:
    """Compare two rounds over their common questions; time is linear in people (G26 to G28, G51).

    `scheme`: the framework of the later round, `before_scheme` of the earlier one, by default the
    same. `common`: ids in the later framework, or earlier id -> later id, of the questions whose
    meaning is unchanged; by default every id that both have. `mode`, `k`: the stricter of the two
    rounds. `scope` "pulse" of either round compares the pulse questions only. `headlines`: those
    that the rounds have published; a move that is not theirs is never announced. `links`: row before,
    row after of the people in both rounds; then the changes are theirs. `beside`: for each round the
    further groupings of its own questions that are shown (`scoring.released`, `scoring.told`).
    `audit`: hold a confidential comparison of the same people to the test of an auditor too; where it
    fails the rounds are compared as a whole.

    Raise `TooFewPeople` (k below 1), `NotComparable` (common), `ImpossibleLinks`, `NoPulse`.
    """
    if k < 1:
        raise TooFewPeople(k)
    moments = (
        Moment(before_scheme or scheme, before, scope=before_scope or scope, common=common),
        Moment(scheme, after, scope=scope),
    )
    comparison = matching.compare(moments, mode=mode, k=k)
    made = comparison.parts.all()
    hidden = withholding.merged(
        withholding.reasons(comparison, side, made, shown)
        for side, shown in zip(comparison.sides, beside, strict=True)
    )
    people = None if links is None else linked.pair(comparison.sides, links)
    compared = Compared(comparison, people, hidden)
    if audit and people is not None and links is not None and _own_scores_tell(compared, people, links):
        compared = replace(compared, people=None)
    return _trend(moments, compared, headlines)


def _own_scores_tell(compared: Compared, people: Pair, links: Links) -> bool:
    """Say whether a confidential comparison of the same people would tell of a few of them, or one answer."""
    comparison = compared.comparison
    if compared.after.common.mode == "open":
        return False
    shown = [key for key, change in _scores(compared).items() if change.withheld is None]
    columns = {question.id: at for at, question in enumerate(comparison.scheme.questions)}
    apart = [columns[id_] for id_, change in _questions(compared).items() if change.withheld is None]
    return linked_audit.tells(comparison, links, people, shown, apart)


def _trend(moments: tuple[Moment, Moment], compared: Compared, headlines: Headlines | None) -> Trend:
    scheme, comparison = moments[1].scheme, compared.comparison
    found = _scores(compared)
    unknown = changes.withheld(_unknown(comparison))
    by_section = {section.id: found.get(("section", section.id), unknown) for section in scheme.sections}
    full = comparison.scope == "full"
    return Trend(
        framework=scheme.id,
        version_before=moments[0].scheme.version,
        version_after=scheme.version,
        mode=compared.after.common.mode,
        k=compared.after.common.k,
        scope=comparison.scope,
        n_before=len(moments[0].replies.ids),
        n_after=len(moments[1].replies.ids),
        n_linked=None if compared.people is None else len(compared.people.before),
        common=tuple(comparison.scheme.questions[column].id for column in comparison.used),
        left_out=_left_out(moments, comparison),
        questions=_questions(compared),
        pillars={pillar.id: found.get(("pillar", pillar.id), unknown) for pillar in scheme.pillars if full},
        sections=by_section,
        index=found.get(INDEX, unknown),
        degree=announcements.read(comparison, by_section, headlines),
        mix=mixes.read(comparison, compared.scores) if compared.people is None else None,
    )


def _unknown(comparison: Comparison) -> Withheld:
    """Return why a score is not there at all."""
    return "too few people" if any(_shows_nothing(side) for side in comparison.sides) else "not determined"


def _shows_nothing(side: Side) -> bool:
    return side.published.mode == "confidential" and not side.published.suppression.total_shown


def _left_out(moments: tuple[Moment, Moment], comparison: Comparison) -> dict[str, LeftOut]:
    names = comparison.sides[0].names
    missing = matching.left_out(moments[0].scheme, moments[1].scheme, names)
    laid_out = rounds.ids(comparison.scheme.questions)
    missing.update({id_: "not asked" for id_ in names if id_ not in laid_out})
    used = {laid_out[column] for column in comparison.used}
    missing.update({id_: "too few answers" for id_ in laid_out if id_ not in used})
    return missing


def _scores(compared: Compared) -> dict[Key, Change]:
    """Return the change of every determined score, or why it may not be shown."""
    found, hidden = _unlinked(compared), compared.scores
    if compared.people is not None:
        found = _linked(compared.comparison, compared.people)
        hidden = withholding.merged((hidden, _hidden_linked(compared, compared.people, found)))
    return {key: changes.withheld(hidden[key]) if key in hidden else one for key, one in found.items()}


def _unlinked(compared: Compared) -> dict[Key, Change]:
    made = compared.comparison.parts.all()
    before, after = (
        uncertainty.estimates(side.common.replies.codes, side.common.everybody, made)
        for side in compared.comparison.sides
    )
    return {key: changes.unlinked(linked.layer(key), before[key], after[key]) for key in made}


def _linked(comparison: Comparison, people: Pair) -> dict[Key, Change]:
    return linked.of_scores(comparison, people, linked.plain(comparison))


def _hidden_linked(compared: Compared, people: Pair, found: Mapping[Key, Change]) -> dict[Key, Withheld]:
    """Return which scores of the linked people a confidential comparison may not show."""
    comparison = compared.comparison
    if compared.after.common.mode == "open":
        return {}
    made = linked.plain(comparison)
    each = [linked_rules.nested(comparison, side, made, found) for side in comparison.sides]
    hidden = withholding.merged([*each, linked_rules.uniform(comparison, people, made)])
    return {**hidden, **linked_rules.told(comparison, made, hidden)}


def _questions(compared: Compared) -> dict[str, Change]:
    """Return the change of every common question, or why it may not be shown."""
    comparison, mode = compared.comparison, compared.after.common.mode
    hidden = {} if mode == "open" else _hidden_questions(compared)
    used = set(comparison.used)
    out = {}
    for column, question in enumerate(comparison.scheme.questions):
        if column not in used:
            out[question.id] = changes.withheld("not determined" if mode == "open" else "too few people")
        elif question.id in hidden:
            out[question.id] = changes.withheld(hidden[question.id])
        else:
            out[question.id] = _question(compared, column)
    return out


def _question(compared: Compared, column: int) -> Change:
    if compared.people is not None:
        return linked.of_question(compared.people, column)
    before, after = (
        uncertainty.of_question(side.common.everybody, column) for side in compared.comparison.sides
    )
    return changes.unlinked("question", before, after)


def _hidden_questions(compared: Compared) -> dict[str, Withheld]:
    """Return which common questions a confidential comparison may not show, each with the reason."""
    comparison, people = compared.comparison, compared.people
    apart = linked_rules.hidden_questions(comparison, people) if people is not None else {}
    return withholding.merged([apart, *(_not_shown(side) for side in comparison.sides)])


def _not_shown(side: Side) -> dict[str, Withheld]:
    shown = withholding.shown_questions(side)
    reason: Withheld = "too few people" if _shows_nothing(side) else "hidden in a round"
    return {id_: reason for id_, own in side.names.items() if own not in shown}
