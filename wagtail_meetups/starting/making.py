"""What is made once everything is chosen."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from ..domain.schedule import same_weekday_next_month
from ..models.registry import event_models
from ..views.language import page_language
from .choices import StartError

__all__ = ["StartPlan", "Started", "make", "make_plan"]

TUESDAY = 1
START, END = time(19), time(22)


@dataclass(frozen=True, kw_only=True)
class StartPlan:
    """What ``make`` will write. ``day`` is a wall date in ``time_zone``.

    ``translations`` are language codes, each with the titles of the pages above the index
    that Wagtail will mirror in that language, because they are not translated yet.
    """

    parent: Any
    index_model: type
    event_model: type
    community: str
    slug: str
    time_zone: str
    day: date
    translations: dict[str, list[str]] = field(default_factory=dict)
    draft: bool = False

    @property
    def address(self) -> str:
        """Where the index will be."""
        return f"{self.parent.full_url.rstrip('/')}/{self.slug}/"


@dataclass(frozen=True, kw_only=True)
class Started:
    """The pages that were made; ``translations`` are an index and an event for a code."""

    index: Any
    event: Any
    translations: dict[str, tuple]


def make_plan(*, index_model, parent, translations, today: date, **choices):
    """Put the choices together. Writes nothing; raises ``StartError``."""
    return StartPlan(
        index_model=index_model,
        event_model=_event_model_below(index_model),
        parent=parent,
        translations={code: _not_translated(parent, code) for code in translations},
        day=_fourth_tuesday_next_month(today),
        **choices,
    )


def _event_model_below(index_model) -> type:
    allowed = index_model.allowed_subpage_models()
    for model in event_models():
        if model in allowed:
            return model
    names = " or ".join(f'"{model._meta.label}"' for model in event_models())
    raise StartError(
        f"{index_model._meta.label} allows no event below it. Add "
        f"{names or 'your event page type'} to its subpage_types."
    )


def _not_translated(parent, code: str) -> list[str]:
    above = parent.get_ancestors(inclusive=True).filter(depth__gt=1)
    return [
        page.title
        for page in above
        if not page.get_translations(inclusive=True)
        .filter(locale__language_code=code)
        .exists()
    ]


def _fourth_tuesday_next_month(today: date) -> date:
    earliest = today.replace(day=22)
    tuesday = earliest + timedelta(days=(TUESDAY - earliest.weekday()) % 7)
    return same_weekday_next_month(tuesday)


@transaction.atomic
def make(plan: StartPlan) -> Started:
    """Write the pages: all of them, or none when one is refused (``StartError``)."""
    try:
        index = _make_index(plan)
        event = _make_event(plan, index)
        translations = {
            code: _translate(plan, index, event, code) for code in plan.translations
        }
    except ValidationError as error:
        fields = ValidationError(error.update_error_dict({})).message_dict
        reasons = "; ".join(f"{name}: {' '.join(fields[name])}" for name in fields)
        raise StartError(
            f"A page of this site wants more than we know ({reasons}). With --draft both "
            "are made as drafts, and you fill in the rest in the admin."
        ) from error
    return Started(index=index, event=event, translations=translations)


def _make_index(plan):
    index = plan.index_model(
        title=plan.community,
        slug=plan.slug,
        feed_name=plan.community,
        locale=plan.parent.locale,
        live=False,
    )
    plan.parent.add_child(instance=index)
    return _keep(index, publish=not plan.draft)


def _make_event(plan, index):
    event = plan.event_model(
        **_event_words(page_language(index)),
        start_date=plan.day,
        start_time=START,
        end_time=END,
        timezone=plan.time_zone,
        locale=index.locale,
        live=False,
    )
    index.add_child(instance=event)
    return _keep(event, publish=False)


def _translate(plan, index, event, code: str) -> tuple:
    """The same two pages in another language; Wagtail mirrors what is missing above."""
    locale, _created = Locale.objects.get_or_create(language_code=code)
    index = index.copy_for_translation(locale, copy_parents=True)
    index = _keep(index, publish=not plan.draft)
    event = event.copy_for_translation(locale)
    for name, value in _event_words(code).items():
        setattr(event, name, value)
    event.save()
    return index, _keep(event, publish=False)


def _event_words(language: str) -> dict:
    """The words of the first evening; its slug is left for Wagtail to make of the title."""
    with override(language):
        title = _("First evening")
        summary = _("We get to know each other. Newcomers are welcome.")
    return {"title": title, "draft_title": title, "slug": "", "summary": summary}


def _keep(page, *, publish: bool):
    """Keep a page as its editor would: with a revision, and live only if published."""
    # Like the editor, a draft may lack what a published page must have.
    revision = page.save_revision(clean=publish, log_action=True)
    if publish:
        revision.publish()
    page.refresh_from_db()
    return page
