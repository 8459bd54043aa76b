"""Secrets that must be read again are stored sealed, by a key that is not in the database."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from claims.errors import PermanentError

# So that the key of sealing is no other key that is derived from the same one.
_PURPOSE = b"claims.pipeline.sealing/1"


def seal(secret: str) -> str:
    """`secret` as it may be stored: sealed by SECRET_KEY."""
    return _seals().encrypt(secret.encode()).decode()


def unseal(stored: str) -> str:
    """The secret again, sealed by SECRET_KEY or by one of SECRET_KEY_FALLBACKS.

    Raises:
        PermanentError: by none of them.
    """
    try:
        return _seals().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise PermanentError(
            "secret_sealed",
            "The secret was sealed by another SECRET_KEY: give that one in SECRET_KEY_FALLBACKS, or change the secret.",
        ) from error


def _seals() -> MultiFernet:
    keys: Sequence[str] = [str(settings.SECRET_KEY), *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode()))
