"""Of whom a mention speaks that names nobody; sentences written for this file."""

import pytest

from claims.extraction.antecedents import Antecedents
from claims.extraction.naming import Naming, Speaker
from claims.extraction.offices import titled_names
from claims.extraction.salience import Salience
from claims.extraction.sources import place_of, shape_of
from claims.records import SpeakerKind
from tests.extraction.speaking import article_of, put


def _meant(text: str, mention: str, spoken: list[tuple[str, SpeakerKind]], language: str = "en") -> str | None:
    """Whom the last place of `mention` means where those `spoken` have spoken, the latest first."""
    article = article_of(text, language)
    titles = [(titled.titles, titled.name) for titled in titled_names(article)]
    place = place_of(put(text, text.split()[0], text.split()[-1], text), article)

    def span(words: str, last: bool = False) -> tuple[int, int]:
        at = (text.rindex if last else text.index)(words)
        return article.index(at), article.index(at + len(words))

    speakers = [Speaker(span(name), 0, Naming(place, shape_of(place, article), span(name), None), article) for name, _kind in spoken]
    for speaker, (_name, kind) in zip(speakers, spoken, strict=True):
        speaker.kind = kind
    found = Antecedents(article, Salience(article, [], titles)).meant(span(mention, last=True), speakers)
    return " ".join(article.words[slice(*found)]) if found else None


PERSON, GROUP, UNNAMED = SpeakerKind.PERSON, SpeakerKind.GROUP, SpeakerKind.UNNAMED


@pytest.mark.parametrize(
    ("text", "spoken", "name"),
    [
        ("Prosecutors had sought bail for Lena Ford. They alleged fraud.", [], "prosecutors"),  # who open the sentence before
        ("Residents fled at night, Lena Ford said. They blamed looters.", [("Lena Ford", PERSON)], "residents"),
        ("Lena Ford left. They alleged fraud. Democrats won.", [("Lena Ford", PERSON), ("Democrats", UNNAMED)], "democrats"),  # who spoke
        ("Omar Tami and Lena Ford left in May. They alleged fraud.", [("Omar Tami and Lena Ford", PERSON)], "omar tami and lena ford"),
        ("Lena Ford left. They alleged fraud.", [("Lena Ford", PERSON)], None),  # nobody of whom there are several
        ("Residents of Oslo had fled. They alleged fraud.", [], "residents"),  # without what they are of
        ("Lena Ford and Omar Tami left in May. They alleged fraud.", [], "lena ford and omar tami"),  # two who open it
        ("Lena Ford and the rain left in May. They alleged fraud.", [], None),  # one and no other
        ("Lena Ford and her Oslo left in May. They alleged fraud.", [], None),  # what is hers
        ("Residents fled. Lena Ford stayed. It rained. They alleged fraud.", [], "residents"),  # further off
    ],
)
def test_they(text: str, spoken: list[tuple[str, SpeakerKind]], name: str | None) -> None:
    assert _meant(text, "They", spoken) == name


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Lena Ford beat Dana Holm on Sunday. It rained, the Czech said.", "Czech", "lena ford"),  # the first of the sentence before
        ("Lena Ford beat Czech Dana Holm on Sunday. It rained, the Czech said.", "Czech", "dana holm"),  # whom the text calls so
        ("Lena Ford beat Czech Dana Holm and Czech Ada Moe. It rained, the Czech said.", "Czech", "lena ford"),  # two are called so
        ("Lena Ford won in Oslo. It rained, the 44-year-old said.", "44-year-old", "lena ford"),
        ("Lena Ford won in Oslo. It rained, the 44-year-old mother said.", "44-year-old mother", "lena ford"),
        ("Lena Ford met a winner in Oslo. It rained, the winner said.", "winner", None),  # one without a name
        ("Lena Ford met him in Oslo. It rained, a winner said.", "winner", None),
        ("Lena Ford met him in Oslo. It rained, the official said.", "official", None),  # no word that is said of anybody
        ("Rain fell all over Oslo. It rained, the Czech said.", "Czech", None),  # nobody is named
    ],
)
def test_the_person_whom_an_epithet_means(text: str, mention: str, name: str | None) -> None:
    assert _meant(text, mention, []) == name


def test_a_script_without_capitals_tells_nobody() -> None:
    assert _meant("وصل سامر حلبي أمس. وقال الخبير إن الطريق مفتوح", "الخبير", [], "ar") is None
