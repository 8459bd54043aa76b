"""What reading again would change is said before it is done, and nothing is kept of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from claims.errors import UnsupportedLanguage
from claims.models import Appearance, ArticleVersion, Claim, Outlet, Proposal, Quantity, Quote, Speaker, User
from claims.pipeline.correct import correct_days
from claims.pipeline.extract import extract_findings
from claims.pipeline.foresee_reading import RowChange, foresee_reading
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.store import store_findings
from tests.desk_rows import person

pytestmark = pytest.mark.django_db
TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل، ولن نغلق البوابات".'
TABLES = (Appearance, ArticleVersion, Claim, Proposal, Quantity, Quote, Speaker)


@pytest.fixture
def version() -> ArticleVersion:
    """Read by the engine of today."""
    one, _ = ingest(
        Submission(text=TEXT, outlet=Outlet.objects.create(name="صحيفة"), published=date(2026, 3, 10)), by=User.objects.system()
    )
    store_findings(one.pk, extract_findings(one))
    one.refresh_from_db()
    return one


def rows() -> dict[str, list[object]]:
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def test_what_is_read_by_the_same_engine_changes_nothing(version: ArticleVersion) -> None:
    before = rows()
    foreseen = foresee_reading(version.pk)
    assert (foreseen.changes, foreseen.was_read_by, rows()) == ([], "", before)


def test_what_an_older_engine_left_is_told_row_by_row(version: ArticleVersion) -> None:
    quote = Quote.objects.get()
    first, second = Claim.objects.order_by("pk")
    # It had read another cue and day, a claim that is none, and had missed one.
    Quote.objects.filter(pk=quote.pk).update(cue="إن", stated_on=None)
    places = Appearance.objects.filter(claim=second)
    places.update(retired_by="0")
    gone = Claim.objects.create(
        **{name: getattr(first, name) for name in ("speaker", "speaker_root", "language", "polarity", "modality", "extraction_version")},
        text="السد", text_key="k", checkworthiness=0.5,
    )  # fmt: skip
    Appearance.objects.create(claim=gone, version=version, quote=quote, start=0, end=2, text="سد")
    ArticleVersion.objects.filter(pk=version.pk).update(extraction_version="0", state="done")
    before = rows()
    with override("en"):
        foreseen = foresee_reading(version.pk)
    assert (rows() == before, foreseen.was_read_by) == (True, "0")
    found = {(change.kind, change.name): change.fields for change in foreseen.changes}
    assert found["quote", quote.text] == {"cue": ("إن", "قال"), "said on": ("", "10 March 2026")}
    assert found["claim", second.appearances.get().text]["words"] == ("", second.appearances.get().text)
    assert found["claim", "سد"]["words"] == ("سد", "")
    assert len(found) == 3
    # And it comes as it was told.
    assert read_again(version.pk)
    store_findings(version.pk, extract_findings(version))
    quote.refresh_from_db()
    assert (quote.cue, places.get().retired_by, Appearance.objects.get(claim=gone).retired_by != "") == ("قال", "", True)
    assert foresee_reading(version.pk).changes == []


def test_what_a_person_corrected_stays_and_is_a_proposal(version: ArticleVersion) -> None:
    quote = Quote.objects.get()
    Quote.objects.filter(pk=quote.pk).update(stated_on=DateRange(date(2026, 3, 1), date(2026, 3, 2)))
    quote.refresh_from_db()
    correct_days(quote, field="stated_on", days=(date(2026, 3, 3), date(2026, 3, 3)), by=person("editor"), reason="the paper says so")
    before = rows()
    foreseen = foresee_reading(version.pk)
    assert foreseen.changes == [
        RowChange("proposal", str(quote), {"stated_on": ("['2026-03-03', '2026-03-03']", "['2026-03-10', '2026-03-10']")})
    ]
    assert rows() == before


def test_what_cannot_be_read_is_said(version: ArticleVersion) -> None:
    ArticleVersion.objects.filter(pk=version.pk).update(language="fr", state="unsupported")
    before = rows()
    with pytest.raises(UnsupportedLanguage):
        foresee_reading(version.pk)
    assert rows() == before
