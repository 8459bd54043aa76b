"""The embedded default: a real PostgreSQL and a real Valkey from wheels, for whoever has set up neither.

    settings ── Embedded.ensure() ──starts──> keeper ──starts, revives, stops──> PostgreSQL, Valkey

Any number of processes may call `ensure()`: the first starts a keeper, the others attach. Users are counted with a shared flock, which the
system drops whatever ends them; when the last is gone the keeper stops both servers and itself. The servers are its children and end with
it, so that no kill leaves one behind. Only the standard library is used here, which keeps the keeper small.
"""

from factcheck.embedded.place import EmbeddedError
from factcheck.embedded.postgresql import APP, DATABASE, OWNER, PORT
from factcheck.embedded.servers import Embedded

__all__ = ["APP", "DATABASE", "OWNER", "PORT", "Embedded", "EmbeddedError"]
