"""Numbers before words, places before numbers, and the same answer from both sides."""

from datetime import date

import pytest

from claims.extraction import read_claim
from claims.matching import judge, read_profile, suggest
from claims.matching.judgement import SUGGESTED
from claims.records import DaySpan, Direction, FoundClaim, Precision, Relation

MARCH, NEXT_DAY, MAY = date(2026, 3, 10), date(2026, 3, 11), date(2026, 5, 1)


def ar(text: str, published: date = MARCH, **more: str) -> FoundClaim:
    return read_claim(text, language="ar", published=published, **more)  # type: ignore[arg-type]


def en(text: str, published: date = MARCH, **more: str) -> FoundClaim:
    return read_claim(text, language="en", published=published, **more)  # type: ignore[arg-type]


SAME = [
    # digits and words
    (ar("عدد العاملين في السد 300 عامل"), ar("عدد العاملين في السد ثلاثمئة عامل")),
    # three sets of digits
    (ar("قتل 57 شخصا في انهيار السد"), ar("قتل ٥٧ شخصا في انهيار السد")),
    # two languages, names by their consonants
    (ar("قتل 57 شخصا في انهيار السد في لبنان"), en("57 people were killed in the collapse of the dam in Lebanon")),
    # one sum of money in two languages
    (ar("بلغت كلفة السد 500 مليون دينار أردني"), en("The dam cost 500 million Jordanian dinars")),
    # another word of the same meaning
    (en("The dam employs 300 soldiers in Tunisia"), en("The dam employs 300 troops in Tunisia")),
    # no amount, nearly the same words
    (ar("ستغلق الوزارة بوابات السد يوم الأحد"), ar("الوزارة ستغلق بوابات السد الأحد")),
]
AGREES = [
    # an open interval and a number in it
    (ar("عدد العاملين في السد أكثر من 300 عامل"), ar("عدد العاملين في السد 320 عاملا")),
    # at least so many, and so many
    (ar("قتل 57 شخصا على الأقل في انهيار السد"), ar("قتل 57 شخصا في انهيار السد")),
    # rounded
    (ar("بلغت نسبة الامتلاء في السد 96.8 في المئة"), ar("بلغت نسبة الامتلاء في السد نحو 97 في المئة")),
    # another unit, rounded for it
    (ar("التهم الحريق 10 هكتارات من غابة الوردة"), ar("التهم الحريق 25 فدانا من غابة الوردة")),
    (en("The fire burned 10 hectares of the Warda forest"), en("The fire burned 25 acres of the Warda forest")),
    (ar("يقع السد على مسافة 16 كيلومترا من العاصمة"), ar("يقع السد على مسافة 10 أميال من العاصمة")),
    # the difference of the other's two amounts
    (en("The dam will increase its staff from 500 workers to 4,000 workers"), en("The dam will hire 3,500 more workers for its staff")),
    # one year, and a month of it
    (en("The dam of Warda was opened in October 2018"), en("The dam of Warda was opened in 2018")),
]
CONTRADICTS = [
    # another number, the same day
    (ar("عدد العاملين في السد 300 عامل"), ar("عدد العاملين في السد 900 عامل")),
    # another unit
    (ar("يقع السد على مسافة 30 كيلومترا من العاصمة"), ar("يقع السد على مسافة 30 مترا من العاصمة")),
    (ar("التهم الحريق 10 هكتارات من غابة الوردة"), en("The fire burned 10 acres of the Warda forest")),
    (en("The fire burned 10 hectares of the Warda forest"), en("The fire burned 10 acres of the Warda forest")),
    # a distance does not change from day to day
    (ar("يقع السد على مسافة 25 كيلومترا من العاصمة"), ar("يقع السد على مسافة 30 كيلومترا من العاصمة", MAY)),
    # more than, fewer than
    (ar("عدد العاملين في السد أكثر من 300 عامل"), ar("عدد العاملين في السد أقل من 300 عامل")),
    # a negation
    (ar("ستغلق الوزارة بوابات السد"), ar("لن تغلق الوزارة بوابات السد")),
    # "no fewer than" is no negation, "was not" is one
    (ar("ما لا يقل عن 300 عامل كانوا في السد"), ar("ما لا يقل عن 300 عامل لم يكونوا في السد")),
    # a toll that fell is a correction
    (ar("قتل 29 شخصا في انهيار السد"), ar("قتل 25 شخصا في انهيار السد", NEXT_DAY)),
    # opposites
    (ar("الوزير يؤيد بناء السد الجديد"), ar("الوزير يرفض بناء السد الجديد")),
    # the opposites of one thing, though both words stand in both
    (ar("الذهب يرتفع مع هبوط الدولار"), ar("الذهب يهبط مع ارتفاع الدولار")),
    # another year of what happens once
    (en("The dam of Warda was opened in 2018"), en("The dam of Warda was opened in 2016")),
    # one frame, another word
    (ar("الوزارة تعلن قلقها من حالة السد القديم"), ar("الوزارة تتجاهل سؤالا عن حالة السد القديم")),
    # another winner
    (ar("فوز الرئيس سامر الحلواني بفترة تستمر أربع سنوات"), ar("فوز نبيل الخطيب بفترة تستمر أربع سنوات")),
]
NONE = [
    (ar("عدد العاملين في السد 300 عامل"), ar("افتتح الرئيس معرض الكتاب")),
    # another country
    (en("The company has some 2,000 workers in Tunisia"), en("The company has 2,500 workers in Jordan")),
    (ar("قتل 57 شخصا في انهيار سد في لبنان"), ar("قتل 57 شخصا في انهيار سد في تونس")),
    # another city, which no table knows
    (ar("قتل 12 شخصا في انفجار سيارة مفخخة في سنجار"), ar("قتل 12 شخصا في انفجار سيارة مفخخة في كركوك")),
    # another thing, as many of it
    (ar("أرسلت تونس 20 دبابة إلى الحدود"), ar("أرسلت تونس 20 مروحية إلى الحدود")),
    # a unit that is not of one size everywhere
    (ar("صادر المجلس 100 دونم من أراضي قرية العين"), ar("صادر المجلس 100 هكتار من أراضي قرية العين")),
    (ar("صادر المجلس 100 دونم من أراضي قرية العين"), ar("صادر المجلس 10 هكتارات من أراضي قرية العين")),
    (en("The council seized 100 dunams of the land of Ainvale"), en("The council seized 100 acres of the land of Ainvale")),
    # another scale
    (ar("بلغت الحرارة في مدينة الوردة 40 درجة مئوية"), en("The temperature in the city of Warda was 40 degrees Fahrenheit")),
    # another currency
    (ar("بلغت كلفة السد 500 مليون دينار أردني"), ar("بلغت كلفة السد 500 مليون دينار كويتي")),
    (en("The dam cost 500 million Egyptian pounds"), en("The dam cost 500 million pounds")),
    # another fate
    (ar("قتل 57 شخصا في انهيار السد"), ar("أصيب 57 شخصا في انهيار السد")),
    # each side expels the other's
    (ar("لبنان يطرد 23 دبلوماسيا تونسيا"), ar("تونس تطرد 23 دبلوماسيا لبنانيا")),
    # another person
    (ar("التقى المدير الوزير سامر الحلواني في السد"), ar("التقى المدير الوزير نبيل الخطيب في السد")),
    # an event of another year
    (ar("قتل 57 شخصا في انهيار السد"), ar("قتل 57 شخصا في انهيار السد عام 2014")),
]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        *((a, b, Relation.SAME) for a, b in SAME),
        *((a, b, Relation.AGREES) for a, b in AGREES),
        *((a, b, Relation.CONTRADICTS) for a, b in CONTRADICTS),
        *((a, b, Relation.NONE) for a, b in NONE),
    ],
)
def test_relation_is_the_same_from_both_sides(a: FoundClaim, b: FoundClaim, relation: Relation) -> None:
    forth, back = judge(a, b), judge(b, a)
    assert (forth.relation, back.relation, forth.score) == (relation, relation, back.score)
    assert (forth.direction, back.direction) == (None, None)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        # a level moves both ways
        (ar("عدد العاملين في السد 300 عامل"), ar("عدد العاملين في السد 900 عامل", MAY)),
        (ar("عدد العاملين في السد 900 عامل"), ar("عدد العاملين في السد 300 عامل", MAY)),
        # a toll rises
        (ar("قتل 25 شخصا في انهيار السد"), ar("قتل 29 شخصا في انهيار السد", NEXT_DAY)),
        # also from an open count
        (ar("قتل 25 شخصا على الأقل في انهيار السد"), ar("قتل 29 شخصا في انهيار السد", NEXT_DAY)),
        # and across languages
        (en("25 people were killed in the collapse of the dam in Lebanon"), ar("قتل 29 شخصا في انهيار السد في لبنان", NEXT_DAY)),
    ],
)
def test_later_amount_updates_and_the_direction_is_mirrored(older: FoundClaim, newer: FoundClaim) -> None:
    forth, back = judge(older, newer), judge(newer, older)
    assert (forth.relation, forth.direction) == (Relation.UPDATES, Direction.B_UPDATES_A)
    assert (back.relation, back.direction, back.score) == (Relation.UPDATES, Direction.A_UPDATES_B, forth.score)


