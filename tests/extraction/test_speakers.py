"""Who said it, from cues and contents put by hand, with the shipped weights; sentences written for this file."""

import pytest

from claims.extraction.speakers import find_speakers
from claims.extraction.tokens import tokenize
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import SpeakerKind
from tests.extraction.speaking import Put, put

Row = tuple[str | None, str | None, SpeakerKind | None]
PERSON, GROUP, UNNAMED = SpeakerKind.PERSON, SpeakerKind.GROUP, SpeakerKind.UNNAMED


def _speakers(text: str, statements: list[Put], language: str = "ar") -> list[Row]:
    folded = fold(text)
    spoken = find_speakers(folded, text, tokenize(folded.text), statements, pack_for(language))

    def original(span: tuple[int, int] | None) -> str | None:
        if span is None:
            return None
        first, last = folded.original_span(*span)
        return text[first:last]

    return [(original(one.mention), original(one.name), one.kind) for one in spoken]


@pytest.mark.parametrize(
    ("text", "cue", "content", "row"),
    [
        ("قال وزير الري سامر الحلبي إن السد آمن.", "قال", "السد آمن", ("سامر الحلبي", "سامر الحلبي", PERSON)),  # a title before the name
        (
            "قال وزير الري، نبيل شمروخ، الثلاثاء، إن السد آمن.",
            "قال",
            "السد آمن",
            ("نبيل شمروخ", "نبيل شمروخ", PERSON),
        ),  # in commas, a day behind
        ("أعلنت وزارة الزراعة أن المحصول وفير.", "أعلنت", "المحصول وفير", ("وزارة الزراعة", "وزارة الزراعة", GROUP)),
        ("المحصول وفير هذا العام، وفقا لوزارة الزراعة.", "وفقا", "المحصول وفير هذا العام", ("وزارة الزراعة", "وزارة الزراعة", GROUP)),
        ("أكد مصدر أمني أن الطريق مغلق.", "أكد", "الطريق مغلق", ("مصدر أمني", "مصدر أمني", UNNAMED)),
        ("واشنطن تنفي وجود اتفاق", "تنفي", "وجود اتفاق", ("واشنطن", "واشنطن", GROUP)),  # the subject before its verb
        # the preposition of "according to" is not its source's
        ("الطريق مغلق، وفقا لمصدر أمني.", "وفقا", "الطريق مغلق", ("مصدر أمني", "مصدر أمني", UNNAMED)),
        ("الطريق مغلق، وفقا لسامر الحلبي.", "وفقا", "الطريق مغلق", ("سامر الحلبي", "سامر الحلبي", PERSON)),
        ("الطريق مغلق، بحسب ليلى حداد.", "بحسب", "الطريق مغلق", ("ليلى حداد", "ليلى حداد", PERSON)),
        # no name goes on into what its bearer says
        ("اتهمت وزارة الدفاع المتمردين بقصف الطريق.", "اتهمت", "المتمردين بقصف الطريق", ("وزارة الدفاع", "وزارة الدفاع", GROUP)),
        # a definite noun that is no name behind a given name
        ("انتقد سامي خليل القرار، معتبرا أن الطريق مغلق.", "معتبرا", "الطريق مغلق", (None, "سامي خليل", PERSON)),
        ("مشيرا إلى أن الطريق مغلق.", "مشيرا", "الطريق مغلق", (None, None, None)),  # nobody anywhere
    ],
)
def test_the_mention_beside_a_cue(text: str, cue: str, content: str, row: Row) -> None:
    assert _speakers(text, [put(text, cue, content)]) == [row]


def test_a_quotation_that_its_attribution_interrupts_has_one_speaker() -> None:
    text = "“It is over,” Dana Ortiz said. “We will not pay the toll again.” Sami Haddad disagreed."
    statements = [put(text, "said", "It is over"), put(text, "said", "We will not pay the toll again")]
    assert _speakers(text, statements, "en") == [("Dana Ortiz", "Dana Ortiz", PERSON)] * 2


