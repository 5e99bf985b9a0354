"""The comments of the demo, as rows: nobody is to be told of them by mail."""

import secrets
from datetime import timedelta

from django.utils import timezone

from wagtail_meetups.comments import library
from wagtail_meetups.comments.models import VisitorComment
from wagtail_meetups.models.registry import recap_models

from .content.comments import COMMENTS

__all__ = ["add_comments"]

# The threads began so many days ago.
DAYS = 3


def add_comments(users: dict) -> None:
    """Put a lively thread below one recap and a waiting one below another."""
    host = users["editor"]
    began = timezone.now() - timedelta(days=DAYS)
    for slug, thread in COMMENTS.items():
        page = recap_models()[0].objects.get(slug=slug)
        top = None
        for said in thread:
            state = VisitorComment.State[said.state.upper()]
            comment = library.new_comment(
                page,
                user=host if said.is_answer else None,
                user_name=host.first_name if said.is_answer else said.name,
                user_email="" if said.is_answer else "reader@mardi-comptoir.example",
                user_url=said.link,
                comment=said.text,
                submit_date=began + timedelta(hours=said.at),
            )
            comment.is_public = state == VisitorComment.State.PUBLISHED
            comment.save()
            row = VisitorComment.objects.create(
                comment=comment,
                page_id=page.pk,
                answer_to=top if said.is_answer else None,
                state=state,
                previous_state=state,
                state_since=comment.submit_date,
                reason=said.reason,
                key=secrets.token_urlsafe(24),
                told_at=comment.submit_date,
            )
            if not said.is_answer:
                top = row
