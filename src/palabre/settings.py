"""The one settings file, read from the environment. docs/exploiter.md lists the names."""

import os
import secrets
import urllib.parse
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from palabre.upkeep import secrets_file

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PALABRE_DATA", ROOT / ".palabre"))
DEBUG = os.environ.get("PALABRE_DEBUG") == "1"
HELD = (
    3  # seconds that a writer waits for another; then a sentence, the text given back (web/outages/locked_database.py)
)
SILENT = 30  # seconds after which a machine of PostgreSQL that says nothing any more is taken to be gone
os.umask(0o077)  # what is made in the data folder is its owner's alone (upkeep/file_modes.py mends what is there)


def secret_keys() -> list[str]:
    """Return the instance's secrets, the present one first; from the environment, or from the data folder."""
    if key := os.environ.get("PALABRE_SECRET_KEY"):
        return [key, *os.environ.get("PALABRE_FORMER_SECRETS", "").split()]
    return secrets_file.read_secrets(DATA)


def database() -> dict[str, object]:
    """Describe the database: PALABRE_DATABASE_URL (postgresql://…), else SQLite in the data folder."""
    url = os.environ.get("PALABRE_DATABASE_URL")
    if not url:
        DATA.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "palabre.upkeep.sqlite",
            "NAME": str(DATA / "palabre.sqlite3"),
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": str(DATA / "test.sqlite3")},  # a file: threads and killed processes meet there
            "OPTIONS": {
                "timeout": HELD,
                "transaction_mode": "IMMEDIATE",  # two deferred writers would answer "database is locked"
                "cached_statements": 256,  # of a thread, 20 kB each: a dozen screens have more than the usual 128
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON; "  # a name that is taken away is overwritten, not set free
                "PRAGMA wal_autocheckpoint=10000;",  # 40 MB: the worker does it first (upkeep/sqlite/wal_checkpoint.py)
            },
        }
    parts = urllib.parse.urlsplit(url)
    return {
        "ENGINE": "palabre.upkeep.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": urllib.parse.unquote(parts.username or ""),
        "PASSWORD": urllib.parse.unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": f"-c lock_timeout={HELD * 1000}",
            "connect_timeout": 5,
            "tcp_user_timeout": SILENT * 1000,  # milliseconds
            "keepalives_idle": SILENT // 2,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    }


def mailers(url: str) -> dict[str, dict[str, object]]:
    """Describe how mail leaves: smtp://user:password@host:587 (STARTTLS), smtps://host:465, or not at all."""
    if not url:
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("PALABRE_SMTP : smtp://nom:secret@serveur:587 ou smtps://nom:secret@serveur:465")
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")  # a relay on this machine has no true certificate
    options = {
        "host": parts.hostname,
        "port": parts.port,  # None: the usual one
        "username": urllib.parse.unquote(parts.username or ""),
        "password": urllib.parse.unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and not is_here,
        "timeout": 20,
    }
    return {"default": {"BACKEND": "palabre.upkeep.smtp.BoundedBackend", "OPTIONS": options}}


SECRET_KEY, *SECRET_KEY_FALLBACKS = secret_keys()
DATABASES = {"default": database()}

ALLOWED_HOSTS = os.environ.get("PALABRE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("PALABRE_ORIGINS", "").split(",") if origin]
# True where only this machine can reach the pages: whoever opens the first page may then make a space.
OPEN_DOOR = os.environ.get("PALABRE_OPEN_DOOR") == "1"
# Who publishes this server, and how to write to them: shown to whoever asks who keeps what is said of people here.
HOST_NAME = os.environ.get("PALABRE_HOST_NAME", "")
CONTACT = os.environ.get("PALABRE_CONTACT", "")
BEHIND_HTTPS = os.environ.get("PALABRE_HTTPS") == "1"
# The addresses of the proxy that stands in front: only from there is X-Forwarded-For believed (web/visitor_cookie.py).
PROXIES = [one for one in os.environ.get("PALABRE_PROXY", "").replace(" ", "").split(",") if one]
# What stands in front says so in this header, and lets no visitor write it (deploy/Caddyfile).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None

# From the lowest storey to the highest, as docs/architecture.md draws them.
STOREYS = [
    "web",
    "upkeep",
    "accounts",
    "spaces",
    "people",
    "post",
    "journal",
    "live",
    "search",
    "notes",
    "wiki",
    "questions",
    "groups",
    "meetings",
    "minutes",
    "registrations",
    "gatherings",
    "forums",
    "home",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth.account",  # without "allauth" itself: none of its pages, none of its words
    *(f"palabre.{name}" for name in STOREYS),
]
if str(DATABASES["default"]["ENGINE"]).endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "palabre.web.embeds.EmbeddingMiddleware",
    "palabre.web.middleware.SameOriginMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "palabre.web.cookie_names.FormerNamesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "palabre.web.visitor_cookie.VisitorMiddleware",
    "palabre.accounts.sign_in_middleware.SignInMiddleware",
    "palabre.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "palabre.web.form.form_origin.FormOriginMiddleware",
    "palabre.accounts.sign_in_middleware.AccountMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "palabre.web.middleware.RefusalMiddleware",
    "palabre.groups.lineage.group_redirects.LivesElsewhereMiddleware",
    "palabre.web.outages.full_disk.FullDiskMiddleware",
    "palabre.web.outages.locked_database.HeldDatabaseMiddleware",
    "palabre.people.devices.person_middleware.PersonMiddleware",
]
ROOT_URLCONF = "palabre.urls"
WSGI_APPLICATION = "palabre.wsgi.application"
TEMPLATE_FILES = "palabre.web.assets.template_files"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "palabre.web.assets.template_files.KeptTemplates",
                    ["palabre.web.assets.template_files.UnindentedLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "palabre.web.context_processors.page_context",
            ],
            "builtins": [  # what every template needs: none of them loads it
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.tz",
                "palabre.web.templatetags.gesture_tags",
                "palabre.web.templatetags.margin_tags",
                "palabre.web.templatetags.text_filters",
                "palabre.web.templatetags.translate_tags",
                "palabre.web.templatetags.url_tags",
            ],
        },
    }
]

