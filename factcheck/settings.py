"""Every setting, once. Values come from the environment; a wrong one stops the start and says what to do."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from celery.schedules import crontab
from csp import constants as csp
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject
from kombu import Queue
from rest_framework.fields import Field

from factcheck import environment
from factcheck.embedded import APP, DATABASE, OWNER, PORT, Embedded
from factcheck.embedded_redis import CacheConnection

# The types of the stubs, as in ModelAdmin[Claim], hold at run time too.
django_stubs_ext.monkeypatch(extra_classes=[Field])

BASE = Path(__file__).resolve().parent.parent

# -- Work is spread over processes. NumPy's own threads would wait for their next task on the processor, which costs more than they save:
# a claim compared or an article embedded took twice the processor time. Before NumPy is loaded, and unless the operator says otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# -- Where the program keeps what is its own. As root outside the checkout, which an unprivileged server could not reach.
STATE = Path(environment.text("FACTCHECK_STATE") or ("/var/lib/factcheck" if os.geteuid() == 0 else BASE / ".state")).expanduser()

# -- Under which address people reach it. It decides everything about transport security.
_public = environment.public("PUBLIC_URL", "http://127.0.0.1:8000")
PUBLIC_URL = _public.geturl()
# Who publishes the fact checks, as readers are told.
PUBLISHER_NAME = environment.text("PUBLISHER_NAME", "Factcheck")
SECURE = _public.scheme == "https"
if not SECURE and _public.hostname not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured("PUBLIC_URL may be http on this machine only (127.0.0.1): use https, or a tunnel.")
ALLOWED_HOSTS = [_public.hostname, *([] if SECURE else ["127.0.0.1", "localhost", "[::1]"])]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# Proxies whose X-Forwarded-For is believed; without them whoever comes through one has its address.
PROXY_ADDRESSES = environment.networks("PROXY_ADDRESSES")
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# What a page may load and do: its own files alone, and no script or style within the page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "script-src": [csp.SELF],
        "style-src": [csp.SELF],
        "img-src": [csp.SELF, "data:"],
        "font-src": [csp.SELF],
        "connect-src": [csp.SELF],
        "form-action": [csp.SELF],
        "base-uri": [csp.NONE],
        "frame-ancestors": [csp.NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
DEBUG = False


# Read at once: a file that cannot be read stops the start, not every request.
_given_key = environment.text("SECRET_KEY")


def _secret_key() -> str:
    """The key that signs sessions and seals secrets: given, or made once and kept in the state folder for its owner alone."""
    if _given_key:
        return _given_key
    path = STATE / "secret_key"
    if not path.exists():
        STATE.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=STATE) as fresh:
            fresh.write(secrets.token_urlsafe(64))
            fresh.flush()
            # A link appears whole, and only once: two first starts at a time end with one key.
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    return path.read_text()


if SECURE and not _given_key:
    raise ImproperlyConfigured("SECRET_KEY must be set where PUBLIC_URL is https: a long random text, the same for every process.")
# Lazy, since a command that signs nothing must run where nothing can be written.
SECRET_KEY = SimpleLazyObject(_secret_key)
# Earlier keys, newest first: what they signed or sealed (the secrets of second factors and webhooks) still opens.
SECRET_KEY_FALLBACKS = environment.text("SECRET_KEY_FALLBACKS").split()

# -- Servers. Without addresses the embedded ones are used, and started with the first connection.
_database_url = environment.text("DATABASE_URL")
_redis_url = environment.redis("REDIS_URL")
if bool(_database_url) != bool(_redis_url):
    raise ImproperlyConfigured("Set DATABASE_URL and REDIS_URL both, or neither for the embedded servers.")
EMBEDDED_MEMORY = environment.integer("EMBEDDED_MEMORY", min(4096, max(128, environment.total_memory_mb() // 4)), least=64, most=1_000_000)
DATABASE_APP_ROLE = environment.text("DATABASE_APP_ROLE", APP)
OWNER_IS_GIVEN = bool(environment.text("DATABASE_OWNER_URL"))
EMBEDDED: Embedded | None = None
if _database_url:
    _serving = environment.database("DATABASE_URL", _database_url)
    _owning = environment.database("DATABASE_OWNER_URL", environment.text("DATABASE_OWNER_URL") or _database_url)
    _broker, _cache = f"{_redis_url}/0", f"{_redis_url}/1"
    # A server that does not answer is missed soon: what can do without it goes on, and a request does not hang on it.
    _cache_options: dict[str, object] = {"socket_connect_timeout": 2, "socket_timeout": 2}
else:
    EMBEDDED = Embedded(STATE, memory_mb=EMBEDDED_MEMORY, durable=environment.one_of("EMBEDDED_DURABLE", "yes", ("yes", "no")) == "yes")
    # The port is written down, since PGPORT would change it.
    _serving = {
        "ENGINE": "factcheck.embedded_postgresql",
        "NAME": DATABASE,
        "USER": APP,
        "HOST": EMBEDDED.postgresql.host,
        "PORT": str(PORT),
    }
    _owning = {**_serving, "USER": OWNER}
    _broker, _cache = EMBEDDED.broker_url(0), EMBEDDED.cache_url(1)
    _cache_options = {"connection_class": CacheConnection}
# A pooler that lends a connection a transaction at a time wants it back, and forgets server-side cursors and prepared statements.
_is_pooled = environment.one_of("DATABASE_POOLED", "no", ("yes", "no")) == "yes"
_kept_open = {"CONN_MAX_AGE": 0 if _is_pooled else 600, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": _is_pooled}
# `default` serves as a role that cannot touch the audit; `owner` migrates: manage.py migrate --database=owner.
DATABASES = {"default": {**_serving, **_kept_open}, "owner": {**_owning, "TEST": {"MIRROR": "default"}}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache, "TIMEOUT": 3600, "OPTIONS": _cache_options}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Background work. The database is the ledger: a lost message is sent again by the sweeper.
CELERY_BROKER_URL = _broker
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Where the broker is gone its tasks come back with it, or the sweeper calls for them: what runs is finished all the same.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
# Celery would close the connection after every task: a new one costs PostgreSQL a process that knows no table, plan or function yet.
# Its age and health are looked at before each task instead, as before each request (`factcheck.celery`).
CELERY_DB_REUSE_MAX = sys.maxsize
# Below the visibility time-out: a longer task would be delivered again while it runs.
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 300, 270
# In this order: nothing is taken of one while another before it holds anything. The first is beat's own.
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("steering", "urgent", "celery", "bulk")]
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "queue_order_strategy": "priority",
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_keepalive": True,
    "socket_connect_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever calls waits no longer than this for a broker that is gone; the sweeper calls later.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}


def _every(seconds: float, task: str) -> dict[str, Any]:
    """Before all else, since it is short; where no worker takes it, the next one replaces it."""
    return {"task": task, "schedule": seconds, "options": {"queue": "steering", "expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "sweep": _every(15.0, "claims.tasks.sweep"),
    "poll": _every(60.0, "claims.tasks.poll"),
    "refetch": _every(60.0, "claims.tasks.refetch"),
    "mail": _every(60.0, "claims.tasks.mail"),
    "snapshots": _every(15.0, "claims.tasks.snapshots"),
    "fold": _every(60.0, "claims.tasks.fold"),
    "poll_reviews": _every(300.0, "claims.tasks.poll_reviews"),
    "notify": _every(5.0, "claims.tasks.notify"),
    "forget": {"task": "claims.tasks.forget", "schedule": crontab(hour="3", minute="40"), "options": {"queue": "steering"}},
    "close_ledger": {"task": "claims.tasks.close_ledger", "schedule": crontab(hour=3, minute=17)},
    "count": {"task": "claims.tasks.count", "schedule": crontab(hour="3", minute="10")},
    "freshen": {"task": "claims.tasks.freshen", "schedule": crontab(hour="3", minute="30")},
}

# -- Sentence vectors from another server, where one is set.
EMBEDDINGS_URL = environment.text("EMBEDDINGS_URL")
EMBEDDINGS_MODEL = environment.text("EMBEDDINGS_MODEL")
EMBEDDINGS_DIM = environment.integer("EMBEDDINGS_DIM", 512, least=8, most=4000)
EMBEDDINGS_API_KEY = environment.text("EMBEDDINGS_API_KEY")
if EMBEDDINGS_URL and not EMBEDDINGS_MODEL:
    raise ImproperlyConfigured("EMBEDDINGS_MODEL must name the model that EMBEDDINGS_URL serves.")

# -- The internet. Exact host:port pairs that may be fetched although they are private, and the proxy that everything goes through.
NETWORK_ALLOW = environment.text("NETWORK_ALLOW").replace(",", " ").split()
NETWORK_PROXY = environment.text("NETWORK_PROXY")
if NETWORK_PROXY and urlsplit(NETWORK_PROXY).scheme != "http":
    raise ImproperlyConfigured("NETWORK_PROXY must be http://host:port: everything is tunnelled through it.")

# Whether pages are fetched again after their publication: outlets change what they have published.
FETCH_AGAIN = environment.one_of("FETCH_AGAIN", "yes", ("yes", "no")) == "yes"

# -- Mails to people, through the newsroom's own server; none where it is not set.
globals().update(environment.mail("EMAIL_URL"))
DEFAULT_FROM_EMAIL = environment.mail_address("EMAIL_FROM", f"Factcheck <factcheck@{_public.hostname}>")
EMAIL_TIMEOUT = 20

# -- The program itself
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.humanize",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgvector.django",
    "factcheck.apps.FactcheckConfig",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "claims.apps.ClaimsConfig",
]
MIDDLEWARE = [
    "claims.web.requests.Numbered",
    "claims.web.requests.Forwarded",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "claims.web.second_factor.SecondFactor",
    "claims.web.login.LoginRate",
    "axes.middleware.AxesMiddleware",
    "claims.web.person.PersonalPages",
    # The last of them, but before any view and before the check of forms, which is the first to read a body.
    "claims.web.requests.Bounded",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.web.person.bell",
            ]
        },
    }
]
AUTH_USER_MODEL = "claims.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
    ),
]
# Five wrong passwords lock a name out for a quarter of an hour, from that address alone: nobody can lock somebody else out from afar.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "claims.web.login.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who came and went is nobody's business
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Second factor and single sign-on. Accounts are made by the administrator alone.
SECOND_FACTOR = environment.one_of("SECOND_FACTOR", "optional", ("optional", "required"))
ACCOUNT_ADAPTER = "claims.web.single_sign_on.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator enters addresses
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "claims.web.second_factor.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "claims.web.second_factor.CodeForm", "reauthenticate": "claims.web.second_factor.CodeAgainForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PUBLISHER_NAME
MFA_TOTP_TOLERANCE = 1
OIDC_SERVER = environment.identity_server("OIDC_SERVER")
OIDC_NAME = (environment.text("OIDC_NAME") or "SSO") if OIDC_SERVER else ""
_clients = environment.identity_clients(OIDC_SERVER, environment.text("OIDC_CLIENT_ID"), environment.text("OIDC_CLIENT_SECRET"))
SOCIALACCOUNT_ADAPTER = "claims.web.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": _clients}}
# A working day; closing the browser may keep it, a new day asks again.
SESSION_COOKIE_AGE = 12 * 60 * 60
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "articles"
LOGOUT_REDIRECT_URL = "login"

# -- Languages of the interface; Arabic where a reader's browser asks for neither.
LANGUAGE_CODE = environment.one_of("LANGUAGE_CODE", "ar", ("ar", "en"))
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE / "claims" / "locale"]
FORMAT_MODULE_PATH = "factcheck.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "Asia/Baghdad")
# Which digits the Arabic pages write; the Maghreb writes 0123.
ARABIC_DIGITS = environment.one_of("ARABIC_DIGITS", "arabic", ("arabic", "latin"))

# -- Static files from the web process
STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
WHITENOISE_USE_FINDERS = True

# -- A request may carry an article of a million characters, each written as \u0633 in JSON, and little more.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20

# Requests that one key, or one person without a key, may make in a minute; 0: any number.
API_REQUESTS_A_MINUTE = {
    "key": environment.integer("API_KEY_REQUESTS_A_MINUTE", 600, least=0, most=1_000_000),
    "user": environment.integer("API_USER_REQUESTS_A_MINUTE", 600, least=0, most=1_000_000),
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claims.api.authentication.KeyAuthentication",
        "claims.api.authentication.LimitedBasicAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.throttling.MinuteThrottle"],
    "EXCEPTION_HANDLER": "claims.api.errors.problem_details",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Claims and quotes from news articles, with speaker, date and verification status.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "claims.api.describing.describe_errors"],
    "ENUM_NAME_OVERRIDES": {
        "ReadingState": "claims.models.article.ArticleVersion.State",
        "MatchState": "claims.models.match.Match.State",
        "MatchRelation": "claims.models.match.Match.MatchRelation",
        "MatchDirection": "claims.models.match.Match.MatchDirection",
        "ChangeSubject": "claims.models.change.Change.Subject",
        "SpeakerKind": "claims.models.speaker.Speaker.Kind",
        "SpeakerChangeKind": "claims.models.speaker.SpeakerChange.Kind",
        "ProposalState": "claims.models.speaker.SpeakerProposal.State",
        "QuoteKind": "claims.models.quote.Quote.QuoteKind",
        "FetchingState": "claims.models.source.Page.State",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOG_LEVEL = environment.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOG_FORMAT = environment.one_of("LOG_FORMAT", "text", ("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "factcheck.logs.Text"}, "json": {"()": "factcheck.logs.Json"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "claims": {"level": LOG_LEVEL},
        "factcheck": {"level": LOG_LEVEL},
        # They would speak in a form of their own, past what cuts secrets out.
        **{name: {"handlers": ["stderr"], "propagate": False} for name in ("django.server", "gunicorn.error", "gunicorn.access")},
        "django": {"handlers": [], "propagate": True},
    },
}
# Whoever shows it as a bearer token may read /metrics; unset: this machine alone.
METRICS_TOKEN = environment.text("METRICS_TOKEN")
# Told of errors, where one is set; needs the extra of that name.
SENTRY_DSN = environment.text("SENTRY_DSN")
OTEL_ENDPOINT = environment.text("OTEL_EXPORTER_OTLP_ENDPOINT")
