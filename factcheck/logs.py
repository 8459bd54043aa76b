"""The log's lines: as text, or one JSON object each, with what they belong to and without secrets."""

from __future__ import annotations

import logging
import re

from pythonjsonlogger.json import JsonFormatter

from claims.trail import trail

# Each with what stays of it. Whoever asks for an address writes a line: a pattern begins where few characters let it, and a repeat gives
# nothing back, so that the work grows as the line does.
_SECRETS = (
    (re.compile(r"\b(Bearer|Basic|Token)\s++[A-Za-z0-9._~+/=-]{4,}+", re.IGNORECASE), r"\1 …"),
    (re.compile(r"fck_[A-Za-z0-9_-]{4,}+"), "fck_…"),
    # Addresses that open without a log-in: the feed of a saved search, the end of a person's mails.
    (re.compile(r"/(feeds|unsubscribe)/[\w%.:~=-]{40,}+"), r"/\1/…"),
    # In addresses of servers.
    (re.compile(r"(://[^\s:/@]*+):[^\s@/]++@"), r"\1:…@"),
    # In queries, headers, settings and JSON: the name, what may stand between, and the value.
    (
        re.compile(
            r"""
            \b(
                (?: key | (?=\w*?(?:password|passwd|secret|token|api_?key|sessionid|csrf)) \w++ )
                ["']?+ \s*+ [=:] \s*+ ["']?+
            )
            (?!…) [^\s"'&,;}]{3,}+
            """,
            re.IGNORECASE | re.VERBOSE,
        ),
        r"\1…",
    ),
)


def redact(line: str) -> str:
    """The line with passwords, tokens and keys cut out."""
    for pattern, rest in _SECRETS:
        line = pattern.sub(rest, line)
    return line


class Text(logging.Formatter):
    """`time LEVEL name message [request_id=… article_id=…]`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        marks = " ".join(f"{name}={value}" for name, value in trail().items())
        return super().formatMessage(record) + (f" [{marks}]" if marks else "")

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class Json(JsonFormatter):
    """One object a line: time (UTC), level, logger, message, request_id and article_id where they are known, and an exception's lines."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
            json_ensure_ascii=False,
            # What Django and Celery hang on a record are whole requests and tasks.
            reserved_attrs=[*_BUILT_IN, "request", "status_code", "server_time", "data"],
        )

    def process_log_record(self, log_data: dict[str, object]) -> dict[str, object]:
        # Before they are quoted, which would hide a secret behind a backslash.
        said = {name: redact(value) if isinstance(value, str) else value for name, value in log_data.items()}
        return {**said, **trail()}


_BUILT_IN = [*vars(logging.makeLogRecord({})), "asctime", "message"]
