"""Texts on lists and pages of the admin: each in its own direction, with what runs the other way set apart."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from claims.models import Claim
from claims.templatetags.writing import isolated, runs, set_apart, written_in


def text_in(language: str, text: str) -> SafeString:
    """A text of `language`, as it is stored, in lines of its own."""
    return format_html('<bdi class="text" {}>{}</bdi>', written_in(language), isolated(text, language))


def text_alone(text: str) -> SafeString:
    """The same of a text whose language is not stored, with its line breaks."""
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in set_apart(text)))
    return format_html('<bdi class="text" {}>{}</bdi>', runs(text), lines)


def link_in(address: str, language: str, text: str) -> SafeString:
    """A text of `language` as a link."""
    return format_html('<a href="{}" {}>{}</a>', address, written_in(language), isolated(text, language))


def linked(claim: Claim) -> SafeString:
    """Who said it, and its words, as a link to its page in the admin."""
    words = format_html("<bdi>{}</bdi> – {}", claim.speaker_root, isolated(claim.text, claim.language))
    return format_html('<a href="{}" {}>{}</a>', reverse("admin:claims_claim_change", args=[claim.pk]), written_in(claim.language), words)
