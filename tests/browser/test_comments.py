"""Comments in a browser: reading, writing by keyboard, and moderating on a phone."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect

from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.comments.moderation import answer

from ..comments.commenting import add_comments
from .axe import find_violations
from .conftest import NARROW, PHONE, WIDE
from .test_accessibility import WAGTAILS_OWN
from .test_subscribe import too_wide

pytestmark = pytest.mark.browser
SIZES = {"320": NARROW, "wide": WIDE}
LONG = "https://example.org/" + "a-long-way-to-" * 12
State = VisitorComment.State


@pytest.fixture
def talk(evenings, editor):
    """A recap with a thread: a link, a long word, an answer, and two that wait."""
    recap = evenings.recap
    first, *_others = add_comments(
        recap,
        3,
        user_url="https://ilse.example/",
        comment=f"It was a good evening.\n\nThe list of tools is at {LONG}.",
    )
    answer(first, "Thank you for the list. Bring the planer next time?", editor)
    # A name, too, may be one long word.
    add_comments(recap, 1, user_name="M" * 50, comment="W" * 500)
    add_comments(recap, 2, state=State.WAITING, comment="I came late and stayed long.")
    return recap


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_thread_and_form(new_page, talk, keep_picture, scheme, size):
    page = new_page(viewport=SIZES[size], color_scheme=scheme)
    page.goto(talk.url)
    expect(page.get_by_role("heading", name="5 comments")).to_be_visible()
    assert find_violations(page) == []
    assert not too_wide(page)
    assert page.context.cookies() == []
    keep_picture(page, f"comments-thread-{size}-{scheme}")
    page.get_by_role("link", name="Write a comment").click()
    assert find_violations(page) == []
    page.get_by_label("Your website").fill("nonsense of mine")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert find_violations(page) == []
    assert not too_wide(page)
    keep_picture(page, f"comments-errors-{size}-{scheme}")
    assert page.mistakes == []


def test_all_of_it_by_keyboard_and_without_javascript(new_page, talk, keep_picture):
    page = new_page(java_script_enabled=False)
    page.goto(talk.url)
    page.get_by_role("link", name="Write a comment").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name").focus()
    for typed in ("Ilse", "ilse@example.org", "", "I would come again."):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value("I would come again.")
    keep_picture(page, "comments-preview")
    preview = page.get_by_role("region", name="Preview")
    preview.get_by_role("button", name="Send").press("Enter")
    expect(page.get_by_text("it will appear when a host has read it")).to_be_visible()
    keep_picture(page, "comments-thanks")
    page.get_by_role("button", name="Withdraw the comment").press("Enter")
    expect(page.get_by_text("It is withdrawn")).to_be_visible()
    assert not VisitorComment.objects.filter(comment__user_name="Ilse").exists()


def test_mistakes_lead_to_their_fields(new_page, talk):
    page = new_page()
    page.goto(f"{talk.url}comments/")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").get_by_role("link", name="E-mail").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_accessible_description(
        "Never shown. This field is required."
    )


def test_the_form_opens_in_its_place(new_page, talk, settings):
    settings.WAGTAIL_MEETUPS = {"COMMENTS_IN_PLACE": True}
    page = new_page()
    page.goto(talk.url)
    assert page.context.cookies() == []
    page.get_by_role("link", name="Write a comment").click()
    expect(page.get_by_label("Name")).to_be_focused()
    assert page.url.endswith(talk.url)
    assert find_violations(page) == []
    page.get_by_label("Name").fill("Ilse")
    page.get_by_label("E-mail").fill("ilse@example.org")
    page.get_by_label("Your comment").fill("In its place.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("it will appear when a host has read it")).to_be_visible()
    assert page.mistakes == []


@pytest.fixture
def host_phone(new_page, log_in, editors):
    codes = [f"{verb}_visitorcomment" for verb in ("view", "change", "delete")]
    editors.permissions.add(*Permission.objects.filter(codename__in=codes))
    return log_in(new_page(viewport=PHONE, has_touch=True, is_mobile=True))


def test_moderating_on_a_phone(host_phone, talk, keep_picture):
    page = host_phone
    page.goto("/admin/")
    expect(page.get_by_text("2 comments are waiting for a host.")).to_be_visible()
    keep_picture(page, "comments-panel-phone")
    page.get_by_role("link", name="Read what waits").click()
    page.wait_for_load_state("networkidle")
    assert not find_violations(page, WAGTAILS_OWN)
    keep_picture(page, "comments-list-phone")
    page.get_by_role("link", name="I came late and stayed long.").first.click()
    page.wait_for_load_state("networkidle")
    assert not find_violations(page, WAGTAILS_OWN)
    assert not too_wide(page)
    keep_picture(page, "comments-moderate-phone")
    button = page.get_by_role("button", name="Publish", exact=True)
    assert button.bounding_box()["height"] >= 40
    button.click()
    expect(page.get_by_text("1 comment is published.")).to_be_visible()
    page.get_by_role("link", name="Undo").click()
    page.wait_for_load_state("networkidle")
    assert not find_violations(page, WAGTAILS_OWN)
    keep_picture(page, "comments-undo-phone")
    page.get_by_role("button", name="Yes, undo").click()
    expect(page.get_by_text("1 comment is where it was before.")).to_be_visible()
    assert VisitorComment.objects.filter(state=State.WAITING).count() == 2


def test_many_at_once_and_the_settings_of_a_page(host_phone, talk, keep_picture):
    page = host_phone
    page.set_viewport_size(WIDE)
    page.goto(reverse("wagtailsnippets_wagtail_meetups_comments_visitorcomment:list"))
    for box in page.get_by_role("checkbox", name="Select").all()[:3]:
        box.check()
    keep_picture(page, "comments-list-wide")
    page.get_by_role("link", name="Mark the selected comments as spam").click()
    page.wait_for_load_state("networkidle")
    assert not find_violations(page, WAGTAILS_OWN)
    page.set_viewport_size(PHONE)
    assert not too_wide(page)
    keep_picture(page, "comments-bulk-phone")
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="It is spam").click()
    expect(page.get_by_text("comments are marked as spam")).to_be_visible()
    page.goto(reverse("wagtail_meetups_comment_settings", args=[talk.pk]))
    page.wait_for_load_state("networkidle")
    assert not find_violations(page, WAGTAILS_OWN)
    keep_picture(page, "comments-settings-wide")
