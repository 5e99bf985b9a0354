"""One comment in its context, and what may be done with it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from ..library import MAX_LENGTH
from ..models import VisitorComment
from ..moderation import ACTIONS, answer, decide, undo
from ..text import clean_text, render_text, safe_link
from .permissions import can, can_do, can_see

__all__ = ["ModerateView", "UndoView", "tell_done", "urls"]

State = VisitorComment.State
# Published ones before and after, for the context.
AROUND = 3
LOG_SHOWN = 20
UNDOABLE_AT_ONCE = 200

WORDS = {
    "approve": gettext_lazy("Publish"),
    "hold": gettext_lazy("Hold back"),
    "spam": gettext_lazy("It is spam"),
    "remove": gettext_lazy("Remove"),
}


def urls(name: str, *args) -> str:
    """An address of the viewset."""
    return reverse(VisitorComment.snippet_viewset.get_url_name(name), args=args)


def tell_done(request, action: str, rows) -> None:
    """Say what was done, with a way to undo it: a link to a page that asks."""
    count = len(rows)
    if not count:
        messages.info(request, _("Nothing was to be changed."))
        return
    done = {
        "approve": ngettext(
            "%(count)d comment is published.",
            "%(count)d comments are published.",
            count,
        ),
        "hold": ngettext(
            "%(count)d comment is held back.",
            "%(count)d comments are held back.",
            count,
        ),
        "spam": ngettext(
            "%(count)d comment is marked as spam.",
            "%(count)d comments are marked as spam.",
            count,
        ),
        "remove": ngettext(
            "%(count)d comment is removed.", "%(count)d comments are removed.", count
        ),
    }[action] % {"count": count}
    buttons = []
    if can(request.user, "change") and count <= UNDOABLE_AT_ONCE:
        ids = "&".join(f"id={row.pk}" for row in rows)
        buttons = [messages.button(f"{urls('undo')}?{ids}", _("Undo"))]
    messages.success(request, done, buttons=buttons)


class AnswerForm(forms.Form):
    """A host's public answer."""

    answer = forms.CharField(
        label=gettext_lazy("Your public answer"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_answer(self) -> str:
        return clean_text(self.cleaned_data["answer"])


class ModerateView(WagtailAdminTemplateMixin, View):
    """Show a comment; do one thing with it by POST, if the permission is there."""

    template_name = "wagtail_meetups/comments/admin/moderate.html"
    header_icon = "comment"
    index_url_name = ""
    history_url_name = ""

    def dispatch(self, request, pk, *args, **kwargs):
        if not can_see(request.user):
            raise PermissionDenied
        rows = VisitorComment.objects.select_related("comment", "page", "answer_to")
        self.row = get_object_or_404(rows, pk=pk)
        self.form = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        action = request.POST.get("action", "")
        if action not in (*ACTIONS, "answer") or not can_do(request.user, action):
            raise PermissionDenied
        if action == "answer":
            self.form = AnswerForm(request.POST)
            if not self.form.is_valid():
                return self.get(request)
            answer(self.row, self.form.cleaned_data["answer"], request.user)
            messages.success(
                request, _("Your answer is published beneath the comment.")
            )
            return redirect(urls("edit", self.row.pk))
        tell_done(request, action, decide([self.row], action, request.user))
        return redirect(urls("list"))

    def get_page_title(self):
        return str(self.row)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": urls("list"), "label": _("Visitor comments")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        row, user = self.row, self.request.user
        may_change = can(user, "change")
        page_url = row.page.get_url(self.request)
        return super().get_context_data(
            row=row,
            comment=row.comment,
            html=render_text(row.comment.comment),
            link=safe_link(row.comment.user_url),
            shows_person=may_change,
            page_url=page_url,
            before=self._around(before=True),
            after=self._around(before=False),
            answers=self._answers(),
            actions=[
                {"name": name, "label": label, "is_serious": name in ("spam", "remove")}
                for name, label in WORDS.items()
                if can_do(user, name) and ACTIONS[name][0] != row.state
            ],
            form=(self.form or AnswerForm()) if may_change else None,
            is_shown={row.state, (row.answer_to or row).state} == {State.PUBLISHED},
            can_undo=may_change and row.can_undo,
            undo_url=f"{urls('undo')}?id={row.pk}",
            history=ModelLogEntry.objects.for_instance(row)
            .select_related("user")
            .order_by("-timestamp")[:LOG_SHOWN],
            **kwargs,
        )

    def _around(self, *, before: bool):
        top = self.row.answer_to_id or self.row.pk
        rows = VisitorComment.objects.select_related("comment").filter(
            page=self.row.page_id, state=State.PUBLISHED, answer_to=None
        )
        if before:
            found = list(rows.filter(pk__lt=top).order_by("-pk")[:AROUND])[::-1]
        else:
            found = list(rows.filter(pk__gt=top).order_by("pk")[:AROUND])
        return [_shown(row) for row in found]

    def _answers(self):
        rows = self.row.answers.select_related("comment").order_by("pk")
        return [
            {
                **_shown(row),
                "url": urls("edit", row.pk),
                "state": row.get_state_display(),
            }
            for row in rows
        ]


def _shown(row) -> dict:
    return {
        "name": row.comment.user_name,
        "at": row.comment.submit_date,
        "html": render_text(row.comment.comment),
    }


class UndoView(WagtailAdminTemplateMixin, View):
    """Ask whether to bring comments back to where they were; do so by POST."""

    template_name = "wagtail_meetups/comments/admin/undo.html"
    header_icon = "rotate"
    page_title = gettext_lazy("Undo")

    def dispatch(self, request, *args, **kwargs):
        if not can(request.user, "change"):
            raise PermissionDenied
        ids = [
            pk for pk in request.GET.getlist("id") if pk.isdecimal() and len(pk) < 19
        ]
        rows = VisitorComment.objects.select_related("comment").filter(pk__in=ids)
        if not can(request.user, "delete"):  # Undoing an undoing would remove it.
            rows = rows.exclude(previous_state=State.REMOVED)
        self.rows = [row for row in rows[:UNDOABLE_AT_ONCE] if row.can_undo]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        count = len(undo(self.rows, request.user))
        text = ngettext(
            "%(count)d comment is where it was before.",
            "%(count)d comments are where they were before.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(urls("list"))

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": urls("list"), "label": _("Visitor comments")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        told = [
            {
                **_shown(row),
                "from": row.get_state_display(),
                "to": State(row.previous_state).label,
            }
            for row in self.rows
        ]
        return super().get_context_data(told=told, list_url=urls("list"), **kwargs)
