"""Why an article could not be read, a feed or page not fetched, or a message not delivered, in words for people: one sentence a code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from claims.templatetags.writing import isolated

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
    "http_status": gettext_noop("The site answered %(status)s."),
    "too_slow": gettext_noop("The site did not answer in time."),
    "unreachable": gettext_noop("The site cannot be reached."),
    "no_such_host": gettext_noop("There is no site of that name."),
    "connection_refused": gettext_noop("The site refuses the connection."),
    "connection_lost": gettext_noop("The site broke the connection off."),
    "certificate_refused": gettext_noop("The site cannot prove that it is itself: its certificate is not valid."),
    "proxy_failed": gettext_noop("The proxy through which pages are fetched does not lead there. An engineer should look at it."),
    "not_public": gettext_noop("The address is inside a private network. If that is meant, the operator allows it in NETWORK_ALLOW."),
    "address_refused": gettext_noop("This is no address of a page: it begins with https:// or http:// and has a host and no user name."),
    "port_refused": gettext_noop("Pages have no port %(port)s: theirs are %(ports)s. Others the operator allows in NETWORK_ALLOW."),
    "too_many_redirects": gettext_noop("The site redirects again and again."),
    "broken_answer": gettext_noop("The site's answer is broken."),
    "too_large": gettext_noop("What stands there is too large for a page."),
    "wrong_kind": gettext_noop("What stands there is no page but %(kind)s."),
    "no_article": gettext_noop("There is no article on the page, or its text needs a script."),
    "robots_forbid": gettext_noop("The site asks robots not to fetch it."),
    "rules_unreachable": gettext_noop("The site does not tell which of its pages may be fetched: its robots.txt cannot be read."),
    "page_took_too_long": gettext_noop("Reading the page took too long and was stopped."),
    "page_too_many_attempts": gettext_noop(
        "Reading the page has ended the reading program several times. An engineer should look at it; paste the text meanwhile."
    ),
    "page_unexpected": gettext_noop(
        "Reading the page failed for a reason that nobody foresaw (%(error)s). An engineer should look at it; paste the text meanwhile."
    ),
    "feed_took_too_long": gettext_noop("Reading the feed took too long and was stopped."),
    "feed_unexpected": gettext_noop(
        "Reading the feed failed for a reason that nobody foresaw (%(error)s). It is asked again; an engineer should look at it."
    ),
    "redirected": gettext_noop("It leads elsewhere: give the address that it leads to."),
    "not_json": gettext_noop("What stands there is not JSON."),
    "address_invalid": gettext_noop("The page names an address of its own that is none."),
    "published_impossible": gettext_noop("The page says that it was published on %(day)s, which is in the future or before 1800."),
    "line_too_long": gettext_noop(
        "One line of the page, as its headline or its author, is too long: %(length)s characters, at most %(most)s."
    ),
    "text_empty": gettext_noop("The page has no text."),
    "text_too_long": gettext_noop("The text has %(length)s characters; %(most)s are the most. Split it."),
    "text_broken": gettext_noop("There are NUL or broken characters in the text."),
    "outlet_invalid": gettext_noop("The outlet that the page names cannot be taken: %(why)s"),
    "not_stored": gettext_noop("The article could not be stored."),
    "no_feed": gettext_noop("It is neither RSS, Atom, JSON Feed nor a sitemap."),
    "sitemap_index": gettext_noop("It lists sitemaps: give the address of the one for news."),
}


# Of these the system says the same in English.
_SAY_ALL = {"no_such_host", "connection_refused", "connection_lost"}


class Failed(Protocol):
    """What keeps an error: a version of an article, a feed, a page, a source of reviews, a try of a message."""

    error_code: str
    error_params: Mapping[str, str]


@register.filter
def failure(row: Failed) -> SafeString:
    """The sentence of a row's error, and apart from it what the system said of it, which is English; the code where no sentence is known.

    "" where the row has no error.
    """
    said, why = failure_in_words(row)
    sentence = isolated(said, get_language() or "")
    return format_html('{} <code dir="ltr" lang="en">{}</code>', sentence, why) if why else sentence


def failure_in_words(row: Failed) -> tuple[str, str]:
    """The same two as plain text; the second empty where it adds nothing."""
    words, why = SENTENCES.get(row.error_code, ""), row.error_params.get("why", "")
    try:
        said = gettext(words) % dict(row.error_params) if words else row.error_code
    except KeyError:
        said = row.error_code
    return said, why if "%(why)s" not in words and row.error_code not in _SAY_ALL else ""
