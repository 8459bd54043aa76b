"""A sentence that somebody is writing is put beside the stored claims; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.clients.embeddings import embedder
from claims.errors import InputRefused
from claims.extraction import read_claim
from claims.languages.detection import detect_language
from claims.matching import judge, read_profile
from claims.matching.plain import plain_text
from claims.matching.ranking import Ranking
from claims.models import Claim, User
from claims.pipeline.candidates import Asked
from claims.pipeline.match import MOST_JUDGED, ranked_candidates
from claims.pipeline.stored import as_found
from claims.pipeline.words import rarity
from claims.records import Judgement, Relation

LONGEST_TEXT = 2_000
MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored claim; `judgement` is of the text as a and the claim as b; `nearness` is in [0, 1]."""

    claim: Claim
    judgement: Judgement
    nearness: float


def match_text(text: str, *, by: User, language: str = "", published: date | None = None, speaker: str | None = None) -> Sequence[Answer]:
    """The claims that `text` repeats, supports, contradicts or updates, surest first, at most MOST_ANSWERS.

    Open claims, and those confidential to the reader's own desk. Costs a vector, a search and some hundred judgements.

    Raises:
        InputRefused: no words, or more than LONGEST_TEXT characters.
        UnsupportedLanguage: there is no pack for its language.
        TransientError: the embeddings server does not answer.
    """
    plain = plain_text(text)
    if not plain or len(text) > LONGEST_TEXT:
        raise InputRefused("text_unfit", "Give one sentence, of at most {most} characters.", field="text", most=LONGEST_TEXT)
    read = read_profile(read_claim(text, language=language or detect_language(text), published=published, speaker=speaker))
    embed = embedder()
    vector = embed.embed([text])[0].tolist()
    near: dict[int, tuple[float, float | None]] = {}
    ranking = Ranking(rarity())
    for desk in {None, by.desk_id}:
        asked = Asked(plain=plain, vector=vector, desk=desk)
        for found, score in ranked_candidates(asked, ranking, model=embed.model, width=embed.width)[:MOST_JUDGED]:
            near[found.claim] = score, found.cosine
    seen = Claim.objects.visible_to(by)
    claims = seen.for_comparing().filter(pk__in=near)
    answers = [Answer(claim, judge(read, as_found(claim), cosine=near[claim.pk][1]), near[claim.pk][0]) for claim in claims]
    telling = [answer for answer in answers if answer.judgement.relation != Relation.NONE]
    surest = sorted(telling, key=lambda one: (-one.judgement.score, -one.nearness, one.claim.pk))[:MOST_ANSWERS]
    # Only what is answered is loaded whole.
    whole = seen.for_records().in_bulk([one.claim.pk for one in surest])
    return [replace(one, claim=whole[one.claim.pk]) for one in surest if one.claim.pk in whole]
