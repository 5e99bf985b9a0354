"""A year of café evenings: the fourth Tuesdays, eight behind us and five ahead."""

from ..shapes import Gathering, Month, Translation

HOW = (
    "text",
    "<h3>How it goes</h3><p>Doors at seven. Somebody meets you there with a sticker for your "
    "jacket: first name, trade. Half an hour to arrive, an hour around the question of the "
    "evening, then the tables mix. People leave when they like.</p>",
)
COMMENT = (
    "text",
    "<h3>Comment ça se passe</h3><p>Ouverture à dix-neuf heures. On vous accueille avec une "
    "étiquette à coller sur la veste : prénom, métier. Une demi-heure pour arriver, une "
    "heure autour de la question du soir, puis les tables se mélangent. Chacun repart quand "
    "il veut.</p>",
)
LIBRE = "Entrée libre, chacun paie son verre"

EVENINGS = (
    Gathering(
        slug="first-drafts",
        title="Café evening: first drafts",
        summary="What we show a client early, and what we keep to ourselves.",
        when=Month(-8),
        venue="chaises",
        image="cups",
        topics=("craft", "clients"),
        hosts=("ines",),
        body=(
            (
                "text",
                "<p>Some of us send sketches on day two; others would rather be seen in "
                "their pyjamas. Bring one piece of work that you showed too early, or too "
                "late.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="the-price-of-a-day",
        title="Café evening: the price of a day",
        summary="Eleven trades put their day rate on a piece of paper, face down.",
        when=Month(-7),
        venue="lointain",
        image="cafe-table",
        topics=("rates",),
        hosts=("maud", "bastien"),
        body=(
            (
                "text",
                "<p>We do the exercise once a year: everybody writes a number, nobody signs. "
                "Then Maud turns the papers over and we talk about what is in a day and "
                "what is not.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="saying-no",
        title="Café evening: saying no, kindly",
        summary="Sentences that close a door without slamming it.",
        when=Month(-6),
        venue="chaises",
        image="awning",
        topics=("clients", "writing"),
        hosts=("gaspard",),
        body=(
            (
                "text",
                "<p>Gaspard collects refusals. He brings the ten best he has written, and "
                "the three worst he has received.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="one-drawer-of-receipts",
        title="Café evening: one drawer of receipts",
        summary="Maud empties a real drawer on the table and sorts it in forty minutes.",
        when=Month(-5),
        venue="chaises",
        image="cups",
        topics=("books",),
        hosts=("maud",),
        body=(
            (
                "text",
                "<p>Bring your own drawer, or just watch. You leave with a shoe box that "
                "has three compartments and a date on the lid.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="tools-we-gave-up",
        title="Café evening: tools we gave up",
        summary="The applications, machines and habits that we do not miss.",
        when=Month(-4),
        venue="quai",
        image="coworking",
        topics=("tools",),
        hosts=("tidiane",),
        body=(
            (
                "text",
                "<p>Three minutes each, no slides: what it was, why it seemed a good idea, "
                "what took its place. Pencils are allowed to win.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="two-trades-one-job",
        title="Café evening: two trades, one job",
        summary="A joiner and a web developer tell how they worked for the same theatre.",
        when=Month(-3),
        venue="lointain",
        image="hands",
        topics=("together", "craft"),
        hosts=("ines", "tidiane"),
        body=(
            (
                "text",
                "<p>They met at one of our tables. One built the box office, the other the "
                "page that sells the tickets. What each learnt to ask the other.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="the-quiet-months",
        title="Café evening: the quiet months",
        summary="What we do in the weeks when nobody writes.",
        when=Month(-2),
        venue="chaises",
        image="cafe-table",
        topics=("health", "clients"),
        hosts=("nour",),
        body=(
            (
                "text",
                "<p>Every trade has them: January for gardeners, August for nearly everybody. "
                "We compare calendars and draw one that shows who is free when somebody "
                "else drowns.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="the-long-table",
        title="Café evening: the long table",
        summary="No subject at all: thirty chairs, thirty stickers, three rounds.",
        when=Month(-1),
        venue="lointain",
        image="hands",
        topics=("together",),
        hosts=("ines", "bastien"),
        body=(
            (
                "text",
                "<p>Twice a year we let the evening find its own subject. The rounds are "
                "twenty-five minutes long, and at each bell half of the table moves on.</p>",
            ),
            HOW,
        ),
        french=Translation(
            title="Soirée café : la grande tablée",
            slug="la-grande-tablee",
            summary="Pas de sujet : trente chaises, trente étiquettes, trois tours de table.",
            price_note=LIBRE,
            body=(
                (
                    "text",
                    "<p>Deux fois par an, on laisse la soirée trouver son sujet toute seule. "
                    "Chaque tour dure vingt-cinq minutes ; à la cloche, la moitié de la table "
                    "se décale.</p>",
                ),
                COMMENT,
            ),
        ),
    ),
    Gathering(
        slug="letters-that-get-paid",
        title="Café evening: letters that get paid",
        summary="Writing to those who owe us money, from the first line to the last stamp.",
        when=Month(0),
        venue="chaises",
        image="cups",
        topics=("writing", "rates"),
        hosts=("maud", "gaspard"),
        body=(
            (
                "text",
                "<p>Maud knows the law, Gaspard knows the words. Bring an invoice that is "
                "late; leave with a letter that you can send in the morning.</p>",
            ),
            HOW,
        ),
        french=Translation(
            title="Soirée café : la relance qui fait payer",
            slug="la-relance-qui-fait-payer",
            summary="Écrire à ceux qui nous doivent de l’argent, du premier mot au timbre.",
            price_note=LIBRE,
            body=(
                (
                    "text",
                    "<p>Maud connaît la loi, Gaspard connaît les mots. Apportez une facture "
                    "en retard, repartez avec une lettre à poster le lendemain matin.</p>",
                ),
                COMMENT,
            ),
        ),
    ),
    Gathering(
        slug="show-your-bench",
        title="Café evening: show your bench",
        summary="A picture of the place where you work, and why the lamp stands there.",
        when=Month(1),
        venue="lointain",
        image="cafe-table",
        topics=("craft", "tools"),
        hosts=("ines", "tidiane"),
        body=(
            (
                "text",
                "<p>Print one picture of your desk, your bench, your van or your corner of "
                "the kitchen. We pin them to the wall and guess whose is whose.</p>",
            ),
            ("quote", "Nobody tidied up. That was the best part.", "Inès, bookbinder"),
            HOW,
        ),
        french=Translation(
            title="Soirée café : montrez votre établi",
            slug="montrez-votre-etabli",
            summary="Une photo de l’endroit où vous travaillez, et pourquoi la lampe est là.",
            price_note=LIBRE,
            body=(
                (
                    "text",
                    "<p>Imprimez une photo de votre bureau, de votre établi, de votre "
                    "camionnette ou de votre coin de cuisine. On les épingle au mur et on "
                    "devine à qui est quoi.</p>",
                ),
                (
                    "quote",
                    "Personne n’avait rangé. C’était le meilleur moment.",
                    "Inès, relieuse",
                ),
                COMMENT,
            ),
        ),
    ),
    Gathering(
        slug="the-voice-on-the-phone",
        title="Café evening: the voice on the phone",
        summary="Nour teaches us to breathe before we name a price.",
        when=Month(2),
        venue="chaises",
        image="station",
        topics=("rates", "health"),
        hosts=("nour", "bastien"),
        body=(
            (
                "text",
                "<p>Six exercises in pairs, all of them seated, none of them embarrassing. "
                "Bastien records those who want to hear themselves afterwards.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="a-year-in-one-page",
        title="Café evening: a year in one page",
        summary="Look back at twelve months of work with a sheet of paper and four pencils.",
        when=Month(3),
        venue="quai",
        image="cups",
        topics=("books", "health"),
        hosts=("maud",),
        body=(
            (
                "text",
                "<p>Green for work you would do again, red for what you would not, blue for "
                "what paid, yellow for what taught you something. The colours seldom "
                "agree, and that is the point.</p>",
            ),
            HOW,
        ),
    ),
    Gathering(
        slug="bring-a-friend",
        title="Café evening: bring a friend",
        summary="Everybody brings somebody from another trade. Double the chairs.",
        when=Month(4),
        venue="lointain",
        image="hands",
        topics=("together", "clients"),
        hosts=("ines", "gaspard"),
        body=(
            (
                "text",
                "<p>The rule is simple: your guest must do something that you could not do "
                "for a single day. Introduce them in one sentence, then be quiet.</p>",
            ),
            HOW,
        ),
    ),
)
