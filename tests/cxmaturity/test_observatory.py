"""The score that MDN's HTTP Observatory would give our headers, by its published rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import Morsel
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from assessments.models import Assessment
from tests import factories

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db

BASELINE, BEST, A_PLUS = 100, 90, 115  # points above none count only from BEST on
SIX_MONTHS = 15_768_000
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "data:", "http:", "https:", "*"}
QUIET = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}

# Rule -> its outcomes with their points. What a page does not meet falls to the last line of its rule.
POINTS: Mapping[str, Mapping[str, int]] = {
    "content security policy": {
        "default-src none, nothing unsafe": 10,
        "no unsafe": 5,
        "unsafe": -20,
        "none": -25,
    },
    "cookies": {"secure, SameSite": 5, "none": 0, "not secure": -40},
    "cross-origin resource sharing": {"none": 0, "for everybody": -50},
    "redirection": {"first to https on the same host": 0, "not to https": -20},
    "referrer policy": {"quiet": 5, "none": 0, "unsafe": -5},
    "strict transport security": {"preloaded": 5, "six months": 0, "less": -10, "none": -20},
    "subresource integrity": {"all scripts from the same origin": 0, "from elsewhere": -50},
    "content type options": {"nosniff": 0, "none": -5},
    "frame options": {"by the policy": 5, "by the header": 0, "none": -20},
    "cross-origin resource policy": {"same origin or site": 10, "none or cross-origin": 0},
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as it came over https, and what http answered at its address."""

    page: Page
    plain: Page

    @property
    def policy(self) -> dict[str, set[str]]:
        said = self.page.headers.get("Content-Security-Policy", "")
        parts = (part.split() for part in said.split(";") if part.strip())
        return {name: set(sources) for name, *sources in parts}

    @property
    def scripts(self) -> list[str]:
        return re.findall(r"<script[^>]*\bsrc=[\"']([^\"']+)", self.page.content.decode())

    @property
    def transport(self) -> set[str]:
        said = self.page.headers.get("Strict-Transport-Security", "")
        return {part.strip() for part in said.split(";") if part.strip()}


def policy(visit: Visit) -> str:
    found = visit.policy
    if not found:
        return "none"
    sources = {
        source
        for name in ("default-src", "script-src", "style-src", "object-src")
        for source in found.get(name, found.get("default-src", {"*"}))
    }
    if sources & UNSAFE:
        return "unsafe"
    return "default-src none, nothing unsafe" if found.get("default-src") == {"'none'"} else "no unsafe"


def cookies(visit: Visit) -> str:
    def safe(cookie: Morsel[str]) -> bool:
        return bool(cookie["secure"] and cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"})

    given = visit.page.cookies.values()
    return ("secure, SameSite" if all(map(safe, given)) else "not secure") if given else "none"


def sharing(visit: Visit) -> str:
    return "for everybody" if "Access-Control-Allow-Origin" in visit.page.headers else "none"


def redirection(visit: Visit) -> str:
    goes = visit.plain.headers.get("Location", "")
    first = visit.plain.status_code == 301 and goes.startswith("https://testserver/")
    return "first to https on the same host" if first else "not to https"


def referrer(visit: Visit) -> str:
    said = visit.page.headers.get("Referrer-Policy", "")
    return "quiet" if said in QUIET else "unsafe" if said else "none"


def transport(visit: Visit) -> str:
    ages = [int(part.removeprefix("max-age=")) for part in visit.transport if part.startswith("max-age=")]
    if not ages or ages[0] < SIX_MONTHS:
        return "less" if ages else "none"
    # To be on the browsers' lists takes an entry besides; without one it is worth no more than six months.
    return "six months"


def integrity(visit: Visit) -> str:
    here = all(script.startswith("/") and not script.startswith("//") for script in visit.scripts)
    return "all scripts from the same origin" if here else "from elsewhere"


def types(visit: Visit) -> str:
    return "nosniff" if visit.page.headers.get("X-Content-Type-Options") == "nosniff" else "none"


def frames(visit: Visit) -> str:
    if visit.policy.get("frame-ancestors") == {"'none'"}:
        return "by the policy"
    return "by the header" if visit.page.headers.get("X-Frame-Options") == "DENY" else "none"


def resources(visit: Visit) -> str:
    said = visit.page.headers.get("Cross-Origin-Resource-Policy", "")
    return "same origin or site" if said in {"same-origin", "same-site"} else "none or cross-origin"


RULES: Mapping[str, Callable[[Visit], str]] = {
    "content security policy": policy,
    "cookies": cookies,
    "cross-origin resource sharing": sharing,
    "redirection": redirection,
    "referrer policy": referrer,
    "strict transport security": transport,
    "subresource integrity": integrity,
    "content type options": types,
    "frame options": frames,
    "cross-origin resource policy": resources,
}


def score(outcomes: Mapping[str, str]) -> int:
    """Return the score: what is missing is taken off first, and what is better than asked added from 90 on."""
    points = [POINTS[rule][outcome] for rule, outcome in outcomes.items()]
    missed = BASELINE + sum(point for point in points if point < 0)
    return max(0, missed + sum(point for point in points if point > 0) if missed >= BEST else missed)


@pytest.fixture
def visitor(client: Client, settings: Settings) -> Client:
    """Return an owner's browser where the product's address begins with https."""
    settings.SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    sheet = factories.sent()
    client.force_login(factories.member(sheet.assessment.organisation))
    return client


def paths() -> dict[str, tuple[str, int]]:
    round_ = Assessment.objects.get()
    return {
        "start": ("/", 200),
        "result": (reverse("reports:result", args=[round_.pk]), 200),
        "account": (reverse("accounts:account"), 200),
        "organisation": (reverse("assessments:rounds", args=[round_.organisation_id]), 200),
        "error": ("/nothing/here/", 404),
    }


@pytest.mark.parametrize("name", ["start", "result", "account", "organisation", "error"])
def test_every_kind_of_page_earns_an_a_plus(visitor: Client, name: str):
    path, status = paths()[name]
    visit = Visit(visitor.get(path, secure=True), Client().get(path))
    outcomes = {rule: judge(visit) for rule, judge in RULES.items()}
    assert visit.page.status_code == status
    assert score(outcomes) >= A_PLUS, outcomes


def test_points_above_none_count_only_for_who_misses_little():
    best = {rule: next(iter(outcomes)) for rule, outcomes in POINTS.items()}
    assert score(best) == BASELINE + 40
    assert score({**best, "frame options": "none"}) == BASELINE - 20
    assert score({**best, "content type options": "none"}) == BASELINE - 5 + 40
