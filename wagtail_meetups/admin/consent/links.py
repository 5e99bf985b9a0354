"""Making a private link for a person, showing it once, and ending it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ... import conf
from ...feeds import route_url
from ...models import Attendee, PersonalLink
from ...models.registry import index_models
from ...qr import qr_svg
from .access import may_make_links

__all__ = ["personal_links"]

TEMPLATE = "wagtail_meetups/admin/personal_links.html"


def _indexes() -> list:
    """The indexes below which the page can be opened, by title: those that are published."""
    indexes = [
        index
        for model in index_models()
        for index in model._default_manager.live().select_related("locale")
        if index.get_full_url()
    ]
    return sorted(indexes, key=lambda index: (index.title, index.pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_links(request, attendee_id: int):
    """The links of one person. A new one is in the answer to its form, and nowhere else."""
    attendee = get_object_or_404(Attendee.objects.known(), pk=attendee_id)
    if not may_make_links(request.user):
        raise PermissionDenied
    indexes = _indexes()
    context = {
        "attendee": attendee,
        "indexes": indexes,
        "days": conf.get("PERSONAL_LINK_DAYS"),
    }
    action = request.POST.get("action")
    if action == "make" and indexes:
        chosen = request.POST.get("index", "")
        index = next((one for one in indexes if str(one.pk) == chosen), indexes[0])
        link, key = PersonalLink.make(attendee, by=request.user)
        log(attendee, "wagtail_meetups.link", user=request.user)
        address = route_url(index, "person", args=[key])
        context |= {
            "address": address,
            "made": link,
            "qr_code": qr_svg(address, _("QR code that opens the private page")),
        }
    elif action == "revoke":
        valid = attendee.personal_links.valid(timezone.now())
        ended = valid.filter(pk=_number(request.POST.get("link"))).update(
            revoked_at=timezone.now()
        )
        if ended:
            log(attendee, "wagtail_meetups.link_ended", user=request.user)
            messages.success(request, _("The link works no longer."))
        return redirect("wagtail_meetups_personal_links", attendee.pk)
    valid = attendee.personal_links.valid(timezone.now())
    context["links"] = valid.select_related("created_by")
    return TemplateResponse(request, TEMPLATE, context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
