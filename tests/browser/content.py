"""A believable index: what the pages of a community look like when they are filled."""

from datetime import time, timedelta
from types import SimpleNamespace

from django.utils import timezone

from wagtail_meetups.models import Agreement

from .. import factories

__all__ = ["PEOPLE", "make_evenings", "make_people"]

PEOPLE = [
    ("Zoé", "Lambert", "Baker"),
    ("Idriss", "Koné", "Carpenter"),
    ("Éloïse", "Gâtier", "Translator"),
    ("Marc", "Weil", "Cook"),
    ("Ada", "Roux", "Developer"),
    ("Lou", "Petit", "Painter"),
    ("Sami", "Noir", "Singer"),
    ("Joséphine", "Blanc", "Lawyer"),
    ("Théo", "Marchand", "Bookseller"),
]
# Nothing to break a line at, as an address typed into a title.
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"


def make_people():
    return [
        factories.make_attendee(first_name=first, last_name=last, trade=trade)
        for first, last, trade in PEOPLE
    ]


def make_evenings(index):
    """Fill ``index``; return it with its next event, a recap, people, venue and topics."""
    factories.publish(
        index,
        introduction=(
            "<p>We are freelances of the canal. Once a month we push two tables "
            'together. <a href="https://example.org/rules">How it goes</a></p>'
        ),
    )
    today = timezone.localdate()
    venue = factories.make_venue(
        directions="Métro Jaurès, exit 3, then along the water.",
        access_notes="One step at the door; the toilets are upstairs.",
        latitude="48.881000",
        longitude="2.370000",
        link="https://example.org/cafe",
    )
    people = make_people()
    for person in people[:2]:
        factories.agree(person, *Agreement.Field.values)
    topics = [factories.make_topic("Invoices"), factories.make_topic("First clients")]
    text = "<h2>What to bring</h2><p>A question, and <b>your own cup</b>.</p>"
    event = factories.make_event(
        index,
        title="Soup and invoices",
        slug="soup",
        summary="The one question about money that you never dared to ask.",
        start_date=today + timedelta(days=9),
        venue=venue,
        attendance_mode="both",
        online_link="https://example.org/room",
        sign_up_link="https://example.org/sign-up",
        price_note="Free, each pays for their drink",
        hosts=people[:3],
        topics=topics,
        body=[
            ("text", text),
            ("quote", {"text": "I came for the soup.", "source": "Marc, cook"}),
        ],
    )
    factories.make_event(
        index,
        title="Walk along the water",
        start_date=today + timedelta(days=20),
        venue=venue,
        status="cancelled",
        status_reason="The towpath is closed until spring.",
    )
    factories.make_event(
        index,
        title=f"Evening with {LONG_WORD}",
        start_date=today + timedelta(days=40),
        start_time=time(19),
        timezone="America/Montreal",
        attendance_mode="online",
        online_link="https://example.org/room",
        status="tentative",
    )
    past = factories.make_event(
        index,
        title="An evening in autumn",
        start_date=today - timedelta(days=30),
        venue=venue,
        hosts=people[:1],
    )
    recap = factories.make_recap(
        index,
        title="Seven people and a power cut",
        slug="power-cut",
        event=past,
        date=past.start_date,
        author="Zoé Lambert",
        summary="How we found out who carries candles.",
        topics=topics[:1],
        body=[
            ("text", text + f"<p>{LONG_WORD}</p>"),
            ("quote", {"text": "More light!", "source": "everybody"}),
        ],
    )
    return SimpleNamespace(
        index=index,
        event=event,
        past=past,
        recap=recap,
        venue=venue,
        people=people,
        topics=topics,
        pages={"index": index, "event": event, "recap": recap},
    )
