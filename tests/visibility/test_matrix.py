"""Every way to hide a page, against every surface that could tell of it.

The page carries a marker in all its words. While it is visible each surface must show
the marker, so that a surface that shows nothing at all cannot pass; once hidden none may.
The page's own address is Wagtail's affair and is looked at by itself, at the end.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests import factories
from wagtail_meetups.models.base import get_page_model

pytestmark = pytest.mark.django_db

WORD = "zanzibar"  # In every text of the page that will be hidden.
SLUG = "quibble"  # In its address alone.


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


class Scene:
    """An index, a page below it, the page to be hidden below that, and links to it.

    ``hidden`` is the page, ``source`` what it mirrors where it is an alias, ``above``
    its parent, ``teller`` the page that links to it.
    """

    def __init__(self, thing: str, *, aliased: int = 0):
        self.thing = thing
        self.is_recap = thing == "recap"
        self.index = factories.make_index(title="Café evenings", slug="meetups")
        self.above = factories.make_event(
            self.index, title="Early evening", slug="early"
        )
        self.friend = factories.make_event(self.index, title="Plain evening")
        parent = factories.make_index(slug="elsewhere") if aliased else self.above
        self.source = self.hidden = self.make(parent)
        for turn in range(aliased, 0, -1):
            # The last alias stands where the page itself would.
            target = self.above if turn == 1 else parent
            self.hidden = factories.run(
                self.hidden.create_alias,
                parent=target,
                update_slug=f"{SLUG}-alias-{turn}",
            )
        self.teller = self.friend
        if not self.is_recap:
            self.teller = factories.make_recap(
                self.index, title="Plain recap", event_id=self.hidden.pk
            )

    def make(self, parent):
        words = {
            "title": f"{WORD} title",
            "slug": SLUG,
            "summary": f"{WORD} summary",
            "body": [("paragraph", f"<p>{WORD} body</p>")],
        }
        self.topic = factories.make_topic(f"{WORD} topic")
        if self.is_recap:
            recap = factories.make_recap(
                parent, author=f"{WORD} author", event_id=self.friend.pk, **words
            )
            recap.topics.set([self.topic])
            return factories.publish(recap)
        host = factories.make_attendee(first_name=f"{WORD} name", trade=f"{WORD} trade")
        factories.agree(host, "first_name", "trade")
        self.venue = factories.make_venue(
            name=f"{WORD} venue",
            address=f"{WORD} street",
            directions=f"{WORD} station",
        )
        return factories.make_event(
            parent,
            topics=[self.topic],
            hosts=[host],
            venue=self.venue,
            status="tentative",
            status_reason=f"{WORD} reason",
            price_note=f"{WORD} price",
            sign_up_link=f"https://{WORD}.example/",
            start_date=soon(-30 if self.thing == "past event" else 30),
            **words,
        )


# --- How a page is hidden -------------------------------------------------------------


def expire(page):
    """The moment has passed, the scheduler has not run."""
    pages = get_page_model().objects.filter(pk=page.pk)
    pages.update(expire_at=timezone.now() - timedelta(seconds=1))


def take_down(page):
    """A script unpublishes one page; Wagtail's own way takes its aliases along."""
    get_page_model().objects.filter(pk=page.pk).update(live=False)


def schedule(page):
    """As the editor does it: unpublish, set "go live at", publish."""
    factories.run(page.unpublish)
    factories.publish(page, go_live_at=timezone.now() + timedelta(days=1))
    assert not page.live


def restrict(page, kind):
    restriction = PageViewRestriction(
        page=page, restriction_type=kind, password="s3cret"
    )
    factories.run(restriction.save)
    restriction.groups.set([Group.objects.get_or_create(name="Circle")[0]])


def unpublish(page):
    factories.run(page.unpublish)


def move(page, target):
    factories.run(page.move, target, pos="last-child")


def leave_every_site(page):
    move(page, get_page_model().get_first_root_node())


def go_to_another_site(page):
    move(page, factories.make_site("other.example").root_page)


def speak_french(page):
    page.refresh_from_db()
    page.locale = Locale.objects.get_or_create(language_code="fr")[0]
    factories.run(page.save)


KINDS = {
    "draft": lambda scene: unpublish(scene.hidden),
    "expired": lambda scene: expire(scene.hidden),
    "scheduled": lambda scene: schedule(scene.hidden),
    "restricted: log-in": lambda scene: restrict(scene.hidden, "login"),
    "restricted: password": lambda scene: restrict(scene.hidden, "password"),
    "restricted: group": lambda scene: restrict(scene.hidden, "groups"),
    "restricted by an ancestor: log-in": lambda scene: restrict(scene.above, "login"),
    "restricted by an ancestor: password": lambda scene: restrict(
        scene.above, "password"
    ),
    "restricted by an ancestor: group": lambda scene: restrict(scene.above, "groups"),
    "below an unpublished parent": lambda scene: unpublish(scene.above),
    "below an expired parent": lambda scene: expire(scene.above),
    "outside every site": lambda scene: leave_every_site(scene.hidden),
    "other site": lambda scene: go_to_another_site(scene.hidden),
    "other locale": lambda scene: speak_french(scene.hidden),
    "alias, its source restricted": lambda scene: restrict(scene.source, "login"),
    "alias, its source taken down": lambda scene: take_down(scene.source),
    "alias, its source expired": lambda scene: expire(scene.source),
    "alias, its source scheduled": lambda scene: schedule(scene.source),
    "alias of an alias, the first source restricted": lambda scene: restrict(
        scene.source, "groups"
    ),
    "alias of an alias, the first source taken down": lambda scene: take_down(
        scene.source
    ),
}


