"""Why an article could not be read, in words for people: one sentence a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django import template
from django.utils.translation import gettext, gettext_noop

register = template.Library()

SENTENCES: Mapping[str, str] = {
    "unsupported_language": gettext_noop("There is no reader for the language “%(language)s” yet. The text is kept and can be read later."),
    "took_too_long": gettext_noop("Reading took too long and was stopped: split the text, or have it read again when less is going on."),
    "too_many_attempts": gettext_noop(
        "Reading it has ended the reading program several times. The text is kept; an engineer should look at it."
    ),
    "unexpected": gettext_noop(
        "Reading it failed for a reason that nobody foresaw (%(error)s). The text is kept; an engineer should look at it."
    ),
}


class Failed(Protocol):
    """What keeps an error: a version of an article."""

    error_code: str
    error_params: Mapping[str, str]


@register.filter
def failure(version: Failed) -> str:
    """The sentence of a version's error; "" where it has none, the code where no sentence is known."""
    words = SENTENCES.get(version.error_code)
    if words is None:
        return version.error_code
    try:
        return str(gettext(words) % dict(version.error_params))
    except KeyError:
        return version.error_code