@pytest.mark.parametrize(
    ("between", "name"),
    [
        ("", "كريم حداد"),  # nobody comes between: whoever spoke last
        ("ورد شمروخ على النائب ببرود. ", "سامر شمروخ"),  # who spoke before, in a sentence that reports nothing
        ("وحضر رئيس البلدية عادل منصور إلى الورشة. ", "عادل منصور"),  # who has not spoken yet
        ("ورد محامي شمروخ على النائب ببرود. ", "كريم حداد"),  # not he himself
    ],
)
def test_whoever_did_something_last_speaks_on(between: str, name: str) -> None:
    first, second, last = "قال وزير الري سامر شمروخ إن السد آمن.", "وأوضح النائب كريم حداد أن المياه قليلة.", "وأضاف أن العمل مستمر."
    text = f"المطر غزير. {first} {second} {between}{last}"
    statements = [put(text, "قال", "السد آمن", first), put(text, "وأوضح", "المياه قليلة", second), put(text, "وأضاف", "العمل مستمر", last)]
    assert _speakers(text, statements)[2] == (None, name, PERSON)


def test_the_speaker_carries_over_and_the_last_name_leads_to_the_full_one() -> None:
    first, second, third = "قال وزير الري سامر شمروخ إن السد آمن.", "وأضاف أن المياه تكفي.", "وأوضح شمروخ أن العمل مستمر."
    text = f"{first} {second} {third}"
    statements = [
        put(text, "قال", "السد آمن", first),
        put(text, "وأضاف", "المياه تكفي", second),
        put(text, "وأوضح", "العمل مستمر", third),
    ]
    assert _speakers(text, statements) == [
        ("سامر شمروخ", "سامر شمروخ", PERSON),
        (None, "سامر شمروخ", PERSON),
        ("شمروخ", "سامر شمروخ", PERSON),
    ]


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    before = "Omar Tami said that the port was safe."
    text = f"{before} Dana Wells of the harbour union had doubted it. Wells attacked Tami, calling the port a trap for seamen."
    statements = [
        put(text, "said", "the port was safe", before),
        put(text, "calling", "the port a trap for seamen", "Wells attacked Tami, calling the port a trap for seamen."),
    ]
    assert _speakers(text, statements, "en") == [("Omar Tami", "Omar Tami", PERSON), (None, "Dana Wells", PERSON)]


def test_the_order_of_the_statements_is_kept() -> None:
    first, second = "أعلنت وزارة الزراعة أن المحصول وفير.", "وقالت شركة النقل إن الطريق مغلق."
    text = f"{first} {second}"
    statements = [put(text, "وقالت", "الطريق مغلق", second), put(text, "أعلنت", "المحصول وفير", first)]
    assert [name for _, name, _ in _speakers(text, statements)] == ["شركة النقل", "وزارة الزراعة"]


@pytest.mark.parametrize(
    ("text", "cue", "content", "row"),
    [
        ("Agriculture minister Sarah Wexford said the harvest was late.", "said", "the harvest was late", ("Sarah Wexford", PERSON)),
        ("Secretary-General Sarah Wexford said the harvest was late.", "said", "the harvest was late", ("Sarah Wexford", PERSON)),
        ('"The harvest is late," said Sarah Wexford.', "said", "The harvest is late", ("Sarah Wexford", PERSON)),
        ("The harvest is late, according to the ministry.", "according to", "The harvest is late", ("ministry", GROUP)),
        # a sentence's first word may be a name that stands nowhere else
        ("Northwind Bank said the harvest was late.", "said", "the harvest was late", ("Northwind Bank", GROUP)),
        # an envoy's owner does not speak
        ("The UN's envoy said the harvest was late.", "said", "the harvest was late", ("UN's envoy", UNNAMED)),
        # a name goes without what makes it an owner, unless that is its own
        ("The Farm Council's boats left. It said the harvest was late.", "said", "the harvest was late", ("Farm Council", GROUP)),
        ("Lloyd's said the harvest was late.", "said", "the harvest was late", ("Lloyd's", GROUP)),
        ("Iraq's claims that the harvest was late fell flat.", "claims", "the harvest was late", ("Iraq", GROUP)),  # a noun behind it
        ("The drivers' demands that the harvest wait fell flat.", "demands", "the harvest wait", ("drivers", UNNAMED)),
    ],
)
def test_english_speakers(text: str, cue: str, content: str, row: tuple[str, SpeakerKind]) -> None:
    assert [(name, kind) for _, name, kind in _speakers(text, [put(text, cue, content)], "en")] == [row]


