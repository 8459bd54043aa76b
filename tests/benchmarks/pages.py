"""What pages and lists cost in a big base: p50, p95 and CPU of each, and the plan of the slowest query of those above their limit.

`python -m tests.benchmarks.pages --state FOLDER [--only WORD] [--requests 30] [--plans]`, after `tests.benchmarks.million` has built the
folder. CPU is that of this process and of its database session together: it means the same whatever else the machine does.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.garbage import keep_what_is_loaded
from tests.benchmarks.million import use_state

if TYPE_CHECKING:
    from django.test import Client

PAGE_LIMIT, LIST_LIMIT = 200, 100
TICKS = os.sysconf("SC_CLK_TCK")
# A word of many claims, one of few, a speaker's, and the beginning of a word, all of the base's own texts.
COMMON, BEGUN = "الحكومة", "المتظاهر"


@dataclass
class Asked:
    path: str
    limit: int
    body: dict[str, str] | None = None
    wall: list[float] = field(default_factory=list)
    cpu: float = 0.0
    queries: int = 0


def paths() -> Iterator[Asked]:
    from django.db.models import Count  # noqa: PLC0415

    from claims.api.statistics import SERIES  # noqa: PLC0415
    from claims.models import Article, Claim, FactCheck, Match, MatchedQuantity, Outlet, QueueRank, Speaker  # noqa: PLC0415
    from claims.web.queue import CLAIMS_A_PAGE, TABS  # noqa: PLC0415

    one = Claim.objects.order_by("-pk")[Claim.objects.count() // 2]
    check, pair, article = FactCheck.objects.latest("pk"), Match.objects.latest("pk"), Article.objects.latest("pk")
    outlet, speaker = Outlet.objects.latest("pk"), Speaker.objects.filter(kind="person").order_by("pk")[0]
    busiest = (
        Claim.objects.order_by()
        .values_list("speaker_root")
        .annotate(n=Count("pk"))
        .order_by("-n")
        .values_list("speaker_root", flat=True)[0]
    )
    far = QueueRank.objects.filter(claim__language="en").order_by("-rank", "-claim")[24 * CLAIMS_A_PAGE - 1]
    for tab in TABS:
        yield Asked(f"/desk/?tab={tab}", PAGE_LIMIT)
        yield Asked(f"/desk/?tab={tab}&q={COMMON}", PAGE_LIMIT)
        yield Asked(f"/desk/?tab={tab}&q={COMMON} {BEGUN}&language=en", PAGE_LIMIT)
        yield Asked(f"/desk/?tab={tab}&language=en&after={far.rank!r},{far.pk}", PAGE_LIMIT)
    for path in (
        f"/desk/claims/{one.pk}/",
        f"/desk/claims/{check.claim_id}/",
        f"/claims/{one.pk}/",
        f"/claims/{check.claim_id}/",
        f"/speakers/{speaker.pk}/",
        f"/speakers/{busiest}/",
        f"/speakers/{busiest}/?first=2017-01-01&last=2017-06-30&page=20",
        "/notifications/",
        "/settings/",
        "/",
        "/?page=1000",
        f"/articles/{article.pk}/",
        "/dashboard/",
    ):
        yield Asked(path, PAGE_LIMIT)
    yield Asked("/dashboard/?first=2020-01-01&language=en", PAGE_LIMIT)
    for path in (f"/checks/{check.pk}/", "/checks/feed.json", "/checks/feed.json?page=20", "/checks/feed.atom"):
        yield Asked(path, PAGE_LIMIT)
    for filters in (
        *("", f"q={COMMON}", f"q={BEGUN}", f"q={COMMON} {BEGUN}", "unit=barrel", "unit=person&amount_min=1000000", "amount_min=1200000"),
        *("unit=person&amount_min=1000&amount_max=1010", "unit=none", "relation=contradicts", "relation=same", f"outlet={outlet.pk}"),
        *(f"article={article.pk}", f"speaker={speaker.pk}", "verdict=satire", "verdict=opinion", "status=in_approval", "language=en"),
        *("assignee=system", "checkworthiness_min=0.99", "order=-checkworthiness", "said_after=2026-01-01", "published_before=2017-01-01"),
        *("order=-queue", "order=-queue&status=in_approval"),
        *("relation=contradicts&status=in_review&order=-checkworthiness", f"outlet={outlet.pk}&unit=barrel&q={COMMON}"),
        *(f"speaker={speaker.pk}&relation=updates", "said_before=2016-12-10&said_after=2016-12-01", "status=reviewed&language=en"),
    ):
        yield Asked(f"/api/v1/claims/?{filters}", LIST_LIMIT)
    for rest in (
        *(
            "articles/",
            "articles/?state=pending",
            "articles/?language=en",
            f"articles/?outlet={outlet.pk}",
            "quotes/",
            f"quotes/?speaker={speaker.pk}",
        ),
        *(
            "quotes/?kind=mixed",
            "speakers/",
            "speakers/?kind=outlet",
            "matches/",
            "matches/?relation=contradicts",
            "matches/?state=rejected",
        ),
        *(f"matches/?claim={one.pk}", "matches/?relation=same&state=expired", "fact-checks/", "fact-checks/?verdict=satire", "decisions/"),
        *("decisions/?subject=factcheck", "decisions/?actor=approver", f"decisions/?subject=claim&subject_id={check.claim_id}", "outlets/"),
        *(f"claims/{one.pk}/", "changes", f"claims:search?query={COMMON}", f"claims:search?query={BEGUN}&languageCode=ar"),
        *(f"claims:search?query={COMMON} {BEGUN}", "claims:search?reviewPublisherSiteFilter=none"),
    ):
        yield Asked(f"/api/v1/{rest}", LIST_LIMIT)
    yield Asked("/api/v1/match-text", LIST_LIMIT, {"text": f"{one.text}", "language": "ar"})
    figured = MatchedQuantity.objects.latest("pk").quantity_low.claim_id
    yield Asked(f"/claims/{figured}/", PAGE_LIMIT)
    yield Asked(f"/api/v1/claims/{figured}/timeline/", LIST_LIMIT)
    for name, series in SERIES.items():
        yield Asked(f"/api/v1/statistics/{name}", LIST_LIMIT)
        if "first" in series.filters:
            yield Asked(f"/api/v1/statistics/{name}?first=2020-01-01&last=2021-01-01", LIST_LIMIT)
    for rest in (
        *(
            "claim/",
            "claim/?p=50",
            "claim/?status__exact=in_review",
            "claim/?o=-5",
            "claim/?language=en",
            f"claim/?q={COMMON}",
            "claim/?q=zzz",
        ),
        *(
            "claim/?modality__exact=plan",
            "claim/?modality__exact=condition",
            "claim/?polarity__exact=negative",
            "claim/?day=2018",
            "claim/?day=2018-03-01",
            "claim/?day=2018-03&status__exact=in_review",
            "claim/?speaker_root__kind__exact=outlet",
            "match/",
            "match/?state__exact=rejected",
            "match/?day=2026",
            "match/?day=2026-03-01",
            f"match/?q={COMMON}",
        ),
        *(
            "match/?machine_relation__exact=contradicts",
            "article/",
            "article/?state=failed",
            "article/?language=en",
        ),
        *("article/?q=999", f"article/?outlet__id__exact={outlet.pk}", "quote/", "quote/?kind__exact=direct", f"quote/?q={COMMON}"),
        *(
            "quote/?language=en",
            "quote/?day=2018-03",
            "speaker/",
            "speaker/?q=متحدث",
            "speaker/?identity=article",
            "factcheck/",
            "factcheck/?verdict__exact=satire",
        ),
        *(
            "decision/",
            "decision/?subject__exact=factcheck",
            "decision/?to_state=approved",
            "decision/?day=2026",
            "article/?day=2026-11",
            "page/",
            "feed/",
            "speakerproposal/",
            "speakerchange/",
            "apikey/",
            "proposal/",
            "outlet/",
            f"claim/{one.pk}/change/",
        ),
        *(f"claim/{one.pk}/history/", f"match/{pair.pk}/change/", f"factcheck/{check.pk}/change/", f"article/{article.pk}/change/"),
        *(f"speaker/{speaker.pk}/change/", f"claim/decide/move-unreviewed/?row={one.pk}:", ""),
    ):
        yield Asked(f"/admin/{'claims/' if rest else ''}{rest}", PAGE_LIMIT)


def measure(client: Client, asked: Asked, requests: int, most_seconds: float) -> list[str]:
    """Fills in the figures; gives the slowest query of one request. A path that takes long is asked less often."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    def ask() -> None:
        answer = client.post(asked.path, asked.body, "application/json") if asked.body else client.get(asked.path)
        assert answer.status_code in (200, 302, 404), (asked.path, answer.status_code)
        if answer.status_code != 200:
            print(f"{asked.path} answers {answer.status_code}")  # noqa: T201

    with CaptureQueriesContext(connection) as captured:
        ask()
    slowest = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))
    asked.queries = len(captured)
    until, before = time.monotonic() + most_seconds, cpu_seconds()
    while len(asked.wall) < requests and (len(asked.wall) < 2 or time.monotonic() < until):
        began = time.perf_counter()
        ask()
        asked.wall.append((time.perf_counter() - began) * 1000)
    asked.cpu = (cpu_seconds() - before) * 1000 / len(asked.wall)
    return [query["sql"] for query in slowest[:1]]


