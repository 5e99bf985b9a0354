"""axe-core finds nothing on our pages, beyond what Wagtail's own admin has."""

import pytest
from django.urls import reverse

from .axe import find_violations
from .conftest import NARROW, PHONE, WIDE

pytestmark = pytest.mark.browser
PAGES = ("index", "event", "recap")
SIZES = {"narrow": NARROW, "phone": PHONE, "wide": WIDE}

# What Wagtail 8.0.1 has on elements that we do not touch: a rule, and the only elements
# that may break it.
WAGTAILS_OWN = [
    # The rich-text field is no named text box, on any page.
    ("aria-input-field-name", ".public-DraftEditor-content"),
    # A block of a stream that is one field, as an embed or a heading is, has its name in a
    # header that is not tied to the field.
    ("label", "[data-contentpath] input[type=url][name$='-value']"),
    ("label", "[data-contentpath] input[type=text][name$='-value']"),
    # A struct block inside another is a landmark, named by its label and its text: where
    # neither says more, each block around it has one of the same name.
    ("landmark-unique", "[data-contentpath=picture] section.w-panel--nested"),
    # The menu's search and the search of a list are two landmarks without a name; so it
    # is on the lists of images, users and pages.
    ("landmark-unique", "form[role=search][action$='/pages/search/']"),
    # The editor of every snippet starts at an h2: its header is included without a title.
    ("page-has-heading-one", "html:has(form#w-editor-form)"),
]


@pytest.fixture
def look(new_page, keep_picture):
    """What axe-core finds on our three pages, shown as these options say."""

    def look(pages, mark, **options):
        page = new_page(**options)
        found = []
        for name in PAGES:
            page.goto(pages[name].url)
            found += [f"{name}: {words}" for words in find_violations(page)]
            keep_picture(page, f"{name}-{mark}")
        return found

    return look


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_public_pages(look, evenings, scheme, size):
    options = {"viewport": SIZES[size], "color_scheme": scheme}
    assert look(evenings.pages, f"{size}-{scheme}", **options) == []


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_public_pages_from_right_to_left(look, arabic, size):
    assert look(arabic, f"{size}-arabic", viewport=SIZES[size]) == []


def test_public_pages_in_colours_of_the_readers_own(look, evenings):
    assert look(evenings.pages, "forced-colors", forced_colors="active") == []


def admin_pages(evenings):
    """The addresses of our admin pages, by name."""
    event, recap = evenings.event, evenings.recap
    listing = "meetups_{}:index"
    snippet = "wagtailsnippets_wagtail_meetups_{}:{}"
    return {
        "event-editor": reverse("wagtailadmin_pages:edit", args=[event.pk]),
        "recap-editor": reverse("wagtailadmin_pages:edit", args=[recap.pk]),
        "copy": reverse("wagtail_meetups_copy_event", args=[event.pk]),
        "calendar": reverse("meetups_calendar:index"),
        "check-feed": reverse("wagtail_meetups_check_feed", args=[evenings.index.pk]),
        **{
            f"{name}-list": reverse(
                listing.format(page._meta.label_lower.replace(".", "_"))
            )
            for name, page in (("event", event), ("recap", recap))
        },
        **{
            f"{name}-list": reverse(snippet.format(name, "list"))
            for name in ("attendee", "venue", "topic")
        },
        "attendee-editor": reverse(
            snippet.format("attendee", "edit"), args=[evenings.people[0].pk]
        ),
        "venue-editor": reverse(
            snippet.format("venue", "edit"), args=[evenings.venue.pk]
        ),
    }


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_admin_pages(new_page, log_in, evenings, keep_picture, size):
    page = log_in(new_page(viewport=SIZES[size]))
    addresses = admin_pages(evenings)
    found = []
    for name, address in addresses.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += [f"{name}: {words}" for words in find_violations(page, WAGTAILS_OWN)]
        keep_picture(page, f"{name}-{size}")
    assert not found, "\n".join(found)
