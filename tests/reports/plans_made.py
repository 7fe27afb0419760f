"""Plans of actions and editions to write reports about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from actions.plans import Plan, Planned, Reviewed
from assessments.editions import Cost
from reports.builder.context import Context
from reports.builder.editions import Edition
from tests.reports import rounds

NOTHING = Planned(
    id="",
    origin="own",
    source="",
    pillar="",
    step="",
    title="Count repeat contacts",
    do="",
    done_when="",
    owner="",
    due_on=None,
    status="planned",
    impact=2,
    effort=2,
    note="",
)
EDITION = Edition(
    marking="strict",
    version="2.1",
    approver="A. Name",
    approved_on=date(2026, 4, 3),
    consultancy="Fathom & Daughters",
    cover_text="For the board.",
    footer="Fathom & Daughters, 1 Pier Street",
    costs=(Cost("Repeat contacts", "120 000 EUR", "service desk"), Cost("Remedies", "4 000 EUR", "")),
)


def own(title: str = NOTHING.title, **more: Any) -> Planned:
    """Make an action that somebody added."""
    return replace(NOTHING, id="3f0c8f6e", title=title, **more)


def chosen(source: str, **more: Any) -> Planned:
    """Make an action chosen from the core framework, as proposed."""
    kit = rounds.core()
    action = kit.action(source)
    pillar = next(pillar for pillar in kit.framework.pillars if action in pillar.actions)
    return replace(
        NOTHING,
        **{
            "id": source,
            "origin": "framework",
            "source": source,
            "pillar": pillar.id,
            "step": action.step,
            "title": action.title,
            "do": action.do,
            "done_when": action.done_when,
            "owner": action.owner,
            **more,
        },
    )


def plan(*actions: Planned, reviewed: tuple[Reviewed, ...] = ()) -> Plan:
    """Make the plan of a round."""
    return Plan(date(2026, 4, 2), actions, reviewed, checksum="c" * 64)


def context(*actions: Planned, reviewed: tuple[Reviewed, ...] = (), **more: Any) -> Context:
    """Return the context of a round on which these actions were chosen."""
    return replace(rounds.CONTEXT, plan=plan(*actions, reviewed=reviewed), **more)
