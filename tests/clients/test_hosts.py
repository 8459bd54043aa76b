"""Hosts as they are known, whoever writes them."""

import pytest

from claims.clients.hosts import bare_host, host_of

CASES = [
    ("https://WWW.Sunbula.example/a/b", "sunbula.example"),
    ("https://news.sunbula.example:8080", "news.sunbula.example"),
    ("https://wwwater.example/", "wwwater.example"),  # begins like it
    ("صحيفة", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "host"), CASES)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(ValueError, match="IPv6"):
        host_of("https://[::1/")


def test_a_host_as_it_is_typed() -> None:
    assert bare_host(" www.Sunbula.example ") == "sunbula.example"
