"""Settings of a test run: the product's own, plain static files, and the alarm for N+1 queries."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "PYTEST_VAR_DIR" not in os.environ:
    # One folder for a run and its parallel workers, so that two runs side by side do not meet.
    os.environ["PYTEST_VAR_DIR"] = tempfile.mkdtemp(prefix="cxmaturity-test-")
    atexit.register(shutil.rmtree, os.environ["PYTEST_VAR_DIR"], ignore_errors=True)
os.environ["VAR_DIR"] = os.environ["PYTEST_VAR_DIR"]

from cxmaturity.settings import *  # noqa: F403 # VAR_DIR first; every setting but the ones below is the product's
from cxmaturity.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR  # as above

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_SHOW_ALL_CALLERS = True
# Kits read each published document once in the life of a process and keep it.
ZEAL_ALLOWLIST = [
    {"model": "frameworks.FrameworkVersion", "field": "get()"},
    # Signing out makes Django ask twice for the session.
    {"model": "sessions.Session", "field": "get()"},
    # A wrong password is counted for its address and for its account, one locked row after the other.
    {"model": "accounts.RateBucket", "field": "get()"},
    # allauth asks more than once about the person who signs in, their address and their few browsers.
    {"model": "accounts.User", "field": "get()"},
    {"model": "account.EmailAddress", "field": "*"},
    {"model": "mfa.Authenticator", "field": "*"},
    {"model": "usersessions.UserSession", "field": "*"},
]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: the in-memory database knows neither WAL nor two connections.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# Hashing that is slow on purpose has its place in production.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# However slow the machine is, a document that is asked for is there in the answer.
REPORT_PATIENCE_SECONDS = 60.0
REPORT_DOCUMENT_SECONDS = 600.0  # of a busy machine; limits are tested on pools of their own
REPORT_NICENESS = 0
