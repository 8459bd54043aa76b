"""Articles of files are taken in, with the outlet that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.errors import FactcheckError, InputRefused
from claims.exchange.article_archives import read_delivery
from claims.exchange.article_files import ArticleItem, Names
from claims.models import ArticleVersion, Outlet, User
from claims.pipeline.ingest import Submission, find_outlet, ingest


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one article of a file: a version, new or not, or an error."""

    id: str
    version: ArticleVersion | None
    is_new: bool
    error: FactcheckError | None


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the person who delivers says of all articles; it goes before what the files say."""

    outlet: str = ""
    title: str = ""
    published: date | None = None
    language: str = ""
    introduces_outlets: bool = False  # an outlet that is not known is made


def deliver(path: Path, overrides: Overrides, *, by: User, names: Names | None = None) -> Iterator[Delivered]:
    """Take in every article of the file, in order; one that is refused does not stop the rest. `names` as in `read_articles`.

    Raises:
        OSError: the file cannot be read.
    """
    for item in read_delivery(path, names):
        if isinstance(item, tuple):
            identity, refusal = item
            yield Delivered(identity, None, False, refusal)
            continue
        try:
            # With the outlet that it introduces, or not at all.
            with transaction.atomic():
                version, is_new = ingest(_submission(item, overrides), by=by)
        except FactcheckError as error:
            yield Delivered(item.id, None, False, error)
        else:
            yield Delivered(item.id, version, is_new, None)


def _submission(item: ArticleItem, overrides: Overrides) -> Submission:
    return Submission(
        text=item.text,
        outlet=_outlet(item, overrides),
        title=overrides.title or item.title,
        published=overrides.published or item.published,
        language=overrides.language or item.language,
        address=item.address,
        byline=item.byline,
    )


def _outlet(item: ArticleItem, overrides: Overrides) -> Outlet:
    introduced = item.outlet_domain or (overrides.introduces_outlets and item.outlet.strip())
    if overrides.outlet or not introduced:
        return find_outlet(overrides.outlet or item.outlet)
    name, domain = item.outlet.strip(), item.outlet_domain.strip().lower()
    if not name:
        raise InputRefused("outlet_unnamed", "The outlet of {domain} has no name.", field="outlet", domain=domain)
    known = Outlet.objects.filter(name=name).first() or Outlet.objects.filter(domain=domain).exclude(domain="").first()
    if known is not None:
        return known
    # A file that describes an outlet with its domain introduces it.
    outlet = Outlet(name=name, domain=domain, language=item.outlet_language.strip().lower())
    try:
        outlet.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise InputRefused("outlet_invalid", "The outlet cannot be taken: {why}", field="outlet", why=" ".join(error.messages)) from error
    # Another delivery may introduce it at the same time.
    return Outlet.objects.get_or_create(name=name, defaults={"domain": outlet.domain, "language": outlet.language})[0]
