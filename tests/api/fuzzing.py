"""What made-up requests need: a row of everything, a key for every kind of caller, and what is asked of each answer."""

from datetime import timedelta

from claims.exchange.foreign_reviews import ForeignReview
from claims.models import Claim, Feed, ImportedMatch, Page, Proposal, ReviewSource, SpeakerProposal, User
from claims.pipeline.audit import close_ledger
from claims.pipeline.import_reviews import store_review
from claims.pipeline.keys import issue_key
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish
from claims.pipeline.ratings import rating_name
from claims.pipeline.save_search import save_search
from claims.pipeline.webhooks import make_webhook, send_test, switch_off
from claims.rights import KEY_SCOPES, Action, may
from tests.desk_rows import approved, article, checked, claim, in_review, match, person, quote, speaker

ROLES = ("reader", "editor", "reviewer", "approver", "administrator")
NOBODY, PUBLISHED = "nobody", "read_published"
CALLERS = (*ROLES, PUBLISHED, NOBODY)
# A text that the document allows may still not be an outlet's name, a cursor or a past moment: 400 is a right answer to it.
NOT_ASKED = "positive_data_acceptance"


def one_of_everything() -> None:
    """A row or more of each kind, in several states."""
    author, second = person("reviewer", "the author"), person("approver", "the second")
    version = article()
    free, reviewed = claim("1", version=version), in_review(claim("2"), author)
    checked(claim("3"), author)
    publish(approved(claim("4"), author, second), by=second, reason="out")
    match(free, reviewed)
    Proposal.objects.create(quote=quote(version), field="stated_on", new=["2026-03-09", "2026-03-09"], extraction_version="1")
    Proposal.objects.create(claim=free, field="said", new=["2026-03-09", "2026-03-09"], extraction_version="1")
    feed = Feed.objects.create(outlet=version.article.outlet, address="https://sunbula.example/feed")
    Page.objects.create(address="https://sunbula.example/1", feed=feed, added_by=second)
    Page.objects.create(address="https://sunbula.example/2", added_by=second)
    SpeakerProposal.objects.create(candidate=speaker("كمال"), speaker=speaker("كمال الدين"), score=0.5, reasons=[])
    merge_speakers(speaker("كمال علي"), into=speaker("كمال"), by=person("editor", "the corrector"), reason="one")
    _reviewed_by_others(second)
    close_ledger()


def told_of_events(owner: User) -> None:
    """A webhook that is on, with a message that failed once, and one that was switched off before anything was sent."""
    on, _ = make_webhook(name="غرفة الأخبار", address="https://chat.example/hook", events=["claim.created"], by=owner)
    send_test(on, by=owner)
    sent = send_test(on, by=owner)
    sent.log.create(at=sent.happened_at, took=timedelta(seconds=1.5), error_code="host_silent", error_params={"host": "chat.example"})
    sent.log.create(at=sent.happened_at, took=timedelta(milliseconds=80), status=204)
    off, _ = make_webhook(name="أرشيف", address="https://archive.example/", events=["article.read"], by=owner, filter="language=ar")
    switch_off(off, by=owner)


def _reviewed_by_others(user: User) -> None:
    """Reviews with a rating that is mapped, with one that is not, and with none; the first speaks of a claim of ours."""
    source = ReviewSource.objects.create(address="https://checker.example/feed.json", added_by=user)
    for number, rating in enumerate(("زائف", "يحتاج إلى سياق", "")):
        read = ForeignReview(address=f"https://checker.example/{number}", claim="عدد العاملين في السد 300 عامل", rating=rating)
        pk, _ = store_review(read, source if number else None)
        if not number:
            ImportedMatch.objects.create(review_id=pk, claim=Claim.objects.earliest("pk"), relation="same", score=0.9)
    mapped = rating_name("زائف")
    assert mapped is not None
    mapped.verdict = "false"
    mapped.save()


def authorizations() -> dict[str, str]:
    """The Authorization header of each caller, who has searches, and webhooks where that is allowed; empty for nobody."""
    found = {NOBODY: ""}
    for role in ROLES:
        user = person(role, f"the {role} who calls")
        for place, query in (("api", "language=ar"), ("queue", "tab=open")):
            save_search(name="السدود", place=place, query=query, by=user)
        if may(user, Action.SUBSCRIBE):
            told_of_events(user)
        found[role] = _bearer(user, [one for one in KEY_SCOPES if may(user, one)])
    found[PUBLISHED] = _bearer(User.objects.get(username="the reader who calls"), [Action.READ_PUBLISHED])
    return found


def _bearer(user: User, scopes: list[Action]) -> str:
    return f"Bearer {issue_key(name='fuzz', scopes=scopes, by=user)[1]}"
