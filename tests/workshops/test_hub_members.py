"""Members who hold a stream are shown a room as long as they may see it."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from tests.workshops.scenes import Browser, Scene, member, run, told
from workshops import hub


def test_member_who_may_see_the_room_no_longer_is_shown_nothing_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "RIGHTS_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        here = scene.hub()
        browsers = [member(here, 1), member(here, 2), Browser(here)]
        for browser in browsers:
            assert await browser.told() == told(0, html="<p>")
        scene.turned_away = frozenset({"1"})
        assert await browsers[0].ended()
        scene.change(voted=1)
        assert [await browser.told() for browser in browsers[1:]] == [told(1)] * 2

    run(scenes())


def test_member_who_may_not_see_the_room_is_shown_nothing_at_all():
    async def scenes() -> None:
        scene = Scene(turned_away=frozenset({"1"}))
        here = scene.hub()
        other = Browser(here, face="console")  # the face is known before the member comes
        await other.told()
        assert await member(here, 1).ended()

    run(scenes())


def test_nobody_new_is_shown_anything_while_members_cannot_be_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub, "RIGHTS_SECONDS", 0.05)

    async def scenes() -> None:
        scene = Scene()
        here = scene.hub()
        known = member(here, 1)
        assert await known.told() == told(0, html="<p>")
        scene.trouble = OperationalError()
        new = member(here, 2)
        assert await new.silent()
        scene.change(voted=1)
        assert await known.told() == told(1)
        scene.trouble = None
        assert await new.told() == told(1, html="<p>")

    run(scenes())
