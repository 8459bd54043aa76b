"""An app that shows codes (RFC 6238), written here anew."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from claims.models import User
from claims.web.second_factor import SecondFactorAdapter


@dataclass
class OneTimeCodes:
    secret: str

    @classmethod
    def of(cls, user: User) -> OneTimeCodes:
        """An app that `user` has set up."""
        secret = base64.b32encode(b"twenty bytes secret!").decode()
        Authenticator.objects.create(user=user, type="totp", data={"secret": SecondFactorAdapter().encrypt(secret)})
        return cls(secret)

    def now(self, *, ahead: int = 0) -> str:
        """The code of this half minute, or of one `ahead` of it."""
        counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
        digest = hmac.digest(base64.b32decode(self.secret), counter, "sha1")
        at = digest[-1] & 15
        return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"

    def wrong(self) -> str:
        near = {self.now(ahead=ahead) for ahead in range(-3, 4)}
        return next(code for code in (f"{number:06}" for number in range(100)) if code not in near)
