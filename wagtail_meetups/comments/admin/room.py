"""The comment settings of one page."""

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import log

from ... import conf
from ...models.base import get_page_model
from ..guard import is_commented
from ..library import is_in_charge
from ..models import Room, VisitorComment
from ..publishing import after_change
from ..rules import usual_hold
from .moderate import urls
from .permissions import can, can_see

__all__ = ["edit_room", "room_buttons"]


class RoomForm(ModelForm):
    """Each setting has an empty choice: as the site has it, which it names."""

    class Meta:
        model = Room
        fields = ["status", "who", "hold", "close_days"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        status = "OPEN" if conf.get("COMMENTS_OPEN") else "CLOSED"
        defaults = {
            "status": Room.Status[status].label,
            "who": Room.Who(conf.get("COMMENTS_WHO")).label,
            "hold": Room.Hold(usual_hold()).label,
        }
        for name, default in defaults.items():
            _empty, *choices = self.fields[name].choices
            usual = _("%(usual)s (as on the other pages)") % {"usual": default}
            self.fields[name].choices = [("", usual), *choices]


def _may_set(page, user) -> bool:
    return can(user, "change") or page.permissions_for_user(user).can_publish()


def edit_room(request, page_id: int):
    """Show and save what a page says about its comments."""
    page = get_object_or_404(get_page_model(), pk=page_id).specific
    if not is_commented(type(page)) or not is_in_charge():
        raise Http404
    if not _may_set(page, request.user):
        raise PermissionDenied
    room = Room.objects.filter(pk=page.pk).first() or Room(page_id=page.pk)
    list_url = f"{urls('list')}?page={page.pk}" if can_see(request.user) else ""
    # Whoever may moderate need not be an editor of the page.
    if page.permissions_for_user(request.user).can_edit():
        back_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    else:
        back_url = list_url or reverse("wagtailadmin_home")
    form = RoomForm(request.POST or None, instance=room)
    if request.method == "POST" and form.is_valid():
        form.save()
        if form.has_changed():
            log(page, "wagtail_meetups_comments.settings", user=request.user)
        after_change({page.pk})
        messages.success(request, _("The comment settings of this page are saved."))
        return redirect(back_url)
    return TemplateResponse(
        request,
        "wagtail_meetups/comments/admin/room.html",
        {
            "page": page,
            "form": form,
            "media": form.media,
            "waiting": VisitorComment.objects.filter(
                page=page.pk, state=VisitorComment.State.WAITING
            ).count(),
            "list_url": list_url,
            "back_url": back_url,
        },
    )


def room_buttons(page, user, next_url=None, **kwargs):
    """The button in the editor's header and in the lists of pages."""
    model = page.specific_class
    if model is None or not is_commented(model) or not is_in_charge():
        return
    if _may_set(page, user):
        yield Button(
            _("Comments"),
            reverse("wagtail_meetups_comment_settings", args=[page.pk]),
            icon_name="comment",
            priority=45,
        )
