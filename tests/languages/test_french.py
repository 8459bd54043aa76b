"""A language is a pack and nothing else: an invented French article is read by the tiny pack beside this file, with nothing trained."""

from datetime import date

import pytest

from claims.errors import UnsupportedLanguage
from claims.extraction import extract
from claims.languages import PACKS, pack_for
from claims.languages.detection import detect_language
from claims.records import Kind, Polarity, Qualifier, SpeakerKind
from tests.languages import french

PUBLISHED = date(2021, 4, 15)
ARTICLE = """Le barrage de Valmont rouvrira en mai

« Le barrage de Valmont a retenu 340 millions de litres cet hiver », a déclaré mardi la ministre de l'Énergie, Claire Fontanel. \
Selon le préfet Marc Delorme, plus de 1 200 habitants ont été évacués le 12 mars 2021.

Le maire de Valmont, Paul Girard, a affirmé que les travaux coûteraient 4,5 millions d'euros. « Nous n'avons reçu aucune aide de l'État », \
a-t-il ajouté.

L'association Rivières libres dit : « Les caves restent inondées depuis vendredi dernier. » Trois cents maisons seront reconstruites.
"""


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKS, "fr", french.PACK)


def test_the_language_is_told_and_has_its_pack() -> None:
    assert pack_for(detect_language(ARTICLE)) is french.PACK


def test_without_its_line_there_is_no_such_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(PACKS, "fr")
    with pytest.raises(UnsupportedLanguage, match="there are: ar, en"):
        extract(ARTICLE, language="fr", published=PUBLISHED)


def test_who_said_what_and_when() -> None:
    quotes = extract(ARTICLE, language="fr", published=PUBLISHED).quotes

    tuesday = date(2021, 4, 13)
    assert [
        (one.kind, one.text, one.cue.text, one.speaker_name, one.speaker_kind, one.stated_on and one.stated_on.first) for one in quotes
    ] == [
        # the verb before its subject, an office before the name
        (
            Kind.DIRECT,
            "Le barrage de Valmont a retenu 340 millions de litres cet hiver",
            "déclaré",
            "Claire Fontanel",
            SpeakerKind.PERSON,
            tuesday,
        ),
        # a phrase
        (
            Kind.INDIRECT,
            "plus de 1 200 habitants ont été évacués le 12 mars 2021",
            "Selon",
            "Marc Delorme",
            SpeakerKind.PERSON,
            None,
        ),
        # a complementizer, the name in commas
        (Kind.INDIRECT, "les travaux coûteraient 4,5 millions d'euros", "affirmé", "Paul Girard", SpeakerKind.PERSON, None),
        # nobody named beside the verb
        (Kind.DIRECT, "Nous n'avons reçu aucune aide de l'État", "ajouté", "Paul Girard", SpeakerKind.PERSON, None),
        # a colon, a group, an article without its vowel
        (
            Kind.DIRECT,
            "Les caves restent inondées depuis vendredi dernier",
            "dit",
            "L'association Rivières libres",
            SpeakerKind.GROUP,
            None,
        ),
    ]


def test_amounts() -> None:
    found = extract(ARTICLE, language="fr", published=PUBLISHED).quantities

    assert [(one.text, one.low, one.high, one.qualifier, one.unit) for one in found] == [
        ("340 millions de litres", 340e6, 340e6, Qualifier.EXACT, "litre"),  # of a scale, a noun outside the tables
        ("plus de 1 200 habitants", 1200, None, Qualifier.MORE_THAN, "person"),  # a space between the thousands
        ("4,5 millions d'euros", 4.5e6, 4.5e6, Qualifier.EXACT, "eur"),  # a decimal comma, an elision
        ("Trois cents maisons", 300, 300, Qualifier.EXACT, "house"),  # in words
    ]


def test_days() -> None:
    found = extract(ARTICLE, language="fr", published=PUBLISHED).dates

    assert [(one.text, one.days.first, one.days.last) for one in found] == [
        ("mai", date(2021, 5, 1), date(2021, 5, 31)),  # the one to come
        ("cet hiver", date(2020, 12, 1), date(2021, 2, 28)),
        ("mardi", date(2021, 4, 13), date(2021, 4, 13)),
        ("le 12 mars 2021", date(2021, 3, 12), date(2021, 3, 12)),
        ("vendredi dernier", date(2021, 4, 9), date(2021, 4, 9)),
    ]


def test_what_is_denied() -> None:
    found = extract(ARTICLE, language="fr", published=PUBLISHED).claims

    assert [claim.text for claim in found if claim.polarity is Polarity.NEGATIVE] == ["Nous n'avons reçu aucune aide de l'État"]


def test_every_span_repeats_its_text() -> None:
    found = extract(ARTICLE, language="fr", published=PUBLISHED)

    spans = [*found.quotes, *found.claims, *found.quantities, *found.dates, *(one.cue for one in found.quotes)]
    assert [span for span in spans if ARTICLE[span.start : span.end] != span.text] == []
