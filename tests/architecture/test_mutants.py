"""The crawl notices when any one protection is missing: it is run against the product made worse."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.architecture import crawl, mutants
from tests.architecture.crawl import Visitor
from tests.architecture.mutants import Mutant
from tests.architecture.test_crawl import find_breaks, find_leaks
from tests.architecture.urlconf import Address, addresses

AT_LEAST = 20
PARTS = 2  # so that they run side by side
MUTANTS = tuple(mutant for mutant in mutants.everyone() if str(mutant) not in mutants.HARMLESS)


def test_there_are_mutants_enough():
    assert len(MUTANTS) >= AT_LEAST


@pytest.mark.skipif(connection.vendor != "sqlite", reason="mutants are of Python; one database is enough")
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_crawl_catches_every_mutant(part: int):
    own, other = crawl.world("north"), crawl.world("south")
    missed = [str(mutant) for mutant in MUTANTS[part::PARTS] if not _is_caught(mutant, own, other)]
    assert missed == []


def _is_caught(mutant: Mutant, own: crawl.World, other: crawl.World) -> bool:
    with mutants.alive(mutant):
        return any(
            _caught(address, visitor, own, other)
            for address in _near(mutant)
            for visitor in _visitors(mutant)
        )


def _visitors(mutant: Mutant) -> list[Visitor]:
    """Return everybody, those first who notice soonest: strangers a lost guard, who may most a lost filter."""
    found = list(crawl.VISITORS.values())
    return found if mutant.unguarded else found[::-1]


def _near(mutant: Mutant) -> list[Address]:
    """Return the addresses of the mutant's module or, without any, all; those of views it serves first."""
    near = [address for address in addresses() if address.view.__module__ == mutant.module]
    named = [address for address in near if address.view.__name__ == mutant.name]
    return named or sorted(near or addresses(), key=lambda address: _distance(address, mutant))


def _distance(address: Address, mutant: Mutant) -> tuple[bool, bool]:
    """Return how far a view is from a mutant: whether it uses it, and lies in the same package."""
    package = f"{mutant.module.rpartition('.')[0]}."
    served = mutants.users(mutant.name)
    return address.view.__name__ not in served, not address.view.__module__.startswith(package)


def _caught(address: Address, visitor: crawl.Visitor, own: crawl.World, other: crawl.World) -> bool:
    point = transaction.savepoint()
    try:
        if address in set(crawl.closed_to_others()):
            find_leaks(address, visitor, own, other)
        find_breaks(address, visitor, own, other)
    except Exception:  # noqa: BLE001 # a view that breaks without its guard is noticed as well
        return True
    finally:
        transaction.savepoint_rollback(point)
    return False
