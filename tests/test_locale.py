"""The Arabic interface is complete, and what runs is compiled from what is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import override

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "claims" / "locale" / "ar" / "LC_MESSAGES"
OF_DJANGO = Path(django.__file__).parent / "conf" / "locale" / "ar" / "LC_MESSAGES" / "django.mo"
MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
IN_TEMPLATES = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")


def marked_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for word in node.args[: MARKS.get(node.func.id, 0)]:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value


def marked() -> Iterator[str]:
    """Every text in code and templates that is marked for translation."""
    for path in sorted((ROOT / "claims").rglob("*.py")):
        yield from marked_in(path) if "migrations" not in path.parts else ()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield from (one or other for one, other in IN_TEMPLATES.findall(path.read_text("utf-8")))


def test_every_message_has_its_arabic() -> None:
    catalogue = polib.pofile(str(CATALOGUE / "django.po"))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    known = {text for one in (catalogue, polib.mofile(str(OF_DJANGO))) for entry in one for text in (entry.msgid, entry.msgid_plural)}
    assert [text for text in marked() if text not in known] == []


def test_what_django_says_on_the_pages_of_people_has_its_arabic() -> None:
    contrib = Path(django.__file__).parent / "contrib"
    catalogues = (CATALOGUE, *(contrib / name / "locale" / "ar" / "LC_MESSAGES" for name in ("auth", "admin")))
    known = {text for one in catalogues for entry in polib.mofile(str(one / "django.mo")) for text in (entry.msgid, entry.msgid_plural)}
    said = [text for name in ("forms", "admin", "password_validation") for text in marked_in(contrib / "auth" / f"{name}.py")]
    assert [text for text in said if text not in known] == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE / "django.po"))}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE / "django.mo"))}
    assert compiled == written


def test_no_month_or_weekday_is_taken_for_another_word() -> None:
    """A message without context takes the place of Django's own of the same letters: "May" is a month there."""
    own = {entry.msgid for entry in polib.pofile(str(CATALOGUE / "django.po")) if not entry.msgctxt}
    names = [*MONTHS.values(), *MONTHS_3.values(), *MONTHS_AP.values(), *MONTHS_ALT.values(), *WEEKDAYS.values(), *WEEKDAYS_ABBR.values()]
    with override(None):
        assert own.intersection(map(str, names)) == set()
