"""What is printed beside a name, in articles as they are read."""

import pytest

from claims.extraction import extract
from claims.extraction.printed_roles import role_beside
from claims.languages import pack_for

SAID_AR, SAID_EN = ' إن "عدد العاملين في السد 300 عامل".', ' said that "the dam employs 300 workers".'
ARABIC = [
    ("قال مدير السدّ سامر الحلواني", "مدير السدّ"),  # as it is printed, vowel marks and all
    ("وقال المهندس سامر الحلواني", "المهندس"),
    ("وأعلن وزير الموارد المائية العراقي، سامر الحلواني،", "وزير الموارد المائية العراقي"),  # behind a comma
    ("قال نائب رئيس الوزراء وزير المياه سامر الحلواني", "نائب رئيس الوزراء وزير المياه"),  # two offices
    ("قال المتحدث باسم وزارة المياه سامر الحلواني", "المتحدث باسم وزارة المياه"),
    ("قال محافظ وادي الورد، سامر الحلواني،", "محافظ وادي الورد"),  # "valley", not "and led"
    ("وقال سامر الحلواني، الخبير في شؤون المياه،", "الخبير في شؤون المياه"),  # behind the name
    ("وقال سامر الحلواني، أمس الثلاثاء،", ""),  # a time
    ("وقال سامر الحلواني", ""),
    ("وصل الوزير كريم حداد أمس. وقال سامر الحلواني", ""),  # somebody else's
    ("مدير السد\nقال سامر الحلواني", ""),  # of another line
]
ENGLISH = [
    ("Dam director Samer Halawani", "Dam director"),
    ("On Tuesday Iraqi Water Minister Samer Halawani", "Iraqi Water Minister"),
    ("The head of the water union, Samer Halawani,", "head of the water union"),
    ("The minister met workers and the new head of the union, Samer Halawani,", "head of the union"),
    ("Samer Halawani, a former teacher who lives nearby,", "former teacher"),
    ("Samer Halawani, speaking on Tuesday,", ""),
    ("Later Samer Halawani", ""),
]


def role(text: str, name: str, language: str) -> str:
    (found,) = [one.mention for one in extract(text, language=language, published=None).quotes if one.mention]
    assert found.text == name
    return role_beside(text[: found.start], text[found.end :], pack_for(language))


@pytest.mark.parametrize(("beside", "printed"), ARABIC)
def test_in_arabic(beside: str, printed: str) -> None:
    assert role(f"سد الوردة\n\n{beside}{SAID_AR}", "سامر الحلواني", "ar") == printed


@pytest.mark.parametrize(("beside", "printed"), ENGLISH)
def test_in_english(beside: str, printed: str) -> None:
    assert role(f"Rose dam\n\n{beside}{SAID_EN}", "Samer Halawani", "en") == printed


def test_a_role_is_looked_for_near_the_name_alone() -> None:
    assert role_beside("مدير " + "السد " * 60, "", pack_for("ar")) == ""
    assert role_beside("", "", pack_for("ar")) == ""