def cpu_seconds() -> float:
    """Of this process and its database session."""
    from django.db import connection  # noqa: PLC0415

    used = resource.getrusage(resource.RUSAGE_SELF)
    session = connection.connection.info.backend_pid
    fields = Path(f"/proc/{session}/stat").read_text().rsplit(")", 1)[1].split()
    return used.ru_utime + used.ru_stime + (int(fields[11]) + int(fields[12])) / TICKS


def plan(sql: str) -> str:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + sql.replace("%", "%%"), [])
        return "\n".join(line for (line,) in cursor.fetchall())


def client_of_approver() -> Client:
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from claims.models import User  # noqa: PLC0415
    from claims.pipeline.accounts import grant_admin_permissions  # noqa: PLC0415

    grant_admin_permissions()
    user, new = User.objects.get_or_create(username="approver", defaults={"is_staff": True})
    if new:
        user.groups.add(Group.objects.get(name="approver"))
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    return client


def run(only: str, requests: int, plans: bool, most_seconds: float) -> None:
    client = client_of_approver()
    # As the web server does.
    client.get("/")
    keep_what_is_loaded()
    slow = 0
    for asked in paths():
        if only not in asked.path:
            continue
        queries = measure(client, asked, requests, most_seconds)
        p50, p95 = np.percentile(asked.wall, [50, 95])
        mark = "  " if p95 <= asked.limit else "! "
        slow += p95 > asked.limit
        figures = f"p50 {p50:7.1f}  p95 {p95:7.1f}  cpu {asked.cpu:7.1f} ms  {asked.queries:3} queries  {len(asked.wall):2} times"
        print(f"{mark}{asked.path[:80]:80} {figures}  load {os.getloadavg()[0]:.1f}", flush=True)  # noqa: T201
        if plans and p95 > asked.limit:
            for sql in queries:
                print(sql, plan(sql), sep="\n", end="\n\n", flush=True)  # noqa: T201
    print(f"{slow} above their limit")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--only", default="", help="paths that hold these characters")
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--most-seconds", type=float, default=6.0, help="given to one path")
    parser.add_argument("--plans", action="store_true")
    options = parser.parse_args()
    use_state(options.state)
    run(options.only, options.requests, options.plans, options.most_seconds)
