"""Propositions: where a statement is cut, polarity and mood."""

import pytest

from claims.extraction import extract, read_claim
from claims.extraction.layout import Layout
from claims.extraction.propositions import cut_around, cut_propositions, is_opinion, modality_of, polarity_of
from claims.extraction.words import lexicon_for
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
    # a word that opens a clause and only looks conjoined
    ("عمق الرصيف 16 مترا، فيما تبلغ طاقته مليون طن", ["عمق الرصيف 16 مترا", "فيما تبلغ طاقته مليون طن"]),
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
    spans = cut_propositions(Layout(folded, lexicon_for(language)), 0, len(folded))
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
        # the future: a verb behind its subject, a particle, a conjunction before it; not behind a verb of what is over
        ("أسعار القمح سترتفع في الشتاء", Polarity.POSITIVE, Modality.PREDICTION),
        ("سوف يغلق المصنع أبوابه", Polarity.POSITIVE, Modality.PREDICTION),
        ("وسيدفع العمال الثمن", Polarity.POSITIVE, Modality.PREDICTION),
        ("وقعت الشركة عقدا سيكلف كثيرا", Polarity.POSITIVE, Modality.FACT),
        # words that only begin like a verb to come
        ("سيطرت القوات على القرية", Polarity.POSITIVE, Modality.FACT),
        ("سيارة مفخخة انفجرت في السوق", Polarity.POSITIVE, Modality.FACT),
        ("ستين عاملا غادروا المصنع", Polarity.POSITIVE, Modality.FACT),
        # what a plan costs is a fact
        ("كلفت خطة الإعمار كثيرا", Polarity.POSITIVE, Modality.FACT),
        # duties: of somebody, with a pronoun, without anybody; not where a report or a noun stands between
        ("على الحكومة أن تستقيل", Polarity.POSITIVE, Modality.DEMAND),
        ("العمال عليهم أن يصبروا", Polarity.POSITIVE, Modality.DEMAND),
        ("لا بد من إغلاق المصنع", Polarity.POSITIVE, Modality.DEMAND),
        ("على صعيد آخر أعلنت الشركة أن تشغيل المصنع بدأ", Polarity.POSITIVE, Modality.FACT),
        ("على الرغم من أن يوم العطلة مر", Polarity.POSITIVE, Modality.FACT),
        ("على أمل أن يعود العمال", Polarity.POSITIVE, Modality.FACT),
        ("على الطريق أن السد امتلأ", Polarity.POSITIVE, Modality.FACT),
        # particles that deny nothing, and those that do
        ("لا يزال المصنع آمنا", Polarity.POSITIVE, Modality.FACT),
        ("شهد المصنع إقبالا غير مسبوق", Polarity.POSITIVE, Modality.FACT),
        ("دخلت المنظمات غير الحكومية المصنع", Polarity.POSITIVE, Modality.FACT),
        ("لا شك أن المصنع آمن", Polarity.POSITIVE, Modality.FACT),
        ("لست مستعدا للرحيل", Polarity.NEGATIVE, Modality.FACT),
        ("ولسنا من أغلق المصنع", Polarity.NEGATIVE, Modality.FACT),
        ("على", Polarity.POSITIVE, Modality.FACT),
    ],
)
def test_polarity_and_modality(text: str, polarity: Polarity, modality: Modality) -> None:
    words = fold(text).text.split()
    assert (polarity_of(words, pack_for("ar")), modality_of(words, pack_for("ar"))) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Prices will rise in winter", Polarity.POSITIVE, Modality.PREDICTION),  # as in Arabic
        ("The plan cost a lot", Polarity.POSITIVE, Modality.FACT),
        ("They plan to close the plant", Polarity.POSITIVE, Modality.PLAN),
        ("The firm won't pay", Polarity.NEGATIVE, Modality.PREDICTION),  # the negation is written together with its verb
        ("The firm can’t pay", Polarity.NEGATIVE, Modality.FACT),
        ("The firm's debts aren't paid", Polarity.NEGATIVE, Modality.FACT),
        ("The firm won the case", Polarity.POSITIVE, Modality.FACT),
        ("No fewer than 300 workers left", Polarity.POSITIVE, Modality.FACT),  # the particle belongs to the amount
        ("There is no doubt that the plant is safe", Polarity.POSITIVE, Modality.FACT),
    ],
)
def test_polarity_and_modality_in_english(text: str, polarity: Polarity, modality: Modality) -> None:
    claim = read_claim(text, language="en", published=None)
    assert (claim.polarity, claim.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("ربما أغلق المصنع", True),
        ("قد يغلق المصنع أبوابه", True),  # before an imperfect: perhaps
        ("وقد تصل الكلفة إلى ألف دينار", True),
        ("قد لا يعود العمال", True),
        ("كانت الشركة قد أجلت العمال", False),  # before a perfect: already
        ("وقد تمكنت الفرق من الوصول", False),
        ("قد تعرض المصنع لحريق", False),
        ("قد", False),
    ],
)
def test_opinion(text: str, opinion: bool) -> None:
    assert is_opinion(fold(text).text.split(), pack_for("ar")) is opinion


