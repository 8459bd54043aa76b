"""Which addresses are of one origin."""

import pytest

from claims.errors import InputRefused
from claims.pipeline.origins import origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://www.roll.example/a?b#c", "roll.example"),
        ("http://ROLL.example.:8080/", "roll.example"),
        ("https://news.co.uk.example/", "uk.example"),  # a suffix that no list knows is one label
        ("https://a.b.bbc.co.uk/", "bbc.co.uk"),  # one that it knows may be two
        ("https://one.github.io/", "one.github.io"),  # two people at one host are two origins
        ("https://roll.example@other.example/", "other.example"),  # what stands before the @ is no host
        ("http://192.0.2.7/list", "192.0.2.7"),
        ("http://[2001:db8::1]/list", "2001:db8::1"),
        ("https://intranet/list", "intranet"),
        ("https://أخبار.موقع.وزارة/", "موقع.وزارة"),
    ],
)
def test_origin(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address", ["", "roll.example", "ftp://roll.example/", "https:///x", "https://a\nb.example", "https://a/" + "x" * 2000]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputRefused):
        origin_of(address)
