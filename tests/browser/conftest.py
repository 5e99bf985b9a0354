"""Chromium, a running site, and an editor of one index who is logged in."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connections
from django.test import Client
from wagtail.models import Site

from .. import factories

# Fixtures are found by their names here; the admin's tests own them.
from ..admin.conftest import editor, editors  # noqa: F401
from .content import make_arabic, make_evenings
from .traffic import count_requests

# The usual run neither has nor needs Playwright, but would import these files. Without it
# `pytest -m browser` finds no test, which pytest reports as a failure.
if importlib.util.find_spec("playwright") is None:
    collect_ignore_glob = ["test_*.py"]

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1200, "height": 900}
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
SECONDS = 1000  # Playwright counts in milliseconds.


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """Keep the data in a file: the server's threads write while the test reads.

    SQLite shares one connection between threads for a database in memory, and then a
    request sees what another has not committed.
    """
    configured = connections["default"].settings_dict
    if "sqlite" in configured["ENGINE"]:
        folder = tmp_path_factory.mktemp("database")
        configured["TEST"]["NAME"] = str(folder / "browser.sqlite3")
        configured.setdefault("OPTIONS", {}).update(
            timeout=20,
            transaction_mode="IMMEDIATE",
            init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
        )


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The server, started once the test database has its name, so that it finds it."""
    return live_server


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, where Django sees it and refuses queries.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(browser, django_db_serialized_rollback, live_server):
    """The site as the migrations left it, at the address of the live server.

    A transactional test ends with a flush, which takes Wagtail's locale, root page, home
    and site away; ``django_db_serialized_rollback`` brings them back, by what it keeps on
    the connection: the browser comes first, since its loop has connections of its own.
    """
    cache.clear()
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = live_server.thread.host, live_server.thread.port
    site.site_name = "Freelances of the canal"
    site.save()
    yield site
    cache.clear()


@pytest.fixture
def index(site):
    return factories.make_index(title="Café evenings", slug="meetups")


def show_frame(route):
    route.fulfill(
        content_type="text/html", body="<title>Elsewhere</title><h1>Film</h1>"
    )


@pytest.fixture
def new_page(browser, live_server):
    """Open a page in a browser of its own: its own cookies, size and preferences.

    Errors of the page and of its console are kept in ``page.mistakes``.
    """
    from .editing import WATCHING

    contexts = []
    requests = count_requests()

    def open_page(**options):
        options.setdefault("viewport", WIDE)
        options.setdefault("locale", "en-GB")
        options.setdefault("timezone_id", "Europe/Paris")
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15 * SECONDS)
        # Browsers ask every site for one; it is the host's to have.
        context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        # What is embedded. Nothing in the tests is loaded from elsewhere.
        for host in ("video", "sound"):
            context.route(f"https://{host}.example/**", show_frame)
        context.add_init_script(WATCHING)
        contexts.append(context)
        page = context.new_page()
        page.mistakes = []
        page.on("pageerror", lambda error: page.mistakes.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning")
                and page.mistakes.append(message.text)
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    # What a closed page asked for is still being answered; the database goes next.
    requests.wait()


@pytest.fixture
def autosave():
    """Ask for this fixture to have Wagtail save drafts while one types; see no_autosave."""


@pytest.fixture(autouse=True)
def no_autosave(request, settings):
    """Switch autosave off where a test does not wait for it.

    Wagtail 8.0.1 answers 500 when a new page is published while its first autosave is
    under way: both add a page with the same slug.
    """
    if "autosave" not in request.fixturenames:
        settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def log_in(editor, live_server):  # noqa: F811
    """Log a page in as the editor; the form for it is Wagtail's, and one test's."""

    def log_in(page):
        client = Client()
        client.force_login(editor)
        name = django_settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        cookie = {"name": name, "value": value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return log_in


@pytest.fixture
def desk(page, log_in):
    """A wide page with the editor logged in."""
    return log_in(page)


@pytest.fixture
def phone(new_page, log_in):
    """A phone's page with the editor logged in."""
    return log_in(new_page(viewport=PHONE, has_touch=True, is_mobile=True))


@pytest.fixture
def evenings(index, site):
    """An index with all that our pages can show; see content.py."""
    return make_evenings(index)


@pytest.fixture
def arabic(site, settings):
    """An index, an event and a recap that are read from right to left."""
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        ("en", "English"),
        ("ar", "العربيّة"),
    ]
    return make_arabic()


@pytest.fixture(scope="session")
def keep_picture():
    """Keep a picture of the whole page in test-results/screenshots, to be looked at."""
    folder = Path(django_settings.BASE_DIR) / "test-results" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)

    def keep_picture(page, name):
        # The admin scrolls inside its window, so a full-page picture would be cut.
        size = page.viewport_size
        height = page.evaluate(
            "Math.max(...[document.documentElement, ...document.querySelectorAll('main, "
            ".wrapper, .content-wrapper')].map(part => part.scrollHeight))"
        )
        page.set_viewport_size({**size, "height": min(max(height, 300), 8000)})
        # What loads late would be missing.
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", animations="disabled")
        page.set_viewport_size(size)

    return keep_picture
