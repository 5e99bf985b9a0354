"""An address of one comment that stays, on whichever page of the thread it stands."""

from django.http import Http404
from django.shortcuts import redirect

from ..threads import page_number_of

__all__ = ["permalink"]


def permalink(request, page, pk: str):
    """Lead to the comment below its page; ``Http404`` where it is not shown."""
    number = page_number_of(page.pk, int(pk))
    if number is None:
        raise Http404
    query = f"?comments={number}" if number > 1 else ""
    return redirect(f"{page.get_url(request)}{query}#comment-{int(pk)}")
