"""What a site lets robots fetch, and how often (RFC 9309)."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from django.core.cache import cache
from protego import Protego

from claims.clients.network import Answer, Limits, Network
from claims.errors import PermanentError, TransientError

# The rules of a host hold for an hour; where they could not be read, they are asked for again sooner.
FRESH_SECONDS, FRESH_SECONDS_FAILED = 3_600, 300
# While a host does not tell its rules, those that it told last hold; of one that nobody visits they are forgotten after this.
KEPT_SECONDS = 24 * 3_600
# Between two visits of one host, where it asks for nothing longer; and the longest wish that is granted.
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1, 60
# RFC 9309, 2.5: at least 500 kibibytes are read.
LIMITS = Limits(octets=512 * 1024, seconds=10, redirects=5, cuts=True)
# A host that asks to be left alone for a while is, and no longer than this.
LONGEST_REST_SECONDS = 3_600


def visit(
    address: str,
    network: Network,
    *,
    kinds: Collection[str] = (),
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Answer:
    """What stands at `address`, as `Network.get` says, where this and every host on the way there lets robots have it.

    Each host is counted as visited once. Its rules are read once an hour. A host that fails to tell them may forbid everything (RFC 9309,
    2.3.1.4): the rules that it told last hold, and where there are none, it is left alone until it tells them. One that answers when it
    is to be asked again (Retry-After) is busy until then.

    Raises:
        PermanentError: as `Network.get`, and robots_forbid: a site forbids it.
        TransientError: as `Network.get`; host_busy: a host was visited a moment ago; rules_unreachable: it does not tell its rules.
            After these two nothing was tried yet: come again later.
    """
    visited: list[str] = []

    def ask(hop: str) -> None:
        _ask_leave(hop, network, visited)

    try:
        return network.get(address, kinds=kinds, headers=headers, limits=limits, ask=ask)
    except TransientError as error:
        rest = min(LONGEST_REST_SECONDS, int(error.params.get("retry_after", 0)))
        if rest > PAUSE_SECONDS:
            cache.set(f"visited:{visited[-1]}", 1, timeout=rest)
        raise


def _ask_leave(address: str, network: Network, visited: list[str]) -> None:
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    rules = Protego.parse(_rules(site, network))
    if not rules.can_fetch(address, network.agent):
        raise PermanentError("robots_forbid", "{site} asks robots not to fetch {address}.", site=site, address=address)
    pause = min(LONGEST_PAUSE_SECONDS, max(PAUSE_SECONDS, round(rules.crawl_delay(network.agent) or 0)))
    # Its own redirect, as from http to https, is the same visit.
    if parts.netloc not in visited and not cache.add(f"visited:{parts.netloc}", 1, timeout=pause):
        raise TransientError("host_busy", "{site} was visited a moment ago.", site=site)
    visited.append(parts.netloc)


def _rules(site: str, network: Network) -> str:
    key = f"rules:{site}"
    known: tuple[str | None, float] | None = cache.get(key)
    rules, fresh_until = known or (None, 0.0)
    if time.time() >= fresh_until:
        try:
            rules, fresh = _fetched(site, network), FRESH_SECONDS
        except TransientError:
            fresh = FRESH_SECONDS_FAILED
        cache.set(key, (rules, time.time() + fresh), timeout=KEPT_SECONDS)
    if rules is None:
        raise TransientError("rules_unreachable", "{site} does not tell what it lets robots fetch.", site=site)
    return rules


def _fetched(site: str, network: Network) -> str:
    try:
        body = network.get(f"{site}/robots.txt", limits=LIMITS).body
    except PermanentError as error:
        if error.code in {"not_public", "address_refused", "port_refused"}:
            raise
        if error.code == "broken_answer":  # there may be rules
            raise TransientError("rules_unreachable", "{site} does not tell what it lets robots fetch.", site=site) from error
        return ""  # there are no rules
    if len(body) == LIMITS.octets:
        # The half of a line that was cut could forbid more than the whole.
        body = body.rpartition(b"\n")[0]
    return body.decode("utf-8", "replace")
