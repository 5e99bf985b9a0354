"""Where a person's name stands in what others wrote, for whoever edits people."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from ...consent.names import LIMIT, search_name
from ...models import Attendee
from .access import editable_pages, may_edit_people

__all__ = ["block_url", "where_named"]


def block_url(block: str) -> str:
    """The end of an editor's address that leads to one block of a StreamField."""
    return f"#block-{block}-section" if block else ""


def where_named(request, attendee_id: int):
    """Search now; nothing is kept of it."""
    attendee = get_object_or_404(Attendee.objects.known(), pk=attendee_id)
    if not may_edit_people(request.user):
        raise PermissionDenied
    found = search_name(attendee)
    ids = {one.page_id for one in found if one.page_id}
    pages = {page.pk: page for page in editable_pages(request.user).filter(pk__in=ids)}
    shown = [
        (one, pages.get(one.page_id), block_url(one.block))
        for one in found
        if one.page_id is None or one.page_id in pages
    ]
    return TemplateResponse(
        request,
        "wagtail_meetups/admin/where_named.html",
        {
            "attendee": attendee,
            "found": shown,
            "elsewhere": len(found) - len(shown),
            "is_cut": len(found) >= LIMIT,
        },
    )
