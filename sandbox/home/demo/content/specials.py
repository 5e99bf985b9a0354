"""What else happens in a year: whole days, a weekend, a call, and plans that changed."""

from datetime import time

from ..shapes import Gathering, InDays, Translation

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)

SPECIALS = (
    Gathering(
        slug="a-day-at-the-same-table",
        title="A day at the same table",
        summary="One whole day of working side by side, with a soup at one o’clock.",
        when=InDays(17, FRIDAY),
        all_day=True,
        venue="atelier",
        image="coworking",
        topics=("together", "tools"),
        hosts=("tidiane",),
        price="10 € for the soup and the room",
        sign_up_link="https://mardi-comptoir.example/soup",
        body=(
            (
                "text",
                "<p>The doors are open from half past eight until the last person has had "
                "enough. Mornings are quiet, afternoons are not. There is a room for calls "
                "and a board where you write what you are stuck with: somebody will stop "
                "by.</p><ul><li>Coffee and tea all day</li><li>Soup at one, with and without "
                "cream</li><li>A walk to the park at four</li></ul>",
            ),
        ),
        french=Translation(
            title="Une journée à la même table",
            slug="une-journee-a-la-meme-table",
            summary="Une journée entière côte à côte, avec une soupe à treize heures.",
            price_note="10 € pour la soupe et la salle",
            body=(
                (
                    "text",
                    "<p>Ouvert de huit heures et demie jusqu’à ce que le dernier en ait "
                    "assez. Le matin est calme, l’après-midi ne l’est pas. Une pièce pour "
                    "les appels, un tableau où l’on écrit ce qui coince : quelqu’un "
                    "passera.</p>",
                ),
            ),
        ),
    ),
    Gathering(
        slug="weekend-at-the-farm",
        title="Weekend at the farm",
        summary="Three days in the country to think about the work instead of doing it.",
        when=InDays(45, FRIDAY),
        start=time(17),
        end=time(15),
        nights=2,
        venue="ferme",
        image="retreat",
        topics=("health", "together"),
        hosts=("ines", "nour"),
        price="140 € with meals; tell us if that is too much",
        sign_up_link="https://mardi-comptoir.example/farm",
        body=(
            (
                "text",
                "<p>From Friday evening to Sunday afternoon. We cook in turns, walk in the "
                "morning, and take one long conversation a day around the stove. There is "
                "no network in the kitchen, which has been called the best thing about "
                "it.</p>",
            ),
            (
                "quote",
                "I went with a decision to make and came back with a smaller one.",
                "Solène, after last year’s weekend",
            ),
        ),
        french=Translation(
            title="Week-end à la ferme",
            slug="week-end-a-la-ferme",
            summary="Trois jours à la campagne pour penser au travail au lieu de le faire.",
            price_note="140 € repas compris ; dites-nous si c’est trop",
            body=(
                (
                    "text",
                    "<p>Du vendredi soir au dimanche après-midi. On cuisine à tour de rôle, on "
                    "marche le matin, et l’on prend une longue conversation par jour autour "
                    "du poêle. Pas de réseau dans la cuisine : certains y voient son plus "
                    "grand mérite.</p>",
                ),
            ),
        ),
    ),
    Gathering(
        slug="a-call-with-montreal",
        title="A call with Montréal",
        summary="Lunch there, supper here: our cousins across the ocean, on one screen.",
        when=InDays(10, THURSDAY),
        start=time(12, 30),
        end=time(14),
        timezone="America/Montreal",
        mode="online",
        online_link="https://call.mardi-comptoir.example/montreal",
        image="online",
        topics=("clients", "together"),
        hosts=("solene",),
        price="Free",
        body=(
            (
                "text",
                "<p>A table much like ours meets every month in the Mile End. Twice a year we "
                "put a laptop at the end of each table. Work that crosses the ocean, how it is "
                "paid, and who answers the phone at night.</p>",
            ),
        ),
    ),
    Gathering(
        slug="portfolio-clinic",
        title="Portfolio clinic",
        summary="Ten minutes with two strangers who look at your work and say what they see.",
        when=InDays(24, WEDNESDAY),
        start=time(18, 30),
        end=time(21),
        venue="atelier",
        image="cups",
        topics=("clients", "craft"),
        hosts=("gaspard",),
        status="cancelled",
        reason="The heating of the workshop has given up. Those who signed up get a letter.",
        body=(("text", "<p>Bring five pieces, no more. Paper is welcome.</p>"),),
        french=Translation(
            title="Consultation de portfolios",
            slug="consultation-de-portfolios",
            summary="Dix minutes avec deux inconnus qui regardent vos travaux et disent ce qu’ils voient.",
            status_reason="Le chauffage de l’atelier a rendu l’âme. Les inscrits recevront un mot.",
            body=(
                ("text", "<p>Cinq travaux, pas plus. Le papier est le bienvenu.</p>"),
            ),
        ),
    ),
    Gathering(
        slug="picnic-at-the-lock",
        title="Picnic at the lock",
        summary="Bread, cheese and a view of the boats, if the river lets us.",
        when=InDays(31, SUNDAY),
        start=time(12),
        end=time(17),
        venue="quai",
        image="retreat",
        topics=("together",),
        hosts=("bastien",),
        status="postponed",
        reason="The quay is under water. We wait until it has dried.",
        body=(("text", "<p>Everybody brings what fits into one bag.</p>"),),
    ),
    Gathering(
        slug="visit-to-a-printing-shop",
        title="Visit to a printing shop",
        summary="Anselme opens the doors of the shop where he set type for forty years.",
        when=InDays(52, SATURDAY),
        start=time(10),
        end=time(12, 30),
        venue="atelier",
        image="station",
        topics=("craft", "tools"),
        status="tentative",
        reason="The owner still has to say yes to fifteen visitors at once.",
        price="Free, fifteen places",
        body=(("text", "<p>Wear something that may meet ink.</p>"),),
    ),
    Gathering(
        slug="the-kitchen-table",
        title="The kitchen table",
        summary="Those who run the Tuesdays plan the next half year, and eat well.",
        when=InDays(12, MONDAY),
        start=time(20),
        end=time(22, 30),
        venue="chaises",
        image="cafe-table",
        topics=("together",),
        hosts=("ines",),
        members_only=True,
        body=(
            (
                "text",
                "<p>For members who are logged in. On the list: the autumn places, who holds "
                "the key, and what became of the second sticker box.</p>",
            ),
        ),
    ),
    Gathering(
        slug="new-years-soup",
        title="New Year’s soup",
        summary="Not announced yet: we still look for a pot that is large enough.",
        when=InDays(100, SATURDAY),
        start=time(18),
        end=None,
        venue="atelier",
        image="hands",
        topics=("together",),
        draft=True,
        body=(("text", "<p>One soup, forty spoons.</p>"),),
    ),
    Gathering(
        slug="the-thursday-table",
        title="The Thursday table",
        summary="Lunch for freelances, every month but August: sit down, say your trade, eat.",
        when=InDays(-120, THURSDAY),
        rule="FREQ=MONTHLY;BYDAY=2TH;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
        cancelled=((2, "The café is closed for the holidays."),),
        moved=((3, 7, "The room is taken by a wedding."),),
        postponed=((5, "The café has its floor done, and cannot say yet until when."),),
        start=time(12, 30),
        end=time(14),
        venue="chaises",
        image="cafe-table",
        topics=("together",),
        hosts=("bastien",),
        body=(
            (
                "text",
                "<p>The long table at the back is ours from half past twelve. The dish of the "
                "day is on the slate; nobody talks about invoices before the cheese.</p>",
            ),
        ),
        french=Translation(
            title="La table du jeudi",
            slug="la-table-du-jeudi",
            summary="Un déjeuner entre indépendants, chaque mois sauf en août : on s’assoit, on dit son métier, on mange.",
            price_note="Chacun paie son plat",
            body=(
                (
                    "text",
                    "<p>La longue table du fond est à nous dès midi et demi. Le plat du jour "
                    "est à l’ardoise ; pas un mot des factures avant le fromage.</p>",
                ),
            ),
        ),
    ),
)
