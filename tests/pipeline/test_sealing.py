"""What is sealed opens with its key, or with one that is still named, and with no other."""

import pytest
from pytest_django.fixtures import Settings

from claims.errors import PermanentError
from claims.pipeline.sealing import seal, unseal

OLD, NEW = "the key of the first year", "the key of the second year"


def test_a_changed_key_opens_what_the_earlier_one_sealed_while_it_is_named(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    sealed = seal("سرّ")
    assert ("سرّ" in sealed, seal("سرّ") == sealed, unseal(sealed)) == (False, False, "سرّ")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert unseal(sealed) == "سرّ"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(PermanentError, match="SECRET_KEY_FALLBACKS"):
        unseal(sealed)


@pytest.mark.parametrize("broken", ["", "x", "gAAAAA", "سرّ"])
def test_what_was_never_sealed_is_refused(broken: str) -> None:
    with pytest.raises(PermanentError):
        unseal(broken)
