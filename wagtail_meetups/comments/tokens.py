"""The private link to one's own comment, which nothing is stored for."""

from django.utils.crypto import constant_time_compare, salted_hmac

from .models import VisitorComment

__all__ = ["find_by_token", "token_of"]

SALT = "wagtail_meetups.comments.yours"
# In hexadecimal digits: 160 bits.
LENGTH = 40


def token_of(row: VisitorComment) -> str:
    """Letters, digits and a hyphen, which is what Wagtail's addresses admit."""
    digest = salted_hmac(SALT, f"{row.pk}:{row.key}", algorithm="sha256").hexdigest()
    return f"{row.pk}-{digest[:LENGTH]}"


def find_by_token(token: str, page) -> VisitorComment | None:
    """The comment on this page that a link is for; ``None`` for all that is no such link."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    rows = VisitorComment.objects.select_related("comment")
    row = rows.filter(pk=number, page=page.pk, answer_to__isnull=True).first()
    if row is None or not constant_time_compare(token, token_of(row)):
        return None
    return row
