"""Takes the pictures of README and documentation, in Chromium, from the sandbox's demo.

``make screenshots`` writes them all to ``docs/images``, the French ones to ``docs/images/fr``.
The day stands still and the database is new each time, so a picture changes when what it
shows has changed (or the browser, or its fonts). ``make screenshots ARGS="event-page"``
takes those only.

One more page is one more line in ``PICTURES``.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
# A Monday morning: the fourth Tuesday of this month is tomorrow, past evenings lie behind.
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
HOST = "mardi-comptoir.example"
COLORS = 200  # Of a picture's palette: no difference to see, a third of the size.
WIDE, EDITOR, PHONE = (960, 1330), (1280, 1000), (390, 1100)


@dataclass(frozen=True)
class Picture:
    """One picture of each language.

    ``page`` is the slug of an English page, empty for the home page; ``route`` what comes
    after its address, or a function of the page that says it. With ``editor`` it is that
    page in Wagtail's editor, and with ``admin`` what that function of the page says, both
    scrolled to ``at``, a CSS selector. ``size`` is width and the most height, in pixels.
    """

    name: str
    page: str
    route: str | Callable = ""
    editor: bool = False
    admin: Callable | None = None
    at: str = ""
    size: tuple[int, int] = WIDE
    dark: bool = False


def coming_date(page):
    """The next date that this page keeps or tells of."""
    from wagtail_meetups.listing import dates_of

    return dates_of(page).upcoming(NOW).first()


def one_date(page) -> str:
    """The way to the next date of a series."""
    return f"dates/{coming_date(page).key}/"


def private_page(index) -> str:
    """The way to the private page of somebody."""
    from home.demo.snippets import make_private_link

    return f"people/{make_private_link()}/"


def calendar(page) -> str:
    from django.urls import reverse

    return reverse("meetups_calendar:index")


def comments(page) -> str:
    from django.urls import reverse

    from wagtail_meetups.comments.models import VisitorComment

    return reverse(VisitorComment.snippet_viewset.get_url_name("list"))


def who_was_there(page) -> str:
    from wagtail_meetups.admin.attendance.base import date_url

    return date_url(coming_date(page).pk)


def stickers(page) -> str:
    from wagtail_meetups.admin.attendance.base import date_url

    return f"{date_url(coming_date(page).pk, 'print')}?who=all"


PICTURES = (
    Picture("index-page", "meetups"),
    Picture("index-page-phone", "meetups", size=PHONE),
    Picture("month-page", "meetups", "month/"),
    Picture("month-page-dark", "meetups", "month/", dark=True),
    Picture("month-page-phone", "meetups", "month/", size=PHONE),
    Picture("subscribe-page", "meetups", "subscribe/"),
    Picture("series-page", "the-thursday-table"),
    Picture("date-page", "the-thursday-table", one_date),
    Picture("private-page", "meetups", private_page),
    Picture("event-page", "show-your-bench"),
    Picture("event-page-dark", "show-your-bench", dark=True),
    Picture("event-page-phone", "show-your-bench", size=PHONE),
    Picture("recap-page", "how-the-long-table-was"),
    Picture("event-editor", "show-your-bench", editor=True, size=EDITOR),
    Picture(
        "rule-builder",
        "the-thursday-table",
        editor=True,
        at=".meetups-repeats",
        size=EDITOR,
    ),
    Picture("calendar", "show-your-bench", admin=calendar, size=EDITOR),
    Picture("who-was-there", "show-your-bench", admin=who_was_there, size=PHONE),
    Picture("stickers", "show-your-bench", admin=stickers),
    Picture("comments", "show-your-bench", admin=comments, size=EDITOR),
    Picture(
        "recap-editor",
        "how-the-long-table-was",
        editor=True,
        at=".meetups-shown li:last-child",
        size=EDITOR,
    ),
)
LANGUAGES = {"en": IMAGES, "fr": IMAGES / "fr"}


def target(picture: Picture, language: str) -> Path:
    """The file that a picture is kept in."""
    return LANGUAGES[language] / f"{picture.name}.png"


@contextmanager
def demo():
    """The sandbox with its demo on the day of the pictures; yields the port it is served on."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "sandbox.settings",
            "SANDBOX_DB": f"{folder}/db.sqlite3",
            "SANDBOX_MEDIA": f"{folder}/media",
            # The addresses in the pictures; nobody is served there.
            "SANDBOX_HOST": HOST,
            "PORT": "80",
            # Playwright's loop runs in this thread, where Django sees it.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        sys.path[:0] = [str(ROOT / "sandbox"), str(ROOT)]
        import django
        from django.core.management import call_command

        with mock.patch("django.utils.timezone.now", lambda: NOW):
            django.setup()
            call_command("migrate", verbosity=0)
            call_command("load_demo", stdout=io.StringIO())
            with serve() as port:
                yield port


@contextmanager
def serve():
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield server.port
    finally:
        server.terminate()


def address(picture: Picture, language: str) -> str:
    """Where the picture is taken; fails loudly when the page is not there."""
    from django.urls import reverse
    from wagtail.models import Page, Site

    english = Page.objects.filter(locale__language_code="en")
    if picture.page:
        page = english.get(slug=picture.page)
    else:
        page = Site.objects.get(is_default_site=True).root_page
    page = page.get_translations(inclusive=True).get(locale__language_code=language)
    if picture.editor:
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return f"http://{HOST}{path}"
    if picture.admin:
        return f"http://{HOST}{picture.admin(page)}"
    route = picture.route
    return page.full_url + (route(page) if callable(route) else route)


def log_in(context, language: str) -> None:
    """Let the demo's editor in, who reads the admin in this language."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client
    from wagtail.users.models import UserProfile

    user = get_user_model().objects.get(username="editor")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies(
        [
            {
                "name": name,
                "value": client.cookies[name].value,
                "url": f"http://{HOST}",
            }
        ]
    )


def take(browser, picture: Picture, language: str) -> bytes:
    """One picture, as the browser gives it."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
        locale={"en": "en-GB", "fr": "fr-FR"}[language],
        timezone_id="Europe/Paris",
    )
    if picture.editor or picture.admin:
        log_in(context, language)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    answer = page.goto(address(picture, language))
    if answer.status != 200:
        raise SystemExit(f"{picture.name}: {page.url} answers {answer.status}.")
    page.wait_for_load_state("networkidle")
    if picture.at:
        page.locator(picture.at).first.scroll_into_view_if_needed()
    # Pictures that load late, and fonts.
    page.evaluate(
        "document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })"
    )
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    shown = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, shown)}
    shot = settled(page, clip)
    context.close()
    return shot


def settled(page, clip: dict) -> bytes:
    """The picture once the page is still: the editor draws parts of itself late."""
    shot = b""
    for _attempt in range(20):
        page.wait_for_timeout(500)
        before = shot
        shot = page.screenshot(clip=clip, animations="disabled", caret="hide")
        if shot == before:
            return shot
    raise SystemExit(f"{page.url} does not come to rest.")


def keep(shot: bytes, path: Path) -> None:
    """Write a picture as small as it gets."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image = image.quantize(COLORS, dither=Image.Dither.NONE)
    image.save(path, optimize=True)


def main(names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    if unknown := set(names) - {picture.name for picture in PICTURES}:
        raise SystemExit(f"There is no picture called {', '.join(sorted(unknown))}.")
    with demo() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=[
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{port}",
            ],
        )
        for picture in wanted:
            for language in LANGUAGES:
                path = target(picture, language)
                keep(take(browser, picture, language), path)
                size = path.stat().st_size // 1000
                print(f"{path.relative_to(ROOT)}  {size} kB")  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
