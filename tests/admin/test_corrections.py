"""Correcting in the admin: whoever corrects starts from what stands, and what they leave as it is stays."""

import json
from decimal import Decimal

import pytest
from django.test import Client

from claims.models import Claim, Desk, Quantity
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.assign import assign
from tests.admin.conftest import client_of
from tests.desk_rows import TEXT, WORDS, article, claim, person

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/claims/claim/"


@pytest.fixture(autouse=True)
def rights() -> None:
    grant_admin_permissions()


def stands(client: Client, operation: str, *rows: Claim) -> dict[str, str]:
    """What the form says before anything is written into it."""
    form = client.get(f"{CLAIMS}decide/{operation}/", {"row": [f"{row.pk}:" for row in rows]}).context["form"]
    return {bound.name: "" if bound.value() is None else str(bound.value()) for bound in form if bound.name != "reason"}


def decided(client: Client, operation: str, row: Claim, fields: dict[str, str]) -> int:
    address, sent = f"{CLAIMS}decide/{operation}/", {**fields, "row": f"{row.pk}:{row.version}", "reason": "r"}
    return client.post(address, {**sent, "confirm": client.post(address, sent).context["confirm"]}).status_code


def test_an_amount_is_corrected_from_what_stands() -> None:
    one, client = claim(), client_of(person("editor"))
    Quantity.objects.create(claim=one, position=1, text="نحو ٢٫٥ طن", low="2.5", high=None, qualifier="about", unit="tonne")
    fields = stands(client, "correct-amount", one)
    first = {"text": "300 عامل", "low": "300", "high": "300", "qualifier": "exact", "unit": "person", "thing": ""}
    assert fields == {"position": "0", "remove": "", **first}
    # The page can bring in the other one.
    form = client.get(f"{CLAIMS}decide/correct-amount/?row={one.pk}:").context["form"]
    second = {"text": "نحو ٢٫٥ طن", "low": "2.5", "high": "", "qualifier": "about", "unit": "tonne", "thing": ""}
    assert json.loads(form["position"].field.widget.attrs["data-amounts"]) == {"0": first, "1": second}
    assert "claims/amounts.js" in str(form.media)

    assert decided(client, "correct-amount", one, {**fields, "remove": "", "high": "310"}) == 302

    assert list(one.quantities.order_by("position").values_list("text", "low", "high", "unit")) == [
        ("300 عامل", Decimal(300), Decimal(310), "person"),
        ("نحو ٢٫٥ طن", Decimal("2.5"), None, "tonne"),
    ]


def test_where_there_is_no_amount_one_more_is_said() -> None:
    one = claim()
    one.quantities.all().delete()
    assert stands(client_of(person("editor")), "correct-amount", one)["position"] == ""


@pytest.mark.parametrize(
    ("words", "stand"),
    [
        (WORDS.split(" ", 1)[1], WORDS.split(" ", 1)[1]),  # without its first word
        (f"  {WORDS}\r\n", None),  # as before: nothing would change
        (TEXT.replace(" ", "\r\n "), TEXT),  # broken into lines on the way
        (f"{WORDS} لم ترد", None),  # not in the article
    ],
)
def test_words_are_found_in_the_article(words: str, stand: str | None) -> None:
    one, client = claim(version=article()), client_of(person("editor"))
    assert stands(client, "correct-span", one) == {"words": WORDS}
    fields = {"words": words, "row": f"{one.pk}:0", "reason": "r"}
    confirm = client.post(f"{CLAIMS}decide/correct-span/", fields).context["confirm"]
    answer = client.post(f"{CLAIMS}decide/correct-span/", {**fields, "confirm": confirm})
    one.refresh_from_db()
    place = one.appearances.get()
    assert (answer.status_code, one.text) == ((302, stand) if stand else (200, WORDS))
    assert TEXT[place.start : place.end] == place.text == one.text


def test_of_the_same_words_those_nearest_to_where_they_were_read_are_meant() -> None:
    version = article(text=f"{WORDS}. {TEXT} {WORDS}.")
    one, client = claim(version=version), client_of(person("editor"))
    place = one.appearances.get()
    last = version.text.rindex(WORDS)
    place.start, place.end = last - 2, last + len(WORDS)
    place.text = version.text[place.start : place.end]
    place.save()

    assert decided(client, "correct-span", one, {"words": WORDS}) == 302

    place.refresh_from_db()
    assert (place.start, place.end) == (last, last + len(WORDS))


def test_assigning_to_somebody_leaves_the_desk_and_many_rows_propose_nothing() -> None:
    desk = Desk.objects.create(name="health")
    editor, reviewer = person("editor", "head", desk), person("reviewer", "desk", desk)
    one, other, client = claim("1"), claim("2"), client_of(editor)
    assign(one, desk=desk, assignee=None, by=editor, reason="r")
    assert stands(client, "assign", one) == {"desk": str(desk.pk), "assignee": ""}

    assert decided(client, "assign", one, {"desk": str(desk.pk), "assignee": str(reviewer.pk)}) == 302

    one.refresh_from_db()
    assert (one.desk, one.assignee) == (desk, reviewer)
    assert stands(client, "assign", one) == {"desk": str(desk.pk), "assignee": str(reviewer.pk)}
    assert stands(client, "assign", one, other) == {"desk": "", "assignee": ""}


REFUSED = "Say the first day too: it is the same where there is but one."


@pytest.mark.parametrize(
    ("operation", "fields", "told", "refused"),
    [
        ("correct-said", {"first": "2026-03-08", "last": "2026-03-09"}, ("Said", "10 March 2026", "8 March 2026 – 9 March 2026"), ""),
        ("correct-said", {"first": "2026-03-08"}, ("Said", "10 March 2026", "8 March 2026"), ""),  # one day
        ("correct-said", {}, ("Said", "10 March 2026", "–"), ""),  # not known
        ("correct-said", {"last": "2026-03-09"}, ("Said", "10 March 2026", "… – 9 March 2026"), REFUSED),
        (
            "correct-said",
            {"first": "2026-03-09", "last": "2026-03-08"},
            ("Said", "10 March 2026", "9 March 2026 – 8 March 2026"),
            "The first day is after the last one.",
        ),
        ("correct-said", {"first": "2026-03-10"}, ("Said", "10 March 2026", "10 March 2026"), "It stands like this already."),
        (
            "correct-amount",
            {"position": "0", "low": "20", "high": "10", "text": "300"},
            ("amount", "300 عامل (exactly 300 person)", "300 (exactly 20 – 10)"),
            "The lower end of an amount is above its upper end.",
        ),
        (
            "correct-amount",
            {"position": "0", "low": "20", "text": "كلام ليس في المقال"},
            ("amount", "300 عامل (exactly 300 person)", "كلام ليس في المقال (exactly 20 – …)"),
            "This does not stand in the article: copy from it how the amount is written.",
        ),
    ],
)
def test_what_would_be_refused_is_said_with_what_would_change(
    operation: str, fields: dict[str, str], told: tuple[str, str, str], refused: str
) -> None:
    one, client = claim(version=article()), client_of(person("editor"))
    shown = client.post(
        f"{CLAIMS}decide/{operation}/", {"first": "", "last": "", "qualifier": "exact", **fields, "row": f"{one.pk}:0", "reason": "r"}
    )
    (row,) = shown.context["shown"]
    assert [tuple(map(str, change)) for change in row.changes] == [told]
    assert (row.error, bool(shown.context["confirm"])) == (refused, not refused)
    one.refresh_from_db()
    assert (one.version, one.quantities.get().low) == (0, Decimal(300))
