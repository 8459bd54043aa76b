"""An article comes in: checked, put into its one form, and stored once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from claims.clients.network import checked_url
from claims.errors import InputRefused, PermanentError
from claims.languages.detection import detect_language
from claims.models import Article, ArticleVersion, Desk, Outlet, User
from claims.pipeline.outlets import placed
from claims.rights import Action, require

# The longest articles of record are some 200,000 characters; reading is linear up to here.
LONGEST_TEXT = 1_000_000
LONGEST_TITLE, LONGEST_BYLINE = 1_000, 500
# Two or three letters and perhaps a region, as in ar-iq; no longer than its column.
_LANGUAGE_CODE = r"[a-z]{2,3}(-[a-z0-9]{2,4})?"
# NUL, and halves of characters.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_PORTS = {"http": 80, "https": 443}
# What newsletters, networks and advertisers append to an address to count who came: it is the same page without.
_CAMPAIGN = re.compile(r"utm_\w+|mc_[ce]id|(?:fb|g|d|y|tw|tt|mk)clid|msclkid|gbraid|wbraid|igshid", re.IGNORECASE)
# No newspaper is older; an earlier year is a typing error.
EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands in. `text` may begin with the title. `language` empty: it is detected."""

    text: str
    outlet: Outlet
    title: str = ""
    published: date | None = None
    language: str = ""
    address: str = ""
    byline: str = ""
    confidential_to: Desk | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A submission that can be stored: in its one form, with the digest of its text."""

    submission: Submission
    title: str
    text: str
    byline: str
    address: str
    language: str  # "" where it is to be detected
    sha256: str

    @property
    def identity(self) -> str:
        """What makes it the same article: its address, else outlet, day and text."""
        return (
            _digest(_spelled_once(self.address))
            if self.address
            else self._without_address(self.submission.outlet, self.submission.published)
        )

    def identities_before(self, unknown: Outlet) -> list[str]:
        """Those that it would have if less of it were known: no day, `unknown` for its outlet, neither. None where it has an address."""
        if self.address:
            return []
        outlet, published = self.submission.outlet, self.submission.published
        less = dict.fromkeys([(outlet, None), (unknown, published), (unknown, None)])
        less.pop((outlet, published), None)
        return [self._without_address(*one) for one in less]

    def _without_address(self, outlet: Outlet, published: date | None) -> str:
        return _digest(f"{outlet.pk}\n{published}\n{self.sha256}")

    def version(self, article: Article, number: int, *, is_bulk: bool = False) -> ArticleVersion:
        """The row that it becomes, unsaved."""
        return ArticleVersion(
            article=article,
            number=number,
            title=self.title,
            byline=self.byline,
            published=self.submission.published,
            language=self.language or detect_language(self.text),
            text=self.text,
            sha256=self.sha256,
            is_bulk=is_bulk,
        )


def check(submission: Submission) -> Checked:
    """The submission in its one form; nothing is read from the database.

    Raises:
        InputRefused: with the field that is to blame.
    """
    title, text = compose(submission.title, submission.text)
    _check_published(submission.published)
    return Checked(
        submission=submission,
        title=title,
        text=text,
        byline=_one_line("byline", submission.byline, LONGEST_BYLINE),
        address=canonical_address(submission.address),
        language=_language(submission.language),
        sha256=_digest(text),
    )


def ingest(submission: Submission, *, by: User) -> tuple[ArticleVersion, bool]:
    """Store the article's text, and say whether it is new. The same article with the same text is the version that is there already.

    One of no known outlet is of the one that is known where its address stands.

    Raises:
        NotAllowed: `by` may not add articles, or none that are confidential to that desk.
        InputRefused: with the field that is to blame; nothing was stored.
    """
    require_adding(submission.confidential_to, by=by)
    checked = check(submission)
    outlet = placed(submission.outlet, checked.address)
    return store_checked(replace(checked, submission=replace(submission, outlet=outlet)), by=by)


def require_adding(confidential_to: Desk | None, *, by: User) -> None:
    """Raises NotAllowed unless `by` may add articles that are confidential to the desk: to their own, or to none."""
    require(by, Action.ADD_ARTICLE, Article(confidential_to=confidential_to))


def store_checked(checked: Checked, *, by: User, is_bulk: bool = False) -> tuple[ArticleVersion, bool]:
    """Store what was checked, as `ingest` does. `is_bulk`: it is read after what people hand in."""
    submission = checked.submission
    with transaction.atomic():
        _complete(checked)
        article, _ = Article.objects.get_or_create(
            identity=checked.identity,
            confidential_to=submission.confidential_to,
            defaults={"outlet": submission.outlet, "address": checked.address, "added_by": by},
        )
        # Two deliveries of one article at once wait for each other here.
        Article.objects.select_for_update().get(pk=article.pk)
        known = article.versions.filter(sha256=checked.sha256, published=submission.published).first()
        if known is not None:
            return known, False
        version = checked.version(article, article.versions.count() + 1, is_bulk=is_bulk)
        try:
            version.save(force_insert=True)
        except IntegrityError as error:
            raise InputRefused("not_stored", "The article could not be stored: {why}.", why=error) from error
    return version, True


def _complete(checked: Checked) -> None:
    """The article that was handed in with less becomes this one, where this one is not there: with its day, its outlet, or both."""
    before = checked.identities_before(unknown_outlet())
    known = Article.objects.filter(confidential_to=checked.submission.confidential_to, identity__in=[checked.identity, *before])
    found = list(known.order_by("pk")) if before else []
    if found and all(one.identity != checked.identity for one in found):
        found[0].identity, found[0].outlet = checked.identity, checked.submission.outlet
        found[0].save(update_fields=["identity", "outlet"])


def unknown_outlet() -> Outlet:
    """The one that stands for unknown outlets."""
    return Outlet.objects.get(is_placeholder=True)


def find_outlet(name: str) -> Outlet:
    """The outlet of that name or domain; for an empty name the one that stands for unknown outlets.

    Raises:
        InputRefused: no outlet is called so; the sentence names some that exist.
    """
    name = cleaned("outlet", name).strip()
    if not name:
        return unknown_outlet()
    found = Outlet.objects.filter(name=name).first() or Outlet.objects.filter(domain=name.lower()).exclude(domain="").first()
    if found is None:
        known = ", ".join(Outlet.objects.filter(is_placeholder=False).values_list("name", flat=True)[:5]) or "none yet"
        raise InputRefused(
            "unknown_outlet",
            "No outlet is called {name}. Known: {known}. Add it in the admin under Outlets, or leave the outlet out.",
            field="outlet",
            name=name,
            known=known,
        )
    return found


def compose(title: str, body: str) -> tuple[str, str]:
    """The headline and the one stored form of a text: headline, blank line, body.

    Line ends become `\\n`, a byte-order mark and outer blank lines go, and nothing else changes. A body that begins with its
    headline keeps it there. Without a title the first line is the headline.

    Raises:
        InputRefused: empty, too long, or with characters that no text has (NUL, lone surrogates).
    """
    body = cleaned("text", body)
    if not body:
        raise InputRefused("text_empty", "The text is empty: give the article's words.", field="text")
    if len(body) > LONGEST_TEXT:
        raise InputRefused(
            "text_too_long",
            "The text has {length} characters; {most} are the most. Split it.",
            field="text",
            length=len(body),
            most=LONGEST_TEXT,
        )
    first_line = body.split("\n", 1)[0].strip()
    headline = _one_line("title", title, LONGEST_TITLE)
    if not headline:
        return first_line[:LONGEST_TITLE], body
    if first_line == headline:
        return headline, body
    return headline, f"{headline}\n\n{body}"


def canonical_address(address: str) -> str:
    """The address without fragment and without what campaigns append to it, its host in lower case and no port that goes without saying;
    empty stays empty.

    Raises:
        InputRefused: not an http or https address.
    """
    address = cleaned("address", address).strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in _PORTS or not host or len(address) > 2000:
        raise InputRefused("address_invalid", "The address must begin with https:// or http:// and name a host.", field="address")
    netloc = parts.netloc.lower()
    if port == _PORTS[parts.scheme]:
        netloc = netloc.removesuffix(f":{port}")
    said = [part for part in parts.query.split("&") if not _CAMPAIGN.fullmatch(part.partition("=")[0])]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", "&".join(said), ""))


def require_openable(address: str) -> None:
    """Raises InputRefused, with the field `address`, where no such address is ever opened: user names, ports that are not for pages."""
    try:
        checked_url(address, settings.NETWORK_ALLOW)
    except PermanentError as error:
        raise InputRefused(error.code, error.sentence, field="address", **error.params) from error


def _spelled_once(address: str) -> str:
    """The address in the one spelling that goes over the wire: feeds write an Arabic path in letters, browsers in percents."""
    return re.sub("%[0-9a-f]{2}", lambda found: found.group().upper(), iri_to_uri(address), flags=re.IGNORECASE)


def _language(code: str) -> str:
    code = code.strip().lower()
    if code and not re.fullmatch(_LANGUAGE_CODE, code):
        raise InputRefused(
            "language_invalid",
            "{written} is not the code of a language: write it as ar or en, or leave it out.",
            field="language",
            written=ascii(code[:20]),
        )
    return code


def is_possible_day(day: date) -> bool:
    """Whether something can have been published that day: a day ahead too, since it is tomorrow already somewhere."""
    return EARLIEST <= day <= timezone.now().date() + timedelta(days=1)


def _check_published(published: date | None) -> None:
    if published is not None and not is_possible_day(published):
        raise InputRefused(
            "published_impossible",
            "{day} cannot be the day of publication: it is in the future or before 1800.",
            field="published",
            day=published,
        )


def _one_line(field: str, text: str, most: int) -> str:
    line = " ".join(cleaned(field, text).split())
    if len(line) > most:
        raise InputRefused(
            "line_too_long",
            "The {name} has {length} characters; {most} are the most.",
            field=field,
            name=field,
            length=len(line),
            most=most,
        )
    return line


def cleaned(field: str, text: str) -> str:
    """The text with its line ends as `\\n`, without a byte-order mark, outer blanks and blank lines.

    Raises:
        InputRefused: with characters that no text and no column of the database has (NUL, lone surrogates).
    """
    if _BROKEN.search(text):
        raise InputRefused("text_broken", "There are NUL or broken characters: save the text as UTF-8 and try again.", field=field)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")


def cut_to_fit(title: str, byline: str) -> tuple[str, str]:
    """What a page shows as its headline or its author may be a whole paragraph, which costs itself and not the article."""
    return title[:LONGEST_TITLE], byline[:LONGEST_BYLINE]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