def test_who_is_asked_is_not_who_asks() -> None:
    text = "Asked why the ferry was late, Dana Wells said it was not."
    statements = [put(text, "Asked", "why the ferry was late"), put(text, "said", "it was not")]
    assert _speakers(text, statements, "en") == [(None, None, None), ("Dana Wells", "Dana Wells", PERSON)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Waldek Zolnierz lost. Zolnierz said the road was open.", PERSON),  # who is called by the last name
        ("Velda Hydro lost. Velda said the road was open.", GROUP),  # by the first
        ("The Waldek Zolnierz lost. The Zolnierz said the road was open.", GROUP),  # with an article
    ],
)
def test_people_are_called_by_their_last_names(text: str, kind: SpeakerKind) -> None:
    (row,) = _speakers(text, [put(text, "said", "the road was open", text.partition(". ")[2])], "en")
    assert row[2] is kind


def test_no_statement_no_speaker() -> None:
    assert _speakers("قال الوزير", []) == []


def test_probabilities_are_shares() -> None:
    text = "قال وزير الري سامر الحلبي إن السد آمن."
    folded = fold(text)
    (one,) = find_speakers(folded, text, tokenize(folded.text), [put(text, "قال", "السد آمن")], pack_for("ar"))
    assert 0.5 < one.probability <= 1.0


def test_a_speaker_comes_back_after_many_others() -> None:
    sentences = [f"أعلنت وزارة {letter}ران{other} أن المحصول وفير {letter}{other}." for letter in "بتثجحخدذ" for other in "رزسشصضطظ"]
    sentences.append(sentences[0].replace("وفير", "قليل"))
    text = " ".join(sentences)
    statements = [put(text, "أعلنت", sentence[sentence.index("المحصول") : -1], sentence) for sentence in sentences]
    folded = fold(text)
    spoken = find_speakers(folded, text, tokenize(folded.text), statements, pack_for("ar"))
    assert [text[one.name[0] : one.name[1]] if one.name else None for one in (spoken[0], spoken[-1])] == ["وزارة برانر", "وزارة برانر"]