def test_day_that_it_was_said_goes_before_the_day_that_it_was_printed() -> None:
    said = DaySpan(MAY, MAY, Precision.DAY)
    a = read_claim("عدد العاملين في السد 300 عامل", language="ar", published=MAY)
    b = read_claim("عدد العاملين في السد 900 عامل", language="ar", published=date(2026, 5, 9), stated_on=said)
    assert judge(a, b).relation is Relation.CONTRADICTS


def test_speakers_who_name_each_other_are_about_one_thing() -> None:
    a = ar("الحلواني أخذ مالا من الشركة", speaker="ليلى قدورة")
    b = ar("لم يسرق شيئا من قدورة ولا من الشركة", speaker="سامر الحلواني")
    strangers = ar("لم يسرق شيئا من جاره ولا من المصرف", speaker="نبيل الخطيب")
    assert (judge(a, b).relation, judge(a, strangers).relation) == (Relation.CONTRADICTS, Relation.NONE)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        # one place in two scripts, and another number
        ("The flood in Basra displaced 300 families", "السيول في البصرة شردت 900 عائلة", Relation.CONTRADICTS),
        # another place
        ("The flood in Mosul displaced 300 families", "السيول في البصرة شردت 900 عائلة", Relation.NONE),
        # a name of two consonants
        ("The flood in Homs displaced 300 families", "السيول في البصرة شردت 900 عائلة", Relation.NONE),
        # scripts that write other sounds for one
        ("The flood in Chicago displaced 300 families", "السيول في شيكاغو شردت 900 عائلة", Relation.CONTRADICTS),
        ("The flood in Latakia displaced 300 families", "السيول في اللاذقية شردت 900 عائلة", Relation.CONTRADICTS),
        # a name that only a table could tell
        ("The flood in Hebron displaced 300 families", "السيول في الخليل شردت 900 عائلة", Relation.CONTRADICTS),
        # only one says where
        ("The flood in Mosul displaced 300 families", "السيول شردت 900 عائلة", Relation.CONTRADICTS),
        # what is sold at two prices
        ("The price of rice in Mosul rose to 40 dollars", "سعر الأرز في الموصل ارتفع إلى 70 دولارا", Relation.CONTRADICTS),
        ("The price of rice in Mosul rose to 40 dollars", "سعر السكر في الموصل ارتفع إلى 70 دولارا", Relation.NONE),
    ],
)
def test_two_scripts_speak_of_one_place_and_one_good(a: str, b: str, relation: Relation) -> None:
    assert judge(en(a), ar(b), cosine=0.65).relation is relation


