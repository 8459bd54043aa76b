"""A finished dump gets its name in every kind of folder, and never in the place of another file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from claims.management.dumps import dump

pytestmark = pytest.mark.django_db


def no_links(source: Path, target: Path) -> None:
    """As in a folder of exFAT or SMB."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_folder_without_hard_links_holds_the_dump_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    into = tmp_path / "today.dump"
    size = dump(into)
    assert (into.stat().st_size, into.read_bytes()[:5], stat.S_IMODE(into.stat().st_mode)) == (size, b"PGDMP", 0o600)
    assert list(tmp_path.iterdir()) == [into]


def test_a_name_that_was_taken_for_nothing_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "replace", no_links)
    with pytest.raises(PermissionError):
        dump(tmp_path / "today.dump")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_came_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    into, link = tmp_path / "today.dump", os.link if has_links else no_links

    def link_late(source: Path, target: Path) -> None:
        into.write_text("نسخة أخرى", "utf-8")
        link(source, target)

    monkeypatch.setattr(os, "link", link_late)
    with pytest.raises(CommandError) as refused:
        dump(into)
    assert str(refused.value) == f"{into} has come meanwhile: choose another name, or move it away."
    assert (into.read_text("utf-8"), list(tmp_path.iterdir())) == ("نسخة أخرى", [into])
