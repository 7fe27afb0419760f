"""Settings, read from the environment; every variable has a default that is safe on one machine."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from environs import Env

from cxmaturity import csp, logs, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"))

# Everything the application writes by itself lives in one folder: database, key, reports.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key.read_or_create(VAR_DIR / "secret_key")
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_base = urlsplit(BASE_URL)
SECURE = _base.scheme == "https"
ALLOWED_HOSTS = [_base.hostname or "127.0.0.1", *env.list("ALLOWED_HOSTS", [])]
if _base.hostname in {"127.0.0.1", "::1"}:
    ALLOWED_HOSTS.append("localhost")  # browsers make passkeys for names only
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "django_tasks",
    "django_tasks_db",
    "jobs",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "accounts",
    "mailing",
    "frameworks",
    "assessments",
    "workshops",
    "actions",
    "reports",
    "cxmaturity",
]

MIDDLEWARE = [
    "cxmaturity.headers.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cxmaturity.compression.CompressPages",
    "cxmaturity.csp.middleware",
    "cxmaturity.health.unavailable_database",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "cxmaturity.urls"
WSGI_APPLICATION = "cxmaturity.wsgi.application"
ASGI_APPLICATION = "cxmaturity.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cxmaturity.csp.nonce",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["cx"]
CRISPY_TEMPLATE_PACK = "cx"

# --- Data ---------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'cxmaturity.sqlite3'}")}
_database = DATABASES["default"]
# Measured: a connection for each thread, kept, is as fast as the pool option. Opening one for each request
# costs several times the request, on SQLite too, where the last one to close rewrites the whole log.
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 600)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged answer survives a power cut, not only a crash of the process.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
else:
    # Asking before each request costs a third of the answers saved per second. A connection that was
    # lost is noticed when it is used: 503 with Retry-After once, and a new connection for the next request.
    _database["CONN_HEALTH_CHECKS"] = False
    # Statements that come back are planned once a connection: a fifth less work for an answer saved.
    prepared = env.bool("PREPARED_STATEMENTS", True)
    _database.setdefault("OPTIONS", {}).update(
        server_side_binding=prepared, prepare_threshold=5 if prepared else None
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REPORT_CACHE_DIR = VAR_DIR / "reports"
# How long a request waits for a document that is being made; then a page does, which asks again.
REPORT_PATIENCE_SECONDS = 8.0
REPORT_DOCUMENT_SECONDS = 60.0  # by the clock, for a process that lets others go first
REPORT_NICENESS = 10  # of the processes that make documents: whoever answers questions goes first
# Several processes share nothing but the database; only the limits on signing in are kept here.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cache"}}

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "assessments:claim"  # then to the page asked for, or home
LOGOUT_REDIRECT_URL = "assessments:start"
# Trial organisations that nobody claimed, and the links into them, live this long.
TRIAL_LIFETIME = timedelta(days=30)
# Who is responsible for what people enter, and how to reach them; both are shown before they begin.
OPERATOR_NAME = env.str("OPERATOR_NAME", "")
OPERATOR_CONTACT = env.str("OPERATOR_CONTACT", "")
# How many rounds may be begun from one network address, where a whole office may sit behind one.
BEGINNINGS_PER_HOUR = env.int("BEGINNINGS_PER_HOUR", 60)

# Functions that return the files of an organisation, which go when it is deleted.
ORGANISATION_FILES = ["mailing.folder.files_of", "reports.downloads.files_of"]
# Functions that take somebody's address out of what the apps above the rounds hold; each returns from how much.
ADDRESS_FORGETTERS = ["actions.retention.forget"]
# Functions that lay something of theirs beside the result of a round that has closed.
LAID_BESIDE_RESULTS = ["actions.planning.publish"]
# The function that mails an invitation to become a member, and says whether it does.
MEMBER_INVITATION_CARRIER = "mailing.member_invitations.send"

# --- Background work ----------------------------------------------------------------------------
# The queue is a table of the database: a task is queued if and only if what it belongs to was saved.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# How often a worker says that it lives; the work of one that missed four is done by another.
WORKER_BEAT = timedelta(seconds=5)
# Begun once in each period, whatever the number of workers.
PERIODIC_TASKS = {
    "jobs.tasks.prune": timedelta(hours=1),
    "accounts.tasks.tidy": timedelta(days=1),
    "mailing.tasks.sweep": timedelta(seconds=10),
    "mailing.tasks.purge": timedelta(days=1),
    "assessments.tasks.keep_schedule": timedelta(minutes=1),
    "assessments.tasks.forget": timedelta(days=1),
    "workshops.tasks.tidy": timedelta(hours=1),
    "actions.tasks.remind": timedelta(hours=1),
    "reports.tasks.forget_documents": timedelta(days=1),
}

# --- Mail ---------------------------------------------------------------------------------------
# Without a mail server messages are written to a folder, where members of the organisation read them.
MAIL_IS_SENT = bool(env.str("EMAIL_URL", ""))
MAIL_DIR = VAR_DIR / "mail"
if MAIL_IS_SENT:
    globals().update(env.dj_email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "mailing.folder.FolderBackend"
EMAIL_TIMEOUT = 10
# Every message comes from this one address; only the name beside it is the organisation's.
MAIL_FROM = env.str("MAIL_FROM", "") or f"no-reply@{_base.hostname or 'localhost'}"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
# Messages of one organisation in a day; the rest waits for the next.
MAIL_PER_DAY = env.int("MAIL_PER_DAY", 500)
# Kind of message -> the function that composes it at the moment of sending.
LETTERS: dict[str, str] = {
    "actions-due": "actions.letters.due",
    "invitation": "assessments.letters.invitation",
    "member-invitation": "mailing.member_invitations.compose",
    "new_closing": "assessments.letters.new_closing",
    "reminder": "assessments.letters.reminder",
    "result_ready": "assessments.letters.result_ready",
}

# --- Signing in ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Without a mail server nothing that is sent arrives: addresses are not verified, and pages say whom to ask.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_SENT else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = MAIL_IS_SENT
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = MAIL_IS_SENT
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail can be slow
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SENT
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one takes its place when it is verified
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "accounts.personal_forms.SignInForm",
    "signup": "accounts.personal_forms.SignUpForm",
    "request_login_code": "accounts.personal_forms.RequestCodeForm",
    "confirm_login_code": "accounts.personal_forms.SignInCodeForm",
    "confirm_email_verification_code": "accounts.personal_forms.AddressCodeForm",
    "add_email": "accounts.personal_forms.NewAddressForm",
    "reset_password": "accounts.personal_forms.RequestResetForm",
    "reset_password_from_key": "accounts.personal_forms.ResetForm",
    "change_password": "accounts.personal_forms.ChangePasswordForm",
    "set_password": "accounts.personal_forms.SetPasswordForm",
    "reauthenticate": "accounts.personal_forms.PasswordAgainForm",
}
# Wrong passwords are counted by accounts.adapters, and right ones never: an office shares one address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/10m/key",  # codes of the second step
    "signup": "60/h/ip",
    "reset_password": "60/h/ip,5/h/key",
    "request_login_code": "60/h/ip,5/10m/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_ADAPTER = "accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = not MAIL_IS_SENT
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_FORMS = {
    "authenticate": "accounts.personal_forms.SecondStepForm",
    "authenticate_webauthn": "accounts.personal_forms.SecondStepPasskeyForm",
    "reauthenticate": "accounts.personal_forms.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.personal_forms.PasskeyAgainForm",
    "activate_totp": "accounts.personal_forms.AddAppForm",
    "add_webauthn": "accounts.personal_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.personal_forms.RenamePasskeyForm",
    "login_webauthn": "accounts.personal_forms.PasskeySignInForm",
}

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]  # a second one brings LocaleMiddleware with it
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# --- Static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "cxmaturity.finders.PackageFilesFinder",
]
# Browser code that comes out of an installed package: address below STATIC_URL -> package, file.
PACKAGE_STATIC = {
    "vendor/plotly/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "vendor/htmx/htmx-2.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "cxmaturity.storage.StaticFiles",
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Security -----------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [csp.NONE],
    "script-src": [csp.SELF, csp.NONCE],
    "style-src": [csp.SELF, csp.NONCE],
    "img-src": [csp.SELF, "data:"],
    "font-src": [csp.SELF],
    "connect-src": [csp.SELF],
    "manifest-src": [csp.SELF],
    "base-uri": [csp.NONE],
    "form-action": [csp.SELF],
    "frame-ancestors": [csp.NONE],
}
# Nothing leaves the host. "no-referrer" would also make browsers post forms with "Origin: null", which
# the protection against forged requests has to refuse.
# cxmaturity.headers sends X-Frame-Options, with static files and errors too.
SILENCED_SYSTEM_CHECKS = ["security.W002"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "cxmaturity.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# Files are read into memory, and a form with files that announces more than this is refused unread.
UPLOAD_MAX_BYTES = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["cxmaturity.uploads.CappedUploads"]

# --- Logs ---------------------------------------------------------------------------------------
LOGGING = logs.configuration(level=env.log_level("LOG_LEVEL", logging.INFO))
