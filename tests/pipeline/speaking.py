"""Articles in which people speak, stored as the journey stores them."""

from dataclasses import replace
from datetime import date

from django.contrib.auth.models import Group

from claims.models import Claim, Desk, FactCheck, Outlet, Quote, Speaker, User
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.review import add_evidence, change_status, write_fact_check
from claims.pipeline.store import store_findings
from claims.records import (
    Extraction,
    FoundClaim,
    FoundQuote,
    Kind,
    Modality,
    Polarity,
    Span,
    SpeakerKind,
)
from tests.desk_rows import approve

# Two spellings that the machine proposes and does not join.
KEPT, OTHER = "نادر فهد السالم", "نادر السالم"
DAY = date(2026, 3, 10)


def editor(name: str = "editor") -> User:
    user, is_new = User.objects.get_or_create(username=name)
    if is_new:
        user.groups.add(Group.objects.get(name="editor"))
    return user


def say(
    *speakers: str, words: str = "عدد العاملين 300", kind: SpeakerKind = SpeakerKind.PERSON, outlet: str = "", desk: Desk | None = None
) -> list[Quote]:
    """An article in which each of `speakers` says `words`; gives the stored quotes in their order. Another outlet is another article."""
    text = "\n".join(f"{speaker}: {words}" for speaker in speakers)
    source, _ = Outlet.objects.get_or_create(name=outlet or f"صحيفة {'، '.join(speakers)}"[:200])
    submission = Submission(text=text, title="عنوان", outlet=source, published=DAY, language="ar", confidential_to=desk)
    version, _ = ingest(submission, by=User.objects.system())
    quotes, claims, start = [], [], version.text.index(text)
    for number, speaker in enumerate(speakers):
        begin = start + len(speaker) + 2
        end = begin + len(words)
        quotes.append(
            replace(
                as_read(speaker, kind),
                start=begin,
                end=end,
                text=words,
                cue=Span(begin - 2, begin - 1, ":"),
                mention=Span(start, begin - 2, speaker),
            )
        )
        claims.append(
            FoundClaim(begin, end, words, number, (), None, None, Polarity.POSITIVE, Modality.FACT, 0.5, (), "ar", speaker, DAY, None)
        )
        start = end + 1
    store_findings(version.pk, Extraction("ar", tuple(quotes), (), (), tuple(claims), ()))
    return list(version.quotes.order_by("start"))


def as_read(speaker: str, kind: SpeakerKind = SpeakerKind.PERSON) -> FoundQuote:
    """A quote of `speaker` as the engine gives it."""
    return FoundQuote(0, 1, "x", Kind.INDIRECT, Span(1, 2, ":"), None, speaker, kind, None, None, 1.0, "test")


def speaker_of(name: str, **options: object) -> Speaker:
    (quote,) = say(name, **options)  # type: ignore[arg-type]
    return quote.speaker


def claim_of(quote: Quote) -> Claim:
    return quote.appearances.get().claim


def approved(claim: Claim) -> FactCheck:
    """A fact check of the claim, approved as people approve."""
    people = {}
    for role in ("reviewer", "approver"):
        people[role] = User.objects.create_user(username=role)
        people[role].groups.add(Group.objects.get(name=role))
    change_status(claim, to="in_review", by=people["reviewer"], reason="mine")
    check = write_fact_check(claim, verdict="unproven", summary="nothing found", by=people["reviewer"], reason="looked for")
    add_evidence(
        check, address="https://example.org/a", title="a", stance="context", snapshot="words", by=people["reviewer"], reason="found"
    )
    change_status(claim, to="in_approval", by=people["reviewer"], reason="ready")
    approve(check, by=people["approver"], reason="right")
    return check
