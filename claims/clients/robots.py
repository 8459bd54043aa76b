"""What a site lets robots fetch, and how often (RFC 9309)."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.cache import cache
from protego import Protego

from claims.clients.network import Limits, Network
from claims.errors import PermanentError, TransientError

# Of a host that fails, its rules are asked for again sooner.
KEPT_SECONDS, KEPT_SECONDS_FAILED = 3_600, 300
# Between two visits of one host, where it asks for nothing longer; and the longest wish that is granted.
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1, 60
# RFC 9309, 2.5: at least 500 kibibytes are read.
LIMITS = Limits(octets=512 * 1024, seconds=10, redirects=5)
_ALL, _NOTHING = "", "User-agent: *\nDisallow: /"


def ask_leave(address: str, network: Network) -> None:
    """Return when the page may be fetched now; the visit is counted.

    The rules are read once an hour a host. A host whose rules cannot be read because it fails is left alone (RFC 9309, 2.3.1.4).

    Raises:
        PermanentError: the site forbids it.
        TransientError: this host was visited a moment ago: come again later.
    """
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    rules = Protego.parse(_rules(site, network))
    if not rules.can_fetch(address, network.agent):
        raise PermanentError("robots_forbid", "{site} asks robots not to fetch {address}.", site=site, address=address)
    pause = min(LONGEST_PAUSE_SECONDS, max(PAUSE_SECONDS, round(rules.crawl_delay(network.agent) or 0)))
    if not cache.add(f"visited:{parts.netloc}", 1, timeout=pause):
        raise TransientError("host_busy", "{site} was visited a moment ago.", site=site)


def _rules(site: str, network: Network) -> str:
    key = f"robots:{site}"
    rules: str | None = cache.get(key)
    if rules is None:
        rules = _fetched(site, network)
        cache.set(key, rules, timeout=KEPT_SECONDS_FAILED if rules is _NOTHING else KEPT_SECONDS)
    return rules


def _fetched(site: str, network: Network) -> str:
    try:
        return network.get(f"{site}/robots.txt", limits=LIMITS).body.decode("utf-8", "replace")
    except TransientError:
        return _NOTHING
    except PermanentError as error:
        if error.code in {"not_public", "address_refused"}:
            raise
        return _ALL
