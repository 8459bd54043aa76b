"""Pages of evidence whose time has come are called for, and fetched once."""

from __future__ import annotations

from typing import Any

import pytest

from claims.clients.network import network
from claims.models import Snapshot
from claims.tasks import snapshot, snapshots
from tests.clients.news_site import Page, news_site
from tests.clients.test_pages import HEAD, page
from tests.pipeline.test_snapshot import piece_at
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db


def test_pages_of_evidence_are_called_for_until_they_are_fetched(broker: Any, settings: Any) -> None:
    with news_site() as site:
        site.pages["/roll"] = Page(page(HEAD))
        settings.NETWORK_ALLOW = [site.authority]
        network.cache_clear()
        try:
            piece = piece_at(site.address("/roll"))
            number = Snapshot.objects.get(evidence=piece).pk
            assert (snapshots(), sent(broker)) == (1, [f"snapshot({number},)"])
            assert [snapshot(number), snapshot(number), site.visits] == ["fetched", "fetched", ["/roll"]]
        finally:
            network.cache_clear()
    assert snapshots() == 0
