"""The machine's reasons in words for people: one sentence a code, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext, gettext_noop

from claims.records import Reason
from claims.templatetags.numbers import day, digits

register = template.Library()

# What had to be left out of a reading.
LEFT_OUT: Mapping[str, str] = {
    "relative_dates_left_out": gettext_noop("The day of publication is not known, so words like “Tuesday” were not dated: %(count)s."),
    "amount_too_large": gettext_noop("An amount is too large to be kept: %(text)s."),
}
SENTENCES: Mapping[str, str] = {
    **LEFT_OUT,
    # how two claims relate
    "amount_derived": gettext_noop("%(other)s follows from %(old)s and %(new)s."),
    "amount_differs": gettext_noop("The amounts exclude each other: %(a)s, %(b)s."),
    "amount_later": gettext_noop("The amount is of a later day: %(a)s (%(day_a)s), %(b)s (%(day_b)s)."),
    "amount_before": gettext_noop("One amount is what the other claim starts from: %(a)s, %(b)s."),
    "amount_equal": gettext_noop("The same amount: %(a)s, %(b)s."),
    "amount_rounded": gettext_noop("The same amount, one rounded: %(a)s, %(b)s."),
    "amounts_fit": gettext_noop("Both amounts can be true: %(a)s, %(b)s."),
    "amount_in_one": gettext_noop("About the same thing; only one names an amount."),
    "negation_differs": gettext_noop("One says what the other denies."),
    "negation_in_one": gettext_noop("One of them denies."),
    "amount_part": gettext_noop("One amount is part of what the other claim counts: %(a)s, %(b)s."),
    "other_actor": gettext_noop("They name different countries for one happening."),
    "too_unsure": gettext_noop("Too unsure to suggest."),
    "words_opposed": gettext_noop("Their words exclude each other: %(a)s, %(b)s."),
    "reversed": gettext_noop("A word in one of them turns it against the other: %(word)s."),
    "day_differs": gettext_noop("They name different days."),
    "year_differs": gettext_noop("They name different years: %(a)s, %(b)s."),
    "time_more_exact": gettext_noop("The same time, named more exactly by one."),
    "same_words": gettext_noop("They say the same in nearly the same words."),
    "near_words": gettext_noop("About the same thing, in other words."),
    "other_matter": gettext_noop("They are about different things."),
    "other_measure": gettext_noop("They count different things: %(a)s, %(b)s."),
    "other_subject": gettext_noop("They are about different people or places: %(a)s, %(b)s."),
    "word_differs": gettext_noop("All else is alike, but one says %(a)s and the other %(b)s."),
    "other_year": gettext_noop("They are about different years."),
    "other_place": gettext_noop("They are about different places."),
    # how much a claim is worth checking
    "checkworthy_amount": gettext_noop("It names an amount."),
    "checkworthy_dated": gettext_noop("It names a time."),
    "checkworthy_event": gettext_noop("It is about an event."),
    "checkworthy_comparison": gettext_noop("It compares."),
    "checkworthy_attributed": gettext_noop("Somebody is named who says it."),
    "checkworthy_opinion": gettext_noop("It is put as an opinion."),
    "checkworthy_not_fact": gettext_noop("It is a plan, a demand, a condition or a prediction."),
    "checkworthy_short": gettext_noop("It is very short."),
}


def _day(written: str) -> str:
    return day(date.fromisoformat(written))


# Parameters that are days or numbers; the others are words of the articles.
_IN_WORDS: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("relative_dates_left_out", "count"): digits,
    ("amount_later", "day_a"): _day,
    ("amount_later", "day_b"): _day,
    ("year_differs", "a"): digits,
    ("year_differs", "b"): digits,
}


@register.filter
def sentence(reason: Reason | Mapping[str, Any]) -> str:
    """A reason, as found or as stored, in a sentence; one whose code is not known (of an older engine) shows its code.

    What it quotes is set apart from the sentence's direction (U+2068, U+2069; Unicode UAX 9, 2.4), as it may be of the other language.
    """
    code, params = (reason.code, reason.params) if isinstance(reason, Reason) else (reason["code"], reason.get("params", {}))
    words = SENTENCES.get(code)
    if words is None:
        return str(code)
    try:
        return gettext(words) % {name: f"\u2068{_IN_WORDS.get((code, name), str)(value)}\u2069" for name, value in params.items()}
    except KeyError:
        return str(code)
