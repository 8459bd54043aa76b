"""Where a mention may begin and end, and how a cue is seen."""

import pytest

from claims.extraction.sources import agreement_of, ends_of, has_several_subjects, is_called_so, named_in, place_of, shape_of, starts_of
from claims.languages.folding import fold
from tests.extraction.speaking import article_of, put

TEXT = "قال وزير الري سامر الحلبي، أمس، إن السد آمن."


def test_a_mention_begins_at_a_noun_outside_cue_and_content() -> None:
    article = article_of(TEXT)
    starts = starts_of(place_of(put(TEXT, "قال", "السد آمن"), article), article)
    assert [article.words[start] for start in starts] == ["وزير", "الري", "سامر", "الحلبي"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("دمشق - الوزير قال إن السد آمن", ["الوزير"]),  # a dateline
        ("الوزير - سامر الحلبي - قال إن السد آمن", ["الوزير", "سامر", "الحلبي"]),  # an aside between two dashes
    ],
)
def test_no_mention_begins_in_a_dateline(text: str, starts: list[str]) -> None:
    article = article_of(text)
    assert [article.words[start] for start in starts_of(place_of(put(text, "قال", "السد آمن"), article), article)] == starts


@pytest.mark.parametrize(
    ("text", "cue", "starts"),
    [
        (
            "بعد لقاء مع وزير الري سامر الحلبي قال المدير إن السد آمن",
            "قال",
            ["لقاء", "وزير", "الري", "المدير"],
        ),  # behind its titles
        ("تقرير عن سامر الحلبي الذي قال إن السد آمن", "قال", ["تقرير", "سامر", "الحلبي"]),  # whom a relative takes up
        ("بيان من سامر الحلبي قوله إن السد آمن", "قوله", ["سامر", "الحلبي"]),  # a noun has no subject
    ],
)
def test_a_name_that_a_preposition_governs_is_no_subject(text: str, cue: str, starts: list[str]) -> None:
    article = article_of(text)
    found = starts_of(place_of(put(text, cue, "السد آمن"), article), article)
    assert [article.words[start] for start in found if article.words[start] not in {"الذي", "بعد"}] == starts


@pytest.mark.parametrize(
    ("text", "cue", "starts"),
    [
        ('نقلت صحيفة "النهر" عن مسؤول كبير قوله إن السد آمن', "نقلت", ["مسوول", "كبير"]),  # not who passes it on
        ("نقلت صحيفة الوادي أن السد آمن", "نقلت", ["صحيفه", "الوادي"]),  # nobody else is named
        ("كشف الوزير عن مسؤول أن السد آمن", "كشف", ["الوزير", "مسوول"]),  # "revealed about"
        ("توجه الراعي إلى النواب بالقول إن السد آمن", "بالقول", ["الراعي"]),  # whom it is told
        ("في تصريح عن الوزير بقوله إن السد آمن", "بقوله", ["الوزير"]),  # whose words they are
    ],
)
def test_who_passes_it_on_and_who_is_told_does_not_say_it(text: str, cue: str, starts: list[str]) -> None:
    article = article_of(text)
    found = starts_of(place_of(put(text, cue, "السد آمن"), article), article)
    assert [article.words[start] for start in found] == starts


@pytest.mark.parametrize(
    ("text", "cue", "starts"),
    [
        ("الخبراء حذروا الوزير من أن السد قديم", "حذروا", ["الخبراء"]),  # whom they warn
        ("الخبراء يؤكدون للوزير أن السد قديم", "يؤكدون", ["الخبراء"]),
        ("حذر الخبراء الوزير من أن السد قديم", "حذر", ["الخبراء", "الوزير"]),  # before its subject it stands in the singular
    ],
)
def test_no_subject_stands_behind_a_verb_in_the_plural(text: str, cue: str, starts: list[str]) -> None:
    article = article_of(text)
    found = starts_of(place_of(put(text, cue, "السد قديم"), article), article)
    assert [article.words[start] for start in found] == starts


