"""Ask the server in this container whether it lives: `python deploy/alive.py PORT`.

It answers only under its own host name, and under https only what a proxy passes on; so the question is
put as the proxy would put it.
"""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

WITHIN_SECONDS = 4


def alive(port: int, base_url: str) -> bool:
    """Say whether /livez answers."""
    base = urlsplit(base_url)
    server = HTTPConnection("127.0.0.1", port, timeout=WITHIN_SECONDS)
    try:
        server.request("GET", "/livez", headers={"Host": base.netloc, "X-Forwarded-Proto": base.scheme})
        return server.getresponse().status == 200  # noqa: PLR2004 # what the standard calls OK
    except (OSError, HTTPException):
        return False
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(not alive(int(sys.argv[1]), os.environ.get("BASE_URL") or "http://127.0.0.1:8000"))
