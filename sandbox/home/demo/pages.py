"""The pages of the demo, made through Wagtail's own doors."""

import uuid
from datetime import date, timedelta

from wagtail.models import Locale, Page, PageViewRestriction, Site

from wagtail_meetups.models import Attendance, Occurrence
from wagtail_meetups.models.registry import event_models, index_models, recap_models

from .content import ATTENDANCE, EVENINGS, FRENCH_SITE, RECAPS, SITE, SPECIALS
from .shapes import Gathering, Recap, Translation
from .snippets import Snippets

__all__ = ["add_attendance", "add_pages", "find_index", "remove_pages"]

GATHERINGS = (*EVENINGS, *SPECIALS)


def find_index():
    """The site's index, whatever it is called by now; ``None`` while there is none."""
    home = Site.objects.get(is_default_site=True).root_page
    return index_models()[0].objects.child_of(home).order_by("path").first()


class PageMaker:
    """Makes the pages of one demo; ``today`` is the day that the content is dated from."""

    def __init__(self, snippets: Snippets, owner, today: date):
        self.snippets = snippets
        self.owner = owner
        self.today = today
        self.events: dict[str, Page] = {}

    def publish(self, page) -> None:
        page.save_revision(user=self.owner, log_action=True).publish(user=self.owner)

    def body(self, blocks) -> list[dict]:
        """The content's pieces as a StreamField keeps them."""
        return [
            {"type": kind, "value": self.value(kind, *pieces), "id": str(uuid.uuid4())}
            for kind, *pieces in blocks
        ]

    def value(self, kind: str, *pieces):
        """One piece, by its kind; see ``shapes``."""
        if kind in ("text", "heading"):
            return pieces[0]
        if kind == "image":
            return self.picture(*pieces)
        if kind == "gallery":
            title, *pictures = pieces
            images = [self.picture(*one) for one in pictures]
            return {"title": title, "images": images}
        if kind == "encounter":
            person, said, *picture = pieces
            return {
                "attendee": self.snippets.people[person].pk,
                "said": said,
                "picture": self.picture(*picture) if picture else {"image": None},
            }
        if kind == "thanks":
            text, *people = pieces
            people = [self.snippets.people[key].pk for key in people]
            return {"people": people, "text": text}
        if kind == "links":
            names = ("title", "url", "kind")
            return {"links": [dict(zip(names, one, strict=True)) for one in pieces]}
        text, who = pieces
        if who in self.snippets.people:
            attendee = self.snippets.people[who].pk
            return {"text": text, "source": "", "attendee": attendee}
        return {"text": text, "source": who}

    def picture(self, key: str, *people: str) -> dict:
        image = self.snippets.images[key]
        return {
            "image": image.pk,
            "alt_text": image.description,
            "decorative": False,
            "people": [self.snippets.people[name].pk for name in people],
        }

    def home(self) -> Page:
        home = Site.objects.get(is_default_site=True).root_page.specific
        home.title = SITE["home_title"]
        home.lead = SITE["home_lead"]
        home.body = SITE["home_body"]
        home.image = self.snippets.images["awning"]
        self.publish(home)
        return home

    def show_dates(self, home, index) -> None:
        """Show the next dates on the home page and on its translations."""
        for page in (home, *home.get_translations()):
            shown = index.get_translation_or_none(page.locale) or index
            block = {"index": shown.pk, "topic": None, "count": 3}
            page.sections = [
                {"type": "meetups", "value": block, "id": str(uuid.uuid4())}
            ]
            self.publish(page)

    def index(self, home) -> Page:
        index = index_models()[0](
            title=SITE["title"],
            slug=SITE["slug"],
            introduction=SITE["introduction"],
            feed_name=SITE["feed_name"],
            feed_color=SITE["color"],
            contact_email=SITE["email"],
            show_in_menus=True,
            locale=home.locale,
            owner=self.owner,
        )
        home.add_child(instance=index)
        self.publish(index)
        return index

    def changes(self, event, gathering: Gathering) -> list[tuple[str, dict]]:
        """The blocks of the dates that differ; the dates are those to come today."""
        days = [date.fromisoformat(one.key) for one in event.get_occurrences()]
        to_come = [day for day in days if day > self.today]
        called_off = [
            (
                "cancel",
                {
                    "date": to_come[number - 1],
                    "reason": reason,
                    "is_postponed": is_postponed,
                },
            )
            for dates, is_postponed in (
                (gathering.cancelled, False),
                (gathering.postponed, True),
            )
            for number, reason in dates
        ]
        moved = [
            ("move", {"date": day, "to_date": day + timedelta(days), "reason": reason})
            for number, days, reason in gathering.moved
            if (day := to_come[number - 1])
        ]
        return called_off + moved

    def event(self, index, gathering: Gathering) -> Page:
        day = gathering.when.day(self.today)
        event = event_models()[0](
            title=gathering.title,
            slug=gathering.slug,
            summary=gathering.summary,
            body=self.body(gathering.body),
            image=self.snippets.images.get(gathering.image),
            start_date=day,
            start_time=None if gathering.all_day else gathering.start,
            end_date=day + timedelta(days=gathering.nights)
            if gathering.nights
            else None,
            end_time=None if gathering.all_day else gathering.end,
            all_day=gathering.all_day,
            timezone=gathering.timezone,
            attendance_mode=gathering.mode,
            venue=self.snippets.venues.get(gathering.venue),
            online_link=gathering.online_link,
            sign_up_link=gathering.sign_up_link,
            price_note=gathering.price,
            status=gathering.status,
            status_reason=gathering.reason,
            recurrence=gathering.rule,
            locale=index.locale,
            owner=self.owner,
            live=False,
        )
        event.changes = self.changes(event, gathering)
        event.topics.set([self.snippets.topics[key] for key in gathering.topics])
        event.hosts.set([self.snippets.people[key] for key in gathering.hosts])
        index.add_child(instance=event)
        if gathering.members_only:
            # Before it is published: it must not be public for a moment either.
            PageViewRestriction.objects.create(
                page=event, restriction_type=PageViewRestriction.LOGIN
            )
        if gathering.draft:
            event.save_revision(user=self.owner)
        else:
            self.publish(event)
        self.events[gathering.slug] = event
        return event

    def recap(self, index, recap: Recap) -> Page:
        event = self.events[recap.event]
        page = recap_models()[0](
            title=recap.title,
            slug=recap.slug,
            summary=recap.summary,
            author=recap.author,
            event=event.page_ptr,
            date=event.start_date,
            image=self.snippets.images[recap.image],
            body=self.body(recap.body),
            locale=index.locale,
            owner=self.owner,
            live=False,
        )
        page.topics.set([self.snippets.topics[key] for key in recap.topics])
        index.add_child(instance=page)
        self.publish(page)
        return page

    def french_home(self, home, locale) -> Page:
        page = home.copy_for_translation(locale).specific
        page.title = FRENCH_SITE["home_title"]
        page.slug = FRENCH_SITE["home_slug"]
        page.lead = FRENCH_SITE["home_lead"]
        page.body = FRENCH_SITE["home_body"]
        self.publish(page)
        return page

    def french_index(self, index, locale) -> Page:
        page = index.copy_for_translation(locale).specific
        for name in ("title", "slug", "introduction", "feed_name"):
            setattr(page, name, FRENCH_SITE[name])
        self.publish(page)
        return page

    def french_event(self, event, words: Translation, locale) -> Page:
        page = event.copy_for_translation(locale).specific
        page.price_note = words.price_note
        page.status_reason = words.status_reason
        return self.french(page, words, locale)

    def french_recap(self, recap, words: Translation, locale) -> Page:
        page = recap.copy_for_translation(locale).specific
        page.event = recap.event.get_translation(locale)
        return self.french(page, words, locale)

    def french(self, page, words: Translation, locale) -> Page:
        """Publish a copy with its own words, and with the topics of its language."""
        page.title = words.title
        page.slug = words.slug
        page.summary = words.summary
        page.body = self.body(words.body)
        page.topics.set(
            [
                topic.get_translation_or_none(locale) or topic
                for topic in page.topics.all()
            ]
        )
        self.publish(page)
        return page


