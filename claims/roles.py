"""What a speaker is called before or behind the name, as articles print it: minister, spokesman, the engineer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Greatest, Length, Substr

from claims.extraction.printed_roles import AROUND, role_beside
from claims.languages import pack_for
from claims.languages.folding import fold_key
from claims.models import Appearance, Claim, Quote, Speaker, User

# The newest statements and mentions that are looked through, and the roles that are given: it costs the same whoever speaks.
MOST_MENTIONS, MOST_ROLES = 200, 20


@dataclass(frozen=True, slots=True)
class Role:
    """The words beside the name, in articles of which days, and how often."""

    words: str
    first: date | None
    last: date | None
    n: int


def roles_of(speaker: Speaker, user: User) -> list[Role]:
    """Those in what the user may see of the newest MOST_MENTIONS statements. Two queries; otherwise as `roles_in`."""
    newest = Claim.objects.visible_to(user).filter(speaker_root=speaker).order_by("-published", "-pk")
    return roles_in(list(newest.values_list("pk", flat=True)[:MOST_MENTIONS]))


def roles_in(claims: Sequence[int]) -> list[Role]:
    """Those where the claims are quoted, the most frequent first, at most MOST_ROLES; spellings of one role are one. One query."""
    places = Appearance.objects.filter(claim__in=claims, retired_by="")
    named = Quote.objects.filter(pk__in=places.values("quote"), retired_by="", mention_start__isnull=False)
    first = Greatest(F("mention_start") - AROUND, 0)
    beside = named.order_by("-pk").annotate(
        before=Substr("version__text", first + 1, F("mention_start") - first),
        after=Substr("version__text", F("mention_start") + Length("mention") + 1, AROUND),
    )
    found: dict[str, list[tuple[str, date | None]]] = {}
    for before, after, language, day in beside.values_list("before", "after", "version__language", "version__published")[:MOST_MENTIONS]:
        words = role_beside(before, after, pack_for(language))
        if words:
            found.setdefault(fold_key(words), []).append((words, day))
    return sorted((_role(printed) for printed in found.values()), key=lambda role: -role.n)[:MOST_ROLES]


def _role(printed: Sequence[tuple[str, date | None]]) -> Role:
    """The newest spelling stands for all."""
    days = [day for _words, day in printed if day is not None]
    return Role(printed[0][0], min(days, default=None), max(days, default=None), len(printed))
