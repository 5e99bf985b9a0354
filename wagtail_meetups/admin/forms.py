"""The forms of our pages in the editor: defaults, and mistakes told beside the field.

Checks across fields run when a page is published, never for a draft, an autosave or a
preview: those are validated with ``is_deferred_validation``.
"""

import difflib

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from ..domain.schedule import zone_names
from ..models import RESERVED_SLUGS, Attendee
from .defaults import event_defaults
from .mistakes import find_mistakes
from .rule_builder import RecurrenceInput
from .widgets import FilteredCheckboxes, TimeZoneInput

__all__ = ["WHEN", "EventForm", "IndexForm", "MeetupPageForm", "use_widget"]

# What a schedule is made of, beside ``all_day``, which is never wrong.
WHEN = (
    "start_date",
    "start_time",
    "end_date",
    "end_time",
    "timezone",
    "recurrence",
    "changes",
)


def use_widget(form, name: str, widget) -> None:
    """Give a form's field another widget, keeping its choices; nothing if it is not there."""
    if field := form.fields.get(name):
        widget.is_required = field.required
        if hasattr(field, "choices"):
            widget.choices = field.choices
        field.widget = widget


def beside_blocks(mistakes: dict[int, str]) -> StreamBlockValidationError:
    """These mistakes, by the index of their block, each beside the block's first field."""
    return StreamBlockValidationError(
        block_errors={
            index: StructBlockValidationError(
                block_errors={"date": forms.ValidationError(words)}
            )
            for index, words in mistakes.items()
        }
    )


class MeetupPageForm(WagtailAdminPageForm):
    """Keeps a page's address free of the routes that an index answers itself."""

    def clean(self):
        cleaned_data = super().clean()
        if not self.is_deferred_validation:
            self.clean_for_publishing(cleaned_data)
        return cleaned_data

    def clean_for_publishing(self, cleaned_data) -> None:
        """Add an error for each mistake that would be published.

        You can override this method to check more; call ``super()`` first.
        """
        if (slug := cleaned_data.get("slug")) in RESERVED_SLUGS:
            self.add_error(
                "slug",
                _(
                    "“%(slug)s” is used by the index itself. Choose another, such as “%(other)s”."
                )
                % {"slug": slug, "other": f"{slug}-1"},
            )


class IndexForm(MeetupPageForm):
    """The form of an index of meet-ups."""


class EventForm(MeetupPageForm):
    """The form of an event."""

    def __init__(
        self,
        data=None,
        files=None,
        parent_page=None,
        subscription=None,
        *args,
        **kwargs,
    ):
        instance = kwargs.get("instance")
        if instance is not None and instance.pk is None and parent_page is not None:
            defaults = event_defaults(parent_page, type(instance))
            kwargs["initial"] = {**defaults, **(kwargs.get("initial") or {})}
        super().__init__(data, files, parent_page, subscription, *args, **kwargs)
        use_widget(self, "timezone", TimeZoneInput())
        self._use_rule_builder()
        use_widget(self, "hosts", FilteredCheckboxes())
        if field := self.fields.get("hosts"):
            field.queryset = Attendee.objects.known()
        use_widget(self, "topics", FilteredCheckboxes())
        self._lock_shared_fields()

    def _use_rule_builder(self) -> None:
        use_widget(self, "recurrence", RecurrenceInput())
        if field := self.fields.get("recurrence"):
            field.widget.text_help, field.help_text = field.help_text, ""

    def _lock_shared_fields(self) -> None:
        """Show *when*, *where* and status read-only where another page keeps them."""
        source = self.instance.schedule_source if self.instance.pk else None
        if source is None:
            return
        note = _("Kept on the page “%(title)s” (%(language)s).") % {
            "title": source.get_admin_display_title(),
            "language": source.locale.get_display_name(),
        }
        for name in self.instance.shared_fields:
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = note

    def _get_validation_exclusions(self):
        # The model refuses an unknown zone; a draft may hold one until it is published.
        exclusions = super()._get_validation_exclusions()
        return exclusions | {"timezone"} if self.is_deferred_validation else exclusions

    def clean_timezone(self):
        """Say which zone may have been meant, when publishing."""
        name = self.cleaned_data["timezone"]
        known = zone_names()
        if name in known or self.is_deferred_validation:
            return name
        close = difflib.get_close_matches(name, known, n=1)
        if not close:
            raise forms.ValidationError(
                _("“%(name)s” is not a time zone. Choose one such as Europe/Paris.")
                % {"name": name}
            )
        raise forms.ValidationError(
            _("“%(name)s” is not a time zone. Did you mean %(close)s?")
            % {"name": name, "close": close[0]}
        )

    def clean_for_publishing(self, cleaned_data) -> None:
        super().clean_for_publishing(cleaned_data)
        self._check_schedule(cleaned_data)
        self._check_new_date(cleaned_data)
        online = cleaned_data.get("attendance_mode") in ("online", "both")
        if (
            online
            and not cleaned_data.get("online_link")
            and "online_link" in self.fields
        ):
            if "online_link" not in self.errors:
                self.add_error(
                    "online_link",
                    _("Give the link to join, or choose “in person” above."),
                )

    def _check_schedule(self, cleaned_data) -> None:
        if any(name in self.errors or name not in self.fields for name in WHEN):
            return
        event = type(self.instance)(
            **{name: cleaned_data.get(name) for name in (*WHEN, "all_day")}
        )
        mistakes = find_mistakes(event)
        for name, words in mistakes.fields:
            self.add_error(name, words)
        if mistakes.changes:
            self.add_error("changes", beside_blocks(mistakes.changes))

    def _check_new_date(self, cleaned_data) -> None:
        """Postponed means that no new date is known; with one, it is scheduled again."""
        before = self._published_start()
        if cleaned_data.get("status") != "postponed" or before is None:
            return
        after = (cleaned_data.get("start_date"), cleaned_data.get("start_time"))
        if None not in after and after != before and "status" not in self.errors:
            self.add_error(
                "status",
                _(
                    "It has a new date. Choose “scheduled” so that calendars show it, or "
                    "keep the old date until the new one is known."
                ),
            )

    def _published_start(self):
        if not self.instance.pk or not self.instance.first_published_at:
            return None
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        return rows.values_list("start_date", "start_time").first()
