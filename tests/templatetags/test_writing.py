"""A text runs as its language does."""

import pytest

from claims.templatetags.writing import written_in

CASES = [
    ("ar", 'dir="rtl" lang="ar"'),
    ("ar-IQ", 'dir="rtl" lang="ar-IQ"'),
    ("fa", 'dir="rtl" lang="fa"'),
    ("en", 'dir="ltr" lang="en"'),
    ("arn", 'dir="ltr" lang="arn"'),  # Mapudungun, whose code only begins as that of Arabic
    ("", 'dir="auto"'),  # none is stored
    ('"><b>', 'dir="ltr" lang="&quot;&gt;&lt;b&gt;"'),
]


@pytest.mark.parametrize(("language", "attributes"), CASES)
def test_the_direction_is_that_of_the_stored_language(language: str, attributes: str) -> None:
    assert written_in(language) == attributes
