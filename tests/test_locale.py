"""The Arabic interface is complete, and what runs is compiled from what is written."""

from pathlib import Path

import polib

CATALOGUE = Path(__file__).resolve().parents[1] / "claims" / "locale" / "ar" / "LC_MESSAGES"


def test_every_message_has_its_arabic() -> None:
    catalogue = polib.pofile(str(CATALOGUE / "django.po"))
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE / "django.po"))}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE / "django.mo"))}
    assert compiled == written