@pytest.mark.parametrize(
    ("text", "starts", "longest"),
    [
        ("وأبلغ مصدر أمني الصحافيين أن السد آمن", ["مصدر", "امني"], "مصدر امني"),
        ("وأبلغ مصدر دبلوماسي الصحافيين أن السد آمن", ["مصدر", "دبلوماسي"], "مصدر دبلوماسي"),  # an adjective that is a title as well
        ("وأبلغ نقيب الصحافيين المجلس أن السد آمن", ["نقيب", "الصحافيين"], "نقيب الصحافيين"),  # whose head he is
        ("وأبلغ مدير في قناة النهر أن السد آمن", ["مدير", "قناه", "النهر"], "مدير في قناه النهر"),  # where he works
        ("وأكد مصدر أمني الصحافيين أن السد آمن", ["مصدر", "امني", "الصحافيين"], "مصدر امني الصحافيين"),  # no verb of telling
    ],
)
def test_whom_a_verb_tells_is_no_part_of_who_says_it(text: str, starts: list[str], longest: str) -> None:
    article = article_of(text)
    place = place_of(put(text, text.split()[0], "السد آمن"), article)
    assert [article.words[start] for start in starts_of(place, article)] == starts
    assert " ".join(article.words[1 : ends_of(1, place, article)[-1]]) == longest


def test_no_mention_ends_where_a_description_goes_on() -> None:
    text = "أظهر مسح أجرته لجنة أن السد آمن"
    article = article_of(text)
    ends = ends_of(1, place_of(put(text, "أظهر", "السد آمن"), article), article)
    assert [article.words[1:end] for end in ends] == [["مسح"], ["مسح", "اجرته", "لجنه"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال كامل أبو حمد إن السد آمن", "g"),  # beside what begins a name
        ("قال كامل العبيدي إن السد آمن", "g"),  # a family name with the article
        ("قالت حركة كامل حسن إن السد آمن", "o"),  # the name of a group
        ("قال عضو لحركة كامل حسن إن السد آمن", "o"),  # to which something is written together
        ("قال فريق كامل إن السد آمن", "o"),
    ],
)
def test_an_ordinary_word_is_a_name_beside_one(text: str, kind: str) -> None:
    article = article_of(text)
    assert article.kinds[article.words.index("كامل")] == kind


def test_a_mention_ends_before_a_mark() -> None:
    article = article_of(TEXT)
    ends = ends_of(3, place_of(put(TEXT, "قال", "السد آمن"), article), article)
    assert [article.words[3:end] for end in ends] == [["سامر"], ["سامر", "الحلبي"]]


def test_no_mention_ends_with_a_word_that_only_begins_a_name() -> None:
    text = "قال عبد الملك شمروخ إن السد آمن"
    article = article_of(text)
    ends = ends_of(1, place_of(put(text, "قال", "السد آمن"), article), article)
    assert [article.words[1:end] for end in ends] == [["عبد", "الملك"], ["عبد", "الملك", "شمروخ"]]
    # The title is part of the name there, and a title elsewhere.
    assert [article.kinds[2], article_of("قال الملك إن السد آمن").kinds[1]] == ["s", "DT"]


@pytest.mark.parametrize(("word", "form"), [("وقالت", "f"), ("قالوا", "p"), ("قال", ""), ("مدينة", "")])
def test_what_subject_a_verb_asks_for(word: str, form: str) -> None:
    article = article_of(word)
    assert agreement_of(article.words[0], article.pack) == form


def test_no_mention_ends_with_a_word_of_time() -> None:
    text = "وبحسب بيان الوزارة الأحد فقد عاد العمال"
    article = article_of(text)
    ends = ends_of(2, place_of(put(text, "وبحسب بيان", "عاد العمال"), article), article)
    assert [article.words[2:end] for end in ends] == [["الوزاره"]]


def test_a_mention_does_not_reach_into_the_content() -> None:
    text = "أعلنت وزارة الري فتح السد"
    article = article_of(text)
    ends = ends_of(1, place_of(put(text, "أعلنت", "فتح السد"), article), article)
    assert ends == [2, 3]


@pytest.mark.parametrize(
    ("text", "cue", "content", "longest"),
    [
        ("سامر - الحلبي - قال إن السد آمن", "قال", "السد آمن", ["سامر"]),
        ("سامر العبد-الحلبي قال إن السد آمن", "قال", "السد آمن", ["سامر", "العبد-الحلبي"]),  # a name of two parts
        ("سامر العبد- الحلبي قال إن السد آمن", "قال", "السد آمن", ["سامر", "العبد", "-", "الحلبي"]),  # one that is typed carelessly
    ],
)
def test_a_mention_ends_before_a_dash_that_stands_free(text: str, cue: str, content: str, longest: list[str]) -> None:
    article = article_of(text)
    assert article.words[: ends_of(0, place_of(put(text, cue, content), article), article)[-1]] == longest


