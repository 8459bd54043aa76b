"""What reviewing refuses is said in both languages."""

import ast
from pathlib import Path

import polib
import pytest
from django.utils import translation

from claims.errors import AlreadyDecided, FactcheckError, MoveRefused, NotAllowed
from claims.pipeline import accounts
from claims.pipeline.decide import RULES
from claims.rights import Action
from claims.templatetags.sentences import ACTIONS, ROLES, in_words

CLAIMS = Path(__file__).resolve().parents[2] / "claims"
STAGES = (
    "decide",
    "review",
    "publish",
    "relate",
    "hold",
    "assign",
    "correct",
    "undo",
    "origins",
    "describe",
    "spell",
    "merge",
    "split",
    "keys",
    "accounts",
    "delivery",
    "webhooks",
    "import_reviews",
)
FILES = [
    *(CLAIMS / "pipeline" / f"{name}.py" for name in STAGES),
    CLAIMS / "rights.py",
    CLAIMS / "api" / "reviewing.py",
    CLAIMS / "admin" / "corrections.py",
    CLAIMS / "admin" / "speakers.py",
]
ERRORS = {"InputRefused", "MoveRefused", "AlreadyDecided", "NotAllowed"}


def sentences() -> set[str]:
    """Every sentence that an error of reviewing can carry."""
    calls = [node for path in FILES for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    raised = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ERRORS and len(call.args) > 1]
    return set(RULES.values()) | {call.args[1].value for call in raised if isinstance(call.args[1], ast.Constant)}  # type: ignore[misc]


def test_every_sentence_has_its_arabic_with_the_same_places_to_fill() -> None:
    arabic = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CLAIMS / "locale" / "ar" / "LC_MESSAGES" / "django.po"))}
    assert len(sentences()) > 50
    assert sorted(one for one in sentences() if not arabic.get(one)) == []
    places = {one: sorted(part.split("}")[0] for part in one.split("{")[1:]) for one in sentences()}
    assert [one for one in sentences() if sorted(part.split("}")[0] for part in arabic[one].split("{")[1:]) != places[one]] == []


@pytest.mark.parametrize(("language", "said"), [("en", "{who} is not {x}"), ("ar", "{who} is not {x}")])
def test_what_fills_a_sentence_is_never_read_as_a_place_to_fill(language: str, said: str) -> None:
    with translation.override(language):
        assert in_words(MoveRefused("x", "{a}", a=said)) == said


def test_every_right_has_words() -> None:
    assert ACTIONS.keys() == {action.value for action in Action}


def test_every_role_has_words() -> None:
    assert list(ROLES) == list(accounts.ROLES)


CODES = [
    (AlreadyDecided("already_decided", "{what}", what="in_approval"), "awaiting approval", "بانتظار الاعتماد"),
    (AlreadyDecided("already_decided", "{when}", when="2026-11-26 15:00:44"), "26 November 2026, 15:00", "٢٦ نوفمبر ٢٠٢٦، ١٥:٠٠"),
    (AlreadyDecided("held", "{until}", until="15:04"), "15:04", "١٥:٠٤"),
    (NotAllowed("not_allowed", "{action}", action="approve, publish"), "approve; publish", "الاعتماد؛ النشر"),
    (MoveRefused("move_not_in_table", "{was} {to} {allowed}", was="draft", to="void", allowed=""), None, None),
    (MoveRefused("move_not_in_table", "{allowed}", allowed="in_review, dismissed"), "in review; not worth checking", None),
    (MoveRefused("x", "{what}", what="in_approval"), "in_approval", "in_approval"),  # a parameter that is no state
    (NotAllowed("not_allowed", "{action}", action="melt"), "melt", "melt"),  # a right that there is not
]


@pytest.mark.parametrize(("error", "english", "arabic"), CODES)
def test_codes_are_said_in_words(error: FactcheckError, english: str | None, arabic: str | None) -> None:
    for language, words in (("en", english), ("ar", arabic)):
        with translation.override(language):
            assert words is None or in_words(error) == words
