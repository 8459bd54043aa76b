"""How far a long work has come, for who waits at a terminal or reads it in a log."""

from __future__ import annotations

import shutil
import time

from django.core.management.base import OutputWrapper

from claims.models import ArticleVersion, Claim

# Without any movement for so long, somebody should look.
STILL_SECONDS = 60
# Between two drawings of a bar, and between two lines where there is no terminal.
BAR_SECONDS, LINE_SECONDS = 0.2, 5.0
BAR_WIDTH = 24


class Share:
    """How much of `total` is done: a bar on a terminal, drawn in place, and a line every few seconds elsewhere."""

    def __init__(self, out: OutputWrapper, total: int) -> None:
        self._out, self._total = out, max(1, total)
        self._is_terminal = out.isatty()
        self._told = time.monotonic()
        self._is_drawn = False

    def tell(self, done: int, words: str) -> None:
        """Say it, unless it was said a moment ago. `words` follow the share."""
        if time.monotonic() - self._told < (BAR_SECONDS if self._is_terminal else LINE_SECONDS):
            return
        self._told = time.monotonic()
        hundredths = min(done, self._total) * 100 // self._total
        if not self._is_terminal:
            self._out.write(f"{hundredths} %: {words}")
            return
        bar = f"[{'#' * (hundredths * BAR_WIDTH // 100):<{BAR_WIDTH}}] {hundredths:3} %  {words}"
        # A longer line would wrap, and could not be drawn over.
        self._draw(bar[: shutil.get_terminal_size().columns - 1])
        self._is_drawn = True

    def clear(self) -> None:
        """Make room for another line; the bar comes back with the next `tell`."""
        if self._is_drawn:
            self._draw("")
            self._is_drawn = False

    def _draw(self, line: str) -> None:
        self._out.write(f"\r{line}\x1b[K", ending="")
        self._out.flush()


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
