"""Say whether the process lives and whether it can work, and survive a lost database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public
from frameworks import kits

if TYPE_CHECKING:
    from django.http import HttpRequest

log = structlog.get_logger(__name__)
RETRY_AFTER_SECONDS = 5


def unavailable_database(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Turn a lost, locked or full database into 503 with Retry-After, so that clients try again."""
    return _UnavailableDatabase(get_response)


class _UnavailableDatabase:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (OperationalError, InterfaceError)):
            return None
        log.error("database unavailable", error=type(exception).__name__)
        body = render_to_string("503.html", request=request)
        return HttpResponse(body, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})


@public
@require_safe
@never_cache
def livez(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether database, migrations and a published framework are there."""
    checks = {
        "database": _ready(_database),
        "migrations": _ready(_migrations),
        "framework": _ready(_framework),
    }
    ready = all(checks.values())
    return JsonResponse({"status": "ok" if ready else "unwell", **checks}, status=200 if ready else 503)


def _ready(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (OperationalError, InterfaceError, LookupError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _framework() -> bool:
    kits.current()
    return True
