"""Say whether the process lives and whether it can work, and survive a lost database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public
from frameworks import kits
from jobs.models import Beat

if TYPE_CHECKING:
    from django.http import HttpRequest

log = structlog.get_logger(__name__)
RETRY_AFTER_SECONDS = 5
WORKER_BEATS_WITHIN = timedelta(seconds=30)


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
    """Say whether database, migrations and a published framework are there, and whether a worker is.

    Pages can be served without a worker, so its absence is told and no reason to send people away.
    """
    needed = {
        "database": _ready(_database),
        "migrations": _ready(_migrations),
        "framework": _ready(_framework),
    }
    worker = _ready(_worker)
    if not all(needed.values()):
        return JsonResponse({"status": "unwell", **needed, "worker": worker}, status=503)
    return JsonResponse({"status": "ok" if worker else "no worker", **needed, "worker": worker})


def _ready(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, InterfaceError, LookupError):
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


def _worker() -> bool:
    return Beat.objects.alive(now(), within=WORKER_BEATS_WITHIN).exists()