@pytest.mark.parametrize(
    ("text", "cue", "content", "shape"),
    [
        ("وقالت الوزيرة إن السد آمن", "وقالت", "السد آمن", ("قال", "&v", "f", "m")),  # conjoined, feminine, content further on
        ("مؤكدا أن السد آمن", "مؤكدا", "السد آمن", ("اكد", "w", "", "a")),  # a participle beside its content
        ("السد آمن، بحسب الوزارة", "بحسب", "السد آمن", ("بحسب", "h", "", "b")),  # a phrase behind it
        ("السد آمن، بحسب ما ذكرته الوزارة", "بحسب ما ذكرته", "السد آمن", ("ذكر", "hv", "f", "b")),  # a phrase with a verb and its object
        ("أبلغه الوزير أن السد آمن", "أبلغه", "السد آمن", ("ابلغ", "v", "", "m")),  # an object written together
        ("تحذير الوزارة من السيل", "تحذير", "السيل", ("حذر", "n", "", "m")),  # a noun
    ],
)
def test_the_shape_of_a_cue(text: str, cue: str, content: str, shape: tuple[str, str, str, str]) -> None:
    article = article_of(text)
    found = shape_of(place_of(put(text, cue, content), article), article)
    assert (found.lemma, found.kind, found.form, found.side) == shape


def test_a_word_behind_a_given_name_is_a_surname_everywhere() -> None:
    article = article_of("زار نبيل شمروخ، الميناء. وقال شمروخ إن الميناء مفتوح.")
    assert [article.kinds[i] for i, word in enumerate(article.words) if word == "شمروخ"] == ["s", "s"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قالت أم سامر إن السد آمن", "x"),  # a mother who is called by her son's name
        ("سأل هل السد آمن أم خطر", "o"),  # "or"
    ],
)
def test_a_word_that_begins_names_is_one_before_a_name(text: str, kind: str) -> None:
    article = article_of(text, ordinary=frozenset({"ام"}))
    assert article.kinds[article.words.index("ام")] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال النائب أمير نبيل", "g"),  # a title that is a given name as well, between another and a name
        ("قال النائب أمير قطر", "T"),  # before a country
        ("قال نائب أمير نبيل", "T"),  # behind a title that it may belong to
        ("قال الناطق باسم نبيل", "T"),  # in whose name
    ],
)
def test_a_title_between_another_and_a_name_is_a_name(text: str, kind: str) -> None:
    assert article_of(text).kinds[2] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("لكن متحدثا باسم الوزارة أكد", "T"),  # the subject of a clause
        ("أن متحدثا باسم الوزارة أكد", "T"),
        ("وقال متحدثا باسم الوزارة ذلك", "w"),  # how he said it
        ("أن مؤكدا قال", "w"),  # nobody's title
    ],
)
def test_what_opens_a_clause_is_no_participle(text: str, kind: str) -> None:
    assert article_of(text).kinds[1] == kind


@pytest.mark.parametrize(
    ("cue", "is_several"),
    [
        ("وقالوا", True),  # a plural
        ("وأكدا", True),  # a dual
        ("ويؤكدان", True),
        ("مؤكدين", True),  # a participle
        ("، طالبا", False),  # a dual or a participle of one
        ("ودعا", False),  # a verb that ends so by itself
        ("تأكيد", False),  # a noun
    ],
)
def test_a_cue_that_says_that_several_speak(cue: str, is_several: bool) -> None:
    article = article_of(f"السد آمن {cue} أن الماء نظيف")
    assert has_several_subjects(article.words.index(fold(cue.split()[-1]).text), article) is is_several


@pytest.mark.parametrize("text", ["قال جابر آل صباح إن السد آمن", "قال جابر آل الوزير إن السد آمن"])
def test_the_word_behind_one_that_only_begins_a_name_is_part_of_it(text: str) -> None:
    article = article_of(text)
    assert article.kinds[article.words.index("ال") + 1] == "s"


def test_what_is_somebodys_is_no_surname() -> None:
    article = article_of("لم يخف نبيل فرحته، وقال إن السد آمن.")
    assert article.kinds[article.words.index("فرحته")] == "x"


