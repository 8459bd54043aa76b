"""What a request began can be followed by its number into the lines of a worker, with the article that it was about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims import trail
from claims.models import ArticleVersion
from tests.api.people import person

FRENCH = "Le ministre de l'Eau a déclaré que le barrage ouvrirait ses vannes le mois prochain."
PATIENCE_SECONDS = 60


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_workers_line_has_the_requests_number_and_the_articles(broker: Any, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck", "worker", "-c", "1", "--without-gossip", "--without-mingle"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings", "LOG_FORMAT": "json"}
    with (tmp_path / "said").open("wb") as said:
        worker = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)
    try:
        client = APIClient()
        client.force_authenticate(person("editor"))
        posted = client.post("/api/v1/articles/", {"text": FRENCH}, format="json", headers={"X-Request-ID": "from-the-proxy-1"})
        article = posted.json()["id"]
        patience = time.monotonic() + PATIENCE_SECONDS
        while ArticleVersion.objects.get(article=article).state == "pending" and time.monotonic() < patience:
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(PATIENCE_SECONDS)
        trail.follow({})
    assert posted.headers["X-Request-ID"] == "from-the-proxy-1"
    lines = [json.loads(line) for line in (tmp_path / "said").read_text("utf-8").splitlines() if line.startswith("{")]
    told = [(line["request_id"], line["article_id"], line["level"]) for line in lines if "could not be read" in line["message"]]
    assert told == [("from-the-proxy-1", article, "ERROR")]
