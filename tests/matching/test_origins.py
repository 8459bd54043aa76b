"""What is a copy and what is not, and whom an article credits."""

from __future__ import annotations

from itertools import permutations

import pytest

from claims.matching.origins import MOST_MARKS, RUN, WINDOW, copied_share, find_credits, take_imprint

ARABIC = [
    "أعلنت إدارة ميناء الرمانة صباح اليوم أن رافعتين من أربع رافعات في الرصيف الشرقي خرجتا من الخدمة بعد عاصفة رملية قوية.",
    "وقال مدير الميناء نبيل الزعتري إن تفريغ السفن سيجري على مدار الساعة حتى نهاية الأسبوع لتعويض التأخير في شحنات القمح.",
    "وأضاف أن 14 مهندسا وصلوا من العاصمة لفحص الأعمدة والكوابل، وأن نتائج الفحص ستعلن يوم الخميس في مؤتمر صحفي.",
    "ويستقبل الميناء نحو 60 سفينة كل شهر، وتمر عبره معظم واردات البلاد من الحبوب والسكر والزيوت منذ افتتاحه قبل ثلاثين عاما.",
]
ARABIC_OWN = [
    "شلت عاصفة رملية ضربت الساحل فجرا نصف طاقة ميناء الرمانة، حيث تعطلت رافعتان وتكدست السفن المحملة بالقمح قبالة الشاطئ.",
    "ووعد نبيل الزعتري، الذي يدير الميناء، بأن يعمل رجاله ليلا ونهارا إلى أن تفرغ الحمولات كلها، فيما ينتظر تقرير مهندسين.",
    "ويخشى تجار الحبوب من أن ترتفع الأسعار إذا طال الانتظار، فالميناء باب البلاد الأول على البحر وأقدم مرافئها العاملة.",
]
ENGLISH = [
    "The port of Rummana said on Monday that two of the four cranes on its eastern quay were out of service after a heavy sandstorm.",
    "Ships would be unloaded around the clock until the end of the week to make up for delayed shipments of wheat, its director said.",
    "Engineers from the capital were to inspect the columns and cables and would give their findings at a press conference on Thursday.",
]
STATEMENT = (
    "لن نترك سفينة واحدة تنتظر في البحر أكثر من يوم واحد، وسنعمل ليلا ونهارا حتى تعود كل رافعة إلى مكانها، "
    "ولن يدفع أي تاجر قرشا واحدا ثمنا لهذا التأخير الذي لم يتسبب فيه"
)


def text(lines: list[str]) -> str:
    return "\n".join(lines)


def arabic_digits(words: str) -> str:
    return words.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text(ARABIC), text(ARABIC)),
        # another headline
        ("ميناء بلا رافعات\n\n" + text(ARABIC), "عاصفة تعطل نصف الميناء\n\n" + text(ARABIC)),
        # the end cut off
        (text(ARABIC), text(ARABIC[:3])),
        # digits of the other script
        (text(ARABIC), arabic_digits(text(ARABIC))),
        # other vowel marks, hamzas and punctuation
        (text(ARABIC), text(ARABIC).replace("أعلنت", "أَعلنَت").replace("إدارة", "ادارة").replace("،", " -")),
        # a paragraph more
        (text(ARABIC), text([*ARABIC[:2], "وتابع مراسلنا الأعمال من رصيف قريب وشاهد عمالا يزيحون الرمال.", *ARABIC[2:]])),
        # a lead of its own
        (text(ARABIC), text(["تعيش مدينة الرمانة يوما صعبا بعد أن عصفت بها الرمال.", *ARABIC])),
        # another opening before the rest
        (text(ARABIC), text([ARABIC_OWN[0], ARABIC[1][60:], *ARABIC[2:]])),
        (text(ENGLISH), "Cranes down at Rummana\n\n" + text(ENGLISH)),
        (text(ENGLISH), text(ENGLISH).upper()),
    ],
    ids=["equal", "headline", "cut", "digits", "spelling", "paragraph", "lead", "opening", "english", "capitals"],
)
def test_a_copy(one: str, other: str) -> None:
    a, b = take_imprint(one), take_imprint(other)
    assert copied_share(a, b, credited=False) > 0
    assert copied_share(a, b, credited=False) == copied_share(b, a, credited=False)
    assert set(a.marks) & set(b.marks)