def test_an_ordinary_word_by_which_somebody_speaks_who_has_a_given_name_is_a_name() -> None:
    ordinary = frozenset({"بركان", "جمر"})
    article = article_of("عاد نبيل بركان أمس. وقال بركان إن نبيل جمر مريض.", ordinary=ordinary)
    assert [article.kinds[i] for i, word in enumerate(article.words) if word in ordinary] == ["s", "s", "o"]


def test_an_ordinary_word_is_no_name() -> None:
    article = article_of("وقال بركان إن الميناء مفتوح", ordinary=frozenset({"بركان"}))
    assert article.kinds[1] == "o"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال الشيخ صباح الأحمد إن السد آمن", "g"),  # between a title and a name
        ("قال الشيخ صباح الأحد إن السد آمن", "t"),
        ("قال الشيخ صباح الخامس من مايو إن السد آمن", "t"),
        ("قال سعد صباح الأحمد إن السد آمن", "t"),  # behind no title
    ],
)
def test_a_word_of_time_is_a_name_behind_a_title(text: str, kind: str) -> None:
    article = article_of(text)
    assert article.kinds[article.words.index("صباح")] == kind


def test_names_begin_with_a_capital_where_the_script_has_one() -> None:
    article = article_of("Yesterday Wexford told reporters that harvest was late", "en")
    assert [article.kinds[1], article.kinds[5]] == ["X", "o"]


@pytest.mark.parametrize(
    ("text", "language", "content", "longest"),
    [
        # behind a person's name no group begins, and nobody is told
        ("وأبلغ سامر الحلبي محطة النهار إن السد آمن", "ar", "السد آمن", "سامر الحلبي"),
        ("وأبلغ سامر الحلبي للصحافيين إن السد آمن", "ar", "السد آمن", "سامر الحلبي"),
        ("وأبلغ شركة نوردفيك 18 بالمئة إن السد آمن", "ar", "السد آمن", "شركه نوردفيك"),  # what is counted in hundredths
        ("وأبلغ إيمان والدة الفتاة إن السد آمن", "ar", "السد آمن", "ايمان"),  # whose relative the person is
        ("وأبلغ المجلس الميليشيات إن السد آمن", "ar", "السد آمن", "المجلس"),  # a noun with the article is none's adjective
        ("وأبلغ المجلس الأعلى إن السد آمن", "ar", "السد آمن", "المجلس الاعلي"),
        ("وأبلغ مدير محطة الأفق إن السد آمن", "ar", "السد آمن", "مدير محطه الافق"),  # behind a title it does
        ("Dana Wells said the port was shut and the union warned of it", "en", "of it", "dana wells"),  # what she says
        ("Omar Tami of the port union warned of it", "en", "of it", "omar tami"),  # whose he is
        ("Ministry of health officials warned of it", "en", "of it", "ministry of health officials"),
        ("Dana Wells released by the court and the union warned of it", "en", "of it", "dana wells released by the court and the union"),
    ],
)
def test_a_mention_ends_where_something_else_begins(text: str, language: str, content: str, longest: str) -> None:
    article = article_of(text, language)
    cue = "وأبلغ" if language == "ar" else "warned"
    ends = ends_of(1 if language == "ar" else 0, place_of(put(text, cue, content), article), article)
    assert " ".join(article.words[1 if language == "ar" else 0 : ends[-1]]) == longest


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قال علي حسن إن السد على النهر", ["g", "p"]),  # the name and the preposition
        ("قال فتحي حسن إن السد على النهر وعلى الوادي", ["p", "&p"]),  # behind a conjunction
        ("قال علي حسن إن السد علي النهر", ["q", "q"]),  # a writer who writes both as the name
        ("قال على حسن إن السد فى النهر", ["q"]),  # and one who writes both as the preposition
    ],
)
def test_the_spelling_tells_a_name_from_a_preposition(text: str, kinds: list[str]) -> None:
    article = article_of(text)
    assert [article.kinds[i] for i, word in enumerate(article.words) if word in {"علي", "وعلي"}] == kinds


