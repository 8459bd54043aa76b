"""How far the reading of articles has come, in lines for a terminal."""

from __future__ import annotations

import time

from claims.models import ArticleVersion, Claim

# Without any movement for so long, somebody should look.
STILL_SECONDS = 60


class Reading:
    """What is still to be read and compared, told when it changes."""

    def __init__(self) -> None:
        self._told: tuple[int, int] | None = None
        self._moved_at = time.monotonic()
        self.is_done = False

    def news(self) -> str:
        """The next line to tell; empty where there is nothing new. `is_done` is set with the last one."""
        waiting = ArticleVersion.objects.waiting().count()
        comparing = Claim.objects.filter(match_state=Claim.MatchState.PENDING).count()
        now = time.monotonic()
        if (waiting, comparing) == self._told:
            if now - self._moved_at < STILL_SECONDS:
                return ""
            self._moved_at = now
            return f"Nothing has moved for {STILL_SECONDS} s: {waiting} articles and {comparing} claims wait. The worker's lines say why."
        self._told, self._moved_at = (waiting, comparing), now
        if waiting or comparing:
            return f"Reading: {waiting} articles and {comparing} claims to go"
        self.is_done = True
        return self._summary()

    def _summary(self) -> str:
        state = ArticleVersion.State
        unread = ArticleVersion.objects.filter(state__in=(state.FAILED, state.UNSUPPORTED)).count()
        line = f"Everything is read: {ArticleVersion.objects.filter(state=state.DONE).count()} articles, {Claim.objects.count()} claims."
        return f"{line} {unread} could not be read; their pages say why." if unread else line
