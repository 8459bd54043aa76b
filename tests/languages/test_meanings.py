"""What words mean: every language names the same meanings, and no word has two."""

from types import ModuleType

import pytest

from claims.languages import PACKS, pack_for
from claims.languages.ar import countries as ar_countries
from claims.languages.ar import meanings as ar
from claims.languages.en import countries as en_countries
from claims.languages.en import meanings as en
from claims.languages.folding import fold


def test_all_languages_name_the_same_meanings_and_countries() -> None:
    assert set(ar.ROWS) == set(en.ROWS)
    assert set(ar_countries.ROWS) == set(en_countries.ROWS)


@pytest.mark.parametrize("table", [ar, en], ids=["ar", "en"])
def test_no_word_has_two_meanings(table: ModuleType) -> None:
    seen: dict[str, str] = {}
    twice = []
    for meaning, forms in table.ROWS.items():
        for form in forms.split():
            if seen.setdefault(fold(form).text, meaning) != meaning:
                twice.append(form)
    assert twice == []


@pytest.mark.parametrize("code", PACKS)
def test_words_are_folded_and_no_stop_word_has_a_meaning(code: str) -> None:
    pack = pack_for(code)
    words = [*pack.meanings.meanings, *pack.meanings.stop_words, *pack.countries]
    assert [word for word in words if fold(word).text != word] == []
    assert set(pack.meanings.meanings) & pack.meanings.stop_words == set()
    assert set(pack.meanings.meanings) & set(pack.countries) == set()
