from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck import environment


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("64", 64),  # the least
        ("900", 900),  # the most
        (" 70 ", 70),  # blanks of a hand-written file
    ],
)
def test_whole_numbers(monkeypatch: pytest.MonkeyPatch, written: str, value: int) -> None:
    monkeypatch.setenv("DESKS", written)
    assert environment.integer("DESKS", 100, least=64, most=900) == value


@pytest.mark.parametrize(
    "written",
    [
        "63",  # below the least
        "901",  # above the most
        "-70",  # a sign
        "7e2",  # not written as a whole number
        "٧٠",  # digits, but not those of a setting
        "",  # set and empty
    ],
)
def test_wrong_numbers_are_named(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("DESKS", written)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.integer("DESKS", 100, least=64, most=900)
    assert str(refused.value) == f"DESKS must be a whole number from 64 to 900, not {written!r}."


def test_absent_settings_take_their_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DESKS", raising=False)
    assert environment.integer("DESKS", 100, least=64, most=900) == 100
    assert environment.one_of("DESKS", "ar", ("ar", "en")) == "ar"
    assert environment.text("DESKS") == ""


def test_a_choice_is_one_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKS", "fr")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.one_of("DESKS", "ar", ("ar", "en"))
    assert str(refused.value) == "DESKS must be one of ar, en, not 'fr'."


@pytest.mark.parametrize("beside", [{}, {"DESK_KEY": ""}])
def test_a_secret_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, beside: dict[str, str]) -> None:
    (tmp_path / "secret").write_text("mint tea\n", "utf-8")
    for name, value in beside.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DESK_KEY_FILE", str(tmp_path / "secret"))
    assert environment.text("DESK_KEY") == "mint tea"


def test_a_secret_is_given_in_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_KEY", "mint tea")
    monkeypatch.setenv("DESK_KEY_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.text("DESK_KEY")
    assert str(refused.value) == "Both DESK_KEY and DESK_KEY_FILE are set: unset one."


def test_an_unreadable_secret_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(ImproperlyConfigured, match=r"^DESK_KEY_FILE cannot be read: "):
        environment.text("DESK_KEY")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        # everything given
        ("postgresql://desk:tea@db.example.org:5433/claims", ("claims", "desk", "tea", "db.example.org", "5433", {})),
        # signs of an address within a password
        ("postgres://desk:t%40a%2F@db/claims", ("claims", "desk", "t@a/", "db", "", {})),
        # a socket's folder, and an option of the client library
        ("postgresql:///claims?host=/run/pg&sslmode=require", ("claims", "", "", "/run/pg", "", {"sslmode": "require"})),
    ],
)
def test_addresses_of_databases(address: str, kept: tuple[object, ...]) -> None:
    read = environment.database("DATABASE_URL", address)
    assert tuple(read[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == kept


@pytest.mark.parametrize(
    "address",
    [
        "mysql://desk@db/claims",  # another server
        "postgresql://desk@db",  # no database
        "claims",  # a bare name
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database("DATABASE_URL", address)
    assert str(refused.value) == "DATABASE_URL must be postgresql://user:password@host:port/database."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp+tls://desk%40news:p%40ss@mail.example", ("mail.example", 587, "desk@news", "p@ss", False, True)),
        ("smtps://mail.example:4650/", ("mail.example", 4650, "", "", True, False)),
    ],
)
def test_a_mail_server(monkeypatch: pytest.MonkeyPatch, written: str, expected: tuple[object, ...]) -> None:
    monkeypatch.setenv("MAIL", written)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(environment.mail("MAIL")[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize(
    "written",
    [
        "mail.example",  # no scheme
        "https://mail.example",  # no mail
        "smtp://",  # no host
        "smtp://mail.example:port",
        "smtp://mail.example/?tls=1",  # TLS is said by the scheme
    ],
)
def test_a_wrong_mail_server_is_named(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("MAIL", written)
    with pytest.raises(ImproperlyConfigured, match=r"^MAIL must be smtp://"):
        environment.mail("MAIL")


def test_without_a_mail_server_nothing_is_mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL", raising=False)
    assert environment.mail("MAIL") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def test_a_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.mail_address("SENDER", "Desk <desk@example.org>") == "Desk <desk@example.org>"
    monkeypatch.setenv("SENDER", "the desk")
    with pytest.raises(ImproperlyConfigured, match=r"^SENDER must be an address"):
        environment.mail_address("SENDER", "Desk <desk@example.org>")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", []),
        ("10.0.0.7", ["10.0.0.7/32"]),
        ("10.0.0.7, 172.16.0.0/12 2001:db8::/32", ["10.0.0.7/32", "172.16.0.0/12", "2001:db8::/32"]),
    ],
)
def test_networks(monkeypatch: pytest.MonkeyPatch, written: str, names: list[str]) -> None:
    monkeypatch.setenv("PROXIES", written)
    assert [str(one) for one in environment.networks("PROXIES")] == names


@pytest.mark.parametrize("written", ["proxy.example", "172.16.0.1/12", "10.0.0.0/33"])
def test_what_is_no_network_is_named(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("PROXIES", written)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.networks("PROXIES")
    assert str(refused.value).startswith("PROXIES must be addresses or networks, as in 10.0.0.7 or 172.16.0.0/12: ")
