"""Every event becomes one delivery of each webhook that is to be told of it, and of none that is not."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from claims.models import ArticleVersion, Change, Claim, Delivery, Desk, Match, User, Webhook
from claims.pipeline.correct import correct_days
from claims.pipeline.embed import close_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.notify import collect
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.store import store_findings
from claims.pipeline.webhooks import make_webhook, switch_off, switch_on
from tests.desk_rows import approved, article, claim, in_review, match, person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ALL = [
    "claim.created",
    "claim.status_changed",
    "fact_check.published",
    "fact_check.withdrawn",
    "fact_check.voided",
    "match.confirmed",
    "match.contradiction_suggested",
    "article.read",
]


def told(owner: User, events: list[str] | None = None, filter: str = "") -> Webhook:
    return make_webhook(name="n", address="https://chat.example/", events=events or ALL, filter=filter, by=owner)[0]


def waiting(webhook: Webhook) -> list[tuple[str, int | None]]:
    collect(webhook.pk)
    return list(webhook.deliveries.order_by("pk").values_list("event", "subject_id"))


def read(confidential_to: Desk | None = None) -> ArticleVersion:
    version = article(confidential_to)
    store_findings(version.pk, extract_findings(version))
    close_version(version.pk)
    return version


def test_each_event_is_named_in_the_change_that_it_was_part_of() -> None:
    reviewer, approver = person("reviewer"), person("approver")
    webhook = told(reviewer)
    version = article()
    one, other, third = (claim(key) for key in "abc")
    contradiction, agreement = match(one, other), match(one, third, "agrees")
    confirm_match(contradiction, relation="contradicts", direction="", by=reviewer, reason="plain")
    reject_match(agreement, by=reviewer, reason="another dam")
    check = approved(one, reviewer, approver)
    publish(check, by=approver, reason="out")
    check.refresh_from_db()
    withdraw(check, by=approver, reason="wrong")
    ArticleVersion.objects.filter(pk=version.pk).update(state="done")
    found = waiting(webhook)
    assert Counter(event for event, _ in found) == {
        "claim.created": 3,
        "claim.status_changed": 4,  # in review, awaiting approval, reviewed, in review again
        "match.contradiction_suggested": 1,
        "match.confirmed": 1,
        "fact_check.published": 1,
        "fact_check.withdrawn": 1,
        "article.read": 1,
    }
    assert {pk for event, pk in found if event == "claim.created"} == {one.pk, other.pk, third.pk}


def test_a_changed_claim_voids_its_approval_and_says_so() -> None:
    webhook = told(person("editor"), ["fact_check.voided"])
    check = approved(claim(), person("reviewer"), person("approver"))
    days = date(2026, 3, 1), date(2026, 3, 2)
    correct_days(check.claim, field="said", days=days, by=person("editor", "second"), reason="it was said earlier")
    assert waiting(webhook) == [("fact_check.voided", check.pk)]


def test_a_pair_that_is_judged_a_contradiction_later_is_an_event_once() -> None:
    webhook = told(person("editor"), ["match.contradiction_suggested"])
    pair = match(claim("a"), claim("b"), "agrees")
    assert waiting(webhook) == []
    for _ in range(2):
        Match.objects.filter(pk=pair.pk).update(machine_relation="contradicts")
    assert waiting(webhook) == [("match.contradiction_suggested", pair.pk)]


def test_only_what_is_asked_for_and_from_now_on() -> None:
    claim("before")
    webhook = told(person("editor"), ["claim.created"])
    one = claim("after")
    in_review(one, person("reviewer"))
    assert waiting(webhook) == [("claim.created", one.pk)]
    assert waiting(webhook) == [("claim.created", one.pk)]  # collected once


def test_what_commits_late_is_not_missed() -> None:
    """A transaction that began before others ended, and commits after they were collected."""
    webhook = told(person("editor"), ["claim.created"])
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            claim("slow")
            begun.set()
            go_on.wait(30)
        connection.close()

    claim("first")
    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(30)
    claim("fast")
    early = waiting(webhook)
    go_on.set()
    thread.join()
    late = waiting(webhook)
    keys = dict(Claim.objects.values_list("pk", "text_key"))
    assert [[keys[pk or 0] for _, pk in found] for found in (early, late)] == [["first"], ["first", "slow", "fast"]]


def test_a_desk_is_not_told_of_what_is_confidential_to_another() -> None:
    desk, other = Desk.objects.create(name="تحقيقات"), Desk.objects.create(name="رياضة")
    own, foreign = (told(person("editor", name, team)) for name, team in (("own", desk), ("foreign", other)))
    reviewer, approver = person("reviewer", desk=desk), person("approver", desk=desk)
    read(desk)
    one, two = (claim(key, confidential_to=desk) for key in "ab")
    confirm_match(match(one, two), relation="contradicts", direction="", by=reviewer, reason="plain")
    publish(approved(one, reviewer, approver), by=approver, reason="out")
    assert {event for event, _ in waiting(own)} == set(ALL) - {"fact_check.withdrawn", "fact_check.voided"}
    assert waiting(foreign) == []


FILTERS = [
    ("language=ar", {"a", "b", "match", "article"}),
    ("language=en", set()),
    # one of the two, and what it is part of
    ("speaker={b.speaker_root_id}", {"b", "match"}),
    # its words are looked for although nothing has stored them yet
    ("q=المخازن", {"b", "match"}),
    ("?unit=person&amount_min=300", {"a", "b", "match", "article"}),
]


@pytest.mark.parametrize(("filter", "expected"), FILTERS)
def test_a_filter_leaves_claims_and_what_is_about_them(filter: str, expected: set[str]) -> None:
    version = article()
    speaker = claim("elsewhere").speaker_root
    speaker.pk, speaker.key, speaker._state.adding = None, "هند الراوي", True
    speaker.save()
    written = filter.replace("{b.speaker_root_id}", str(speaker.pk))
    webhook = told(person("editor"), filter=written)
    one = claim("a", version=version)
    two = claim("b", text="في المخازن 300 عامل", speaker=speaker, speaker_root=speaker)
    pair = match(one, two)
    close_version(version.pk)
    ArticleVersion.objects.filter(pk=version.pk).update(state="done")
    names = {("claim.created", one.pk): "a", ("claim.created", two.pk): "b", ("match.contradiction_suggested", pair.pk): "match"}
    names["article.read", version.article_id] = "article"
    assert {names[event, pk or 0] for event, pk in waiting(webhook)} == expected


def test_what_happened_while_it_was_off_is_collected_when_it_is_on_again() -> None:
    editor = person("editor")
    webhook = told(editor, ["claim.created"])
    switch_off(webhook, by=editor)
    one = claim()
    assert waiting(webhook) == []
    switch_on(webhook, by=editor)
    assert waiting(webhook) == [("claim.created", one.pk)]


@pytest.mark.parametrize("lost", ["role", "right", "account"])
def test_an_owner_who_may_no_longer_have_any_is_told_nothing(lost: str) -> None:
    editor = person("editor")
    webhook = told(editor)
    if lost == "role":
        editor.groups.clear()
    elif lost == "right":  # a reader still reads, and neither sees a webhook nor stops it
        editor.groups.set(Group.objects.filter(name="reader"))
    else:
        User.objects.filter(pk=editor.pk).update(is_active=False)
    claim()
    assert waiting(webhook) == []
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.off_reason) == (False, "owner")


def test_two_processes_collect_an_event_once() -> None:
    webhook = told(person("editor"), ["claim.created"])
    for number in range(20):
        claim(str(number))

    def work() -> None:
        collect(webhook.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    collect(webhook.pk)
    assert Delivery.objects.count() == 20


def test_most_changes_are_no_events() -> None:
    one: Any = claim()
    before = Change.objects.with_events().count()
    Claim.objects.filter(pk=one.pk).update(checkworthiness=0.9)
    assert (Change.objects.with_events().count(), Change.objects.count() > before) == (before, True)
