"""Reviews by others: stored once, mapped by the editors' map, put beside the claims they speak of, and never a verdict of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from claims.clients.network import Limits, Network
from claims.errors import FactcheckError, InputRefused, NotAllowed
from claims.exchange.foreign_reviews import as_claim_review, read_reviews
from claims.models import Desk, FactCheck, ImportedMatch, ImportedReview, RatingName, ReviewSource, User
from claims.pipeline.embed import embed_claims
from claims.pipeline.import_reviews import (
    COMPARED_EVERY,
    add_source,
    ask_source,
    import_documents,
    import_file,
    match_review,
    waiting_reviews,
)
from claims.pipeline.publish import publish
from claims.pipeline.words import count_words, keep_words
from tests.api.people import signed_in
from tests.clients.news_site import Page, Site, news_site
from tests.desk_rows import WORDS, approved, article, claim, person

pytestmark = pytest.mark.django_db

REVIEW: dict[str, Any] = {
    "@type": "ClaimReview",
    "url": "https://checker.example/1",
    "claimReviewed": "عدد العاملين في السد 120 عامل",
    "inLanguage": "ar",
    "datePublished": "2026-03-12",
    "author": {"@type": "Organization", "name": "مرصد السدود"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "alternateName": "زائــف."},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "سامر الحلواني"}, "datePublished": "2026-03-10"},
}


def stored(**fields: Any) -> ImportedReview:
    import_documents([{**REVIEW, **fields}], "", None)
    return ImportedReview.objects.select_related("rating").get()


def test_the_same_again_changes_nothing_and_a_change_is_one() -> None:
    first = import_documents([[REVIEW, {**REVIEW, "claimReviewed": "قول آخر"}]], "", None)
    again = import_documents([[REVIEW]], "", None)
    ImportedReview.objects.update(matched_at=timezone.now())
    changed = import_documents([[{**REVIEW, "reviewRating": {"alternateName": "صحيح"}}]], "", None)
    assert (len(first.new), again.known, again.new, again.changed) == (2, 1, (), ())
    assert changed.changed == (first.new[0],)
    assert waiting_reviews(10) == [first.new[0]]
    assert ImportedReview.objects.get(pk=first.new[0]).rating == RatingName.objects.get(words="صحيح")


@pytest.mark.parametrize(
    ("rating", "words"),
    [({"ratingValue": 2, "bestRating": 5}, "2/5"), ({"ratingValue": "1.50"}, "1.5"), ({}, None), ({"alternateName": "🤥"}, "🤥")],
)
def test_numbers_and_signs_can_be_mapped_too(rating: dict[str, Any], words: str | None) -> None:
    review = stored(reviewRating=rating)
    assert (review.rating and review.rating.words) == words


def test_our_own_are_not_imported_and_what_is_taken_back_is_marked() -> None:
    stored()
    own = {**REVIEW, "url": "http://127.0.0.1:8000/checks/1/"}
    feed = {"dataFeedElement": [{"dateDeleted": "2026-04-01", "item": REVIEW}, {"item": own}]}
    done = import_documents([feed], "", None)
    assert (done.gone, done.own, ImportedReview.objects.count()) == (1, 1, 1)
    assert ImportedReview.objects.get().gone_at is not None
    assert import_documents([REVIEW], "", None).changed != ()  # and it is back
    assert ImportedReview.objects.get().gone_at is None


GONE = {"dataFeedElement": [{"dateDeleted": "2026-04-01", "item": {"@type": "ClaimReview", "url": REVIEW["url"]}}]}
OTHERWISE = {**REVIEW, "reviewRating": {"alternateName": "صحيح"}}


def sources(*hosts: str) -> list[ReviewSource]:
    editor = person("editor")
    return [add_source(f"https://{host}/feed", by=editor)[0] for host in hosts]


# Who has said it first, who speaks of it then, and whether that one may change it. The review stands at checker.example.
SPEAKING = [
    ("collector.example", "collector.example", True),
    ("collector.example", "www.checker.example", True),
    ("collector.example", "other.example", False),
    ("checker.example", "collector.example", False),
    # a file is handed in by whoever runs the program
    ("checker.example", "", True),
    ("", "checker.example", True),
    ("", "collector.example", False),
]


@pytest.mark.parametrize(("first", "then", "may"), SPEAKING)
@pytest.mark.parametrize("document", [OTHERWISE, GONE])
def test_what_another_source_says_is_neither_changed_nor_taken_back(first: str, then: str, may: bool, document: Any) -> None:
    hosts = sorted({first, then} - {""})
    by_host: dict[str, ReviewSource | None] = {"": None, **dict(zip(hosts, sources(*hosts), strict=True))}
    import_documents([REVIEW], "", by_host[first])
    stood = ImportedReview.objects.values().get()
    done = import_documents([document], "", by_host[then])
    assert (done.gone + len(done.changed), done.new) == (int(may), ())
    assert (ImportedReview.objects.values().get() != stood) == may


def test_what_its_publisher_says_holds_over_who_collects_it() -> None:
    publisher, collector = sources("checker.example", "collector.example")
    import_documents([REVIEW], "", collector)
    import_documents([OTHERWISE], "", publisher)
    assert import_documents([REVIEW], "", collector).known == 1
    import_documents([GONE], "", publisher)
    assert import_documents([REVIEW], "", collector).known == 1
    row = ImportedReview.objects.select_related("rating").get()
    assert (row.source, row.gone_at is not None, row.rating_words) == (publisher, True, "صحيح")


def test_what_we_export_comes_back_without_loss(client: Client, settings: Any) -> None:
    reviewer, approver = person("reviewer"), person("approver")
    version = article()
    version.article.address = "https://sunbula.example/1"
    version.article.save(update_fields=["address"])
    check = approved(claim(version=version), reviewer, approver)
    publish(check, by=approver, reason="out")
    feed = client.get("/checks/feed.json").json()
    page = client.get(f"/checks/{check.pk}/").content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    (exported,) = [item["item"] for item in feed["dataFeedElement"]]
    settings.PUBLIC_URL = "https://other.example"
    assert len(import_documents([feed], "", None).new) == 1
    assert import_documents([json.loads(script)], "", None).known == 1
    review = ImportedReview.objects.select_related("rating").get()
    assert review.record == exported
    (read,) = read_reviews(review.record)
    assert as_claim_review(read) == exported  # type: ignore[arg-type]
    assert review.rating is not None
    assert review.rating.verdict == "false"


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as standing:
        standing.pages["/robots.txt"] = Page(b"", 404)
        yield standing


def door(site: Site) -> Network:
    return Network(agent="Factcheck/1", allow=[site.authority])


def asked(site: Site, path: str) -> ReviewSource:
    source, _ = add_source(site.address(path), by=person("editor"))
    ask_source(source.pk, door(site))
    source.refresh_from_db()
    return source


def test_a_feed_is_asked_and_asked_again(site: Site) -> None:
    body = json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": REVIEW}, {"item": {**REVIEW, "claimReviewed": ""}}]}).encode()
    kinds = {"Content-Type": "application/json", "ETag": '"1"'}
    site.pages["/feed"] = lambda headers: Page(status=304) if headers.get("If-None-Match") == '"1"' else Page(body, headers=kinds)
    source = asked(site, "/feed")
    assert (source.found, source.refused, source.error_code, source.etag) == (1, 1, "", '"1"')
    assert source.next_at > timezone.now() + timedelta(hours=23)
    assert ImportedReview.objects.get().source == source
    assert ReviewSource.objects.due().count() == 0


def feed(*reviews: dict[str, Any], **headers: str) -> Page:
    body = json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": one} for one in reviews]}).encode()
    return Page(body, headers={"Content-Type": "application/json", **headers})


def test_a_claim_that_its_publisher_words_otherwise_takes_the_place_of_the_first(site: Site) -> None:
    second = {**REVIEW, "claimReviewed": "قول ثان في الصفحة نفسها"}
    elsewhere, unread = {**REVIEW, "url": "https://checker.example/2"}, {**REVIEW, "url": "https://checker.example/3"}
    site.pages["/feed"] = feed(REVIEW, second, elsewhere, unread)
    asked(site, "/feed")
    # What came from elsewhere is not this source's to word.
    import_documents([{**REVIEW, "claimReviewed": "قول من ملف"}], "", None)
    reworded = {**REVIEW, "claimReviewed": "عدد العاملين في السد 130 عاملاً"}
    # Of a page that is not in the answer any more nothing is said, nor of one of whose claims one cannot be read.
    site.pages["/feed"] = feed(reworded, second, {**unread, "claimReviewed": ""}, {**unread, "claimReviewed": "قول ثالث"})
    asked_again(site)
    found = ImportedReview.objects.values_list("claim_text", "address", "gone_at")
    assert [(claim, address) for claim, address, gone in found if gone] == [(REVIEW["claimReviewed"], REVIEW["url"])]
    assert len(found) == 7


def asked_again(site: Site) -> ReviewSource:
    cache.clear()  # the pause of the host is over
    source = ReviewSource.objects.get()
    ask_source(source.pk, door(site))
    source.refresh_from_db()
    return source


def numbered(number: int) -> dict[str, Any]:
    return {**REVIEW, "url": f"https://checker.example/{number}"}


def link(page: str) -> str:
    return f'<{page}>; rel="next"'


def test_the_pages_of_a_feed_are_followed_on_its_host_and_none_is_read_twice(site: Site) -> None:
    first = feed(numbered(1), Link=link("/second"), ETag='"1"')
    unchanged = Page(status=304, headers=first.headers)
    site.pages["/feed"] = lambda headers: unchanged if headers.get("If-None-Match") == '"1"' else first
    site.pages["/second"] = feed(numbered(2), Link=link("/feed"), ETag='"2"')
    source = asked(site, "/feed")
    assert (source.found, source.error_code, source.etag) == (2, "", '"1"')
    # Where nothing has changed on the first, nothing has on the others.
    source = asked_again(site)
    assert (source.found, source.error_code, source.etag) == (2, "", '"1"')
    assert [path for path in site.visits if path != "/robots.txt"] == ["/feed", "/second", "/feed"]


def test_where_a_later_page_fails_what_stands_before_it_is_stored_and_it_is_asked_again(site: Site) -> None:
    site.pages["/feed"] = feed(numbered(1), Link=link("/second"), ETag='"1"')
    site.pages["/second"] = Page(status=503)
    source = asked(site, "/feed")
    assert (source.error_code, source.failures, source.etag, ImportedReview.objects.count()) == ("http_status", 1, "", 1)
    assert source.next_at - timezone.now() < timedelta(minutes=16)


def test_the_pages_of_a_feed_share_one_bound(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/feed"] = feed(numbered(1), Link=link("/second"))
    site.pages["/second"] = feed(numbered(2), Link=link("/third"))
    whole = site.pages["/feed"].body + site.pages["/second"].body  # type: ignore[union-attr]  # a page
    monkeypatch.setattr("claims.pipeline.import_reviews.LIMITS", Limits(octets=len(whole) - 1, seconds=120))
    assert asked(site, "/feed").error_code == "too_large"
    monkeypatch.setattr("claims.pipeline.import_reviews.LIMITS", Limits(octets=len(whole), seconds=120))
    monkeypatch.setattr("claims.pipeline.import_reviews.MOST_PAGES", 2)
    source = asked_again(site)
    assert (source.error_code, source.found) == ("", 2)


def test_what_nobody_foresaw_is_noted_too(site: Site) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_importedreview ADD CONSTRAINT broken CHECK (publisher = '')")
    site.pages["/feed"] = feed(REVIEW)
    source, _ = add_source(site.address("/feed"), by=person("editor"))
    with pytest.raises(IntegrityError):
        ask_source(source.pk, door(site))
    source.refresh_from_db()
    assert (source.error_code, source.error_params, source.failures) == ("feed_unexpected", {"error": "IntegrityError"}, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("answer", [Page(b"[]", headers={"Content-Type": "application/json"}), Page(status=503)])
def test_what_a_person_says_of_a_source_while_it_is_asked_stands(site: Site, answer: Page) -> None:
    def pause(_: Any) -> Page:
        ReviewSource.objects.update(is_paused=True)
        connection.close()  # this thread's own
        return answer

    site.pages["/feed"] = pause
    assert asked(site, "/feed").is_paused


def test_a_page_is_read_with_addresses_of_its_own(site: Site) -> None:
    review = {name: value for name, value in REVIEW.items() if name != "url"}
    site.pages["/page"] = Page(f'<script type="application/ld+json">{json.dumps(review)}</script>'.encode())
    asked(site, "/page")
    review_row = ImportedReview.objects.get()
    assert (review_row.address, review_row.site) == (site.address("/page"), "127.0.0.1")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Page(status=503), "http_status"),
        (Page(b"{", headers={"Content-Type": "application/json"}), "not_json"),
        (Page(b"%PDF", headers={"Content-Type": "application/pdf"}), "wrong_kind"),
        (Page(status=302, headers={"Location": "http://169.254.169.254/"}), "not_public"),
    ],
)
def test_a_source_that_fails_says_why_and_is_asked_again(site: Site, page: Page, code: str) -> None:
    site.pages["/feed"] = page
    source = asked(site, "/feed")
    assert (source.error_code, source.failures) == (code, 1)
    assert timedelta(minutes=14) < source.next_at - timezone.now() < timedelta(minutes=16)


def test_who_may_add_a_source_and_what_is_refused() -> None:
    for role in ("reader", "reviewer", "approver", "administrator"):
        with pytest.raises(NotAllowed):
            add_source("https://checker.example/feed", by=person(role))
    editor = person("editor")
    for address in ("", "ftp://checker.example/", "feed"):
        with pytest.raises(InputRefused):
            add_source(address, by=editor)
    assert [add_source("https://Checker.example/feed#x", by=editor)[1] for _ in range(2)] == [True, False]


def test_a_review_stands_beside_the_claims_it_speaks_of(client: Client) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    one, hidden = claim("a", version=article()), claim("b", version=article(desk), confidential_to=desk)
    rows = [one, hidden]
    embed_claims(rows)
    keep_words(row.pk for row in rows)
    count_words()
    review = stored()
    assert match_review(review.pk) == 1
    assert match_review(review.pk) == 1  # again is the same
    found = ImportedMatch.objects.get()
    assert (found.claim, found.relation) == (one, "contradicts")
    reviewer = person("reviewer")
    client.force_login(reviewer)
    page = client.get(f"/desk/claims/{one.pk}/", headers={"accept-language": "ar"}).content.decode()
    assert ("مرصد السدود" in page, "زائــف." in page, REVIEW["url"] in page) == (True, True, True)
    (record,) = signed_in(reviewer).get("/api/v1/imported-reviews/", {"claim": one.pk}).json()["results"]
    assert [match["claim"] for match in record["matches"]] == [one.pk]
    # No verdict passes.
    assert not FactCheck.objects.exists()
    one.refresh_from_db()
    assert (one.status, one.text) == ("unreviewed", WORDS)


def test_a_match_with_another_desks_claim_is_not_told() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    review = stored()
    ImportedMatch.objects.create(review=review, claim=claim(confidential_to=desk), relation="same", score=0.9)
    (record,) = signed_in(person("reviewer")).get("/api/v1/imported-reviews/").json()["results"]
    assert record["matches"] == []


def test_what_was_compared_long_ago_is_compared_again_after_what_never_was() -> None:
    import_documents([[{**REVIEW, "url": f"https://checker.example/{number}"} for number in range(4)]], "", None)
    never, old, older, fresh = ImportedReview.objects.order_by("pk")
    now = timezone.now()
    for row, ago in ((old, COMPARED_EVERY * 1.5), (older, COMPARED_EVERY * 2), (fresh, timedelta(hours=1))):
        ImportedReview.objects.filter(pk=row.pk).update(matched_at=now - ago)
    assert waiting_reviews(10) == [never.pk, older.pk, old.pk]
    assert waiting_reviews(2) == [never.pk, older.pk]


def test_a_text_that_no_pack_reads_is_not_compared_for_ever() -> None:
    review = stored(claimReviewed="Le barrage emploie trois cents personnes", inLanguage="fr")
    assert match_review(review.pk) == 0
    assert waiting_reviews(10) == []


def test_the_command_reads_files(tmp_path: Path, capsys: Any) -> None:
    good, bad = tmp_path / "feed.json", tmp_path / "broken.json"
    good.write_text(json.dumps([REVIEW, {**REVIEW, "claimReviewed": None}]))
    bad.write_text("{")
    with pytest.raises(CommandError, match="1 of 2 not read"):
        call_command("import-reviews", str(good), str(bad))
    told = capsys.readouterr()
    assert "1 new, 0 changed, 0 known, 0 taken back, 0 our own, 1 unreadable" in told.out
    assert ("does not say which claim" in told.err, "is not JSON" in told.err) == (True, True)
    assert User.objects.system() is not None


def test_the_command_says_why_it_found_nothing(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "article.json"
    path.write_text(json.dumps({"@type": "NewsArticle", "headline": "سد الوردة"}))
    with pytest.raises(CommandError, match=r"^2 of 2 not read$"):
        call_command("import-reviews", str(path), "http://127.0.0.1:9/")
    port = "Pages have no port 9: theirs are 80, 443, 8080, 8443. Others the operator allows in NETWORK_ALLOW."
    assert capsys.readouterr().err.splitlines() == [f"{path}: no reviews found in it", f"http://127.0.0.1:9/: {port}"]


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_a_saved_page_is_a_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>')
    assert len(import_file(path).new) == 1
    with pytest.raises((OSError, FactcheckError)):
        import_file(tmp_path / "missing.json")
