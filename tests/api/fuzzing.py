"""What made-up requests need: a row of everything, a key for every kind of caller, and what is asked of each answer."""

from claims.models import User
from claims.pipeline.audit import close_ledger
from claims.pipeline.keys import issue_key
from claims.pipeline.publish import publish
from claims.rights import KEY_SCOPES, Action, may
from tests.desk_rows import approved, article, checked, claim, in_review, match, person, quote

ROLES = ("reader", "editor", "reviewer", "approver", "administrator")
NOBODY, PUBLISHED = "nobody", "read_published"
CALLERS = (*ROLES, PUBLISHED, NOBODY)
# A text that the document allows may still not be an outlet's name, a cursor or a past moment: 400 is a right answer to it.
NOT_ASKED = "positive_data_acceptance"


def one_of_everything() -> None:
    """A row or more of each kind, in several states."""
    author, second = person("reviewer", "the author"), person("approver", "the second")
    version = article()
    free, reviewed = claim("1", version=version), in_review(claim("2"), author)
    checked(claim("3"), author)
    publish(approved(claim("4"), author, second), by=second, reason="out")
    match(free, reviewed)
    quote(version)
    close_ledger()


def authorizations() -> dict[str, str]:
    """The Authorization header of each caller; empty for nobody."""
    found = {NOBODY: ""}
    for role in ROLES:
        user = person(role, f"the {role} who calls")
        found[role] = _bearer(user, [one for one in KEY_SCOPES if may(user, one)])
    found[PUBLISHED] = _bearer(User.objects.get(username="the reader who calls"), [Action.READ_PUBLISHED])
    return found


def _bearer(user: User, scopes: list[Action]) -> str:
    return f"Bearer {issue_key(name='fuzz', user=user, scopes=scopes, by=user)[1]}"
