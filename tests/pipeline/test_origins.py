"""Which addresses are of one origin."""

import pytest

from claims.errors import InputRefused
from claims.models import Article, Desk, Origin
from claims.pipeline.origins import evidence_origin, origin_of
from tests.desk_rows import article, claim


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


def ours(address: str, origin: Origin, desk: Desk | None = None) -> Article:
    row = article(confidential_to=desk, text=f"{address}\n\nنص").article
    Article.objects.filter(pk=row.pk).update(address=address, origin=origin)
    return row


@pytest.mark.django_db
def test_evidence_in_an_article_of_ours_has_its_origin() -> None:
    wire, agency = Origin.objects.create(trace_version="1"), Origin.objects.create(trace_version="1", agency="reuters")
    desk = Desk.objects.create(name="تحقيقات")
    ours("https://wire.example/1", wire)
    ours("https://copy.example/9", wire)
    ours("https://paper.example/2", agency)
    ours("https://secret.example/3", agency, desk)
    addresses = {
        "https://wire.example/1": "wire.example",
        # a copy is the wire's, however the address is written
        "https://COPY.example/9#part": "wire.example",
        # another page of the same outlet is its own
        "https://copy.example/10": "copy.example",
        # what an agency wrote is the agency's, whoever prints it
        "https://paper.example/2": "reuters",
        # nobody learns from it that a desk has the article
        "https://secret.example/3": "secret.example",
    }
    one = claim("open")
    assert {address: evidence_origin(address, one) for address in addresses} == addresses
    assert evidence_origin("https://secret.example/3", claim("closed", confidential_to=desk)) == "reuters"
