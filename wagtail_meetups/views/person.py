"""The private page of a person: what is held, what is shown, and how to change it.

Reached by a link with a random key, without an account, whatever closes the index to
others. Whether a key is unknown, expired or revoked, the answer is the same.
"""

from functools import partial
from urllib.parse import urlsplit

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..consent import passages
from ..consent.appearances import find_appearances
from ..consent.data import personal_data
from ..consent.forgetting import erase
from ..consent.limits import is_too_often
from ..domain.people import USES
from ..feeds import route_url
from ..models import AbstractMeetupIndex, Agreement, PassageRequest, PersonalLink
from ..models.wording import called
from .language import page_language
from .person_forms import ChoicesForm, CorrectForm, EraseForm

__all__ = [
    "ROUTES",
    "erased_page",
    "erasing_page",
    "personal_download",
    "personal_page",
    "serve_personal_page",
]

ROUTES = frozenset({"person", "person_data", "person_erase", "person_erased"})
TEMPLATE = "wagtail_meetups/person_page.html"
ERASE_TEMPLATE = "wagtail_meetups/person_erase_page.html"
ERASED_TEMPLATE = "wagtail_meetups/person_erased_page.html"
UNKNOWN_TEMPLATE = "wagtail_meetups/person_unknown_page.html"

NOT_FOUND, TOO_MANY = 404, 429


def serve_personal_page(page, request, args, kwargs):
    """Serve these routes before Wagtail looks at restrictions: a hook of ``serve``.

    A log-in page would be given the address with the key in it, and who has no account
    could take nothing back.
    """
    match = getattr(request, "routable_resolver_match", None)
    if isinstance(page, AbstractMeetupIndex) and match and match.url_name in ROUTES:
        view, view_args, view_kwargs = args
        return view(request, *view_args, **view_kwargs)
    return None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"


