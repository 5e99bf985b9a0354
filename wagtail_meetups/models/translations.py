"""Pages that translate each other are one meet-up: one of them keeps *when* and *where*.

The page made first (the lowest id) is the source. Its ``shared_fields`` are copied to
the others when it is published (``publishing``), laid over their revisions when these
are read, and shown read-only in their editors. An alias follows the page it mirrors.
"""

from django.conf import settings
from django.db import models

__all__ = [
    "SynchronizedFields",
    "TranslatedMeetup",
    "localize",
    "localize_topics",
    "shown_topics",
    "topics_of",
    "translations_of",
]


def localize(instance, locale_id: int):
    """Return the translation of a snippet in a locale, or the snippet where there is none."""
    if instance is None or instance.locale_id == locale_id:
        return instance
    translations = type(instance)._default_manager.filter(
        translation_key=instance.translation_key, locale_id=locale_id
    )
    return translations.first() or instance


def translations_of(snippets) -> dict[tuple, object]:
    """Every translation of these snippets, all of one kind, by key and locale; one query."""
    snippets = list(snippets)
    if not snippets:
        return {}
    rows = type(snippets[0])._default_manager.filter(
        translation_key__in={snippet.translation_key for snippet in snippets}
    )
    return {(row.translation_key, row.locale_id): row for row in rows}


def localize_topics(topics, locale_id: int, translations) -> list:
    """These topics in a locale as far as they are translated, each once, by name.

    Sorted here: databases sort by different rules, and calendars must not differ.
    """
    found = {
        translations.get((topic.translation_key, locale_id), topic) for topic in topics
    }
    return sorted(found, key=lambda topic: (topic.name, topic.pk))


def shown_topics(page) -> list:
    """The topics of an event or a recap, in the page's own language.

    One query, and one more where some are in another language.
    """
    return topics_of([page])[0]


def topics_of(pages) -> list[list]:
    """The topics of each of these pages, in the language of the page.

    Every way of translating a page copies its topics as they are, and a topic may be
    translated long after: so the page keeps what was chosen, and readers see this. Where
    the topics were loaded before, one query at most.
    """
    chosen = [list(page.topics.all()) for page in pages]
    pairs = list(zip(pages, chosen, strict=True))
    translations = translations_of(
        topic
        for page, topics in pairs
        for topic in topics
        if topic.locale_id != page.locale_id
    )
    return [
        localize_topics(topics, page.locale_id, translations) for page, topics in pairs
    ]


class SynchronizedFields:
    """Tells wagtail-localize which fields it copies as they are and offers to nobody.

    It looks for a list under ``override_translatable_fields`` on each model. Where it is
    not installed nobody looks, so that it is imported here alone.
    """

    def __init__(self, *names: str):
        self.names = names

    def __get__(self, instance, owner=None) -> list:
        try:
            from wagtail_localize.fields import SynchronizedField
        except ImportError as error:
            raise AttributeError("wagtail-localize is not installed") from error
        return [SynchronizedField(name, overridable=False) for name in self.names]


class TranslatedMeetup(models.Model):
    """An event that may be one of several translations of the same meet-up."""

    shared_fields: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @property
    def schedule_source(self):
        """The page that keeps the shared fields, or ``None`` where it is this one.

        One query each time: a page may have been read long before it is asked this.
        """
        if self.alias_of_id or not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return None
        first = (
            type(self)
            ._default_manager.filter(
                translation_key=self.translation_key, alias_of__isnull=True
            )
            .order_by("pk")
            .first()
        )
        return None if first is None or first.pk == self.pk else first

    @property
    def was_published(self) -> bool:
        """Whether the public may have read this page, now or before."""
        return bool(self.live or self.first_published_at)

    @property
    def schedule_content(self):
        """This page as editors should read it: its draft, while it was never published."""
        if self.was_published or not self.latest_revision_id:
            return self
        return self.get_latest_revision_as_object()

    def shared_values(self, locale_id: int, localize=localize) -> dict:
        """The shared fields of this page, with the venue in the given locale."""
        values = {name: getattr(self, name) for name in self.shared_fields}
        values["venue"] = localize(values["venue"], locale_id)
        return values

    def with_content_json(self, content):
        """Lay the shared fields of the source over the content of a revision."""
        page = super().with_content_json(content)
        if self.pk and (source := self.schedule_source):
            shared = source.schedule_content.shared_values(page.locale_id)
            for name, value in shared.items():
                setattr(page, name, value)
        return page
