"""`manage.py speakers`: after an upgrade that compares names otherwise."""

from io import StringIO

import pytest
from django.core.management import call_command

from claims.models import SpeakerName, SpeakerProposal
from tests.pipeline.speaking import KEPT, OTHER, speaker_of

pytestmark = pytest.mark.django_db


def run() -> list[str]:
    out = StringIO()
    call_command("speakers", stdout=out)
    return out.getvalue().splitlines()


def test_old_spellings_are_found_and_proposed_but_not_joined() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    keys = list(SpeakerName.objects.order_by("pk").values_list("keys", flat=True))
    SpeakerProposal.objects.all().delete()
    SpeakerName.objects.update(keys=[])
    assert run() == ["2 spellings given other keys", "1 pairs proposed"]
    assert list(SpeakerName.objects.order_by("pk").values_list("keys", flat=True)) == keys
    proposal = SpeakerProposal.objects.get()
    assert (proposal.speaker, proposal.candidate) == (other, kept)
    assert run() == ["0 spellings given other keys", "0 pairs proposed"]
