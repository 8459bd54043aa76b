"""An editor adds an outlet, or says anew what it is called, where it stands, its language and its clock: a decision each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.db.models import Q

from claims.clients.hosts import host_of
from claims.errors import InputRefused, MoveRefused
from claims.languages.folding import fold_key
from claims.models import Decision, Outlet, Speaker, User
from claims.pipeline.decide import checked_reason, checked_text, decide, state_of
from claims.pipeline.outlets import check_outlet, make_outlet
from claims.pipeline.resolve import spell
from claims.rights import Action, require

# Of any of an outlet's fields; the columns are no longer.
LONGEST = 253
# A name of the network or an address of IPv4, in whatever script; with a dot or without, as in an intranet.
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*")


def changeable(outlet: Outlet) -> tuple[str, ...]:
    """What may be said anew of it: of the one that stands for unknown outlets neither its name nor a domain."""
    return ("language", "time_zone") if outlet.is_placeholder else ("name", "domain", "language", "time_zone")


def add_outlet(fields: Mapping[str, str], *, by: User, reason: str) -> Outlet:
    """A new outlet, with the decision that says so, which is not taken back: what is wrong of it is said anew.

    `fields` are its name, and whichever are known of domain, language and time zone.

    Raises:
        NotAllowed: `by` may not add articles.
        InputRefused: no reason, no outlet can be like that, or there is one of that name or domain.
    """
    require(by, Action.ADD_ARTICLE)
    reason = checked_reason(reason)
    outlet = Outlet()
    for field, value in _checked(outlet, {"name": "", **fields}).items():
        setattr(outlet, field, value)
    try:
        make_outlet(outlet, by=by, reason=reason)
    except IntegrityError as error:  # somebody else has added it since it was checked
        raise _known(outlet) from error
    return outlet


def describe_outlet(outlet: Outlet, fields: Mapping[str, str], *, by: User, reason: str, undoes: int | None = None) -> Decision:
    """Say anew what `outlet`, as the caller saw it, is called, where it stands, and which language and clock it has.

    `fields` are some of those that are `changeable`. What is read from then on follows; its own voice is called as it is.

    Raises:
        NotAllowed: `by` is no editor.
        InputRefused: no reason, or no outlet can be like that.
        MoveRefused: it is like that already.
        AlreadyDecided: somebody has decided on it since.
    """
    require(by, Action.CORRECT)
    wanted = _checked(outlet, fields)
    changes: dict[str, object] = {
        field: [getattr(outlet, field), value] for field, value in wanted.items() if value != getattr(outlet, field)
    }
    if not changes:
        raise MoveRefused("nothing_changes", "It stands like this already.")
    kept = changes if undoes is None else {**changes, "undoes": undoes}
    with transaction.atomic():
        decision = decide(outlet, becomes="", by=by, reason=reason, changes=kept, **wanted)
        if "name" in changes:
            _rename_voice(outlet, by, reason)
        return decision


def _checked(outlet: Outlet, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields in their one form."""
    if not fields.keys() <= set(changeable(outlet)):
        raise InputRefused("field_unknown", "There is no such field.", field="outlet")
    wanted = {field: checked_text(field, value.strip(), LONGEST) for field, value in fields.items()}
    if "domain" in wanted:
        wanted["domain"] = _host(wanted["domain"])
    if "language" in wanted:
        wanted["language"] = wanted["language"].lower()
    if "time_zone" in wanted and wanted["time_zone"] not in available_timezones():
        raise InputRefused("time_zone_unknown", "This is no name of the IANA list, as in Asia/Baghdad.", field="time_zone")
    check_outlet(Outlet(**{"name": outlet.name, **wanted}))
    other = _taken_by(outlet, wanted)
    if other is not None:
        raise _known(other)
    return wanted


def _host(written: str) -> str:
    """The bare host that is written, alone or in an address."""
    try:
        host = host_of(written if "//" in written else f"//{written}")
    except ValueError:
        host = ""
    if written and not _HOST.fullmatch(host):
        raise InputRefused("domain_wrong", "This is no domain: write it as in example.org.", field="domain")
    return host


def _known(other: Outlet) -> InputRefused:
    return InputRefused("outlet_known", "There is an outlet of that name or domain already: {other}.", field="outlet", other=other)


def _taken_by(outlet: Outlet, wanted: Mapping[str, str]) -> Outlet | None:
    """Another outlet of that domain, or of that name, however it is spelled: two voices of one folded name would be one."""
    taken = Q(domain=wanted.get("domain", "")) & ~Q(domain="")
    name = wanted.get("name", outlet.name)
    if name != outlet.name:
        taken |= Q(name=name) | Q(voice__key=fold_key(name))
    return Outlet.objects.filter(taken).exclude(pk=outlet.pk).first()


def _rename_voice(outlet: Outlet, by: User, reason: str) -> None:
    """The speaker of what it tells in its own voice is called as it is; how it was called stays as a spelling."""
    voice = Speaker.objects.filter(outlet=outlet).first()
    if voice is not None:
        told = {"name": [voice.name, outlet.name]}
        decide(voice, becomes=state_of(voice), by=by, reason=reason, changes=told, name=outlet.name, key=fold_key(outlet.name))
        spell(voice, outlet.name)
