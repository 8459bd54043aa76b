"""The queue is narrowed by what people type, and the address keeps it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils.html import escape

from claims.languages.folding import fold_key
from claims.models import Appearance, Outlet, Speaker, SpeakerName
from claims.pipeline.assign import assign
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.merge import merge_speakers
from claims.web.queue import CLAIMS_A_PAGE, TABS, QueueForm
from tests.desk_rows import article, claim, person, speaker

pytestmark = pytest.mark.django_db


def day(number: int) -> DateRange:
    return DateRange(date(2026, 3, number), date(2026, 3, number + 1))


@pytest.fixture
def desk() -> Client:
    """A dam's manager of whom two spellings are one person; another speaker in another outlet; a third claim of little."""
    reviewer, editor, samer = person("reviewer"), person("editor"), speaker("سامر الحلواني")
    huda = Speaker.objects.create(kind="person", key=fold_key("هدى النجار"), name="هدى النجار")
    sunbula = article()
    SpeakerName.objects.create(speaker=samer, name="Samer al-Halawani", key="samer al halawani")
    other_key = speaker("سمير الحلواني")
    first = claim("dam", version=sunbula, said=day(3), published=day(4), speaker=other_key, speaker_root=other_key)
    merge_speakers(other_key, into=samer, by=editor, reason="شخص واحد")
    first.refresh_from_db()
    other = claim("road", said=day(9), published=day(10), as_of=day(1), speaker=huda, speaker_root=huda)
    other.quantities.update(low=40, high=40, unit="percent")
    ear = Outlet.objects.create(name="إذاعة الضفة", domain="daffa.example")
    version, _ = ingest(Submission(text="طريق الضفة\n\nأغلق الطريق.", outlet=ear, published=date(2026, 3, 10), language="ar"), by=editor)
    Appearance.objects.create(claim=other, version=version, start=0, end=4, text=version.text[:4])
    claim("none", version=sunbula, said=None)
    assign(first, desk=None, assignee=reviewer, by=reviewer, reason="لي")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(reviewer)
    return client


def listed(client: Client, **query: Any) -> set[str]:
    return {one.text_key for one in client.get("/desk/", query).context["claims"]}


CASES: list[tuple[dict[str, str], set[str]]] = [
    ({}, {"dam", "road", "none"}),
    ({"speaker": "هدي النجّار"}, {"road"}),  # as it is folded
    ({"speaker": "النجار"}, {"road"}),  # a part of the name
    ({"speaker": "Samer al-Halawani"}, {"dam", "none"}),  # another spelling
    ({"speaker": "سمير"}, {"dam", "none"}),  # of who was merged into another
    ({"speaker": "ليلى"}, set()),
    ({"speaker": "،"}, set()),  # nothing that a name can be
    ({"outlet": "الضفة"}, {"road"}),
    ({"outlet": "صحيفة السنبلة"}, {"dam", "none"}),
    ({"outlet": "السنبله صحيفه"}, {"dam", "none"}),  # as it is folded, in any order
    ({"outlet": "صحيفة الضفة"}, set()),  # every word
    ({"outlet": "،"}, set()),  # nothing that a name can be
    ({"first": "2026-03-05"}, {"road"}),  # the day of publication, where no other is chosen
    ({"last": "2026-03-05"}, {"dam"}),
    ({"clock": "said", "first": "2026-03-03", "last": "2026-03-03"}, {"dam"}),
    ({"clock": "as_of", "last": "2026-03-02"}, {"road"}),
    ({"clock": "said"}, {"dam", "road", "none"}),  # without a day
    ({"first": "2026-03-09", "last": "2026-03-01"}, set()),
    ({"least": "100"}, {"dam", "none"}),
    ({"most": "٥٠"}, {"road"}),
    ({"least": "٣٩٫٥", "most": "4,000"}, {"dam", "road", "none"}),  # as pages write them
    ({"least": "301", "most": "٤٬٠٠٠"}, set()),
    ({"least": "4,00"}, {"dam", "road", "none"}),  # thousands are groups of three: refused, and said so
    ({"unit": "percent"}, {"road"}),
    ({"unit": "شخص"}, {"dam", "none"}),  # as the noun is counted
    ({"unit": "أشخاص", "least": "301"}, set()),  # of one amount
    ({"assignee": "reviewer"}, {"dam"}),
    ({"assignee": "nobody"}, set()),
    ({"speaker": "سامر", "outlet": "السنبلة", "last": "2026-03-05"}, {"dam"}),
    ({"least": "many"}, {"dam", "road", "none"}),  # refused, and said so
]


@pytest.mark.parametrize(("query", "found"), CASES)
def test_what_is_left(desk: Client, query: dict[str, str], found: set[str]) -> None:
    assert listed(desk, **query) == found


def test_a_form_that_is_wrong_says_so_and_stands_open(desk: Client) -> None:
    page = desk.get("/desk/", {"least": "many", "q": "السد"}).content.decode()
    assert ("Enter a number." in page, '<details class="narrowing" open>' in page, 'id="id_q" value="السد"' in page) == (True, True, True)
    assert '<details class="narrowing">' in desk.get("/desk/").content.decode()


def test_the_next_page_is_narrowed_as_the_first() -> None:
    version = article()
    for number in range(CLAIMS_A_PAGE + 1):
        claim(f"{number}", version=version)
    client = Client()
    client.force_login(person("reader"))
    first = client.get("/desk/", {"speaker": "سامر", "least": "10.50"})
    assert first.context["query"] == "tab=open&speaker=%D8%B3%D8%A7%D9%85%D8%B1&least=10.50"
    last = first.context["page"].last
    assert f'<a rel="next" href="?{escape(first.context["query"])}&amp;after={last}">' in first.content.decode()
    assert len(client.get(f"/desk/?{first.context['query']}&after={last}").context["claims"]) == 1


def test_another_tab_is_narrowed_as_the_first(desk: Client) -> None:
    page = desk.get("/desk/", {"tab": "mine", "speaker": "سامر", "least": "10.50"}).content.decode()
    kept = "speaker=%D8%B3%D8%A7%D9%85%D8%B1&amp;least=10.50"
    assert re.findall(r'<a href="\?tab=(\w+)&amp;([^"]*)"', page) == [(tab, kept) for tab in TABS]


def test_what_is_asked_is_read_again_as_it_was() -> None:
    asked = {"tab": "mine", "q": "السد", "clock": "as_of", "last": "2026-03-09", "most": "1000000", "unit": "عامل"}
    assert QueueForm({**asked, "outlet": " ", "after": "3.5,7"}).asked() == asked