@pytest.mark.parametrize("credited", [False, True])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one event in other words
        (text(ARABIC), text(ARABIC_OWN)),
        # the same statement quoted at length
        (text([*ARABIC, f'وقال: "{STATEMENT}".']), text([*ARABIC_OWN, f"وقال: «{STATEMENT}»."])),
        # the same background at the end
        (
            text([*ARABIC_OWN, "وافتتحت شركة الزيوت معملا جديدا قرب المدينة ويعمل فيه مئات من أبناء القرى المجاورة.", *ARABIC[3:]]),
            text(ARABIC),
        ),
        # one short text inside a long one about much else
        (text(ARABIC[:1]), text([*ARABIC[:1], " ".join(f"كلمة{number}" for number in range(120))])),
        # a sentence is no article
        (ARABIC[0], ARABIC[0][:60]),
        ("", text(ARABIC)),
        ("", ""),
    ],
    ids=["own words", "statement", "background", "roundup", "sentence", "empty", "both empty"],
)
def test_no_copy(one: str, other: str, credited: bool) -> None:
    assert copied_share(take_imprint(one), take_imprint(other), credited=credited) == 0


def test_a_credit_lowers_what_is_asked_for() -> None:
    half = text(
        [ARABIC[0], ARABIC[1][:75], *ARABIC_OWN[1:], "وقدرت غرفة التجارة خسائر اليوم الأول بملايين الليرات، ودعت إلى فتح الميناء الصغير."]
    )
    a, b = take_imprint(text(ARABIC)), take_imprint(half)
    assert (copied_share(a, b, credited=False) > 0, copied_share(a, b, credited=True) > 0) == (False, True)


def test_a_shared_passage_leaves_a_shared_mark_wherever_it_stands() -> None:
    passage = [f"كلمة{number}" for number in range(RUN + WINDOW - 1)]
    for before, after in permutations((0, 3, 11), 2):
        one = " ".join([*(f"قبل{n}" for n in range(before)), *passage])
        other = " ".join([*passage, *(f"بعد{n}" for n in range(after))])
        assert set(take_imprint(one).marks) & set(take_imprint(other).marks)


def test_marks_are_few_however_long_the_text() -> None:
    marks = take_imprint(" ".join(f"كلمة{number}" for number in range(50_000))).marks
    assert len(marks) == MOST_MARKS
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


OWN = {"وكالة الزيتونة للأنباء": "outlet:7"}


@pytest.mark.parametrize(
    ("body", "byline", "language", "credits"),
    [
        ("الرمانة (رويترز) - قالت إدارة الميناء إن العمل توقف.", "", "ar", {"reuters"}),
        ("قالت إدارة الميناء إن العمل توقف.\nالمصدر: فرانس برس", "", "ar", {"afp"}),
        ("قالت إدارة الميناء إن العمل توقف.\n\nأ ف ب / رويترز", "", "ar", {"afp", "reuters"}),
        ("قالت إدارة الميناء إن العمل توقف.", "الرمانة - أسوشيتد برس", "ar", {"ap"}),
        ("قالت إدارة الميناء إن العمل توقف.", "وكالة الأناضول", "ar", {"anadolu"}),
        ("الرمانة/ د ب أ - قالت إدارة الميناء إن العمل توقف.", "", "ar", {"dpa"}),
        ("الرمانة - واع: قالت إدارة الميناء إن العمل توقف.", "", "ar", {"ina"}),
        ("نقلا عن سبوتنيك\nقالت إدارة الميناء إن العمل توقف.", "", "ar", {"sputnik"}),
        # an outlet of ours is an agency as well
        ("الرمانة - الزيتونة: قالت إدارة الميناء إن العمل توقف.", "", "ar", {"outlet:7"}),
        ("قالت إدارة الميناء إن العمل توقف.\nالمصدر: وكالة الزيتونة للأنباء", "", "ar", {"outlet:7"}),
        # what a sentence ascribes to an agency is no credit
        ("قالت إدارة الميناء لوكالة رويترز إن العمل توقف، وكانت فرانس برس قد ذكرت ذلك أمس.", "سامر الحلواني", "ar", set()),
        ("RUMMANA (AP) — Two cranes are out of service.", "", "en", {"ap"}),
        ("RUMMANA, March 9 (Reuters) - Two cranes are out of service.", "", "en", {"reuters"}),
        ("Two cranes are out of service.", "By Jane Palmer | Reuters", "en", {"reuters"}),
        ("Two cranes are out of service.\nSource: Xinhua", "", "en", {"xinhua"}),
        ("Two cranes are out of service.\n\nAFP/dpa", "", "en", {"afp", "dpa"}),
        ("Two cranes are out of service, an official told Reuters in Rummana.", "Jane Palmer", "en", set()),
        # a language that nobody has tables for
        ("Deux grues (AFP)", "AFP", "fr", set()),
    ],
)
def test_credits(body: str, byline: str, language: str, credits: set[str]) -> None:
    assert find_credits(f"ميناء الرمانة\n\n{body}", byline, language, OWN) == credits