def add_pages(snippets: Snippets, owner, today: date) -> list[Page]:
    """Make the pages; return the indexes, the English one first."""
    maker = PageMaker(snippets, owner, today)
    home = maker.home()
    index = maker.index(home)
    for gathering in GATHERINGS:
        maker.event(index, gathering)
    recaps = {recap.slug: maker.recap(index, recap) for recap in RECAPS}

    french, _created = Locale.objects.get_or_create(language_code="fr")
    if not home.has_translation(french):
        maker.french_home(home, french)
    french_index = maker.french_index(index, french)
    maker.show_dates(home, index)
    for gathering in GATHERINGS:
        if gathering.french:
            maker.french_event(maker.events[gathering.slug], gathering.french, french)
    for recap in RECAPS:
        if recap.french:
            maker.french_recap(recaps[recap.slug], recap.french, french)
    return [index, french_index]


def add_attendance(index, people: dict) -> None:
    """Put people on the lists of evenings that are published, and so have a date."""
    for slug, listed in ATTENDANCE.items():
        event = index.get_children().get(slug=slug)
        occurrence = Occurrence.objects.get(event=event.pk)
        for key, role, state, note in listed:
            Attendance.objects.create(
                attendee=people[key],
                occurrence=occurrence,
                role=role,
                state=state,
                note=note,
            )


def remove_pages() -> None:
    """Delete the index, its translations and all below them."""
    index = find_index()
    if index is None:
        return
    for translation in index.get_translations():
        translation.delete()
    # Read again: deleting the others wrote into the tree.
    find_index().delete()
