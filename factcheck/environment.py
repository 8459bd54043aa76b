"""Settings are read from the environment by these; nonsense stops the start with a sentence that says what to do."""

from __future__ import annotations

import hashlib
import os
import zoneinfo
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `NAME_FILE` names, or the default.

    Both is refused, but for a variable that is empty: docker-compose.yml gives every one that is not set so.
    """
    path = os.environ.get(f"{name}_FILE")
    if path and os.environ.get(name):
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set: unset one.")
    if path:
        try:
            return Path(path).read_text("utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}.") from error
    return os.environ.get(name, default).strip()


def integer(name: str, default: int, *, least: int, most: int) -> int:
    written = text(name, str(default))
    if not written.isascii() or not written.isdigit() or not least <= int(written) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {written!r}.")
    return int(written)


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    written = text(name, default)
    if written not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {written!r}.")
    return written


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, as in 10.0.0.7 or 172.16.0.0/12, with blanks or commas between; none where it is not set."""
    try:
        return [ip_network(one) for one in text(name).replace(",", " ").split()]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be addresses or networks, as in 10.0.0.7 or 172.16.0.0/12: {error}.") from error


def time_zone(name: str, default: str) -> str:
    written = text(name, default)
    if written not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name} must be a name of the IANA list, as in Asia/Baghdad, not {written!r}.")
    return written


def redis(name: str) -> str:
    """The address of a server, without a number of a database; "" where it is not set."""
    written = text(name).rstrip("/")
    parts = urlsplit(written)
    if written and (parts.scheme not in {"redis", "rediss"} or not parts.hostname):
        raise ImproperlyConfigured(f"{name} must be redis://:password@host:port.")
    if parts.path:
        raise ImproperlyConfigured(f"{name} must name no database: the broker takes 0 and the cache 1.")
    return written


def public(name: str, default: str) -> SplitResult:
    """The address under which people reach the program."""
    written = text(name, default).rstrip("/")
    parts = urlsplit(written)
    try:
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and not parts.path
    except ValueError:
        is_one = False
    if not is_one:
        raise ImproperlyConfigured(f"{name} must be an address such as https://factcheck.example.org, not {written!r}.")
    return parts


def database(name: str, address: str) -> dict[str, object]:
    """Django's settings of a `postgresql://user:password@host:port/name?option=…` address."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must be postgresql://user:password@host:port/database.")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has no valid port: {error}.") from error
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "factcheck.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def mail(name: str) -> dict[str, object]:
    """Django's settings of a mail server; unset: mails go nowhere.

    `smtp://user:password@host:25`, `smtps://` for TLS from the first byte, `smtp+tls://` for STARTTLS.
    """
    written = text(name)
    if not written:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(written)
    ports = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    try:
        port = parts.port or ports.get(parts.scheme, 0)
    except ValueError:
        port = 0
    if parts.scheme not in ports or not parts.hostname or not port or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"{name} must be smtp://, smtps:// or smtp+tls://user:password@host:port.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }


def mail_address(name: str, default: str) -> str:
    """A sender, as in `Desk <desk@example.org>`."""
    written = text(name) or default
    if "@" not in parseaddr(written)[1]:
        raise ImproperlyConfigured(f"{name} must be an address such as Factcheck <desk@example.org>, not {written!r}.")
    return written


def total_memory_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def identity_server(name: str) -> str:
    """The address of a server of OpenID Connect, where its configuration is below /.well-known/; "" where it is not set."""
    written = text(name).rstrip("/")
    parts = urlsplit(written)
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if written and not (parts.hostname and (parts.scheme == "https" or is_here)):
        raise ImproperlyConfigured(f"{name} must be an https address such as https://id.example.org/realms/newsroom, not {written!r}.")
    return written


def identity_clients(server: str, known: str, secret: str) -> list[dict[str, object]]:
    """This program as a client of `server`, with its name and secret there; none without a server.

    Another server is another `provider_id`, so that nobody there is taken for who has the same number here.
    """
    if bool(server) != bool(known and secret):
        raise ImproperlyConfigured("Set OIDC_SERVER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET all, or none of them.")
    number = hashlib.sha256(server.encode()).hexdigest()[:16]
    client: dict[str, object] = {"provider_id": f"sso-{number}", "name": "sso", "client_id": known, "secret": secret}
    return [{**client, "settings": {"server_url": server}}] if server else []
