"""Who may do what, and with what: one table, asked by every stage and door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from claims.errors import NotAllowed
from claims.models import ApiKey, Appearance, Article, Claim, Decision, Evidence, FactCheck, Match, Proposal, Quote, User
from claims.models.user import SYSTEM_USERNAME


class Action(StrEnum):
    READ = "read"
    READ_PUBLISHED = "read_published"
    ADD_ARTICLE = "add_article"
    CORRECT = "correct"  # span, speaker, date, amount of what was read; proposals of a new reading; speakers and outlets
    ASSIGN = "assign"  # a claim to a desk and a person
    CHANGE_STATUS = "change_status"
    WRITE_FACT_CHECK = "write_fact_check"  # verdict, summary, evidence
    DECIDE_MATCH = "decide_match"
    DECIDE_IN_BULK = "decide_in_bulk"
    APPROVE = "approve"  # the two-origin rule's override included
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    READ_LEDGER = "read_ledger"  # and the audit of other people's accounts
    SUBSCRIBE = "subscribe"  # have events sent to an address of one's own
    KEEP_SEARCHES = "keep_searches"  # under names of one's own, shared and followed
    MANAGE_USERS = "manage_users"


# What a key may be lent: what the API does. Many rows at a time are decided by people on pages, and people managed by people.
KEY_SCOPES = tuple(one for one in Action if one not in {Action.DECIDE_IN_BULK, Action.MANAGE_USERS})
# Each answers with what was read or found, and is of no use to a key that may not read.
NEED_READING = tuple(one for one in KEY_SCOPES if one not in {Action.READ, Action.READ_PUBLISHED, Action.ADD_ARTICLE, Action.READ_LEDGER})

_EVERYBODY = {Action.READ, Action.READ_PUBLISHED, Action.KEEP_SEARCHES}
_STAFF = _EVERYBODY | {Action.SUBSCRIBE}
_REVIEWER = _STAFF | {Action.CHANGE_STATUS, Action.WRITE_FACT_CHECK, Action.DECIDE_MATCH, Action.DECIDE_IN_BULK}
# The administrator manages people and settings, and holds none of the desk's rights by office.
_ALLOWED: Mapping[str, set[Action]] = {
    "reader": _EVERYBODY,
    "editor": _STAFF | {Action.ADD_ARTICLE, Action.CORRECT, Action.ASSIGN, Action.DECIDE_IN_BULK},
    "reviewer": _REVIEWER,
    "approver": _REVIEWER | {Action.APPROVE, Action.PUBLISH, Action.WITHDRAW, Action.READ_LEDGER},
    "administrator": _STAFF | {Action.MANAGE_USERS, Action.READ_LEDGER},
}
_SYSTEM = {Action.READ, Action.ADD_ARTICLE}
# What is decided on a claim that a desk works on is decided by that desk.
_DESK_WORK = {Action.ASSIGN, Action.CHANGE_STATUS, Action.WRITE_FACT_CHECK, Action.APPROVE, Action.PUBLISH, Action.WITHDRAW}


def may(user: User | AnonymousUser, action: Action, thing: Model | None = None) -> bool:
    """Whether any of the user's roles includes `action`, and whether it may be done with `thing`.

    What is confidential to another desk is out of reach for every action; a claim that another desk works on can be read, and its
    amounts corrected, but not decided on. Costs one query a user for the roles, then none but for following `thing` to its claims.
    The system actor may add articles.
    """
    if not isinstance(user, User):
        return False
    if user.username == SYSTEM_USERNAME:
        return action in _SYSTEM
    # A key lends no more than its scopes.
    if action not in getattr(user, "_scopes", Action):
        return False
    if not (user.is_active and _is_of_role(user, action)):
        return False
    return all(_within_desk(user, action, owner) for owner in _owners(thing))


def limit_to(user: User, scopes: Collection[Action]) -> User:
    """The same person, whose rights in this process are no more than `scopes`."""
    user._scopes = frozenset(scopes)  # type: ignore[attr-defined]
    return user


def with_roles(user: User, roles: Collection[str]) -> User:
    """The same person, whose roles were read with them: no query is made for them."""
    user._roles = list(roles)  # type: ignore[attr-defined]
    return user


def require(user: User | AnonymousUser, action: Action, thing: Model | None = None) -> None:
    """Raises NotAllowed unless `may(user, action, thing)`."""
    if not may(user, action, thing):
        raise refusal(user, [action])


def refusal(user: User | AnonymousUser, actions: Collection[Action]) -> NotAllowed:
    """Why somebody may not do what needs `actions`: the key has not the scope that its owner could lend it, or they may not themselves."""
    who, action = user.get_username() or "nobody", ", ".join(actions)
    lent = getattr(user, "_scopes", None)
    if isinstance(user, User) and lent is not None and all(one not in lent and _is_of_role(user, one) for one in actions):
        return NotAllowed(
            "scope_missing", "{who} may do this, but the key was not lent it: {action}. Make one that is.", who=who, action=action
        )
    return NotAllowed("not_allowed", "{who} may not do this: {action}.", who=who, action=action)


def readable_decisions(user: User | AnonymousUser) -> QuerySet[Decision]:
    """The decisions on what `user` may see; ledgers, and those on other people's accounts and keys, only for who may read the ledger."""
    seen = Decision.objects.visible_to(user)
    if may(user, Action.READ_LEDGER):
        return seen
    subject = Decision.Subject
    others_key = Q(subject=subject.KEY) & ~Q(subject_id__in=ApiKey.objects.filter(user=user.pk).values("pk"))
    return seen.exclude(Q(subject=subject.LEDGER) | Q(subject=subject.USER) & ~Q(subject_id=user.pk) | others_key)


def _is_of_role(user: User, action: Action) -> bool:
    return any(action in _ALLOWED.get(role, ()) for role in _roles(user))


def _within_desk(user: User, action: Action, owner: Claim | Article) -> bool:
    if owner.confidential_to_id not in {None, user.desk_id}:
        return False
    return not (isinstance(owner, Claim) and action in _DESK_WORK and owner.desk_id not in {None, user.desk_id})


def _owners(thing: Model | None) -> Iterable[Claim | Article]:
    """The claims or the article whose desk decides who may reach `thing`."""
    match thing:
        case Claim() | Article():
            return (thing,)
        case FactCheck() | Appearance():
            return (thing.claim,)
        case Evidence():
            return (thing.fact_check.claim,)
        case Match():
            return thing.claim_low, thing.claim_high
        case Quote():
            return (thing.version.article,)
        case Proposal():
            return _owners(thing.claim or thing.quote)
        case _:
            return ()


def _roles(user: User) -> list[str]:
    # Kept on the user, so that a page that asks for many rights asks the database once.
    if not hasattr(user, "_roles"):
        user._roles = list(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
    roles: list[str] = user._roles  # type: ignore[attr-defined]
    return roles
