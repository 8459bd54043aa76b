"""Statements: cue, content, speaker and kind, on sentences written for this file."""

import pytest

from claims.extraction import extract
from claims.extraction.attribution import find_statements
from claims.extraction.choice import ChoiceModel, models_for
from claims.extraction.layout import Layout
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold

Row = tuple[str, str, str | None, str]


def _rows(text: str, language: str) -> list[Row]:
    return [(q.kind.value, q.cue.text, q.speaker_name, q.text) for q in extract(text, language=language, published=None).quotes]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (  # verb, titled subject, complementizer
            "قال وزير الري سامر الحلبي إن السد آمن.",
            [("indirect", "قال", "سامر الحلبي", "السد آمن")],
        ),
        (  # a whole quotation behind the complementizer; the next verb carries the speaker over
            'قال وزير الري سامر الحلبي إن "السد آمن تماما منذ عام". وأضاف أن "المياه تكفي المدينة كلها".',
            [
                ("direct", "قال", "سامر الحلبي", "السد آمن تماما منذ عام"),
                ("direct", "وأضاف", "سامر الحلبي", "المياه تكفي المدينة كلها"),
            ],
        ),
        (  # part of the clause is quoted
            'أكدت وزارة الزراعة أن المحصول "أفضل من كل التوقعات" هذه السنة.',
            [("mixed", "أكدت", "وزارة الزراعة", 'المحصول "أفضل من كل التوقعات" هذه السنة')],
        ),
        (  # a participle continues the sentence
            "أعلنت وزارة الزراعة أن المحصول وفير، مشيرة إلى أن الأسعار مستقرة.",
            [
                ("indirect", "أعلنت", "وزارة الزراعة", "المحصول وفير"),
                ("indirect", "مشيرة", "وزارة الزراعة", "الأسعار مستقرة"),
            ],
        ),
        (  # attribution behind the content
            "ارتفعت أسعار القمح في الأسواق، بحسب وزارة الزراعة.",
            [("indirect", "بحسب", "وزارة الزراعة", "ارتفعت أسعار القمح في الأسواق")],
        ),
        (  # subject before the verb, bare noun phrase as content
            "بغداد تنفي وجود أزمة وقود",
            [("indirect", "تنفي", "بغداد", "وجود أزمة وقود")],
        ),
        (  # an office, a comma, the name
            "قال المتحدث باسم الشركة، نادر السالمي، إن المصنع لم يتوقف.",
            [("indirect", "قال", "نادر السالمي", "المصنع لم يتوقف")],
        ),
        (  # the last name alone is the fullest name of the text
            "قال وزير الري سامر الحلبي إن السد آمن. وأوضح الحلبي أن المياه تكفي.",
            [
                ("indirect", "قال", "سامر الحلبي", "السد آمن"),
                ("indirect", "وأوضح", "سامر الحلبي", "المياه تكفي"),
            ],
        ),
        (  # a single word is a content
            "وقالت منى الحلبي إنه بريء، مضيفة أن السد آمن.",
            [("indirect", "وقالت", "منى الحلبي", "بريء"), ("indirect", "مضيفة", "منى الحلبي", "السد آمن")],
        ),
        (  # what is denied is whole: "any", "what was said"
            "ونفى الجيش أي علاقة له بالحريق. ونفت الوزارة ما تردد عن نقص الوقود.",
            [
                ("indirect", "ونفى", "الجيش", "أي علاقة له بالحريق"),
                ("indirect", "ونفت", "الوزارة", "ما تردد عن نقص الوقود"),
            ],
        ),
        (  # "this" belongs to the noun; the preposition before a quotation is nobody
            'ووصفت الوزارة هذه الأنباء بـ"الكاذبة".',
            [("mixed", "ووصفت", "الوزارة", 'هذه الأنباء بـ"الكاذبة"')],
        ),
        (  # what was said stands elsewhere
            'وأكد الوزير ذلك في تصريح لقناة "الأفق".',
            [],
        ),
        (  # the relative clause ends where the verb before it goes on: behind "that", by a letter of the word, by an object
            "قالت منى الحلبي، التي تنفي أي صلة لها بالحريق الذي وقع في يوم الرابع من مارس، إن المصنع آمن.",
            [
                ("indirect", "تنفي", "منى الحلبي", "أي صلة لها بالحريق الذي وقع في يوم الرابع من مارس"),
                ("indirect", "قالت", "منى الحلبي", "المصنع آمن"),
            ],
        ),
        (
            "هددت منى الحلبي، التي قالت إن المدير طردها من العمل في 2016، باللجوء إلى القضاء.",
            [
                ("indirect", "قالت", "منى الحلبي", "المدير طردها من العمل في 2016"),
                ("indirect", "هددت", "منى الحلبي", "اللجوء إلى القضاء"),
            ],
        ),
        (
            "دعا الوزير سامر الحلبي، الذي قال إن المطر تأخر كثيرا في الشمال، الحكومة إلى فتح خمسة سدود.",
            [
                ("indirect", "قال", "سامر الحلبي", "المطر تأخر كثيرا في الشمال"),
                ("indirect", "دعا", "سامر الحلبي", "الحكومة إلى فتح خمسة سدود"),
            ],
        ),
        (  # "in his words" is no cue
            'وصلت قافلة إلى "مدينة السلام" على حد قوله.',
            [],
        ),
    ],
)
def test_arabic_statements(text: str, rows: list[Row]) -> None:
    assert _rows(text, "ar") == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Minister Dana Wells said that the dam was safe.",
            [("indirect", "said", "Dana Wells", "the dam was safe")],
        ),
        (
            '"The dam has been safe for years," Wells said.',
            [("direct", "said", "Wells", "The dam has been safe for years")],
        ),
        (  # a verb inside the first quotation reports nothing of the second
            "“Minister Omar Tami said in March that the dam was safe for a hundred years,” Dana Wells told reporters. "
            "“We have seen the cracks in the wall.”",
            [
                ("direct", "told", "Dana Wells", "Minister Omar Tami said in March that the dam was safe for a hundred years"),
                ("indirect", "said", "Omar Tami", "the dam was safe for a hundred years"),
                ("direct", "told", "Dana Wells", "We have seen the cracks in the wall"),
            ],
        ),
        (  # what is quoted in parts is one statement
            "Wells said the dam was “a pity for the town” and “a gift to nobody”.",
            [("mixed", "said", "Wells", "the dam was “a pity for the town” and “a gift to nobody”")],
        ),
        (  # a verb that interrupts its content
            "The dam, Dana Wells said, is safe for a year.",
            [("indirect", "said", "Dana Wells", "The dam"), ("indirect", "said", "Dana Wells", "is safe for a year")],
        ),
        (  # the title of a work
            "Wells is the host of “The Lake and Its Dam”.",
            [],
        ),
        (  # the stop of an abbreviation ends no content
            "Wells said the U.S. dam was safe.",
            [("indirect", "said", "Wells", "the U.S. dam was safe")],
        ),
        (  # an apposition belongs to the source
            "According to the Harrow Observatory, a monitoring group, at least 12 people were hurt at the port.",
            [("indirect", "According to", "Harrow Observatory", "at least 12 people were hurt at the port")],
        ),
        (
            "According to Velda Bank, the country's largest lender, prices rose by 4 percent in May.",
            [("indirect", "According to", "Velda Bank", "prices rose by 4 percent in May")],
        ),
        (  # as does a relative clause
            "According to Dr Ilse Brandt of the Maritime Institute, who led the study, the ice has thinned by a third since 1990.",
            [("indirect", "According to", "Ilse Brandt", "the ice has thinned by a third since 1990")],
        ),
        (  # behind its content too
            "Six miners were rescued, according to Mina Rao, the head of the rescue team, and three are still missing.",
            [("indirect", "according to", "Mina Rao", "Six miners were rescued")],
        ),
        (  # no complementizer behind those who are told
            "Ali Reyes told reporters in Berlin the embassy would reopen in spring.",
            [("indirect", "told", "Ali Reyes", "the embassy would reopen in spring")],
        ),
        (  # place and day belong to the cue
            "Foreign minister Ali Reyes said on Tuesday in Berlin that the embassy would reopen in spring.",
            [("indirect", "said", "Ali Reyes", "the embassy would reopen in spring")],
        ),
        (  # a mark is no content
            "Omar Tami denied that.",
            [],
        ),
        (  # an office as long as this stands before the verb
            "“The dam has been safe for years,” lead author Dr. Dana Wells of the University of Tarn told reporters.",
            [("direct", "told", "Dana Wells", "The dam has been safe for years")],
        ),
        (  # whoever wrote the report is named by the phrase
            "The dam has been safe for years, according to a report in the Tarn Times.",
            [("indirect", "according to", "report in the Tarn Times", "The dam has been safe for years")],
        ),
        (  # a surname that is written as the verb
            "Omar Said said that the dam was safe.",
            [("indirect", "said", "Omar Said", "the dam was safe")],
        ),
        (  # a topic is nothing that was said
            "Water minister says of Lake Mahat plan\nWork on the dam began in March.",
            [],
        ),
        (
            "What the minister says about the Mahat dam\nWork on the dam began in March.",
            [],
        ),
    ],
)
def test_english_statements(text: str, rows: list[Row]) -> None:
    assert _rows(text, "en") == rows


@pytest.mark.parametrize("cue", ["كما دعا إلى حماية النهر", "كما قال الوزير", "بحسب الوزير"])
def test_a_quotation_that_a_phrase_reports_is_no_second_statement_of_that_phrase(cue: str) -> None:
    layout = Layout(fold(f'{cue}، "والعمل مع أهالي القرى جميعا". "ولن نتراجع عن ذلك أبدا".').text, lexicon_for("ar"))
    # Whatever is proposed is kept.
    found = find_statements(layout, {**models_for("ar", "statements"), "keep": ChoiceModel({})})
    places = [(one.start, one.end, one.cue) for one in found]
    assert len(places) == len(set(places)) > 1
