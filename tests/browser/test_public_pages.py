"""Our public pages on a small phone, with the keyboard, without JavaScript, without cookies."""

import pytest
from playwright.sync_api import expect

from .conftest import NARROW, WIDE

pytestmark = pytest.mark.browser
PAGES = ("index", "event", "recap")
EMBEDDED = {"video.example", "sound.example", "social.example"}

FOCUS = """() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  return {
    name: focused.href || focused.name || focused.type || "",
    frame: focused.matches("iframe"),
    between: focused === document.body,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
  };
}"""


def focus_of(page) -> dict:
    """What has the focus; a frame hands it over in its own time."""
    for _attempt in range(20):
        focus = page.evaluate(FOCUS)
        if not focus["between"]:
            break
        page.wait_for_timeout(25)
    return focus


def assert_fits(page):
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window, page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_is_wider_than_a_small_phone(new_page, evenings, scripts):
    page = new_page(viewport=NARROW, java_script_enabled=scripts)
    for name in PAGES:
        page.goto(evenings.pages[name].url)
        assert_fits(page)


def test_nothing_is_wider_than_a_small_phone_from_right_to_left(new_page, arabic):
    page = new_page(viewport=NARROW)
    for name in PAGES:
        page.goto(arabic[name].url)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert_fits(page)


