"""The demo's threads, and log-in by an account from elsewhere, end to end."""

import re
from html import unescape

import pytest

LIVELY = "/meetups/how-the-long-table-was/"
HELD = "/meetups/how-the-price-of-a-day-was/"


def form_of(text: str, action: str = "") -> dict:
    """The hidden fields of the form with this action."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', text, re.S)[
        0
    ]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def test_a_lively_thread_and_one_that_waits(sandbox):
    visitor = sandbox.visitor()
    lively = visitor.get(LIVELY)
    assert "8 comments" in lively.text
    assert 'class="meetups-host"' in lively.text
    # The site's own layout looks at who is logged in; the thread adds nothing to that.
    assert lively.headers.get("Vary") == visitor.get("/meetups/").headers.get("Vary")
    assert "Set-Cookie" not in lively.headers
    held = visitor.get(HELD)
    assert "Basile" not in held.text and "Best Rates" not in held.text
    assert visitor.get(f"{LIVELY}comments/").status == 200
    assert visitor.get(f"{LIVELY}comments/atom/").text.count("<entry>") == 8

    visitor.log_in("editor", "/admin/login/")
    assert "3 comments are waiting for a host." in visitor.get("/admin/").text


def test_a_reader_logs_in_with_another_account_and_comments(social_sandbox):
    visitor = social_sandbox.visitor()
    form = visitor.get(f"{LIVELY}comments/")
    login = unescape(re.search(r'href="(/accounts/login/[^"]*)"', form.text)[1])
    assert login == f"/accounts/login/?next={LIVELY.replace('/', '%2F')}comments%2F"

    page = visitor.get(login)
    start = unescape(re.search(r'href="(/accounts/dummy/login/[^"]*)"', page.text)[1])
    answer = visitor.get(start)
    if answer.status == 200:  # It asks whether to go on: that takes a POST.
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.text)[1]
        answer = visitor.get(start, {"csrfmiddlewaretoken": token})
    authenticate = answer.headers["Location"]
    page = visitor.get(authenticate)
    fields = dict(
        re.findall(r'name="(csrfmiddlewaretoken|state)"[^>]*value="([^"]*)"', page.text)
    )
    answer = visitor.get(
        authenticate,
        {
            **fields,
            "id": "7",
            "first_name": "Soizic",
            "last_name": "Le Goff",
            "email": "soizic@elsewhere.example",
            "email_verified": "on",
        },
    )
    while answer.status == 302 and "comments" not in answer.headers["Location"]:
        answer = visitor.get(answer.headers["Location"])
    assert answer.status == 302, answer.text
    assert answer.headers["Location"].endswith(f"{LIVELY}comments/")

    page = visitor.get(f"{LIVELY}comments/")
    assert "You write as Soizic Le Goff." in page.text
    data = form_of(page.text, f"{LIVELY}comments/")
    data |= {"comment": "I would have lent a chair.", "name": "Somebody else"}
    answer = visitor.get(f"{LIVELY}comments/", data)
    assert answer.status == 302, answer.text
    assert "/comments/yours/" in answer.headers["Location"]
    [(name, email)] = social_sandbox.query(
        "SELECT user_name, user_email FROM django_comments"
        " WHERE comment = 'I would have lent a chair.'"
    )
    assert (name, email) == ("Soizic Le Goff", "soizic@elsewhere.example")


@pytest.mark.parametrize("path", ["/meetups/the-kitchen-table/"])
def test_members_only_pages_ask_for_the_same_log_in(social_sandbox, path):
    answer = social_sandbox.visitor().get(path)
    assert answer.headers["Location"] == f"/accounts/login/?next={path}"