@pytest.mark.parametrize(
    ("text", "language", "cue", "content", "name"),
    [
        ("التقى الوزير برئيس البلدية ليث منصور. وقال الأخير إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "ليث منصور"),
        ("The minister met the mayor, Lena Ford. The latter said the road was open.", "en", "said", "the road was open", "Lena Ford"),
        ("Iran accused Israel of it. The latter said the road was open.", "en", "said", "the road was open", "Israel"),
        # whoever was named last, though somebody else told of him
        (
            "وصل سامر حلبي أمس. وقال الخبير إن ليث منصور مريض. وأضاف الأخير أن الطريق مفتوح.",
            "ar",
            "وأضاف",
            "الطريق مفتوح",
            "ليث منصور",
        ),
        # a noun in a group's name that looks like a verb
        ("طلبت بريطانيا ذلك من منظمة حظر الأسلحة. وقالت المنظمة إن الطريق مفتوح.", "ar", "وقالت", "الطريق مفتوح", "منظمة حظر الأسلحة"),
        # nobody was named
        ("شكر الوزير رئيس البلدية. وقال الأخير إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "الأخير"),
        # a clause has a subject of its own
        ("Dana Wells said the port was shut, and the union warned of strikes.", "en", "warned", "strikes", "union"),
        # somebody else than whose he is, and than who stands before a comma
        ("The trial of Hugo Reyes opened. His lawyer argued the road was open.", "en", "argued", "the road was open", "lawyer"),
        ("In an interview with the BBC, Ms Carter insisted the road was open.", "en", "insisted", "the road was open", "Carter"),
        # the short form in brackets, but for a dateline
        (
            "Doctors Without Borders (MSF) has a hospital there. MSF said the road was open.",
            "en",
            "said",
            "the road was open",
            "Doctors Without Borders",
        ),
        ("NEW YORK (AFP) – The port was shut. AFP said the road was open.", "en", "said", "the road was open", "AFP"),
        # the particle of a name has a small letter, and may be left out
        (
            "Prime Minister Khaled al-Marjani opened the port. Marjani said the road was open.",
            "en",
            "said",
            "the road was open",
            "Khaled al-Marjani",
        ),
        ("Khaled al-Marjani opened the port. al-Marjani said the road was open.", "en", "said", "the road was open", "Khaled al-Marjani"),
        # the letter before a quotation is no name, though it stands behind a title
        ('وأشاد العاهل البحريني بـ"الموقف النبيل" للجيران.', "ar", "وأشاد", '"الموقف النبيل" للجيران', "العاهل البحريني"),
        # the conjunction before a given name is no part of it, though the text has it but so
        ("التقى الوزير ليث منصور وعمر شاهين أمس. وقال شاهين إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "عمر شاهين"),
        # the counterpart of somebody, and whoever is of the country that an office has
        (
            "التقى وزير الخارجية سامر حلبي نظيره البلغاري إيفان بتروف. وقال الوزير البلغاري إن الطريق مفتوح.",
            "ar",
            "وقال",
            "الطريق مفتوح",
            "إيفان بتروف",
        ),
        (
            "التقى السفير العراقي سامر حلبي القنصل الفرنسي مارك دوران. وقال السفير الفرنسي إن الطريق مفتوح.",
            "ar",
            "وقال",
            "الطريق مفتوح",
            "مارك دوران",
        ),
        # whoever came, and then said
        ("وصل المفتي إيفان بتروف أمس. وزار المفتي الميناء، وقال إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "إيفان بتروف"),
        # behind a preposition that is written together with it
        ("وصلت المفتية كاثرين بتروف أمس. والطريق مفتوح، وفقا لبتروف.", "ar", "وفقا", "والطريق مفتوح", "كاثرين بتروف"),
        # who speaks for somebody is not he, nor another one
        ("وصل الوزير إيفان بتروف أمس. وقال المتحدث باسم بتروف إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "المتحدث باسم بتروف"),
        # a name that no table has is no description of somebody else
        ("وصل المفتي إيفان بتروف أمس. وقالت جرنيلا إن الطريق مفتوح.", "ar", "وقالت", "الطريق مفتوح", "جرنيلا"),
        # and nobody of another country
        ("وصل المتحدث الروسي إيفان بتروف أمس. وقال السفير البريطاني إن الطريق مفتوح.", "ar", "وقال", "الطريق مفتوح", "السفير البريطاني"),
        # of several and of the person whom the sentence before is of
        ("Prosecutors had sought bail. They said the road was open.", "en", "said", "the road was open", "Prosecutors"),
        ("Lena Ford won in Oslo. The 44-year-old said the road was open.", "en", "said", "the road was open", "Lena Ford"),
        # what she is called once is no part of her name
        ("Rival Lena Ford left. Lena Ford said the road was open.", "en", "said", "the road was open", "Lena Ford"),
        ("President Ford said the road was open.", "en", "said", "the road was open", "Ford"),
        # no place holds an office
        (
            "The visit to Cairo went well. The minister, who was in Cairo, said the road was open.",
            "en",
            "said",
            "the road was open",
            "minister",
        ),
        # a description tells the name
        ("وقالت امرأة اسمها هالة إن الطريق مفتوح.", "ar", "وقالت", "الطريق مفتوح", "هالة"),
    ],
)
def test_whose_name_it_is(text: str, language: str, cue: str, content: str, name: str) -> None:
    assert [row[1] for row in _speakers(text, [put(text, cue, content, text.rpartition(". ")[2])], language)] == [name]


@pytest.mark.parametrize(
    ("text", "statements", "names"),
    [
        # one of two who spoke together
        (
            "Iraq and Kuwait said the road was open. Iraq said the port was shut.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Iraq and Kuwait", "Iraq"],
        ),
        # several are not the one who spoke before
        (
            "Susan Ames said the road was open. The researchers found that the port was shut.",
            [("said", "the road was open"), ("found", "the port was shut")],
            ["Susan Ames", "researchers"],
        ),
        # "she" is no group
        (
            "The committee of Susan Ames said the road was open. She said the port was shut.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["committee of Susan Ames", "Susan Ames"],
        ),
        # nor is the person of the same surname who is named in full further down
        (
            "Ted Hale said the road was open. Hale said the port was shut, and his wife, Heidi Hale, left.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Ted Hale", "Ted Hale"],
        ),
        # nor is a group or are several "she"
        (
            "The Farm Council said the road was open. She said the port was shut.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Farm Council", "She"],
        ),
        (
            "Local farmers said the road was open. She said the port was shut.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Local farmers", "She"],
        ),
        # nor are those whom a capital names, nor a group that has a person's name
        (
            "Susan Ames said the road was open. The Ravens announced that the port was shut.",
            [("said", "the road was open"), ("announced", "the port was shut")],
            ["Susan Ames", "Ravens"],
        ),
        (
            "Susan Ames said the road was open. The Ames campaign said the port was shut.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Susan Ames", "Ames campaign"],
        ),
        (
            "The Ames campaign said the road was open. Ames said the port was shut, as Susan Ames always had.",
            [("said", "the road was open"), ("said", "the port was shut")],
            ["Ames campaign", "Susan Ames"],
        ),
    ],
)
def test_who_is_somebody_else(text: str, statements: list[tuple[str, str]], names: list[str]) -> None:
    sentences = [sentence.removesuffix(".") for sentence in text.split(". ")]
    told = [put(text, cue, content, sentence) for (cue, content), sentence in zip(statements, sentences, strict=True)]
    assert [row[1] for row in _speakers(text, told, "en")] == names