@pytest.mark.parametrize(
    ("language", "text", "held", "parts"),
    [
        # the clause before the inner report, by its conjunction and by a mark
        ("ar", "انهار السد وجرح 12 عاملا وأبلغني المدير أن السد قديم", "وأبلغني المدير أن السد قديم", ["انهار السد وجرح 12 عاملا"]),
        ("ar", "انهار السد وجرح 12 عاملا، والمدير أبلغني أن السد قديم", "أبلغني أن السد قديم", ["انهار السد وجرح 12 عاملا"]),
        # and the one behind it
        ("ar", "المدير أبلغني أن السد قديم، كلفة إصلاحه مليون دينار", "أبلغني أن السد قديم", ["كلفة إصلاحه مليون دينار"]),
        ("ar", "مدير السد الكبير أبلغني أن السد قديم", "أبلغني أن السد قديم", []),  # what leads to the report is no claim
        (
            "en",
            "the dam hurt 12 people, and the keeper told me that it is old",
            "told me that it is old",
            ["the dam hurt 12 people"],
        ),
        ("ar", "السد قديم", "", ["السد قديم"]),  # nothing is held: whole, however short
    ],
)
def test_what_a_held_statement_leaves(language: str, text: str, held: str, parts: list[str]) -> None:
    text, held = fold(text).text, fold(held).text
    spans = [(text.index(held), text.index(held) + len(held))] if held else []
    found = cut_around(Layout(text, lexicon_for(language)), 0, len(text), spans)
    assert [text[start:end].strip() for start, end in found] == [fold(part).text for part in parts]


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("نفى الوزير أن السد متصدع في موضعين", Polarity.NEGATIVE, Modality.FACT),  # who denies that it is says that it is not
        ("نفى الوزير أن السد غير آمن في الشتاء", Polarity.POSITIVE, Modality.FACT),
        ("أكد الوزير أن السد آمن في الشتاء", Polarity.POSITIVE, Modality.FACT),
        ("طالب الوزير بإغلاق السد في الشتاء", Polarity.POSITIVE, Modality.DEMAND),
        ("تعهد الوزير بإغلاق السد في الشتاء", Polarity.POSITIVE, Modality.PLAN),
        ("تعهد الوزير بأن الحكومة ستغلق السد", Polarity.POSITIVE, Modality.PLAN),  # what he will do himself
        ("توقع الوزير أن السد آمن في الشتاء", Polarity.POSITIVE, Modality.PREDICTION),
    ],
)
def test_the_reporting_verb_has_its_say(text: str, polarity: Polarity, modality: Modality) -> None:
    (claim,) = extract(text, language="ar", published=None).claims
    assert (claim.polarity, claim.modality) == (polarity, modality)
