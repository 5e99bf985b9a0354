"""A site may forbid inline scripts and styles: our public pages cause no violation."""

import pytest

pytestmark = pytest.mark.browser
POLICY = "script-src 'self'; style-src 'self'"
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.sample || event.blockedURI}`);
});"""


def send_policy(route):
    answer = route.fetch()
    headers = {**answer.headers, "content-security-policy": POLICY}
    route.fulfill(response=answer, headers=headers)


@pytest.fixture
def strict(new_page, live_server):
    """A page in a browser to which our site sends the policy; what broke it is kept."""
    page = new_page(timezone_id="America/New_York")
    page.add_init_script(WATCH)
    page.context.route(f"{live_server.url}/**", send_policy)
    return page


def test_the_policy_is_sent_and_broken_by_what_is_inline(strict, evenings):
    strict.goto(evenings.index.url)
    broken = strict.evaluate(
        """() => new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) =>
            resolve(event.violatedDirective));
          document.body.insertAdjacentHTML("beforeend", '<p style="top: 0">');
        })"""
    )
    assert broken == "style-src-attr"
    assert set(strict.evaluate("window.violations")) == {"style-src-attr: inline"}


def test_no_public_page_breaks_it(strict, evenings):
    for name, page in evenings.pages.items():
        strict.goto(page.url)
        strict.wait_for_load_state("networkidle")
        for frame in strict.locator("iframe").all():
            frame.scroll_into_view_if_needed()
        strict.wait_for_load_state("networkidle")
        assert strict.evaluate("window.violations") == [], name
        # Our styles and our script are in use all the same.
        assert strict.locator(".meetups").evaluate(
            "node => getComputedStyle(node).lineHeight === '25.6px'"
        )
    strict.goto(evenings.event.url)
    strict.locator(".meetups-reader").wait_for(state="visible")
    assert strict.locator('script[type="application/ld+json"]').count() == 1
    strict.goto(evenings.recap.url)
    assert strict.locator("iframe").count() == 3