@pytest.mark.parametrize(
    ("text", "language", "mention", "name"),
    [
        ("قالت امرأة اسمها هالة إن السد آمن", "ar", (1, 4), "هاله"),  # inside the mention
        ("قال أحد السكان ويدعى سامر الحلبي إن السد آمن", "ar", (1, 3), "سامر الحلبي"),  # right behind it
        ("قال رجل يدعي الكرم إن السد آمن", "ar", (1, 4), None),  # "claims", which is written alike, and no name
        ("A man named Omar Tami said it", "en", (1, 5), "omar tami"),
        ("قالت زوجته هالة سعد إن السد آمن", "ar", (1, 4), "هاله سعد"),  # whose wife she is is no part of it
        ("قالت اللاجئة السورية هالة إن السد آمن", "ar", (2, 4), "هاله"),  # nor of what country
        ("قالت رئيستها هالة سعد إن السد آمن", "ar", (1, 4), "هاله سعد"),  # nor whose head
        ("قالت زوجته إن السد آمن", "ar", (1, 2), None),  # and all that is told
        ("قال ساكن يدعى شمروخ أمس إن السد آمن", "ar", (1, 2), "شمروخ"),  # which no table has
        ("قال شقيق حداد، هادي، إن السد آمن", "ar", (1, 3), "هادي"),  # between commas
        ("قال شقيق حداد، هادي في المدينة", "ar", (1, 3), None),  # behind one that closes what was before
        ("قال شقيقه أبو سامر إن السد آمن", "ar", (1, 4), "ابو سامر"),  # whose first word is none by itself
        ("Then President Omar Tami said it", "en", (1, 4), "omar tami"),  # titles
        ("Then Mr. Tami said it", "en", (1, 4), "tami"),
        ("Then Italian Omar Tami said it", "en", (1, 4), "omar tami"),  # of what country he is
        ("Then the Italian team said it", "en", (2, 4), None),  # no person
        ("Then the president said it", "en", (2, 3), None),
    ],
)
def test_the_name_that_a_description_tells(text: str, language: str, mention: tuple[int, int], name: str | None) -> None:
    article = article_of(text, language)
    found = named_in(mention, article)
    assert (" ".join(article.words[slice(*found)]) if found else None) == name


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Omar Tami of the North Tower warned of it", ["omar", "tami", "of"]),  # behind the article too
        ("The mayor of Sahl warned of it", ["mayor", "of"]),
        ("Harbour strike: Iraq warned of it", ["iraq"]),  # nor before a colon
        ("Was not the dam old, Wells warned of it", ["dam", "old", "wells"]),  # a verb
        ("Ms Wells warned of it", ["wells"]),  # how she is addressed is no part of the name
    ],
)
def test_nobody_whom_a_preposition_governs_is_the_subject_of_an_english_verb(text: str, starts: list[str]) -> None:
    article = article_of(text, "en")
    found = starts_of(place_of(put(text, "warned", "of it"), article), article)
    assert [article.words[start] for start in found] == starts


def test_a_country_in_capitals_is_no_pronoun() -> None:
    article = article_of("US troops told us so", "en")
    assert [article.kinds[0], article.kinds[3]] == ["C", "o"]


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        ("Rival Omar Tami left. He beat Omar Tami.", "Rival", True),  # the name without it
        ("Jarek Omar Tami left. He beat Jarek Omar Tami.", "Jarek", False),  # with it each time
        ("Rival Omar Tami left.", "Rival", False),
        ("Republican Omar Tami left.", "Republican", True),  # a word that is said of people
        ("Rival Dornach left. He beat Omar Tami.", "Rival", False),  # no given name
    ],
)
def test_what_somebody_is_called_once(text: str, name: str, called: bool) -> None:
    article = article_of(text, "en")
    assert is_called_so(article.words.index(name.lower()), article) is called


def test_a_comma_inside_a_number_ends_no_mention() -> None:
    text = "A survey of 12,000 drivers found the dam was safe"
    article = article_of(text, "en")
    ends = ends_of(1, place_of(put(text, "found", "the dam was safe"), article), article)
    assert " ".join(article.words[1 : ends[-1]]) == "survey of 12 , 000 drivers"


def test_a_verb_inside_a_name_is_part_of_it_but_not_of_an_office() -> None:
    article = article_of("The Jakarta Post told Secretary of State Omar Tami that harvest would be late", "en")
    assert [article.kinds[article.words.index(word)] for word in ("post", "state")] == ["X", "v"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Then in May it fell", "t"),
        ("Then last May it fell", "t"),
        ("Then on May 5 it fell", "t"),
        ("Then on 5 May it fell", "t"),
        ("Then in May Holm it fell", "X"),  # a name goes on
        ("Then by May it fell", "X"),  # nothing tells
    ],
)
def test_a_month_that_is_a_name_as_well(text: str, kinds: str) -> None:
    article = article_of(text, "en")
    assert article.kinds[article.words.index("may")] == kinds
