"""A believable index: what the pages of a community look like when they are filled."""

from datetime import time, timedelta
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_meetups.models import Agreement

from .. import embeds, factories

__all__ = ["PEOPLE", "make_arabic", "make_evenings", "make_people", "make_picture"]

# Those of the sandbox.
PICTURES = Path(settings.BASE_DIR) / "sandbox" / "home" / "demo_pictures"

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
QUOTE = {"text": "جئت من أجل الحساء.", "source": "ليلى"}


def make_picture(name, title):
    with (PICTURES / name).open("rb") as file:
        return get_image_model().objects.create(
            title=title, file=ImageFile(file, name=name)
        )


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
    for number, person in enumerate(people[:2], 1):
        person.bio = "Likes long tables, short talks and soup."
        person.link = "https://example.org/"
        person.photo = make_picture(f"person-{number}.png", person.first_name)
        person.save()
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
        image=make_picture("cafe-table.png", "A long table at a window"),
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
        image=make_picture("awning.png", "An awning in the rain"),
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
        image=make_picture("hands.png", "Hands around a candle"),
        body=[
            ("text", text + f"<p>{LONG_WORD}</p>"),
            ("quote", {"text": "More light!", "source": "everybody"}),
            ("image", make_picture("cups.png", "Seven cups")),
            ("embed", embeds.VIDEO),
            ("embed", embeds.PLAYER),
            ("embed", embeds.POST),
            ("text", f'<embed embedtype="media" url="{embeds.VIDEO}"/>'),
            *_person_by_person(people),
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


def _person_by_person(people) -> list:
    """The end of a recap: people of whom one did not agree to be named."""
    for person in people[:3]:
        factories.agree(person, *Agreement.Field.values, use="recaps")
    pictures = [
        {"image": make_picture(f"{name}.png", name), "alt_text": name}
        for name in ("cups", "cafe-table", "coworking")
    ]
    return [
        ("heading", "Who was there"),
        *(
            ("encounter", {"attendee": one, "said": "<p>Soup.</p>", "picture": None})
            for one in people[:4]
        ),
        ("gallery", {"title": "In the dark", "images": pictures}),
        ("thanks", {"people": people[:3], "text": "<p>For the candles.</p>"}),
    ]


def make_arabic():
    """The three pages in Arabic, with names in Latin letters among its own."""
    arabic = Locale.objects.create(language_code="ar")
    today = timezone.localdate()
    index = factories.make_index(
        title="أمسيات المقهى",
        slug="arabic",
        locale=arabic,
        introduction="<p>نلتقي مرة في الشهر حول طاولتين.</p>",
    )
    venue = factories.make_venue(
        locale=arabic,
        latitude="48.881000",
        longitude="2.370000",
        directions="محطة Jaurès، المخرج 3",
        link="https://example.org/cafe",
    )
    host = factories.make_attendee(first_name="ليلى", trade="مترجمة")
    factories.agree(host, "first_name", "trade")
    factories.agree(host, "first_name", "trade", use="recaps")
    event = factories.make_event(
        index,
        title="حساء وفواتير",
        slug="soup-ar",
        summary="السؤال الذي لم تجرؤ على طرحه.",
        start_date=today + timedelta(days=9),
        venue=venue,
        hosts=[host],
        sign_up_link="https://example.org/sign-up",
        image=make_picture("cafe-table.png", "طاولة طويلة"),
        body=[("text", "<p>أحضر سؤالاً وكوبك.</p>"), ("quote", QUOTE)],
    )
    factories.make_event(
        index,
        title="نزهة على الماء",
        start_date=today + timedelta(days=20),
        status="cancelled",
        status_reason="الطريق مغلق.",
    )
    past = factories.make_event(
        index,
        title="أمسية في الخريف",
        start_date=today - timedelta(days=30),
        venue=venue,
        image=make_picture("awning.png", "مظلة"),
    )
    recap = factories.make_recap(
        index,
        title="سبعة أشخاص وانقطاع التيار",
        slug="power-cut-ar",
        event=past,
        date=past.start_date,
        author="ليلى",
        image=make_picture("hands.png", "أيادٍ"),
        body=[
            ("text", "<p>مزيداً من الضوء!</p>"),
            ("quote", QUOTE),
            ("encounter", {"attendee": host, "said": "<p>حساء.</p>", "picture": None}),
        ],
    )
    return {"index": index, "event": event, "recap": recap}
