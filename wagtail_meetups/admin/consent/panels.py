"""On a person's page in the admin: what they agreed to, when and how; and what to do."""

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from ...consent.retention import retention_limit
from ...domain.people import askable_fields
from ...models import Agreement
from .access import may_edit_people, may_make_links

__all__ = ["AnswersPanel"]


class AnswersPanel(Panel):
    """Read only: the ticks beside it are the form's; who, when and how stand here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_meetups/admin/panels/answers.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            answers = list(self.instance.agreements.select_related("recorded_by"))
            latest = {(row.field, row.use): row for row in answers}
            user = self.request.user
            return context | {
                "attendee": self.instance,
                "uses": Agreement.Use.labels,
                "rows": [
                    (label, [self.cell(latest, field, use) for use in Agreement.Use])
                    for field, label in Agreement.Field.choices
                ],
                "answers": answers[::-1],
                "may_link": may_make_links(user),
                "may_search": may_edit_people(user),
                "forgotten_before": retention_limit(),
            }

        @staticmethod
        def cell(latest, field: str, use: str) -> dict:
            answer = latest.get((field, use))
            if field not in askable_fields(use):
                return {"words": _("not asked there")}
            return {
                "words": _("agreed") if answer and answer.agreed else _("not agreed"),
                "answer": answer,
            }
