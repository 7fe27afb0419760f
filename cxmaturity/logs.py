"""Log lines: one JSON object each, never with local variables, addresses of people or the tokens of links."""

from __future__ import annotations

import logging
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from cxmaturity import tokens

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configuration(*, level: int) -> dict[str, Any]:
    """Return Django's LOGGING setting, and point structlog at it."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*_SHARED, structlog.stdlib.ExtraAdder(allow=["status_code"])],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            # Plain traceback text: the default dict tracebacks would carry local variables.
            structlog.processors.format_exc_info,
            _without_tokens,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            # Otherwise two lines for each task, four times a minute; one that fails still says so.
            "django_tasks": {"level": max(level, logging.WARNING)},
        },
    }


def _without_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide the tokens of personal links, which Django names with the address of a refused request."""
    return {name: tokens.hidden(value) if isinstance(value, str) else value for name, value in event.items()}
