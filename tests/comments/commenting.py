"""What a visitor does: fills in the form of a page and sends it."""

import re
import secrets
from datetime import timedelta
from html import unescape

from django.utils import timezone

from tests.forms import read_form

WORDS = "It was a good evening, and the talk on prices stays with me."


def form_data(client, page, **values) -> dict:
    """The form of a page as a browser would send it, filled in by a guest."""
    data = read_form(client.get(f"{page.url}comments/"), "comment-form")
    data = {name: each[0] for name, each in data.items() if not name.endswith("-count")}
    typed = {"name": "Ilse", "email": "ilse@example.org", "comment": WORDS, **values}
    assert {name for name in typed if name not in data} <= {"preview", "name", "email"}
    return data | typed


def send(client, page, **values):
    """Fill the form in and send it."""
    data = form_data(client, page, **values)
    return client.post(f"{page.url}comments/", data)


def sent(client, page, **values):
    """The row of a comment that must be taken."""
    from wagtail_meetups.comments.models import VisitorComment

    response = send(client, page, **values)
    assert response.status_code == 302, text_of(response)
    return VisitorComment.objects.get(
        pk=int(re.search(r"yours/(\d+)-", response.url)[1])
    )


def text_of(response) -> str:
    """The words of a page, without its elements."""
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def add_comments(page, number, *, state=2, answer_to=None, **values):
    """Rows as if they had been sent a day ago, without going through the form."""
    from wagtail_meetups.comments import library
    from wagtail_meetups.comments.models import VisitorComment

    then = timezone.now() - timedelta(days=1)
    made = []
    for at in range(number):
        told = {
            "user_name": f"Reader {at}",
            "user_email": f"reader{at}@example.org",
            "comment": f"Words number {at}",
            "submit_date": then + timedelta(seconds=at),
            **values,
        }
        comment = library.new_comment(page, **told)
        comment.is_public = state == 2
        comment.save()
        made.append(
            VisitorComment.objects.create(
                comment=comment,
                page_id=page.pk,
                answer_to=answer_to,
                state=state,
                previous_state=state,
                state_since=then,
                key=secrets.token_urlsafe(24),
            )
        )
    return made


def comment_addresses(page) -> tuple[list[str], list[str]]:
    """Where all of the comments' templates are to be seen: by everybody, by hosts."""
    from wagtail_meetups.comments.tokens import token_of

    (row,) = add_comments(page, 1)
    (answer,) = add_comments(page, 1, answer_to=row)
    (waiting,) = add_comments(page, 1, state=1)
    admin = "/admin/snippets/wagtail_meetups_comments/visitorcomment/"
    bulk = "/admin/bulk/wagtail_meetups_comments/visitorcomment/approve/"
    return [
        page.url,
        f"{page.url}comments/",
        f"{page.url}comments/yours/{token_of(waiting)}/",
    ], [
        f"{admin}edit/{row.pk}/",
        f"{admin}undo/?id={answer.pk}",
        f"{bulk}?id={waiting.pk}",
        f"/admin/meetups/comments/{page.pk}/settings/",
        "/admin/",
    ]
