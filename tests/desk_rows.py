"""People, claims and fact checks for the tests of reviewing, made as the program makes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Appearance, ArticleVersion, Claim, Decision, Desk, FactCheck, Match, Outlet, Quantity, Quote, Speaker, User
from claims.pipeline import review
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.review import add_evidence, change_status, fingerprint, write_fact_check

TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني إن "عدد العاملين في السد 300 عامل". وقال إن المياه تكفي المدينة.'
WORDS = "عدد العاملين في السد 300 عامل"
MARCH = DateRange(date(2026, 3, 10), date(2026, 3, 11))


def person(role: str, name: str = "", desk: Desk | None = None) -> User:
    user = User.objects.create_user(username=name or role, password="a long password", desk=desk, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def speaker(name: str = "سامر الحلواني", kind: str = "person") -> Speaker:
    return Speaker.objects.get_or_create(kind=kind, key=name, article=None, distinction="", defaults={"name": name})[0]


def article(confidential_to: Desk | None = None, text: str = TEXT) -> ArticleVersion:
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة", defaults={"domain": "sunbula.example"})
    submission = Submission(text=text, outlet=outlet, published=date(2026, 3, 11), language="ar", confidential_to=confidential_to)
    return ingest(submission, by=User.objects.system())[0]


def claim(key: str = "k", *, version: ArticleVersion | None = None, confidential_to: Desk | None = None, **fields: Any) -> Claim:
    """A stored claim with an amount of 300 persons, and its place in `version` where one is given."""
    one = Claim.objects.create(
        **{
            "speaker": speaker(),
            "speaker_root": speaker(),
            "text": WORDS,
            "text_key": key,
            "language": "ar",
            "said": MARCH,
            "said_precision": "day",
            "polarity": "positive",
            "modality": "fact",
            "checkworthiness": 0.5,
            "extraction_version": "1",
            "confidential_to": confidential_to,
            **fields,
        }
    )
    Quantity.objects.create(claim=one, position=0, text="300 عامل", low=300, high=300, qualifier="exact", unit="person")
    if version is not None:
        start = version.text.index(WORDS)
        Appearance.objects.create(claim=one, version=version, start=start, end=start + len(WORDS), text=WORDS)
    return one


def quote(version: ArticleVersion) -> Quote:
    start = version.text.index(WORDS)
    return Quote.objects.create(
        version=version,
        start=start,
        end=start + len(WORDS),
        text=WORDS,
        kind="direct",
        cue="قال",
        cue_start=version.text.index("قال"),
        mention="سامر الحلواني",
        speaker=speaker(),
        confidence=0.9,
        rule="test",
        extraction_version="1",
    )


def match(low: Claim, high: Claim, relation: str = "contradicts", direction: str = "") -> Match:
    return Match.objects.create(
        claim_low=low, claim_high=high, machine_relation=relation, machine_direction=direction, score=0.7, reasons=[], judgement_version="1"
    )


def in_review(one: Claim, by: User) -> Claim:
    change_status(one, to="in_review", by=by, reason="mine")
    return one


def checked(one: Claim, by: User, verdict: str = "false", hosts: tuple[str, ...] = ("roll.example", "audit.example")) -> FactCheck:
    """The claim awaits approval of a verdict by `by`, with a piece of evidence from each host."""
    in_review(one, by)
    check = write_fact_check(one, verdict=verdict, summary="The roll names 120.", by=by, reason="counted")
    for host in hosts:
        add_evidence(check, address=f"https://{host}/1", title="Roll", stance="refutes", snapshot="120 names", by=by, reason="the roll")
    change_status(one, to="in_approval", by=by, reason="ready")
    return check


def approve(check: FactCheck, *, by: User, reason: str, origins_override: str = "") -> Decision:
    """By somebody who has read the claim as it stands."""
    seen = fingerprint(check.claim)
    return review.approve(check, claim_fingerprint=seen, by=by, reason=reason, origins_override=origins_override)


def approved(one: Claim, by: User, approver: User) -> FactCheck:
    check = checked(one, by)
    approve(check, by=approver, reason="plain")
    one.refresh_from_db()
    return check