def _protect(response, *, photo_url: str = ""):
    """No copy, no index, no address told to anybody, nothing loaded from elsewhere."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Not "no-referrer": browsers then send "Origin: null" with forms, which Django refuses.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; "
        f"style-src {_origin(static('wagtail_meetups/meetups.css'))}; "
        f"img-src {_origin(photo_url)}"
    )
    return response


def _refuse(request, index, status: int):
    response = index.render(
        request,
        view=lambda request, index: {"is_too_often": status == TOO_MANY},
        template=UNKNOWN_TEMPLATE,
    )
    response.status_code = status
    if status == TOO_MANY:
        response.headers["Retry-After"] = "3600"
    return _protect(response)


def _for_person(view):
    """Find whom the key is for, in the language of the index; count, and refuse."""

    @sensitive_post_parameters()  # Error mails hold nothing of what they write.
    @require_http_methods(["GET", "HEAD", "POST"])
    def wrapped(request, index, key):
        link = PersonalLink.find(key)
        if link is None or link.attendee.forgotten_at:
            return _refuse(request, index, NOT_FOUND)
        if is_too_often(link):
            return _refuse(request, index, TOO_MANY)
        with translation.override(page_language(index)):
            return view(request, index, key, link)

    return wrapped


def _seen(attendee) -> list[dict]:
    """How readers see the person now, in each place."""
    labels = dict(Agreement.Use.choices)
    return [
        {"use": labels[use], "called": called(person), "person": person}
        for use, person in ((use, attendee.present(use)) for use in USES)
    ]


def _held(attendee) -> list[tuple[str, str]]:
    """Each value that is held, but the notes, which are in the download."""
    names = ("first_name", "last_name", "trade", "bio", "link", "email")
    values = [
        (attendee._meta.get_field(name).verbose_name, getattr(attendee, name))
        for name in names
    ]
    return [(label, value) for label, value in values if value]


def _recap_rows(request, attendee) -> tuple[list, list]:
    """Event pages, and recaps with what was asked about each."""
    found = find_appearances(attendee.pk, request)
    asked = PassageRequest.objects.filter(attendee=attendee.pk).order_by("pk")
    states = {row.page_id: row for row in asked}
    decision = PassageRequest.Decision
    everywhere = states.get(None)
    events, recaps = [], []
    for appearance in found:
        row = {"title": appearance.page.title, "url": appearance.url}
        if not appearance.is_recap:
            events.append(row)
            continue
        source = appearance.page.alias_of_id or appearance.page.pk
        state = states.get(source)
        if everywhere is not None and everywhere.decision != decision.SHOW:
            state = everywhere
        row["page"] = appearance.page.pk
        row["is_hidden"] = state is not None and state.decision != decision.SHOW
        row["is_open"] = state is not None and state.decision == decision.NONE
        row["was_refused"] = state is not None and state.decision == decision.SHOW
        recaps.append(row)
    return events, recaps


def _context(request, index, *, key, link, choices, correct) -> dict:
    """The template context of the page; see ``docs/reference/pages-and-fields.md``."""
    attendee = link.attendee
    events, recaps = _recap_rows(request, attendee)
    done = {
        "shown": _("What you chose is kept, and holds from now on."),
        "corrected": _("Your words are kept."),
        "asked": _("The passage is hidden. An author will look at it."),
        "same": _("Nothing was changed."),
    }
    return {
        "index": index,
        "held": _held(attendee),
        "photo": attendee.photo,
        "has_notes": bool(attendee.notes),
        "seen": _seen(attendee),
        "events": events,
        "recaps": recaps,
        "choices": choices,
        "uses": Agreement.Use.labels,
        "correct": correct,
        "done": done.get(request.GET.get("done", ""), ""),
        "has_errors": choices.is_bound or correct.is_bound,
        "expires_at": link.expires_at,
        "data_url": route_url(index, "person_data", request, args=[key]),
        "erase_url": route_url(index, "person_erase", request, args=[key]),
    }


def _see_other(index, request, key: str, done: str, section: str):
    url = route_url(index, "person", request, args=[key])
    response = HttpResponseRedirect(f"{url}?done={done}#{section}")
    response.status_code = 303
    return _protect(response)


@_for_person
def personal_page(request, index, key: str, link):
    """See and change. Each change is a POST that leads back to the page."""
    attendee = link.attendee
    action = request.POST.get("action") if request.method == "POST" else None
    choices = ChoicesForm(attendee, request.POST if action == "show" else None)
    correct = CorrectForm(
        request.POST if action == "correct" else None, instance=attendee
    )
    if action == "show" and choices.is_valid():
        done = "shown" if choices.save() else "same"
        return _see_other(index, request, key, done, "choices")
    if action == "correct":
        if correct.is_valid():
            done = "corrected" if correct.has_changed() else "same"
            correct.save()
            return _see_other(index, request, key, done, "held")
        attendee.refresh_from_db()
    if action == "hide":
        _ask(attendee, request.POST.get("page", ""))
        return _see_other(index, request, key, "asked", "appearances")
    view = partial(_context, key=key, link=link, choices=choices, correct=correct)
    response = index.render(request, view=view, template=TEMPLATE)
    photo = attendee.photo
    return _protect(response, photo_url=photo.file.url if photo else "")


def _ask(attendee, page_id: str) -> None:
    """Only about recaps that the person is in, so that a number tells nothing."""
    for appearance in find_appearances(attendee.pk):
        if appearance.is_recap and str(appearance.page.pk) == page_id:
            passages.ask(attendee.pk, appearance.page)
            return
    raise Http404


@_for_person
def personal_download(request, index, key: str, link):
    """Everything that is held, the hosts' notes too, as a file."""
    response = JsonResponse(
        personal_data(link.attendee),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return _protect(response)


@_for_person
def erasing_page(request, index, key: str, link):
    """Ask once more; then erase, after which the link leads nowhere."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        erase(link.attendee, hide_passages=form.cleaned_data["hide_passages"])
        response = HttpResponseRedirect(route_url(index, "person_erased", request))
        response.status_code = 303
        return _protect(response)
    page_url = route_url(index, "person", request, args=[key])
    response = index.render(
        request,
        view=lambda request, index: {
            "index": index,
            "form": form,
            "page_url": page_url,
        },
        template=ERASE_TEMPLATE,
    )
    return _protect(response)


def erased_page(request, index):
    """That it is done; of whom, nobody knows here."""
    response = index.render(
        request, view=lambda request, index: {}, template=ERASED_TEMPLATE
    )
    return _protect(response)
