"""A small newsroom in which every page has something to show: what tests of whole pages, and their pictures, start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Appearance, ArticleVersion, Claim, FactCheck, Match, Outlet, Quantity, Quote, Speaker, SpeakerName, User
from claims.pipeline.assign import assign
from claims.pipeline.correct import correct_days
from claims.pipeline.figures import keep_figures
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.publish import publish
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import change_status
from tests.desk_rows import approve, checked, person

MANAGER, WARD = "سامر الحلواني", "هدى النجار"
SAID = (
    (
        MANAGER,
        "ar",
        "سد الوردة يكفي المدينة",
        'قال مدير السد سامر الحلواني إن "عدد العاملين في السد 300 عامل". وقال إن المياه تكفي المدينة حتى الصيف.',
    ),
    (MANAGER, "ar", "مدير السد يعدّل الرقم", 'أعلن مدير السد سامر الحلواني أن "عدد العاملين في السد 120 عاملا" بعد انتهاء موسم الصيانة.'),
    (WARD, "ar", "المهندسون يردّون", 'قالت رئيسة النقابة هدى النجار إن "عدد العاملين في السد لا يتجاوز 90 عاملا" منذ الشتاء الماضي.'),
    (
        MANAGER,
        "en",
        "Dam has 300 workers, manager says",
        'Dam manager Samer al-Halawani said that "the dam employs 300 workers" and that water will last until summer.',
    ),
)
QUOTED = (
    "عدد العاملين في السد 300 عامل",
    "عدد العاملين في السد 120 عاملا",
    "عدد العاملين في السد لا يتجاوز 90 عاملا",
    "the dam employs 300 workers",
)
AMOUNTS = (300, 120, 90, 300)


@dataclass(frozen=True)
class Scene:
    """`claims` are the four of SAID; the first is published, contradicted and corrected, the second awaits approval."""

    people: dict[str, User]
    versions: list[ArticleVersion]
    claims: list[Claim]
    published: FactCheck
    speaker: Speaker
    pending: Match


def newsroom() -> Scene:
    people = {role: person(role) for role in ("reader", "editor", "reviewer", "approver", "administrator")}
    versions, claims = zip(*(_said(number) for number in range(len(SAID))), strict=True)
    first, second, third, english = claims
    check = checked(first, people["reviewer"])
    approve(check, by=people["approver"], reason="الأدلة كافية")
    publish(FactCheck.objects.get(pk=check.pk), by=people["approver"], reason="للقراء")
    pair = _match(first, second, "contradicts")
    confirm_match(pair, by=people["reviewer"], reason="رقمان لأمر واحد")
    pending = _match(first, third, "contradicts")
    _match(first, english, "same")
    checked(second, people["reviewer"], "misleading", ("roll.example",))
    correct_days(
        Claim.objects.get(pk=third.pk), field="said", days=(date(2026, 3, 8), date(2026, 3, 9)), by=people["editor"], reason="يومان"
    )
    assign(Claim.objects.get(pk=third.pk), desk=None, assignee=people["reviewer"], by=people["editor"], reason="لك")
    change_status(Claim.objects.get(pk=english.pk), to="in_review", by=people["approver"], reason="mine")
    return Scene(people, list(versions), list(claims), FactCheck.objects.get(pk=check.pk), first.speaker_root, pending)


def _said(number: int) -> tuple[ArticleVersion, Claim]:
    name, language, title, body = SAID[number]
    outlet, _ = Outlet.objects.get_or_create(name="صحيفة السنبلة" if language == "ar" else "The Ear of Wheat", language=language)
    day = date(2026, 3, 10) + timedelta(days=number)
    submission = Submission(
        text=f"{title}\n\n{body}", outlet=outlet, published=day, language=language, address=f"https://sunbula.example/{number}"
    )
    version, _ = ingest(submission, by=User.objects.system())
    ArticleVersion.objects.filter(pk=version.pk).update(state=ArticleVersion.State.DONE)
    speaker, _ = Speaker.objects.get_or_create(kind="person", key=name, article=None, distinction="", defaults={"name": name})
    spelling, _ = SpeakerName.objects.get_or_create(speaker=speaker, name=name if language == "ar" else "Samer al-Halawani", key=name)
    words = QUOTED[number]
    start = version.text.index(words)
    mention = {"ar": f"مدير السد {name}" if name == MANAGER else f"رئيسة النقابة {name}", "en": "Dam manager Samer al-Halawani"}[language]
    quote = Quote.objects.create(
        version=version,
        start=start,
        end=start + len(words),
        text=words,
        kind="direct",
        cue="قال" if language == "ar" else "said",
        cue_start=0,
        mention=mention,
        speaker=speaker,
        spelling=spelling,
        confidence=0.9,
        rule="scene",
        extraction_version="1",
    )
    claim = Claim.objects.create(
        speaker=speaker,
        speaker_root=speaker,
        text=words,
        text_key=f"scene {number}",
        language=language,
        said=DateRange(day, day + timedelta(days=1)),
        said_precision="day",
        published=DateRange(day, day + timedelta(days=1)),
        polarity="positive",
        modality="fact",
        checkworthiness=0.9 - number / 10,
        extraction_version="1",
        match_state=Claim.MatchState.DONE,
    )
    low = AMOUNTS[number]
    Quantity.objects.create(claim=claim, position=0, text=f"{low} عامل", low=low, high=low, qualifier="exact", unit="person")
    Appearance.objects.create(claim=claim, version=version, quote=quote, start=start, end=start + len(words), text=words)
    return version, claim


def _match(low: Claim, high: Claim, relation: str) -> Match:
    a, b = ({"a": str(one.quantities.get().low), "day_a": "2026-03-10"} for one in (low, high))
    reasons = [{"code": "amount_differs", "params": {"a": a["a"], "b": b["a"]}}] if relation == "contradicts" else []
    one = Match.objects.create(claim_low=low, claim_high=high, machine_relation=relation, score=0.8, reasons=reasons, judgement_version="1")
    keep_figures([one])
    return one
