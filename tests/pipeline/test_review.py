"""Many people decide on one claim at once: one is first, the others are told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from claims.errors import AlreadyDecided
from claims.models import Claim, Decision, Speaker, User
from claims.pipeline.review import change_status

REVIEWERS = 20


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_twenty_at_once_one_decides() -> None:
    speaker = Speaker.objects.create(kind="person", name="سامر الحلواني", key="سامر الحلواني")
    kind = {"polarity": "positive", "modality": "fact", "checkworthiness": 0.5, "extraction_version": "1", "language": "ar"}
    claim = Claim.objects.create(speaker=speaker, speaker_root=speaker, text="عدد العاملين 300", text_key="k", **kind)
    reviewer = User.objects.create_user(username="reviewer")
    reviewer.groups.add(Group.objects.get(name="reviewer"))
    seen = [Claim.objects.get(pk=claim.pk) for _ in range(REVIEWERS)]

    def decide(one: Claim) -> bool:
        try:
            change_status(one, to="in_review", by=reviewer, reason="mine")
        except AlreadyDecided:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(REVIEWERS) as pool:
        assert sorted(pool.map(decide, seen)) == [False] * (REVIEWERS - 1) + [True]
    assert list(Decision.objects.values_list("seq", "to_state")) == [(1, "in_review")]
