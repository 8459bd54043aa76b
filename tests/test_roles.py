"""What a speaker is called beside the name: of the newest statements that the reader may see."""

from datetime import date

import pytest

from claims.models import Desk, Outlet, Quote, Speaker, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.store import store_findings
from claims.roles import Role, roles_of
from tests.desk_rows import WORDS, article, claim, person, quote, speaker

pytestmark = pytest.mark.django_db
NAME = "سامر الحلواني"


def say(printed: str, desk: Desk | None = None, day: str = "") -> None:
    """A claim of the speaker that is quoted beside what is printed."""
    version = article(desk, f"سد الوردة {day}\n\nقال {printed} إن «{WORDS}».")
    row = quote(version)
    Quote.objects.filter(pk=row.pk).update(mention=NAME, mention_start=version.text.index(NAME))
    claim(f"{printed} {day}", version=version, confidential_to=desk).appearances.update(quote=row)


def read(text: str, language: str, day: int) -> None:
    """An article is taken in and read as the program does it."""
    outlet, _ = Outlet.objects.get_or_create(name=f"السنبلة {language}")
    submission = Submission(text=text, outlet=outlet, published=date(2026, 3, day), language=language)
    version, _ = ingest(submission, by=User.objects.system())
    store_findings(version.pk, extract_findings(version))


def test_roles_the_most_frequent_first_as_far_as_they_may_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk.objects.create(name="التحقيقات")
    say(f"المهندس {NAME}")
    say(f"مدير السد {NAME}", day="1")
    say(f"مديرُ السدّ {NAME}", day="2")  # spelt otherwise
    say(f"{NAME}، المستشار في الوزارة،", desk)
    say(NAME)  # the name alone is no role
    told = {
        whose: [(role.words, role.n) for role in roles_of(speaker(), person("reader", whose, of))]
        for whose, of in (("own", desk), ("other", None))
    }
    common = [("مديرُ السدّ", 2), ("المهندس", 1)]
    assert told == {"own": [common[0], ("المستشار في الوزارة", 1), common[1]], "other": common}
    monkeypatch.setattr("claims.roles.MOST_MENTIONS", 1)
    assert roles_of(speaker(), person("reader", "hurried")) == [], "the newest alone, which has none"


def test_roles_of_articles_as_they_are_read() -> None:
    read(f'سد الوردة\n\nقال مدير السد {NAME} إن "عدد العاملين في السد 300 عامل".', "ar", 3)
    read(f'عمال السد\n\nأعلن {NAME}، مدير السد، أن "عدد العاملين في السد بلغ 120 عاملا".', "ar", 9)
    read(f'وداع السد\n\nقال المدير السابق للسد، {NAME}، إن "عدد العاملين كان 500 عامل".', "ar", 20)
    one = Speaker.objects.get(name=NAME)
    assert roles_of(one, person("reader")) == [
        Role("مدير السد", date(2026, 3, 3), date(2026, 3, 9), 2),
        Role("المدير السابق للسد", date(2026, 3, 20), date(2026, 3, 20), 1),
    ]


def test_roles_of_english_articles_as_they_are_read() -> None:
    read('Rose dam\n\nDam director Samer Halawani said that "the dam employs 300 workers".', "en", 3)
    read('Dam workers\n\n"The dam lost 20 workers in May," said Samer Halawani, the head of the water union, on Monday.', "en", 9)
    one = Speaker.objects.get(name="Samer Halawani")
    assert {role.words for role in roles_of(one, person("reader"))} == {"Dam director", "head of the water union"}
