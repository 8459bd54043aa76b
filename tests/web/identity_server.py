"""A small server of OpenID Connect on this machine: discovery, authorization code with PKCE, signed tokens, user information."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "factcheck", "a long client secret"


@dataclass
class IdentityServer:
    """`person` is who logs in at it; `signed` overrides what the token says of them, `faults` are paths that fail."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    signed: dict[str, Any] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))

    def configuration(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo", "jwks_uri": "keys"}
        return {
            "issuer": self.address,
            **{name: f"{self.address}/{path}" for name, path in paths.items()},
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes from the log-in page."""
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Tokens for a code, once, for whoever has the client's secret and began it; None for anybody else."""
        begun = self.codes.pop(form.get("code", ""), None)
        expected = "Basic " + base64.b64encode(f"{quote(CLIENT)}:{quote(SECRET)}".encode()).decode()
        plain = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        if begun is None or authorization not in {expected, plain} or begun["code_challenge"] != challenge:
            return None
        if begun["redirect_uri"] != form.get("redirect_uri"):
            return None
        now, access = int(time.time()), secrets.token_urlsafe(16)
        self.tokens.add(access)
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person, **self.signed}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": signed}


@contextmanager
def identity_server(**person: Any) -> Iterator[IdentityServer]:
    server = IdentityServer(person=person)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            if self.fails(parts.path):
                return
            if parts.path == "/.well-known/openid-configuration":
                self.answer(200, server.configuration())
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", server.authorize(query))
                self.end_headers()
            elif parts.path == "/userinfo" and self.headers["Authorization"].removeprefix("Bearer ") in server.tokens:
                self.answer(200, server.person)
            elif parts.path == "/keys":
                key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(server.key.public_key()))
                self.answer(200, {"keys": [{**key, "kid": "1"}]})
            else:
                self.answer(401, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.fails(self.path):
                return
            form = {key: values[0] for key, values in parse_qs(body).items()}
            told = server.token(form, self.headers.get("Authorization", ""))
            self.answer(200 if told else 400, told or {"error": "invalid_grant"})

        def fails(self, path: str) -> bool:
            server.asked.append(path)
            if path in server.faults:
                self.answer(500, {})
            return path in server.faults

        def answer(self, status: int, record: dict[str, Any]) -> None:
            content = json.dumps(record).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.address = f"http://127.0.0.1:{listening.server_address[1]}"
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
