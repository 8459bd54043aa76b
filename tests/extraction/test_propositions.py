"""Propositions: where a statement is cut, polarity and mood."""

import pytest

from claims.extraction import extract
from claims.extraction.propositions import cut_propositions, modality_of, polarity_of
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import Modality, Polarity

ARABIC = [
    # a clause of its own behind a comma, by its negation
    ("عدد العمال أكثر من 300 عامل، ومهمتنا غير ربحية", ["عدد العمال اكثر من 300 عامل", "مهمتنا غير ربحيه"]),
    # by its verb
    ("انتهت أعمال الصيانة أمس، وسيعود العمال يوم الأحد", ["انتهت اعمال الصيانه امس، وسيعود العمال يوم الاحد"]),
    ("انتهت أعمال الصيانة أمس، ويعود العمال يوم الأحد", ["انتهت اعمال الصيانه امس", "يعود العمال يوم الاحد"]),
    ("انتهت أعمال الصيانة أمس، وبلغت كلفتها مليون دينار", ["انتهت اعمال الصيانه امس", "بلغت كلفتها مليون دينار"]),
    # more of the same list is no clause
    (
        "التقى المدير ممثلي العمال أمس، وممثلي القرى المجاورة، وخبراء السدود",
        ["التقي المدير ممثلي العمال امس، وممثلي القري المجاوره، وخبراء السدود"],
    ),
    # a verb behind a relative says something of a thing
    ("زار الوزير أهالي القرى أمس، والعمال الذين يعملون في السد", ["زار الوزير اهالي القري امس، والعمال الذين يعملون في السد"]),
    # a conjunction repeats the complementizer
    ("السد آمن تماما وأن كلفة إصلاحه بلغت مليون دينار", ["السد امن تماما", "كلفه اصلاحه بلغت مليون دينار"]),
    ("السد آمن تماما، وأنه لا يحتاج إلى إصلاح", ["السد امن تماما", "لا يحتاج الي اصلاح"]),
    # but a wish goes on
    ("على العمال أن يصبروا قليلا وأن يعودوا إلى بيوتهم", ["علي العمال ان يصبروا قليلا وان يعودوا الي بيوتهم"]),
    # two counts are two claims
    ("قتل 12 عاملا في الحادث وجرح 50 آخرون", ["قتل 12 عاملا في الحادث", "جرح 50 اخرون"]),
    # sentences of one quotation
    ("لن نغلق البوابات اليوم. العدد 300 عامل لا غير", ["لن نغلق البوابات اليوم", "العدد 300 عامل لا غير"]),
    ("المصنع آمن، في رأي الخبراء", ["المصنع امن، في راي الخبراء"]),  # no clause opens there
    ("نعم، لكن لا", ["نعم، لكن لا"]),  # too short to stand alone
    ("", []),
]
ENGLISH = [
    ("the dam is safe, and it will reopen in May", ["the dam is safe", "it will reopen in may"]),
    ("the dam is safe and that repairs cost $2 million", ["the dam is safe", "repairs cost $2 million"]),
    ("the minister met workers, and the mayors of the valley", ["the minister met workers, and the mayors of the valley"]),
    ("the dam is safe, but the road is closed", ["the dam is safe", "but the road is closed"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "parts"), [("ar", *row) for row in ARABIC] + [("en", *row) for row in ENGLISH])
def test_cut_propositions(language: str, text: str, parts: list[str]) -> None:
    folded = fold(text).text
    spans = cut_propositions(folded, 0, len(folded), pack_for(language))
    assert [folded[start:end] for start, end in spans] == parts


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("المصنع آمن", Polarity.POSITIVE, Modality.FACT),
        ("المصنع غير آمن", Polarity.NEGATIVE, Modality.FACT),
        ("يجب أن يغلق المصنع", Polarity.POSITIVE, Modality.DEMAND),
        ("إذا أغلق المصنع رحل العمال", Polarity.POSITIVE, Modality.CONDITION),
        ("سيغلق المصنع أبوابه", Polarity.POSITIVE, Modality.PREDICTION),
        ("تعتزم الشركة إغلاق المصنع", Polarity.POSITIVE, Modality.PLAN),
    ],
)
def test_polarity_and_modality(text: str, polarity: Polarity, modality: Modality) -> None:
    words = fold(text).text.split()
    assert (polarity_of(words, pack_for("ar")), modality_of(words, pack_for("ar"))) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("نفى الوزير أن السد متصدع في موضعين", Polarity.NEGATIVE, Modality.FACT),  # who denies that it is says that it is not
        ("نفى الوزير أن السد غير آمن في الشتاء", Polarity.POSITIVE, Modality.FACT),
        ("أكد الوزير أن السد آمن في الشتاء", Polarity.POSITIVE, Modality.FACT),
        ("طالب الوزير بإغلاق السد في الشتاء", Polarity.POSITIVE, Modality.DEMAND),
        ("تعهد الوزير بإغلاق السد في الشتاء", Polarity.POSITIVE, Modality.PLAN),
        ("توقع الوزير أن السد آمن في الشتاء", Polarity.POSITIVE, Modality.PREDICTION),
    ],
)
def test_the_reporting_verb_has_its_say(text: str, polarity: Polarity, modality: Modality) -> None:
    (claim,) = extract(text, language="ar", published=None).claims
    assert (claim.polarity, claim.modality) == (polarity, modality)
