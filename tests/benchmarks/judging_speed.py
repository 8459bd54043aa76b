"""How many pairs a second are judged on one core: `python -m tests.benchmarks.judging_speed`.

One claim against two hundred others, as in matching: every claim is read by the engine before the clock starts; the profile of each
is made once. Also the profiles alone, and pairs judged from bare claims.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from claims.extraction import read_claim
from claims.matching import judge, read_profile
from claims.records import FoundClaim

CANDIDATES, CLAIMS = 200, 20
PLACES = ("السد", "الجسر", "المصنع", "الميناء", "المطار", "المسرح", "السوق", "الملعب", "المتحف", "القصر")
FORMS = (
    "قتل {n} شخصا على الأقل وأصيب {m} آخرون في انهيار {place} الأحد في لبنان",
    "قال الوزير سامر الحلواني إن كلفة {place} ارتفعت من {n} إلى {m} مليون دولار",
    "لن تفتح الحكومة {place} قبل {n} أشهر",
    "About {n} of the {m} workers of the site near {place} were hired in 2014",
)


def claims(count: int) -> list[FoundClaim]:
    made = []
    for at in range(count):
        form = FORMS[at % len(FORMS)]
        text = form.format(n=20 + at % 37, m=300 + at % 91, place=PLACES[at % len(PLACES)])
        language = "en" if form.startswith("About") else "ar"
        made.append(read_claim(text, language=language, published=date(2026, 3, 1 + at % 28), title=f"انهيار {PLACES[at % 7]}"))
    return made


def rate(times: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return times / (time.perf_counter() - started)


def main() -> None:
    found = claims(CANDIDATES)
    made = rate(CANDIDATES, lambda: [read_profile(claim) for claim in found])
    profiles = [read_profile(claim) for claim in found]
    pairs = CLAIMS * CANDIDATES
    read = rate(pairs, lambda: [judge(a, b, cosine=0.5) for a in profiles[:CLAIMS] for b in profiles])
    bare = rate(pairs, lambda: [judge(a, b, cosine=0.5) for a in found[:CLAIMS] for b in found])
    sys.stdout.write(f"profiles {made:,.0f}/s, judgements of profiles {read:,.0f}/s, judgements of claims {bare:,.0f}/s\n")


if __name__ == "__main__":
    main()
