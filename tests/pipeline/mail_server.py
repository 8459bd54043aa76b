"""A mail server on loopback that says what a test wants it to say."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Scripted:
    """`says` are the answers by command, "" to hang up instead; `taken` are the mails handed over whole."""

    port: int
    says: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


USUAL: Mapping[str, str] = {
    "EHLO": "250 hello",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "QUIT": "221 bye",
    "RSET": "250 ok",
}


@contextmanager
def mail_server() -> Iterator[Scripted]:
    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if self.say(server.says.get("hello", "220 ready")):
                while line := self.rfile.readline():
                    command = line.decode().split()[0].upper() if line.strip() else ""
                    if not self.say({**USUAL, **server.says}.get(command, "502 unknown")):
                        return
                    if command == "DATA" and not self.take():
                        return

        def take(self) -> bool:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line)
            server.taken.append(b"".join(lines).decode())
            return self.say({**USUAL, **server.says}["."])

        def say(self, words: str) -> bool:
            if words:
                self.wfile.write(words.encode() + b"\r\n")
            return bool(words)

    class Listening(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Listening(("127.0.0.1", 0), Talk) as listening:
        server = Scripted(listening.server_address[1])
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield server
        listening.shutdown()
