"""Our public pages on a small phone, with the keyboard, without JavaScript, without cookies."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
PAGES = ("index", "event", "recap")

FOCUS = """() => {
  const focused = document.activeElement;
  const style = getComputedStyle(focused);
  const box = focused.getBoundingClientRect();
  return {
    href: focused.href || "",
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_is_wider_than_a_small_phone(new_page, evenings, keep_picture, scripts):
    page = new_page(viewport=NARROW, java_script_enabled=scripts)
    for name in PAGES:
        page.goto(evenings.pages[name].url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        wide, window = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window, name
        keep_picture(page, f"{name}-320")


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
        links = page.locator("a[href]").evaluate_all(
            "all => all.map(link => link.href)"
        )
        assert len(links) >= 4, name
        reached = []
        for _link in links:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            assert focus["ring"] and focus["seen"], (name, focus)
            reached.append(focus["href"])
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
    # Nothing is loaded from elsewhere.
    assert {answer.url.split("/")[2] for answer in answers} == {page.url.split("/")[2]}
