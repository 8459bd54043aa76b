"""What can go wrong on an article's journey, and whether trying again helps.

An error is a code and its parameters, so that a row can keep it, a program can read it and a door can say it in the reader's
language; `str()` of it is the English sentence for logs and the command line.
"""

from __future__ import annotations

from collections.abc import Mapping


class FactcheckError(Exception):
    """Root of the project's own errors.

    `code` is stable and machine-readable, `params` fill its `sentence`, `field` names the input that is to blame ("" where none is).
    """

    def __init__(self, code: str, sentence: str, *, field: str = "", **params: object) -> None:
        super().__init__(sentence.format(**params))
        self.code = code
        self.sentence = sentence
        self.field = field
        self.params: Mapping[str, str] = {key: str(value) for key, value in params.items()}


class TransientError(FactcheckError):
    """Something outside failed; the same call may succeed later."""


class PermanentError(FactcheckError):
    """The input or the state forbids it; trying again changes nothing until that is changed."""


class InputRefused(PermanentError):
    """What was handed in cannot be taken; nothing was stored."""


class UnsupportedLanguage(PermanentError):
    """There is no language pack for the text. It can be read later, when one exists."""


class AlreadyDecided(PermanentError):
    """Somebody else was first: the row is no longer in the state that the caller saw."""


class MoveRefused(PermanentError):
    """The table of allowed moves, or a rule of review, does not allow this change."""


class NotAllowed(PermanentError):
    """The actor's role does not include this action."""
