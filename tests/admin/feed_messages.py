"""Reads the messages after publishing, as an editor does on the page they are sent to."""

import re
from html import unescape

from django.urls import reverse

from ..forms import read_form

__all__ = ["check_url", "messages", "ours", "write"]


def messages(admin, response):
    """The messages on the page that the editor is sent to, as text, without the buttons."""
    assert response.status_code == 302, response.context["form"].errors
    html = admin.get(response["Location"]).content.decode()
    found = re.findall(r'<li class="(\w+)[^"]*"[^>]*>(.*?)</li>', html, re.DOTALL)
    return [
        (level, text)
        for level, inside in found
        if level in ("success", "info", "warning", "error")
        and (text := " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split()))
    ], html


def write(admin, page, action="action-publish", **values):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = read_form(admin.get(url), "page-edit-form")
    data |= values | ({action: action} if action else {})
    return messages(admin, admin.post(url, data))


def check_url(index):
    return reverse("wagtail_meetups_check_feed", args=[index.pk])


def ours(found):
    return [
        (level, text.removesuffix(" Check my feed"))
        for level, text in found
        if "calendar feed" in text
    ]
