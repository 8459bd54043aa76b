"""The page of a speaker: names, roles, statements, where they differ, and what became of those checked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import Appearance, Desk, Speaker, SpeakerName, User
from claims.models.claim import ClaimQuerySet
from claims.pipeline.merge import merge_speakers
from claims.pipeline.relate import confirm_match, reject_match
from claims.web.speaker import STATEMENTS_A_PAGE
from claims.web.speaker_view import LEAST_CHECKED
from tests.desk_rows import TEXT, approved, article, claim, match, person, quote, speaker

pytestmark = pytest.mark.django_db


def at(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def page(user: User, one: Speaker, **query: Any) -> Any:
    return at(user).get(f"/speakers/{one.pk}/", query)


def on(day: date) -> DateRange:
    return DateRange(day, day + timedelta(days=1))


def test_spellings_and_roles_as_printed() -> None:
    one = speaker()
    spelling = SpeakerName.objects.create(speaker=one, name="سامر الحلواني", key="x")
    SpeakerName.objects.create(speaker=one, name="Samer al-Halawani", key="y")
    for said_by, day in (
        ("مديرُ السدّ سامر الحلواني", "2026-03-10"),
        ("مدير السد سامر الحلواني", "2026-03-14"),
        ("سامر الحلواني", "2026-03-12"),
    ):
        version = article(text=TEXT.replace("مدير السد سامر الحلواني", said_by).replace("تكفي", f"في {day} تكفي"))
        row = quote(version)
        row.mention_start, row.spelling = version.text.index(row.mention), spelling
        row.save()
        claim(day, version=version).appearances.update(quote=row)
    seen = page(person("reader"), one).context
    assert seen["spellings"] == ["Samer al-Halawani", "سامر الحلواني"]
    assert [(role.words, role.n) for role in seen["roles"]] == [("مدير السد", 2)], "spellings of one role are one; the name alone is none"


def test_a_statement_that_stands_nowhere_any_more_is_nobodys() -> None:
    version = article()
    for key, day in (("stands", 10), ("also", 11), ("gone", 12)):
        claim(key, version=version, published=on(date(2026, 3, day)))
    Appearance.objects.filter(claim__text_key="gone").update(retired_by="2")
    seen = page(person("reader"), speaker()).context
    assert [row.text_key for row in seen["statements"]] == ["also", "stands"]
    assert [(column.day.day, column.n) for column in seen["days"]] == [(10, 1), (11, 1)]


def test_statements_the_newest_first_and_by_days() -> None:
    one = speaker()
    version = article()
    for number in range(STATEMENTS_A_PAGE + 2):
        claim(f"{number:02}", version=version, published=on(date(2026, 1, 1) + timedelta(days=number)))
    reader = person("reader")
    first, second = page(reader, one), page(reader, one, page=2)
    assert [row.text_key for row in first.context["statements"]][:2] == ["26", "25"]
    assert ([row.text_key for row in second.context["statements"]], second.context["older"]) == (["01", "00"], 0)
    some = page(reader, one, first="2026-01-03", last="2026-01-04")
    assert [row.text_key for row in some.context["statements"]] == ["03", "02"]
    wrong = page(reader, one, first="2026-01-04", last="2026-01-03")
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (200, ["last"])
    assert sum(column.n for column in first.context["days"]) == STATEMENTS_A_PAGE + 2


def test_a_statement_that_goes_meanwhile_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    claim("gone", version=article())
    monkeypatch.setattr(ClaimQuerySet, "for_lists", ClaimQuerySet.none)
    answer = page(person("reader"), speaker())
    assert (answer.status_code, answer.context["statements"]) == (200, [])


def test_columns_are_named_in_the_digits_of_the_page() -> None:
    for key, day in (("a", 10), ("b", 11)):
        claim(key, version=article(), published=on(date(2026, 3, day)))
    answer = at(person("reader")).get(f"/speakers/{speaker().pk}/", headers={"Accept-Language": "ar"})
    assert "<title>١٠ مارس ٢٠٢٦: ١</title>" in answer.content.decode()


def test_statements_on_the_same_measure_that_differ() -> None:
    reviewer = person("reviewer")
    version = article()
    early = claim("early", version=version, said=on(date(2026, 1, 1)))
    late = claim("late", version=version, said=on(date(2026, 2, 1)), text="عدد العاملين في السد 120 عاملا")
    third, other = (
        claim("third", version=version),
        claim("other", version=version, speaker=speaker("هدى النجار"), speaker_root=speaker("هدى النجار")),
    )
    confirm_match(match(early, late, "contradicts"), by=reviewer, reason="so it is")
    confirm_match(match(early, third, "same"), by=reviewer, reason="so it is")  # says the same
    confirm_match(match(late, other, "contradicts"), by=reviewer, reason="so it is")  # somebody else
    reject_match(match(late, third, "contradicts"), by=reviewer, reason="no")
    (turn,) = page(reviewer, speaker()).context["turns"]
    assert (turn.earlier, turn.later, turn.relation) == (early, late, "contradicts")
    assert [piece.text for piece in turn.after if piece.differs] == ["120", "عاملا"]


def test_no_sum_of_few_verdicts() -> None:
    author, approver = person("reviewer"), person("approver")
    version = article()
    for number in range(LEAST_CHECKED):
        approved(claim(f"{number}", version=version), author, approver)
        answer = page(author, speaker())
        mix = answer.context["mix"]
        few = number + 1 < LEAST_CHECKED
        assert (mix.n, len(mix.checks), [bar.label for bar in mix.bars]) == ((number + 1, number + 1, []) if few else (10, 0, ["False"]))
        assert ("With fewer than 10 checked statements" in answer.content.decode()) is few
        assert ("no measure of the speaker" in answer.content.decode()) is not few


def test_who_was_merged_leads_to_whom() -> None:
    editor = person("editor")
    one, other = speaker(), speaker("سامر حلواني")
    claim("a", version=article(), speaker=other, speaker_root=other)
    merge_speakers(other, into=one, by=editor, reason="one and the same")
    answer = page(editor, other)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/speakers/{one.pk}/")
    assert [row.text_key for row in page(editor, one).context["statements"]] == ["a"]


def test_what_is_confidential_is_shown_to_its_desk_alone() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    version = article(desk)
    unnamed = Speaker.objects.create(kind="unnamed", name="مصدر", key="مصدر", article=version.article)
    claim("secret", version=version, confidential_to=desk)
    outside, inside = person("reader"), person("reader", "theirs", desk)
    assert [len(page(user, speaker()).context["statements"]) for user in (outside, inside)] == [0, 1]
    assert [page(user, unnamed).status_code for user in (outside, inside)] == [404, 200]


def test_the_queries_are_the_same_for_one_and_three(django_assert_max_num_queries: Any) -> None:
    author, approver = person("reviewer"), person("approver")
    version, client = article(), at(author)
    counts = []
    for number in (1, 3):
        for key in range(number):
            one = claim(f"{number}{key}", version=version)
            approved(one, author, approver)
            confirm_match(match(one, claim(f"m{number}{key}", version=version)), by=author, reason="so it is")
        with django_assert_max_num_queries(25) as asked:
            assert client.get(f"/speakers/{speaker().pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
