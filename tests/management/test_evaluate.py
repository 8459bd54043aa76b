"""`evaluate`: a table for each language of annotated articles, and what is no annotated article."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

INVENTED = Path(__file__).resolve().parents[1] / "extraction" / "annotated"


def table(*words: str | Path) -> list[str]:
    out = StringIO()
    call_command("evaluate", *map(str, words), stdout=out)
    return out.getvalue().splitlines()


def test_a_table_for_each_language_of_the_articles() -> None:
    lines = table(INVENTED)
    assert [line for line in lines if line.endswith(" articles")] == ["ar: 2 articles", "en: 1 articles"]
    assert [line.split()[0] for line in lines[1:7]] == ["statements", "statement+speaker", "quotes", "quantities", "dates", "kind"]
    assert table(INVENTED, "--language", "en") == lines[7:]


def test_lines_are_read_like_files(tmp_path: Path) -> None:
    articles = [json.loads(path.read_text("utf-8")) for path in sorted(INVENTED.glob("*.json"))]
    lines = tmp_path / "articles.jsonl"
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    assert table(lines) == table(INVENTED)


def test_an_article_that_cannot_be_read_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "fr.json"
    marked = {"start": 0, "end": 9, "kind": "indirect", "speaker_name": None, "stated_on": None}
    file.write_text(json.dumps({"id": "fr", "language": "fr", "text": "Le barrage", "statements": [marked]}), "utf-8")
    assert table(file)[:2] == ["fr: 1 articles", "statements         P 0.000  R 0.000  F1 0.000   gold 1  system 0"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('{"text": "سد"}', "no annotated article"),
        ("[1]", "no annotated article"),
        ("{", "Expecting"),
        ('{"language": "ar", "text": "سد", "statements": [{"start": 0}]}', "has no"),
    ],
)
def test_what_is_no_annotated_article_is_said(written: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(written, "utf-8")
    with pytest.raises(CommandError, match=words) as raised:
        table(file)
    assert raised.value.returncode == 1


def test_nothing_of_the_language(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no annotated article"):
        table(INVENTED, "--language", "fr")
    with pytest.raises(CommandError, match="No such file"):
        table(tmp_path / "none.json")
