"""Hosts as outlets and publishers are known by them."""

from __future__ import annotations

from urllib.parse import urlsplit


def bare_host(host: str) -> str:
    """In small letters, without `www.`"""
    return host.strip().lower().removeprefix("www.")


def host_of(address: str) -> str:
    """The bare host of an address; "" where it has none.

    Raises:
        ValueError: it is no address.
    """
    return bare_host(urlsplit(address).hostname or "")