def test_one_of_two_who_spoke_together_goes_on() -> None:
    text = "قال الرئيس جورج ماركيز ورئيسة الوزراء ليلى شمروخ إن الماء ملوث. لكن شمروخ في الميناء، وأضافت أن الدواء نفد."
    told = [put(text, "قال", "الماء ملوث", text.partition(". ")[0]), put(text, "وأضافت", "الدواء نفد", text.partition(". ")[2])]
    assert [row[1] for row in _speakers(text, told)] == ["جورج ماركيز ورئيسة الوزراء ليلى شمروخ", "ليلى شمروخ"]


@pytest.mark.parametrize("told", ["وقال المحاميان إن", "وأكدا أن"])
def test_no_single_person_is_meant_by_two(told: str) -> None:
    text = f"قال المحاميان إن الماء ملوث. وقال المحامي سامر حلبي إن الدواء نفد. {told} الطريق مغلق."
    cues = [put(text, "قال", "الماء ملوث"), put(text, "وقال", "الدواء نفد"), put(text, told.split()[0], "الطريق مغلق", text.split(". ")[2])]
    assert [row[1] for row in _speakers(text, cues)] == ["المحاميان", "سامر حلبي", "المحاميان"]


def test_the_latter_of_those_who_have_spoken() -> None:
    text = "قالت منى سعد إن الماء ملوث، فيما ذكر علي حسن أن الدواء نفد. وأشار الأخير إلى أن العمل متوقف."
    told = [put(text, "قالت", "الماء ملوث"), put(text, "ذكر", "الدواء نفد"), put(text, "وأشار", "العمل متوقف")]
    assert [row[1] for row in _speakers(text, told)] == ["منى سعد", "علي حسن", "علي حسن"]
