"""The community: its name, its home page and its index, in both languages."""

SITE = {
    "name": "Mardi Comptoir",
    "email": "bonjour@mardi-comptoir.example",
    "color": "tomato",
    "home_title": "Mardi Comptoir",
    "home_lead": "Every fourth Tuesday, the freelances of Paris share a café table.",
    "home_body": (
        "<p>Working for yourself does not have to mean working by yourself. Once a month we "
        "take the long table of a café near a métro station. You get a sticker with your "
        "first name and your trade, a drink that you pay for yourself, and three hours with "
        "people who know what an unpaid invoice feels like.</p>"
        "<p>There is no stage, no pitch and no membership card. Come once, come every month, "
        "come late: there is always a chair left.</p>"
    ),
    "title": "Meet-ups",
    "slug": "meetups",
    "introduction": (
        "<p>One café evening a month, on the fourth Tuesday at seven, and a few other "
        "occasions through the year. Newcomers are met at the door.</p>"
    ),
    "feed_name": "Mardi Comptoir",
}

FRENCH_SITE = {
    "home_title": "Mardi Comptoir",
    "home_slug": "accueil",
    "home_lead": (
        "Chaque quatrième mardi du mois, les indépendants de Paris partagent une table de café."
    ),
    "home_body": (
        "<p>Travailler à son compte ne veut pas dire travailler dans son coin. Une fois par "
        "mois, nous prenons la grande table d’un café à deux pas d’une station de métro. On "
        "vous donne une étiquette avec votre prénom et votre métier, vous payez votre verre, "
        "et vous passez trois heures avec des gens qui savent ce qu’est une facture "
        "impayée.</p>"
        "<p>Pas d’estrade, pas de discours, pas de carte de membre. Venez une fois, venez "
        "chaque mois, venez tard : il reste toujours une chaise.</p>"
    ),
    "title": "Rencontres",
    "slug": "rencontres",
    "introduction": (
        "<p>Une soirée au café par mois, le quatrième mardi à dix-neuf heures, et quelques "
        "autres occasions dans l’année. Les nouveaux sont accueillis à la porte.</p>"
    ),
    "feed_name": "Mardi Comptoir",
}
