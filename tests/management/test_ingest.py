"""`ingest`, `sample` and `accounts`, each alone."""

from __future__ import annotations

import json
import socket
import time
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from claims.management import ports
from claims.models import Article, ArticleVersion, Outlet, User

pytestmark = pytest.mark.django_db

TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل".'


def run(*words: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_plain_text_is_taken_in_with_what_the_options_say(tmp_path: Path) -> None:
    Outlet.objects.create(name="صحيفة الوادي", domain="valley.example")
    (tmp_path / "dam.txt").write_text(TEXT, "utf-8")
    out, err = run("ingest", tmp_path / "dam.txt", "--outlet", "valley.example", "--published", "2026-03-10", "--title", "عنوان آخر")
    version = ArticleVersion.objects.get()
    assert (out, err) == (f"{tmp_path}/dam.txt: taken in: http://127.0.0.1:8000/articles/{version.article_id}/\n", "")
    assert (version.article.outlet.name, version.published, version.language) == ("صحيفة الوادي", date(2026, 3, 10), "ar")
    assert (version.title, version.text) == ("عنوان آخر", f"عنوان آخر\n\n{TEXT}")


def test_beside_a_running_program_its_own_port_is_named(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT, "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as served:
        with ports.keep(settings.STATE, served.getsockname()[1]):
            out, _ = run("ingest", tmp_path / "dam.txt")
        assert out == f"{tmp_path}/dam.txt: taken in: http://127.0.0.1:{served.getsockname()[1]}/articles/{Article.objects.get().pk}/\n"
    out, _ = run("ingest", tmp_path / "dam.txt")
    assert out == f"{tmp_path}/dam.txt: known already: http://127.0.0.1:8000/articles/{Article.objects.get().pk}/\n"


def test_the_same_again_is_known_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT.replace("\n", "\r\n"), "utf-8")
    run("ingest", tmp_path / "dam.txt", "--published", "2026-03-10")
    (tmp_path / "dam.txt").write_text("\ufeff" + TEXT + "\n", "utf-8")
    out, _ = run("ingest", tmp_path / "dam.txt", "--published", "2026-03-10")
    assert out == f"{tmp_path}/dam.txt: known already: http://127.0.0.1:8000/articles/{Article.objects.get().pk}/\n"
    assert ArticleVersion.objects.count() == 1


def test_without_a_day_it_says_what_that_costs(tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT, "utf-8")
    _, err = run("ingest", tmp_path / "dam.txt")
    cost = "no day of publication, so words such as Tuesday cannot be dated: give --published, or --map published=NAME"
    assert err == f"{tmp_path}/dam.txt: {cost}\n"


def test_of_a_folder_each_file_is_named_and_where_in_it_an_article_stands(tmp_path: Path) -> None:
    (tmp_path / "south").mkdir()
    (tmp_path / "a.txt").write_bytes("سد".encode("cp1256"))
    (tmp_path / "south" / "a.txt").write_text("", "utf-8")
    (tmp_path / "south" / "b.jsonl").write_text("{\n" + json.dumps({"id": "x1"}), "utf-8")
    err = StringIO()
    with pytest.raises(CommandError, match=r"^4 articles refused$"):
        call_command("ingest", str(tmp_path), stdout=StringIO(), stderr=err)
    named = ("a.txt", "south/a.txt", "south/b.jsonl:1", "south/b.jsonl: x1")
    assert [line.partition(": refused")[0] for line in err.getvalue().splitlines()] == [f"{tmp_path}/{one}" for one in named]


def test_a_described_outlet_is_introduced_once(tmp_path: Path) -> None:
    described = {"name": "صحيفة الوادي", "domain": "Valley.example", "language": "ar"}
    for number, outlet in enumerate([described, described, {**described, "name": "الوادي"}]):  # a domain has one outlet
        (tmp_path / f"{number}.json").write_text(json.dumps({"text": f"{TEXT} {number}", "outlet": outlet, "published": "2026-03-10"}))
    run("ingest", *sorted(tmp_path.glob("*.json")))
    assert list(Outlet.objects.filter(is_placeholder=False).values_list("name", "domain")) == [("صحيفة الوادي", "valley.example")]
    assert Article.objects.count() == 3


def test_a_wrong_day_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run("ingest", tmp_path / "dam.txt", "--published", "10.3.2026")
    assert (refused.value.returncode, str(refused.value)) == (2, "10.3.2026 is not a date: write it as 2021-03-09.")


def test_the_sample_is_taken_in_once() -> None:
    first, _ = run("sample")
    second, _ = run("sample")
    assert (first.count(": taken in: "), second.count(": known already: "), Article.objects.count()) == (10, 10, 10)


def test_the_first_accounts_are_made_once_and_can_log_in() -> None:
    out, _ = run("accounts")
    lines = [line.split() for line in out.splitlines()[1:]]
    assert [name for name, _ in lines] == ["administrator", "editor", "reviewer", "approver", "reader"]
    people = [authenticate(HttpRequest(), username=name, password=password) for name, password in lines]
    assert [(one.get_username(), list(one.groups.values_list("name", flat=True))) for one in people if one] == [
        (name, [name]) for name, _ in lines
    ]
    assert run("accounts") == ("", "")
    assert User.objects.filter(is_active=True).count() == 5


def test_the_rights_of_the_admin_are_granted_to_whoever_exists() -> None:
    editor = User.objects.create_user(username="somebody", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    run("accounts")
    assert (editor.has_perm("claims.view_claim"), editor.has_perm("claims.add_ratingname"), editor.has_perm("claims.add_user")) == (
        True,
        True,
        False,
    )
    assert User.objects.filter(is_active=True).count() == 1


def test_fields_are_mapped_and_outlets_made_where_that_is_said(tmp_path: Path) -> None:
    row = {"body": TEXT, "headline": "عنوان", "date": "2026-03-10", "source": "صحيفة الوادي", "url": "https://valley.example/1"}
    (tmp_path / "news.jsonl").write_text(json.dumps(row), "utf-8")
    words = ("--map", "text=body", "title=headline", "published=date", "outlet=source", "address=url")
    with pytest.raises(CommandError, match="1 article refused"):
        run("ingest", tmp_path / "news.jsonl", *words)
    run("ingest", tmp_path / "news.jsonl", *words, "--new-outlets")
    version = ArticleVersion.objects.get()
    assert (version.title, version.published, version.article.outlet.name) == ("عنوان", date(2026, 3, 10), "صحيفة الوادي")
    assert version.article.address == "https://valley.example/1"


@pytest.mark.parametrize("pair", ["body", "headline=x", "text="])
def test_a_wrong_map_is_a_wrong_use(tmp_path: Path, pair: str) -> None:
    with pytest.raises(CommandError, match="FIELD=NAME") as refused:
        run("ingest", tmp_path, "--map", pair)
    assert refused.value.returncode == 2


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def pressed(tmp_path: Path, err: StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is told while 25 files of one size are taken in, a minute each, of which the 23rd is empty."""
    minutes = iter(range(10_000))
    monkeypatch.setattr(time, "monotonic", lambda: 60.0 * next(minutes))
    for number in range(25):
        (tmp_path / f"{number:02}.txt").write_text("\n" * len(f"{TEXT} 22".encode()) if number == 22 else f"{TEXT} {number:02}", "utf-8")
    with pytest.raises(CommandError, match="1 article refused"):
        call_command("ingest", str(tmp_path), "--published", "2026-03-10", stdout=StringIO(), stderr=err)
    return err.getvalue()


def test_a_log_is_told_how_much_of_the_files_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line.split(" (")[0] for line in pressed(tmp_path, StringIO(), monkeypatch).splitlines()]
    assert lines == [
        "84 %: 21 articles: 21 taken in, 0 known already, 0 refused",
        "88 %: 22 articles: 22 taken in, 0 known already, 0 refused",
        f"{tmp_path}/22.txt: refused",
        "92 %: 23 articles: 22 taken in, 0 known already, 1 refused",
        "96 %: 24 articles: 23 taken in, 0 known already, 1 refused",
        "100 %: 25 articles: 24 taken in, 0 known already, 1 refused",
    ]


def test_on_a_terminal_a_bar_is_drawn_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    drawn = pressed(tmp_path, Terminal(), monkeypatch).split("\r")
    assert (drawn[1], drawn[-2]) == (
        "[####################    ]  84 %  21 articles: 21 taken in,\x1b[K",
        "[########################] 100 %  25 articles: 24 taken in,\x1b[K",
    )
    # Taken away before another line, and at the end.
    assert [part.partition("\x1b[K")[2].partition(":")[0] for part in drawn if part.startswith("\x1b[K")] == [f"{tmp_path}/22.txt", ""]


def test_a_folder_is_taken_in_and_counted(tmp_path: Path) -> None:
    for number in range(22):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}", "utf-8")
    (tmp_path / ".draft.txt").write_text(TEXT, "utf-8")
    out, _ = run("ingest", tmp_path, "--published", "2026-03-10")
    assert len(out.splitlines()) == 21
    assert out.splitlines()[-1] == "22 articles: 22 taken in, 0 known already, 0 refused"
    again, _ = run("ingest", tmp_path, "--published", "2026-03-10")
    assert again.splitlines()[-1] == "22 articles: 0 taken in, 22 known already, 0 refused"
    assert Article.objects.count() == 22
