"""The outlets of articles that come in: known by where they stand, or introduced; and what day it is there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.clients.hosts import bare_host, host_of
from claims.errors import InputRefused
from claims.models import Outlet, User
from claims.pipeline.decide import decide


def outlet_at(host: str, name: str, language: str, *, by: User) -> Outlet:
    """The outlet of the host or of a domain above it; made by `by` where there is none, under the name that its page gives it.

    A name says nothing about who speaks: where it is another outlet's, the host stands for it.

    Raises:
        InputRefused: an outlet cannot be called so.
    """
    host = bare_host(host)
    found = _known_at(host)
    if found is not None:
        return found
    name = name.strip()[:200]
    named = {outlet.name: outlet for outlet in Outlet.objects.filter(name__in=[name, host])}
    return named.get(host) or introduce(name if name and name not in named else host, host, language.strip().lower()[:8], by=by)


def placed(outlet: Outlet, address: str) -> Outlet:
    """The outlet of an article: of one that is of no known outlet the one that is known at its canonical address, where there is one."""
    return (_known_at(host_of(address)) if outlet.is_placeholder and address else None) or outlet


def _known_at(host: str) -> Outlet | None:
    """That of the bare host, or of the nearest domain above it."""
    labels = host.split(".")
    above = [".".join(labels[first:]) for first in range(max(1, len(labels) - 1))]
    known = {outlet.domain: outlet for outlet in Outlet.objects.filter(domain__in=above).exclude(domain="")}
    return next((known[domain] for domain in above if domain in known), None)


def introduce(name: str, domain: str, language: str, *, by: User) -> Outlet:
    """A new outlet of an article that `by` hands in, or the one of that domain or name that somebody else has made meanwhile.

    Raises:
        InputRefused: an outlet cannot be like that.
    """
    outlet = Outlet(name=name, domain=domain, language=language)
    check_outlet(outlet)
    try:
        make_outlet(outlet, by=by, reason="outlet_introduced")
    except IntegrityError:  # somebody else introduced it at the same time
        return Outlet.objects.filter(domain=domain).exclude(domain="").first() or Outlet.objects.get(name=name)
    return outlet


def make_outlet(outlet: Outlet, *, by: User, reason: str) -> None:
    """Store a checked outlet with the decision that says who made it, and as what.

    Raises:
        IntegrityError: there is one of that name or domain; nothing is stored.
    """
    with transaction.atomic():
        outlet.save(force_insert=True)
        told = {field: [None, getattr(outlet, field)] for field in ("name", "domain", "language", "time_zone")}
        decide(outlet, becomes="", by=by, reason=reason, changes=told)


def check_outlet(outlet: Outlet) -> None:
    """Raises InputRefused where no outlet can be like that."""
    try:
        outlet.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise InputRefused("outlet_invalid", "The outlet cannot be taken: {why}", field="outlet", why=" ".join(error.messages)) from error


def day_at(outlet: Outlet, moment: datetime) -> date:
    """A moment is a day where the outlet is."""
    return moment.astimezone(ZoneInfo(outlet.time_zone)).date()