def aliases_in(kind):
    if kind.startswith("alias of an alias"):
        return 2
    return 1 if kind.startswith("alias") else 0


# --- Where it could be told -----------------------------------------------------------

OWN_CALENDAR = "its own calendar"


def surfaces(scene):
    """The addresses that may tell of the page while it is visible, by readable names."""
    page, teller = scene.hidden, scene.teller
    index, address = scene.index.get_url(), page.get_url() or "/nowhere/"
    listing = f"/api/pages/?type={page._meta.label}&fields=*"
    found = {
        "index page": index,
        "page that links to it": teller.get_url(),
        "site search": f"/search/?q={WORD}",
        "API listing": "/api/pages/?fields=*",
        "API listing of its type": listing,
        "API listing in order": f"{listing}&order=-title",
        "API listing by slug": f"{listing}&slug={page.slug}",
        "API listing below its parent": f"{listing}&child_of={page.get_parent().pk}",
        "API listing below the root": f"{listing}&descendant_of=root",
        "API search": f"{listing}&search={WORD}",
        "API detail": f"/api/pages/{page.pk}/?fields=*",
        "API find": f"/api/pages/find/?html_path={address}&fields=*",
        "sitemap": "/sitemap.xml",
    }
    if scene.thing != "past event":  # What is over is no news.
        found["Atom feed"] = f"{index}atom/"
    if scene.is_recap:
        found["list of recaps"] = f"{index}recaps/"
    else:
        topic, venue = f"topic/{scene.topic.slug}/", f"venue/{scene.venue.pk}/"
        found |= {
            "feed of its topic": f"{index}ical/{topic}",
            "feed of its venue": f"{index}ical/{venue}",
            "subscribe page": f"{index}subscribe/",
            "subscribe page of its topic": f"{index}subscribe/{topic}",
            "subscribe page of its venue": f"{index}subscribe/{venue}",
            "feed": f"{index}ical/",
            "feed as a file": f"{index}calendar.ics",
            OWN_CALENDAR: f"{address}ical/",
            # The API names a recap's event, not an event's recaps.
            "API detail of the recap": f"/api/pages/{teller.pk}/?fields=*",
        }
    return found


def is_told_by_right(kind, name):
    """Whether the page is public here although the index may not show it."""
    if kind == "other site":
        return name == OWN_CALENDAR
    if kind == "other locale":  # Search, API and sitemap know every language.
        own = ("site search", "sitemap", OWN_CALENDAR)
        return name in own or (name.startswith("API") and "recap" not in name)
    return False


def tells(client, name, url):
    """Whether a word of the page occurs in what this address answers, headers included."""
    # The API's "find" sends on to the page's details.
    response = client.get(url, follow=url.startswith("/api/"))
    text = f"{response.headers} {response.content.decode()}".lower()
    # Who asks at the page's own address knows it and is sent to the log-in with it.
    return WORD in text or (SLUG in text and name != OWN_CALENDAR)


THINGS = ("coming event", "past event", "recap")


def silent_surfaces(client, scene):
    return [
        name for name, url in surfaces(scene).items() if not tells(client, name, url)
    ]


@pytest.mark.parametrize("aliased", [0, 1, 2])
@pytest.mark.parametrize("thing", THINGS)
def test_every_surface_shows_a_visible_page(client, thing, aliased):
    """So that a surface that never shows anything cannot pass the tests below."""
    assert silent_surfaces(client, Scene(thing, aliased=aliased)) == []


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_a_hidden_page(client, kind, thing):
    scene = Scene(thing, aliased=aliases_in(kind))
    before = surfaces(scene)

    KINDS[kind](scene)

    scene.hidden.refresh_from_db()
    after = surfaces(scene)
    # A page that moved is looked for at its old address too.
    asked = dict.fromkeys([*before.items(), *after.items()])
    leaks = {
        name
        for name, url in asked
        if not is_told_by_right(kind, name) and tells(client, name, url)
    }
    assert leaks == set()


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not kind.startswith("other")]
)
def test_own_address_offers_nothing_to_others(client, kind):
    """Wagtail may still serve a page that we hide; then it is alone with its words."""
    scene = Scene("coming event", aliased=aliases_in(kind))
    url = scene.hidden.get_url()
    text = client.get(url).content.decode()
    assert "/ical/" in text
    assert "ld+json" in text

    KINDS[kind](scene)

    text = client.get(url).content.decode()
    assert "/ical/" not in text
    assert "ld+json" not in text


@pytest.mark.parametrize("thing", THINGS)
def test_page_is_told_of_again_once_it_is_public(client, thing):
    scene = Scene(thing)
    restrict(scene.hidden, "login")
    unpublish(scene.hidden)
    factories.publish(scene.hidden)
    assert not tells(client, "index page", scene.index.get_url())

    PageViewRestriction.objects.all().delete()

    assert silent_surfaces(client, scene) == []
