"""The sample articles are well formed, and the story in them disagrees and changes as it should."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "claims" / "sample"
ARTICLES = {path.stem[3:]: json.loads(path.read_text("utf-8")) for path in sorted(SAMPLE.glob("*.json"))}
FIELDS = ["outlet", "language", "published", "title", "byline", "address", "text"]


def test_sample_has_both_languages() -> None:
    assert [article["language"] for article in ARTICLES.values()].count("ar") == 7
    assert [article["language"] for article in ARTICLES.values()].count("en") == 3


def test_sample_is_in_order_of_publication() -> None:
    days = [date.fromisoformat(article["published"]) for article in ARTICLES.values()]
    assert days == sorted(days)
    assert (days[-1] - days[0]).days == 50


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_is_well_formed(slug: str) -> None:
    article = ARTICLES[slug]
    title, blank, *body = article["text"].split("\n")
    assert list(article) == FIELDS
    assert list(article["outlet"]) == ["name", "domain", "language"]
    assert (title, blank) == (article["title"], "")
    assert all(body), "one paragraph a line, no empty ones"
    assert article["address"].startswith(f"https://{article['outlet']['domain']}/")
    assert article["outlet"]["domain"].endswith(".example"), "a name that nobody can own"
    assert 90 <= len(article["text"].split()) <= 220


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_is_plain_text(slug: str) -> None:
    written = json.dumps(ARTICLES[slug], ensure_ascii=False)
    assert unicodedata.is_normalized("NFC", written)
    # Presentation forms, and marks of direction or of no width: nobody types them, and they hide words from a search. Tatweel only
    # ties a prefix to a digit or a quotation mark.
    assert re.findall("[\ufb50-\ufdff\ufe70-\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069\r\t]|\u0640(?=[\u0621-\u064a])", written) == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_has_an_amount(slug: str) -> None:
    assert re.search(r"\d", ARTICLES[slug]["text"])


# What a fact checker should find: two places that do not say the same, and why that is interesting.
DISAGREEMENTS = [
    # the same day, the ministry and civil defence: a contradiction
    (("partial-collapse", "مقتل خمسة أشخاص"), ("nine-dead", "سجلنا تسعة قتلى بأسمائهم")),
    # a denial against a claim
    (("warning-denied", "لم يصلنا أي تحذير"), ("warning-denied", "تحذيرين مكتوبين")),
    # two governments on one release of water, in two languages
    (("partial-collapse", "لا يزيد على 400 متر مكعب في الثانية"), ("release-row", "at least 900 cubic metres a second")),
    # and what was conceded seven weeks later
    (("release-row", "never exceeded 400 cubic metres a second"), ("shared-gauges", "reached 700 cubic metres a second")),
    # the flooded land, seen from either bank
    (("release-row", "About 1,500 hectares"), ("cost-more-than-doubles", "لا تتجاوز 200 هكتار")),
    # the displaced: a level that rises from article to article
    (("partial-collapse", "أكثر من 350 شخصا غادروا"), ("lake-stays-empty", "نحو 2800 شخص")),
    (("minister-in-parliament", "around 2,800"), ("engineers-report", "أكثر من ثلاثة آلاف شخص")),
    (("engineers-report", "أكثر من ثلاثة آلاف شخص"), ("cost-more-than-doubles", "بلغ 4200 شخص")),
    # the government's count and the observers' on one day
    (("cost-more-than-doubles", "بلغ 4200 شخص"), ("cost-more-than-doubles", "يقترب من خمسة آلاف نازح")),
    # the dead: a cumulative count that rises
    (("nine-dead", "سجلنا تسعة قتلى"), ("lake-stays-empty", "14 قتيلا")),
    (("minister-in-parliament", "the death toll at 14"), ("cost-more-than-doubles", "إلى 16 شخصا")),
    # the cost, first and later
    (("lake-stays-empty", "120 مليون دولار"), ("cost-more-than-doubles", "310 ملايين دولار")),
    # the lake's level in the same hour, the ministry and the engineers
    (("partial-collapse", "62 في المئة"), ("engineers-report", "81 في المئة")),
    # the length of wall that is gone, likewise
    (("partial-collapse", "40 مترا"), ("engineers-report", "ما بين 55 و60 مترا")),
    # tents delivered, the minister and a member of parliament
    (("lake-stays-empty", "650 خيمة"), ("minister-in-parliament", "no more than 400 tents")),
]

# What should be found to be one: the same words, or nearly.
REPETITIONS = [
    # a wire copy, with other digits
    (("partial-collapse", "أكثر من 350 شخصا غادروا بيوتهم"), ("wire-copy", "أكثر من ٣٥٠ شخصا غادروا بيوتهم")),
    # one quote in two languages
    (("lake-stays-empty", "لن نعيد ملء البحيرة قبل أن يقول المهندسون كلمتهم، ولو استغرق ذلك ثلاث سنوات"),
     ("minister-in-parliament", "We will not refill the lake until the engineers have had their say, even if it takes three years")),
    # the same quote with words altered between the marks
    (("lake-stays-empty", "يقول المهندسون كلمتهم، ولو استغرق ذلك ثلاث سنوات"),
     ("engineers-report", "يقول المهندسون كلمتهم الأخيرة، ولو استغرق ذلك ثلاثة أعوام")),
    # one name, two spellings
    (("warning-denied", "كارين فالستروم"), ("cost-more-than-doubles", "كارين فالشتروم")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DISAGREEMENTS + REPETITIONS)
def test_story_says_it_in_both_places(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert one != other
    for slug, words in (one, other):
        assert words in ARTICLES[slug]["text"]


def test_wire_copy_is_near_verbatim_and_credited() -> None:
    original, copy = (
        set(ARTICLES[slug]["text"].translate(str.maketrans("٠١٢٣٤٥٦٧٨٩«»", '0123456789""')).split())
        for slug in ("partial-collapse", "wire-copy")
    )
    assert len(original & copy) / len(copy) > 0.9
    assert ARTICLES["wire-copy"]["text"].endswith("المصدر: وكالة سنبلة للأنباء")