FORM_RENDERER = "palabre.web.form.form_renderer.FormRenderer"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "/account/"
ACCOUNT_ADAPTER = "palabre.accounts.allauth_adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 10
ACCOUNT_RATE_LIMITS = (
    False  # they count by address on the network, where a proxy makes all one: see accounts/sign_in_codes.py
)
SESSION_ENGINE = "palabre.accounts.session_cookies"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
HOST_ONLY = "__Host-" if BEHIND_HTTPS else ""  # web/cookie_names.py reads the names without it
SESSION_COOKIE_NAME = f"{HOST_ONLY}palabre"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if BEHIND_HTTPS else 0
# By choice alone: browsers would refuse any neighbour, such as intranet.palabre.example, that has no HTTPS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("PALABRE_HSTS_SUBDOMAINS") == "1"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # the outbox of a space sends 500, the closing of a day one for each sheet
DATA_UPLOAD_MAX_NUMBER_FILES = 4

# Where several machines serve the same notes: they tell each other through Redis or Valkey (redis://host:6379/0).
REDIS_URL = os.environ.get("PALABRE_REDIS_URL", "")

MAILERS = mailers(os.environ.get("PALABRE_SMTP", ""))
MAIL_IS_CONFIGURED = bool(os.environ.get("PALABRE_SMTP"))
PALABRE_MAIL_FROM = os.environ.get("PALABRE_MAIL_FROM") or f"palabre@{ALLOWED_HOSTS[0].lstrip('.')}"
ANSWERS_ADDRESS = os.environ.get("PALABRE_ANSWERS", "")  # where calendars answer, and the mailbox that it comes to
ANSWERS_IMAP = os.environ.get("PALABRE_ANSWERS_IMAP", "")  # imaps://name:secret@host/FOLDER
DEFAULT_FROM_EMAIL = SERVER_EMAIL = PALABRE_MAIL_FROM

CACHES = {
    "default": {
        "BACKEND": "palabre.web.caches.bounded_cache.BoundedCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000, "MAX_BYTES": 32 * 1024 * 1024},
    }
}
# Screens made for readers of the same rights are kept until something changes (web/page_cache.py).
KEEP_SCREENS = os.environ.get("PALABRE_KEEP_SCREENS", "1") == "1" and not DEBUG
# A copy of everything each day and before each upgrade (upkeep), unless they are made by other means.
COPIES = os.environ.get("PALABRE_COPIES", "1") == "1"
STARTED = os.environ.get("PALABRE_STARTED") or secrets.token_hex(4)  # other templates make other screens

TIME_ZONE = "Europe/Paris"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
# Each slice's own catalogue, before those of Django and its packages.
LOCALE_PATHS = sorted(Path(__file__).parent.glob("*/locale"))

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "palabre.web.assets.static_storage.Storage"},
}
STATICFILES_FINDERS = [
    "palabre.web.assets.stylesheets.JoinedSheets",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page asks for another

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "palabre.web.logs.log_redaction.Line", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "code": {"()": "palabre.web.logs.log_redaction.Line", "fmt": "%(asctime)s code %(message)s"},
    },
    "filters": {
        "discretion": {"()": "palabre.web.logs.log_redaction.Discretion"},
        "rate": {"()": "palabre.web.logs.log_rate.LogRate"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discretion", "rate"]},
        "codes": {"class": "logging.StreamHandler", "formatter": "code", "filters": ["discretion"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Where no mail leaves, sign-in codes are read here, none left out: the one thing of somebody that is told.
        "palabre.codes": {"handlers": ["codes"], "level": "INFO", "propagate": False},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody may send one: no trace of a page each
    },
}
