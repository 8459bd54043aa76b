"""A text read from end to end: which claims it holds, and when each quote was said."""

from datetime import date

import pytest

from claims.extraction import extract

PUBLISHED = date(2022, 5, 18)


@pytest.mark.parametrize(
    ("language", "text", "claims"),
    [
        # who quotes another says something of his own too
        ("ar", 'قال المتحدث: "أوقع الهجوم 12 قتيلا، وأبلغني القائد أن المنفذ اعتقل"', ["أوقع الهجوم 12 قتيلا", "المنفذ اعتقل"]),
        # what was narrated, and looked like a plan, a wish or what is to come
        ("ar", "سيطرت القوات على 12 قرية", ["سيطرت القوات على 12 قرية"]),
        ("ar", "وكانت السلطات قد أجلت نحو 2000 شخص", ["وكانت السلطات قد أجلت نحو 2000 شخص"]),
        ("ar", "كلفت خطة الإعمار 40 مليون دولار", ["كلفت خطة الإعمار 40 مليون دولار"]),
        ("en", "The plan cost $40 million", ["The plan cost $40 million"]),
        ("ar", "سيرتفع سعر القمح 12 في المئة", []),
    ],
)
def test_claims(language: str, text: str, claims: list[str]) -> None:
    assert [claim.text for claim in extract(text, language=language, published=PUBLISHED).claims] == claims


def test_the_day_holds_for_the_same_speaker_however_named() -> None:
    text = "قال الوزير الثلاثاء إن السد آمن في الشتاء، وأضاف الوزير أن العمال غادروا، وأكدت وزارة الدفاع أن الطريق مغلق"
    said = [str(quote.stated_on.first) if quote.stated_on else None for quote in extract(text, language="ar", published=PUBLISHED).quotes]
    assert said == ["2022-05-17", "2022-05-17", None]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        # the day stands behind a cue that follows its quotation, and holds for the quotation that goes on
        ("en", "“The dam is safe,” the minister said on Monday. “Nobody has to leave the valley.”", ["2022-05-16", "2022-05-16"]),
        ("ar", '"السد آمن تماما"، أكد الوزير سامر الحلبي الثلاثاء.', ["2022-05-17"]),
        # what is told of the source is no day of the statement
        ("en", "Sami Haddad, who took office in March, said the dam was safe.", [None]),
        ("ar", "وقال سامر الحلبي، الذي تولى منصبه في آذار، إن السد آمن", [None]),
        # nor is what another statement tells of
        ("en", "The dam will open on Friday, Sami Haddad said, adding that it was safe.", [None, None]),
        ("ar", "قال سامر الحلبي إن السد سيفتح الجمعة، مضيفا أنه آمن", [None, None]),
        # but for a day that is over and stands last in it, as the day of the report does
        ("ar", "أعلن الجيش قصف السد داخل الأراضي الحدودية، الثلاثاء، مضيفا أنه استهدف مخزنا", [None, "2022-05-17"]),
        # behind the clause that tells it the day is the statement's again
        ("ar", "وقال سامر الحلبي، الذي يدير السد، الثلاثاء، إن السد آمن", ["2022-05-17"]),
    ],
)
def test_stated_on(language: str, text: str, days: list[str | None]) -> None:
    quotes = extract(text, language=language, published=PUBLISHED).quotes
    assert [str(quote.stated_on.first) if quote.stated_on else None for quote in quotes] == days