def test_paper_has_the_words_and_not_what_one_clicks(page, evenings, keep_picture):
    page.emulate_media(media="print")
    page.goto(evenings.event.url)
    for name in ("When", "Where", "Taking part"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    address = page.get_by_role("link", name="Sign up").evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://example.org/sign-up" in address
    for name in ("maps", "add-one", "add", "all"):
        expect(page.locator(f".meetups-{name}")).to_be_hidden()
    # Nobody has said anything yet.
    expect(page.locator(".meetups-comments")).to_be_hidden()
    keep_picture(page, "event-print")
    page.goto(evenings.recap.url)
    expect(page.locator("iframe").first).to_be_hidden()
    film = page.get_by_role("link", name="An evening in five minutes").first
    expect(film).to_be_visible()
    keep_picture(page, "recap-print")
    page.emulate_media(media="screen")
    expect(film).to_be_hidden()


def test_a_site_that_is_always_light_stays_so_in_the_dark(new_page, evenings):
    """One that says nothing of colours is white, whatever its reader prefers."""
    page = new_page(color_scheme="dark")
    page.goto(evenings.event.url)
    meta = page.locator("meta[name=color-scheme]")
    colour = "node => getComputedStyle(node).color"
    words = page.locator(".meetups").first
    assert words.evaluate(colour) == "rgb(232, 230, 225)"
    meta.evaluate("meta => meta.remove()")
    assert words.evaluate(colour) == "rgb(34, 38, 43)"


def test_without_javascript_one_gets_from_page_to_page(new_page, evenings):
    page = new_page(viewport=NARROW, java_script_enabled=False)
    page.goto(evenings.index.url)
    page.get_by_role("link", name=evenings.recap.title).first.click()
    page.get_by_role("link", name=evenings.past.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(evenings.past.title)
    page.get_by_role("link", name=evenings.index.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(evenings.index.title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_reaches_every_link_and_shows_where_it_is(
    new_page, evenings, scheme
):
    page = new_page(color_scheme=scheme)
    for name in PAGES:
        page.goto(evenings.pages[name].url)
        # A frame that loads while one steps through the page takes the focus away.
        for frame in page.locator("iframe").all():
            frame.scroll_into_view_if_needed()
            expect(frame.content_frame.get_by_role("heading")).to_be_visible()
        page.evaluate("scrollTo(0, 0)")
        links = page.locator(":is(a[href], select, button):visible").evaluate_all(
            "all => all.map(one => one.href || one.name || one.type)"
        )
        assert len(links) >= 4, name
        reached, elsewhere = [], False
        while len(reached) < len(links):
            page.keyboard.press("Tab")
            if elsewhere:
                # Another process has the frame: the focus comes back a moment later.
                page.wait_for_timeout(300)
            focus = focus_of(page)
            elsewhere = focus["frame"] or focus["between"]
            if elsewhere:
                continue
            assert focus["ring"] and focus["seen"], (name, focus)
            reached.append(focus["name"])
        assert reached == links


def test_the_first_tab_skips_to_the_content(page, evenings):
    page.goto(evenings.index.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_pages_set_no_cookie_and_make_no_error(page, evenings):
    answers = []
    page.on("response", lambda response: answers.append(response))
    for name in PAGES:
        page.goto(evenings.pages[name].url)
        page.wait_for_load_state("networkidle")
    assert [answer.url for answer in answers if answer.status >= 400] == []
    assert [
        answer.url for answer in answers if "set-cookie" in answer.all_headers()
    ] == []
    assert page.context.cookies() == []
    assert page.mistakes == []
    # Nothing is loaded from elsewhere but what an author embedded.
    hosts = {answer.url.split("/")[2] for answer in answers} - EMBEDDED
    assert hosts == {page.url.split("/")[2]}


STYLES = """css => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.prepend(style);
}"""
PLAIN = """* { margin: 0; padding: 0 } a, a:hover { color: rgb(255, 0, 0) }
ul { list-style: disc; padding: 2rem } p { margin: 3rem 0 }"""


def test_a_sites_plain_styles_break_nothing_and_its_own_rules_win(page, evenings):
    page.goto(evenings.event.url)
    button = page.get_by_role("link", name="Sign up")
    button.hover()
    heading = page.get_by_role("heading", level=1)
    people = page.locator(".meetups-people")

    def looks():
        return (
            button.evaluate("node => getComputedStyle(node).color"),
            people.evaluate("node => getComputedStyle(node).listStyleType"),
            people.evaluate("node => getComputedStyle(node).paddingLeft"),
        )

    before = looks()
    page.evaluate(STYLES, PLAIN)
    assert looks() == before
    page.evaluate(
        STYLES,
        ".meetups h1 { color: rgb(1, 2, 3) } :root { --meetups-on-accent: rgb(4, 5, 6) }",
    )
    assert heading.evaluate("node => getComputedStyle(node).color") == "rgb(1, 2, 3)"
    assert looks()[0] == "rgb(4, 5, 6)"


BOOTSTRAP = """a, a:hover { color: rgb(255, 0, 0); text-decoration: none }
code { color: rgb(255, 0, 0) }"""


def test_links_and_addresses_stay_as_they_are_below_a_framework(page, evenings):
    page.goto(evenings.index.url)
    resting = page.get_by_role("link", name="How to: Google")
    under_pointer = page.locator(".meetups-next h3 a")
    under_pointer.hover()
    address = page.locator("code").first
    look = """node => {
      const style = getComputedStyle(node);
      return [style.color, style.textDecorationLine, style.textDecorationColor];
    }"""

    def looks():
        return [node.evaluate(look) for node in (resting, under_pointer, address)]

    before = looks()
    assert [line for _color, line, _of in before] == ["underline", "underline", "none"]
    page.evaluate(STYLES, BOOTSTRAP)
    assert looks() == before


EDGE_TO_EDGE = ".meetups-main.meetups-main { max-inline-size: none; padding-inline: 0 }"
COLUMN = ".meetups-main.meetups-main { inline-size: 250px }"


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_words_keep_off_the_edges_of_the_window_and_fill_a_column(
    new_page, evenings, size
):
    page = new_page(viewport=size)
    page.goto(evenings.index.url)
    ours = page.locator(".meetups")
    page.evaluate(STYLES, EDGE_TO_EDGE)
    assert ours.bounding_box()["x"] == 16
    assert ours.bounding_box()["width"] == size["width"] - 32
    page.evaluate(STYLES, COLUMN)
    assert ours.bounding_box()["width"] == 250
