"""How some of the past evenings were. Only people who agreed to it are told of."""

from ..shapes import Recap, Translation

RECAPS = (
    Recap(
        event="the-long-table",
        slug="how-the-long-table-was",
        title="Thirty chairs, and one more",
        summary="We set thirty places at the Comptoir Lointain and had to borrow a bench.",
        author="Inès",
        image="hands",
        topics=("together",),
        body=(
            (
                "text",
                "<p>At ten to seven there were three of us and a roll of stickers. At half past "
                "the landlord carried in the bench from the courtyard. It had rained, the "
                "coats steamed by the door, and the first person through it asked whether "
                "this was <em>the thing for people without colleagues</em>. It was.</p>",
            ),
            ("heading", "Who I sat next to"),
            (
                "encounter",
                "yanis",
                "<p>He has had enough of kitchens and wants to build for libraries. Two chairs "
                "further on sat somebody who runs one. I heard the word “Thursday” and looked "
                "away, pleased.</p>",
                "hands",
            ),
            (
                "encounter",
                "clemence",
                "<p>A leek stuck out of her bag, and she drew it on the paper cloth while she "
                "talked about a children’s book that has been nearly finished since "
                "spring.</p>",
            ),
            (
                "encounter",
                "solene",
                "<p>Between two languages and three deadlines, and looking for somebody who "
                "reads a contract before it is signed.</p>",
            ),
            (
                "encounter",
                "edgar",
                "<p>Comes for the company, reads contracts for fun, and found somebody with "
                "one in her bag.</p>",
            ),
            (
                "encounter",
                "loic",
                "<p>Arrived with wet sleeves and a map of every stair in the quarter.</p>",
            ),
            (
                "encounter",
                "anselme",
                "<p>Told the whole end of the table why a full stop needs room. He left at a "
                "quarter to ten, as always, for the bus.</p>",
            ),
            (
                "gallery",
                "Between eight and nine",
                ("cafe-table",),
                ("cups", "yanis"),
                ("hands", "edgar"),
            ),
            (
                "quote",
                "I came for a client and found somebody to share a workshop with.",
                "yanis",
            ),
            (
                "text",
                "<h2>What may come of it</h2><p>One workshop shared by two, one library with "
                "shelves, one book finished.</p>",
            ),
            (
                "links",
                (
                    "The paper cloth, page by page",
                    "https://example.com/cloth.pdf",
                    "slides",
                ),
            ),
            (
                "thanks",
                "<p>The Comptoir for the bench, and the bell at the end of each round. Until "
                "next Tuesday.</p>",
                "ines",
                "bastien",
            ),
        ),
        french=Translation(
            title="Trente chaises, plus une",
            slug="trente-chaises-plus-une",
            summary="Trente couverts au Comptoir Lointain, et il a fallu emprunter un banc.",
            body=(
                (
                    "text",
                    "<p>À sept heures moins dix, nous étions trois, avec un rouleau "
                    "d’étiquettes. À la demie, le patron rentrait le banc de la cour. Il avait "
                    "plu, les manteaux fumaient près de la porte, et la première personne à la "
                    "pousser demanda si c’était bien ici, <em>le truc pour les gens sans "
                    "collègues</em>. C’était bien ici.</p>",
                ),
                ("heading", "Mes voisins de table"),
                (
                    "encounter",
                    "yanis",
                    "<p>Il a assez posé de cuisines et voudrait meubler des bibliothèques. Deux "
                    "chaises plus loin, quelqu’un en dirige une. J’ai entendu le mot « jeudi » "
                    "et j’ai regardé ailleurs, ravie.</p>",
                    "hands",
                ),
                (
                    "encounter",
                    "clemence",
                    "<p>Un poireau dépassait de son sac. Elle l’a dessiné sur la nappe en papier "
                    "tout en racontant un album pour enfants presque fini depuis le "
                    "printemps.</p>",
                ),
                (
                    "encounter",
                    "edgar",
                    "<p>Vient pour la compagnie, lit des contrats pour le plaisir, et a trouvé "
                    "une voisine qui en avait un dans son sac.</p>",
                ),
                (
                    "encounter",
                    "anselme",
                    "<p>A expliqué à tout le bout de table pourquoi un point a besoin d’air. Il "
                    "est parti à dix heures moins le quart, comme toujours, à cause du "
                    "bus.</p>",
                ),
                (
                    "quote",
                    "J’étais venu chercher un client, j’ai trouvé avec qui partager un atelier.",
                    "yanis",
                ),
                (
                    "thanks",
                    "<p>Le Comptoir pour le banc, et la cloche à la fin de chaque tour. À "
                    "mardi.</p>",
                    "ines",
                    "bastien",
                ),
            ),
        ),
    ),
    Recap(
        event="the-quiet-months",
        slug="how-the-quiet-months-was",
        title="A calendar of quiet weeks",
        summary="Nour made us breathe, then we drew a year on the back of a poster.",
        author="Gaspard",
        image="cafe-table",
        topics=("health", "clients"),
        body=(
            (
                "text",
                "<p>I had expected complaints about August. Instead <strong>Paloma</strong>, "
                "gardener, drew a line for January, thick as a thumb, and said: here I am "
                "free, and here I mend tools for anyone who asks. After that the pencils did "
                "not rest.</p>"
                "<p>By nine the poster showed eleven trades and one surprise: there is no week "
                "in which nobody has time. <strong>Hana</strong>, photographer, took a "
                "picture of it, and promised to send it to those who left an address.</p>",
            ),
            (
                "quote",
                "A quiet month is only quiet if you are alone with it.",
                "Nour, voice coach",
            ),
            ("image", "cups"),
            (
                "text",
                "<p>Two people found help for the week before Christmas, and I found out that "
                "<strong>Loïc</strong> bakes. The Trois Chaises kept the back room for us "
                "until eleven. We owe them a plant.</p>",
            ),
        ),
    ),
    Recap(
        event="tools-we-gave-up",
        slug="how-tools-we-gave-up-was",
        title="The pencil won",
        summary="Fourteen farewells to machines, and a vote that surprised only Tidiane.",
        author="Maud",
        image="coworking",
        topics=("tools",),
        body=(
            (
                "text",
                "<p>Three minutes each, and Bastien’s kitchen timer in the middle of the table. "
                "<strong>Solène</strong>, translator, gave up the second screen and got her "
                "neck back. <strong>Tidiane</strong>, web developer, gave up an application "
                "for notes, then another one, then a third; he now writes on the back of "
                "envelopes, and files them.</p>"
                "<p>I confess that I defended the calculator with the paper roll. It was seen as "
                "a joke. It was not.</p>",
            ),
            (
                "quote",
                "If it needs a meeting to be explained, it is not a tool.",
                "Tidiane, web developer",
            ),
            (
                "text",
                "<p>The vote at the end: pencil nine, timer three, paper roll one. Thank you to "
                "the Quai Bleu for the room with the lift, and to everybody who carried the "
                "chairs back.</p>",
            ),
        ),
    ),
    Recap(
        event="the-price-of-a-day",
        slug="how-the-price-of-a-day-was",
        title="Eleven papers, face down",
        summary="What a day costs, and why the lowest number belonged to the busiest hands.",
        author="Bastien",
        image="cups",
        topics=("rates",),
        body=(
            (
                "text",
                "<p>The papers went around in a hat. When <strong>Maud</strong> turned the last "
                "one over, the highest number was four times the lowest, and both did nearly "
                "the same work. Nobody asked whose they were; two people blushed anyway.</p>"
                "<p>We then counted what is <em>not</em> in a day: the travel, the quote, the "
                "second round of changes, the lunch eaten over the keyboard. The room grew "
                "quiet, and prices were corrected with a thick pen.</p>",
            ),
            (
                "quote",
                "Your rate is a sentence about you. Read it aloud before you send it.",
                "Maud, accountant",
            ),
        ),
    ),
)
