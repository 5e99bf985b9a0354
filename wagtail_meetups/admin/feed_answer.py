"""What was found in the answer to one who asks for a feed over the network."""

from urllib.parse import urljoin

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..fetching import Answer, FetchError, fetch
from .feed_body import look_at_body
from .feed_report import FeedReport
from .findings import Finding, Level, look_at_obstacle

__all__ = ["ask_for_feed"]

# What a cache may keep longer than this, in seconds, reaches phones late.
LONG = 86_400
MOVED = range(300, 400)


def ask_for_feed(address: str, report: FeedReport) -> list[Finding]:
    """Ask twice for ``address`` over the network, and say what came.

    ``report`` is what should be in it. The second time, the validators of the first
    answer go along, as phones do that have it already.
    """
    try:
        answer = fetch(address)
    except FetchError as error:
        return [look_at_obstacle(error)]
    found = [_look_at_status(answer, address)]
    if answer.status != 200:
        return found
    found.append(_look_at_type(answer))
    if found[-1].level is Level.WRONG:
        return found
    return [
        *found,
        *look_at_body(answer, report),
        *_look_at_validators(answer, address),
        _look_at_cookie(answer),
        _look_at_caching(answer),
    ]


def _log_in_addresses(address: str) -> set[str]:
    """Where this site sends those who have to log in."""
    found = set()
    for name in (
        getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", ""),
        settings.LOGIN_URL,
        "wagtailcore_login",
    ):
        try:
            found.add(urljoin(address, resolve_url(name)))
        except NoReverseMatch:
            continue  # This site has none of that name.
    return found


def _look_at_redirect(answer: Answer, address: str) -> Finding:
    target = urljoin(address, answer.headers.get("Location", ""))
    if target.partition("?")[0] in _log_in_addresses(address):
        return Finding(
            Level.WRONG,
            _("It asks for a log-in, and calendars cannot log in."),
            _(
                "Make the index and the pages above it public in their privacy "
                "setting, or tell members to download the dates."
            ),
        )
    return Finding(
        Level.LOOK,
        _(
            "It sends calendars on to %(target)s. Not all of them follow, and nor does "
            "this page."
        )
        % {"target": target},
        _(
            "Under Settings → Sites, set the host name and port at which the site "
            "answers itself, so that this address is the last one."
        ),
    )


def _look_at_status(answer: Answer, address: str) -> Finding:
    status = {"status": answer.status}
    if answer.status == 200:
        return Finding(Level.OK, _("It answers."))
    if answer.status in MOVED:
        return _look_at_redirect(answer, address)
    if answer.status in (401, 403):
        return Finding(
            Level.WRONG,
            _("It refuses to answer (%(status)d).") % status,
            _(
                "Ask whoever runs the server: something in front of it wants a password."
            ),
        )
    if answer.status == 404:
        return Finding(
            Level.WRONG,
            _("There is nothing at this address (404)."),
            _(
                "Is the index published? If so, another site may answer to this host "
                "name: look under Settings → Sites."
            ),
        )
    if answer.status == 400:
        return Finding(
            Level.WRONG,
            _("It refuses the request (400)."),
            _("The host name may be missing in ALLOWED_HOSTS of the site’s settings."),
        )
    return Finding(
        Level.WRONG,
        _("It answers with an error (%(status)d).") % status,
        _("Ask whoever runs the server; its log says more."),
    )


def _look_at_type(answer: Answer) -> Finding:
    given = answer.headers.get("Content-Type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind == "text/calendar":
        return Finding(Level.OK, _("It says that it is a calendar."))
    if kind == "text/html":
        return Finding(
            Level.WRONG,
            _("A web page comes instead of a calendar."),
            _(
                "Open the address in a private window to see it: it may be a log-in, or "
                "a page that stands in front of the site."
            ),
        )
    return Finding(
        Level.WRONG,
        _("It does not say that it is a calendar, but “%(kind)s”.") % {"kind": given},
        _("Something in front of the site changes it: ask whoever runs the server."),
    )


def _look_at_validators(answer: Answer, address: str) -> list[Finding]:
    lost = [name for name in ("ETag", "Last-Modified") if name not in answer.headers]
    if lost:
        return [
            Finding(
                Level.LOOK,
                _("Lost on the way: %(headers)s.") % {"headers": ", ".join(lost)},
                _(
                    "Something in front of the site takes it away, so some phones load "
                    "everything each time, or miss changes. Let it pass."
                ),
            )
        ]
    try:
        again = fetch(address, {"If-None-Match": answer.headers["ETag"]})
    except FetchError as error:
        return [look_at_obstacle(error)]
    if again.status == 304:
        return [
            Finding(
                Level.OK,
                _("Asked again, it says in one word that nothing has changed (304)."),
            )
        ]
    return [
        Finding(
            Level.LOOK,
            _("Asked again with its ETag, it sends all of it instead of 304."),
            _(
                "It may have changed just now. If it stays so, something in front of the "
                "site drops the question If-None-Match: let it pass."
            ),
        )
    ]


def _look_at_cookie(answer: Answer) -> Finding:
    if "Set-Cookie" not in answer.headers:
        return Finding(Level.OK, _("It sets no cookie."))
    return Finding(
        Level.LOOK,
        _("It sets a cookie, so caches do not keep it."),
        _(
            "A middleware of the site, or something in front of it, sets it: switch it off here."
        ),
    )


def _seconds(directives: set[str]) -> int | None:
    for directive in directives:
        name, _equals, value = directive.partition("=")
        if name == "max-age" and value.isdecimal():
            return int(value)
    return None


def _look_at_caching(answer: Answer) -> Finding:
    header = answer.headers.get("Cache-Control", "")
    directives = {part.strip().lower() for part in header.split(",")}
    seconds = _seconds(directives)
    words = {"header": header}
    if seconds is None or directives & {"private", "no-store", "no-cache"}:
        text = (
            _("Cache-Control says “%(header)s”, so each phone asks this site itself.")
            if header
            else _("Cache-Control is missing, so each phone asks this site itself.")
        )
        return Finding(
            Level.LOOK,
            text % words,
            _("This site says “public”: something changes it on the way."),
        )
    if seconds > LONG:
        return Finding(
            Level.LOOK,
            _("Cache-Control says “%(header)s”: caches keep it for more than a day.")
            % words,
            _(
                "Changes come late. Lower FEED_MAX_AGE, or put right what changes it on the way."
            ),
        )
    return Finding(
        Level.OK,
        ngettext(
            "Caches may keep it for %(minutes)d minute.",
            "Caches may keep it for %(minutes)d minutes.",
            max(seconds // 60, 1),
        )
        % {"minutes": max(seconds // 60, 1)},
    )