@pytest.mark.parametrize(
    ("language", "text", "quotes"),
    [
        # a conjunction that leads on to the next report belongs to neither content
        (
            "en",
            "Haddad said the dam was safe, adding that 12 gates had been repaired and noting that the water was falling.",
            ["the dam was safe", "12 gates had been repaired", "the water was falling"],
        ),
        # a participle that a quotation follows at once reports it, with or without a comma before
        (
            "ar",
            'وحذر الحلبي من مواصلة الأعمال الخطرة قائلا: "ينبغي أن نسمع ما يقوله المهندسون".',
            ["مواصلة الأعمال الخطرة", "ينبغي أن نسمع ما يقوله المهندسون"],
        ),
        # a quotation that is a sentence goes on with that of the sentence before, but not on a line of its own
        ("ar", '"ليس لدينا ماء"، قال سامر الحلبي. "لقد جف النهر".', ["ليس لدينا ماء", "لقد جف النهر"]),
        ("ar", 'قال سامر الحلبي إن النهر جف. "النهر الأخير".', ["النهر جف"]),
        ("ar", '"ليس لدينا ماء"، قال سامر الحلبي.\n"النهر الأخير"\nوأغلقت البلدية السد.', ["ليس لدينا ماء"]),
        # a participle before "that" reports, with a comma before it or none
        ("ar", "غادر سامر الحلبي القاعة قائلا إن السد آمن.", ["السد آمن"]),
        # denials and promises report whatever follows
        ("en", "Haddad has denied any wrongdoing. He promised to rebuild the dam.", ["any wrongdoing", "rebuild the dam"]),
        # a quotation that ends in a full stop is not what the next sentence reports
        (
            "en",
            "“The gates will open,” Haddad said. “The water will fall within days.” According to the ministry, 300 families have left.",
            ["The gates will open", "The water will fall within days", "300 families have left"],
        ),
        # nor what opens the next clause
        ("ar", "بحسب الشرطة، أوقف السائق (34 عاما)، فيما أصر محاميه على براءته.", ["أوقف السائق (34 عاما)"]),
        ("en", "According to the ministry, the dam, 34, was closed.", ["the dam, 34, was closed"]),
        # what data show stands before them
        ("en", "Half of the voters want another dam, a poll by the Tarn Mirror showed on Sunday.", ["Half of the voters want another dam"]),
        (
            "en",
            "Half of the voters want another dam, a poll published by the Tarn Mirror on Sunday evening showed.",
            ["Half of the voters want another dam"],
        ),
        # nor is the next verb of the same speaker part of it
        (
            "en",
            "Diaz said that dozens had been hurt and warned residents to stay outdoors.",
            ["dozens had been hurt", "stay outdoors"],
        ),
        ("en", "Mayor urges calm, calls for talks", ["calm", "talks"]),
        ("en", "The mayor called for calm, adding that the dam was safe.", ["calm", "the dam was safe"]),
        # whoever is named, with what he is, before the verb is no part of it
        (
            "en",
            "The dam holds 30 boats of Sahl, Dr Salma Idris, the harbour's head, said in an interview.",
            ["The dam holds 30 boats of Sahl"],
        ),
        # a comma and a day may stand between a verb and the quotation that it reports
        ("en", "Moss said, “The deal is dead.” Wells wrote on Monday, “So is the dam.”", ["The deal is dead", "So is the dam"]),
        # whoever tells that something is so reports it
        ("en", "The club confirmed on its website that Rossi, 24, had signed a deal.", ["Rossi, 24, had signed a deal"]),
        # its source may stand behind what it says
        ("en", "Two killed in harbour blast: security source", ["Two killed in harbour blast"]),
        ("ar", "مقتل شخصين في انفجار بالميناء: مصدر أمني", ["مقتل شخصين في انفجار بالميناء"]),
        # a heading names nobody
        ("en", "Exclusive: the gates were left open", []),
        ("en", "Factory fire: owner detained", []),
        ("en", "Mayor: city will not pay", ["city will not pay"]),
        ("en", "Interview: “We had no choice,” says dam keeper", ["We had no choice"]),
        ("ar", "بالفيديو: بوابات السد تفتح", []),
        ("ar", "كريم: سنستأنف الحكم", ["سنستأنف الحكم"]),
        # a place in capitals opens a report, and somebody each turn of a talk
        ("en", "Wheat\nCAIRO: Egypt will import wheat again, the ministry said.", ["Egypt will import wheat again"]),
        (
            "en",
            "Wheat\nHADDAD: We will import it next year.\nTAREK: We will not import anything at all.",
            ["We will import it next year", "We will not import anything at all"],
        ),
        # a dash opens a report, two set off an aside
        ("en", "AMMAN – The dam was closed in May, the ministry said.", ["The dam was closed in May"]),
        (
            "en",
            "Nearly half of the dams – 86 of them – were closed in May, the ministry said.",
            ["Nearly half of the dams – 86 of them – were closed in May"],
        ),
    ],
)
def test_contents(language: str, text: str, quotes: list[str]) -> None:
    assert [quote.text for quote in extract(text, language=language, published=PUBLISHED).quotes] == quotes


def test_of_two_days_neither_is_chosen_and_the_quote_is_less_sure() -> None:
    one, two = (
        extract(f"قال الوزير {days} إن السد آمن تماما", language="ar", published=PUBLISHED).quotes[0]
        for days in ("الثلاثاء في لقاء", "الثلاثاء في لقاء عقد الاثنين")
    )
    assert (one.stated_on is None, two.stated_on) == (False, None)
    assert two.confidence < one.confidence


def test_a_particle_inside_an_amount_denies_nothing() -> None:
    (claim,) = extract("مقتل ما لا يقل عن 300 شخص", language="ar", published=PUBLISHED).claims
    assert claim.polarity.value == "positive"


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "The minister said the plant lost 3 million dollars in 2020.", ["2020-01-01/2020-12-31"]),
        ("en", "The minister said the plant will lose 3 million dollars before 2032.", [None]),  # bounded, and not dated
        ("ar", "قال الوزير إن المصنع سيخسر 3 ملايين دولار بعد عام 2030.", [None]),
        ("ar", "قال الوزير إن 300 شخص غادروا بعد الحريق في مارس 2021.", ["2021-03-01/2021-03-31"]),  # after the fire
    ],
)
def test_the_time_that_is_meant(language: str, text: str, days: list[str | None]) -> None:
    found = [claim.as_of for claim in extract(text, language=language, published=PUBLISHED).claims]
    assert [f"{one.first}/{one.last}" if one else None for one in found] == days
