"""Who has which titles, and whom an office may mean."""

import pytest

from claims.extraction.offices import holder_of, may_hold, titled_names, unfit_for
from claims.extraction.sources import Article
from claims.languages.folding import fold
from tests.extraction.speaking import article_of, place, text_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("التقى وزير الري سامر الحلبي أمس الوفد", ["سامر الحلبي"]),  # straight behind the office
        ("التقى وزير الري، سامر حلبي، الوفد", ["سامر حلبي"]),  # behind a comma
        ("التقى وزير الري الوفد", []),  # an office alone
        ("التقى وزير الدولة للشؤون البحرية سامر حلبي الوفد", ["سامر حلبي"]),  # what the office is for, with its preposition
        ("التقى رئيس الوزراء سامر حلبي الوفد", ["سامر حلبي"]),  # an office of several people
        ("التقى المدير التنفيذي لشركة النهر سامر حلبي الوفد", ["سامر حلبي"]),  # where it is
        ("التقى المستشار القانوني للفنان سامر حلبي الوفد", []),  # whom somebody else works for
        ("التقى محامي سامر حلبي الوفد", []),
        ("التقى المتحدث باسم سامر حلبي الوفد", []),
        ("التقى محاميه سامر حلبي الوفد", ["سامر حلبي"]),  # who works for somebody
        ("التقى مستشار لرئيس الوزراء، سامر حلبي، الوفد", ["سامر حلبي"]),  # but behind a comma the one who works
        ('قال وزير الري "سامر حلبي حضر"', []),  # what he says
        ('التقى مدير "النهر" سامر حلبي الوفد', ["سامر حلبي"]),  # a name in marks between them
    ],
)
def test_names_behind_titles(text: str, names: list[str]) -> None:
    article = article_of(text)
    assert text_of(article, [one.name for one in titled_names(article)]) == names


def _last(words: str, article: Article) -> tuple[int, int]:
    wanted = fold(words).text.split()
    return next((i, i + len(wanted)) for i in range(len(article.words), -1, -1) if article.words[i : i + len(wanted)] == wanted)


@pytest.mark.parametrize(
    ("text", "office", "unfit"),
    [
        ("التقى الوزير سامر حلبي السفير نبيل شمروخ. وقال الوزير", "الوزير", ["نبيل شمروخ"]),  # who has another one
        ("التقى الوزير سامر حلبي، وحضر نبيل شمروخ. وقال الوزير", "الوزير", []),  # who has none may be meant
        ("التقى الوزير سامر حلبي، وحضر نبيل شمروخ. وقال وزير الري", "وزير الري", []),  # whose is not told
        ("التقى وزير الري سامر حلبي، وحضر نبيل شمروخ. وقال وزير الري", "وزير الري", ["نبيل شمروخ"]),  # whose is told
        ("التقى سامر حلبي السفير نبيل شمروخ. وقال الوزير", "الوزير", []),  # nobody has it
        ("التقى نائب الوزير سامر حلبي المدير نبيل شمروخ. وقال الوزير", "الوزير", ["سامر حلبي"]),  # who stands below it
        # by its first word, where nobody has all
        ("التقى وزير الري سامر حلبي السفير نبيل شمروخ. وقال الوزير العراقي", "الوزير العراقي", ["نبيل شمروخ"]),
        ("التقى وزير الري سامر حلبي السفير نبيل شمروخ. وقال وزير الدفاع", "وزير الدفاع", []),
        ("انتهى اللقاء\nوقال الوزير ذلك. وغادر السفير نبيل شمروخ", "الوزير", ["نبيل شمروخ"]),  # who comes only later
        ("وقال السفير العراقي ذلك. وقال السفير", "السفير", []),  # an office by itself
        ("وقال السفير العراقي ذلك. وقال السفير الفرنسي", "السفير الفرنسي", ["السفير العراقي"]),
        ("التقى المتحدث باسم الوزير سامر حلبي الوفد. وقال الوزير", "الوزير", ["سامر حلبي"]),
        ("التقى مستشار لرئيس الوزراء، سامر حلبي، الوفد. وقال رئيس الوزراء", "رئيس الوزراء", ["سامر حلبي"]),
        ("التقى السفير العراقي سامر حلبي الوفد. وقال السفير الفرنسي", "السفير الفرنسي", ["سامر حلبي"]),  # another country's
        ("التقى الوزير سامر حلبي نظيره العراقي نبيل شمروخ. وقال الوزير العراقي", "الوزير العراقي", ["سامر حلبي"]),
        ("التقت المحللة ناتالي حلبي الوفد. وقال الرئيس", "الرئيس", ["ناتالي حلبي"]),  # a woman
        ("التقت الوزيرة ناتالي حلبي الوفد. وقال محافظ", "محافظ", []),  # women have it too
    ],
)
def test_whom_an_office_cannot_mean(text: str, office: str, unfit: list[str]) -> None:
    article = article_of(text)
    titles = titled_names(article)
    people = [name for name in ("سامر حلبي", "نبيل شمروخ", "ناتالي حلبي") if name in text]
    names = [place(article, name) for name in people or ["السفير العراقي"]]
    found = unfit_for(_last(office, article), names, titles, article)
    assert text_of(article, sorted(found)) == unfit


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("التقى الوزير سامر حلبي الوفد. وعاد الوزير", ["سامر حلبي"]),
        ("التقى الوفد وزيرها سامر حلبي. وعاد الوزير", ["سامر حلبي"]),  # somebody's
        ("التقى الوزير سامر حلبي الوزير نبيل شمروخ. وعاد الوزير", []),  # two have it
        ("التقى نائب الوزير سامر حلبي الوفد. وعاد الوزير", []),  # nobody has it
    ],
)
def test_who_has_an_office(text: str, holder: list[str]) -> None:
    article = article_of(text)
    found = holder_of(_last("الوزير", article), titled_names(article), article)
    assert text_of(article, [found] if found else []) == holder


def test_whose_office_it_may_be() -> None:
    article = article_of("التقى المحامي سامر حلبي الوزير نبيل شمروخ. وقال محامي شمروخ")
    office, titles = _last("محامي شمروخ", article), titled_names(article)
    assert may_hold(place(article, "سامر حلبي"), office, titles, article)
    assert not may_hold(place(article, "نبيل شمروخ"), office, titles, article)