def test_two_places_are_the_reason() -> None:
    judged = judge(en("The flood in Mosul displaced 300 families"), ar("السيول في البصرة شردت 900 عائلة"), cosine=0.65)
    assert [reason.code for reason in judged.reasons] == ["other_place"]


def test_near_vectors_link_what_shares_few_words() -> None:
    a, b = ar("المياه ستعود إلى بيوت الحي غدا"), ar("ضخ الشبكة يستأنف في المساكن صباحا")
    assert (judge(a, b, cosine=0.1).relation, judge(a, b).relation) == (Relation.NONE, Relation.NONE)
    assert judge(a, b, cosine=0.95).score < judge(a, b, cosine=0.1).score  # less sure that they are two things


def test_reason_carries_the_amounts_as_written() -> None:
    (reason,) = judge(ar("عدد العاملين في السد 300 عامل"), ar("عدد العاملين في السد 900 عامل")).reasons
    assert (reason.code, dict(reason.params)) == ("amount_differs", {"a": "300 عامل", "b": "900 عامل"})


def test_claim_read_once_is_judged_as_the_claim() -> None:
    a, b = ar("عدد العاملين في السد 300 عامل"), ar("عدد العاملين في السد 900 عامل")
    assert judge(read_profile(a), read_profile(b)) == judge(a, b)


@pytest.mark.parametrize("text", ["", "؟", "123", "a", "في من إلى", "٪", "\ud800"])
def test_any_text_is_judged(text: str) -> None:
    claim = ar(text)
    assert judge(claim, claim).score <= 1
    assert judge(claim, ar("قتل 25 شخصا")).relation is Relation.NONE


@pytest.mark.parametrize(
    ("text", "relation", "why"),
    [
        ("قال محافظ واسط إن انهيار سد الوردة أدى إلى مقتل 25 شخصا", Relation.SAME, "amount_equal"),
        # A count of the same size, in another happening: one that was put beside it by a person would be another matter.
        ("أصيب 25 شخصا في حادث سير", Relation.NONE, "other_matter"),
        ("قتل 25 شخصا في حادث سير على الطريق السريع", Relation.NONE, "too_unsure"),
    ],
)
def test_only_what_is_sure_is_suggested(text: str, relation: Relation, why: str) -> None:
    suggested = suggest(read_profile(ar("مقتل 25 شخصا في انهيار سد الوردة بمحافظة واسط")), read_profile(ar(text)), cosine=0.5)
    assert (suggested.relation, suggested.reasons[0].code) == (relation, why)


def test_a_suggestion_says_how_sure_it_is_and_is_the_same_from_both_sides() -> None:
    a, b = (read_profile(ar(f"مقتل {n} شخصا في انهيار سد الوردة بمحافظة واسط")) for n in (25, 31))
    there, back = suggest(a, b, cosine=0.9), suggest(b, a, cosine=0.9)
    assert (there.relation, there.score) == (back.relation, back.score)
    assert there.score >= SUGGESTED
