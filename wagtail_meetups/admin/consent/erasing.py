"""Deleting people in the admin is erasing them, as by their own link."""

from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.admin import messages

from ...consent.forgetting import erase
from ...models import Attendee

__all__ = ["erase_in_place_of_deleting"]


def erase_in_place_of_deleting(request, snippets):
    """For the hook ``before_delete_snippet``, of one person and of several at once.

    Wagtail would take their rows out, and leave their photo among the pictures and their
    name in what others wrote, of which no author would learn.
    """
    people = [one for one in snippets if isinstance(one, Attendee)]
    if request.method != "POST" or not people:
        return None
    if not request.user.has_perm("wagtail_meetups.delete_attendee"):
        return None
    findings = [found for one in people for found in erase(one, by=request.user)]
    told = ngettext(
        "%(count)s person is erased.", "%(count)s people are erased.", len(people)
    ) % {"count": len(people)}
    if findings:
        places = ngettext(
            "Their name still stands in %(count)s place: see Wishes of people in recaps.",
            "Their name still stands in %(count)s places: see Wishes of people in recaps.",
            len(findings),
        )
        told = f"{told} {places % {'count': len(findings)}}"
    messages.success(request, told)
    return redirect(Attendee.snippet_viewset.get_url_name("list"))
