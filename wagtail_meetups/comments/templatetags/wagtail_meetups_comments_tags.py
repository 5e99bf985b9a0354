"""What ``wagtail_meetups/comments/thread.html`` is made of."""

from django import template

from ..views.thread import thread_context

register = template.Library()


@register.simple_tag(takes_context=True)
def meetup_thread(context, page=None) -> dict | None:
    """The comments of a page, by default of ``page``: see ``views.thread``."""
    return thread_context(context.get("request"), page or context.get("page"))
