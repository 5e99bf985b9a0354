"""What a person does in the editor, step by step."""

from playwright.sync_api import expect
from wagtail.models import Revision
from wagtail.users.models import UserProfile

__all__ = [
    "WATCHING",
    "choose_page",
    "open_menu",
    "open_new_event",
    "press_publish",
    "read_in",
    "section",
    "title_field",
    "type_when",
    "wait_for_autosave",
    "wait_until_watched",
]

# Wagtail compares a form with what it held two seconds after it was opened; what a quick
# typist wrote before is kept with the next change.
WATCHING = """document.addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.watching = "";
})"""


def open_menu(page, *labels):
    """Open an entry of the admin's menu: the group first, then what is in it."""
    if page.url == "about:blank":
        page.goto("/admin/")
    toggle = page.get_by_role("button", name="Toggle sidebar")
    if page.viewport_size["width"] < 800:
        toggle.click()
    menu = page.get_by_role("complementary", name="Sidebar")
    *groups, entry = labels
    for group in groups:
        menu.get_by_role("button", name=group, exact=True).click()
    menu.get_by_role("link", name=entry, exact=True).click()


def open_new_event(page):
    """From anywhere in the admin to the form of a new event."""
    open_menu(page, "Meet-ups", "Events")
    page.get_by_role("link", name="Add event").click()
    expect(title_field(page)).to_be_visible()


def read_in(user, language):
    """Have the admin speak this language to the user from the next page on."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def title_field(page):
    return page.get_by_role("textbox", name="Title*")


def section(page, name):
    """A part of the form, by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def type_when(page, label, text):
    """Type a date or a time as people do, and leave the field, which closes its picker."""
    picker = page.locator(".xdsoft_datetimepicker:visible")
    field = page.get_by_role("textbox", name=label, exact=True)
    field.click()
    expect(picker).to_have_count(1)
    field.press("ControlOrMeta+a")
    field.press("Delete")
    field.press_sequentially(str(text))
    field.press("Tab")
    expect(picker).to_have_count(0)


def press_publish(page):
    """Choose Publish, which stands behind the arrow beside "Save draft"."""
    actions = page.get_by_role("navigation", name="Actions (footer)")
    actions.get_by_role("button", name="More actions").click()
    # The menu is drawn at the end of the page, outside the navigation.
    page.get_by_role("button", name="Publish", exact=True).click()


def wait_until_watched(page):
    """Wait until Wagtail looks for changes to be kept."""
    expect(page.locator("html[data-watching]")).to_be_attached()


def wait_for_autosave(page, **values):
    """Wait until the draft in the database holds these values, and Wagtail says "Saved"."""
    for _attempt in range(100):
        held = (
            Revision.objects.order_by("-pk").values_list("content", flat=True).first()
        )
        if held and values.items() <= held.items():
            break
        page.wait_for_timeout(200)
    else:
        raise AssertionError(f"After 20 seconds the draft holds {held}, not {values}.")
    saved = page.locator("#w-autosave-indicator .w-autosave-indicator__state--saved")
    expect(saved).to_be_visible()


def choose_page(page, title):
    """Choose a page in the chooser that is open."""
    page.get_by_role("dialog").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
