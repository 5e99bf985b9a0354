"""Where the community meets, what it talks about, and its pictures."""

from ..shapes import Picture, Place, Subject

PLACES = {
    "chaises": Place(
        name="Café des Trois Chaises",
        address="14 rue de l’Écluse-Perdue\n75010 Paris",
        directions=(
            "Métro Jacques Bonsergent (line 5), exit 2. Walk towards the canal; the café is "
            "at the corner after the bookshop."
        ),
        access_notes=(
            "No step at the door. The toilets are on the same floor. The back room is the "
            "quieter one."
        ),
        at=("48.872410", "2.363870"),
        link="https://trois-chaises.example/",
        french_directions=(
            "Métro Jacques Bonsergent (ligne 5), sortie 2. Allez vers le canal ; le café fait "
            "l’angle après la librairie."
        ),
        french_access_notes=(
            "Entrée de plain-pied, toilettes au même niveau. La salle du fond est la plus calme."
        ),
    ),
    "lointain": Place(
        name="Le Comptoir Lointain",
        address="3 passage des Allumettes\n75011 Paris",
        directions=(
            "Métro Parmentier (line 3). The passage opens between the florist and the key "
            "cutter; ring at the blue door after eight."
        ),
        access_notes=(
            "Two steps at the entrance, a ramp on request: call from the door. Music is kept "
            "low until ten."
        ),
        at=("48.865120", "2.374630"),
        french_directions=(
            "Métro Parmentier (ligne 3). Le passage s’ouvre entre le fleuriste et le "
            "serrurier ; après vingt heures, sonnez à la porte bleue."
        ),
        french_access_notes=(
            "Deux marches à l’entrée, rampe sur demande. Musique douce jusqu’à vingt-deux heures."
        ),
    ),
    "quai": Place(
        name="Brasserie du Quai Bleu",
        address="27 quai des Tonneliers\n75013 Paris",
        directions=(
            "Métro Quai de la Gare (line 6). Cross towards the river, then two minutes to the "
            "left."
        ),
        access_notes="A lift goes up to the room on the first floor. Accessible toilets.",
        at=("48.836940", "2.373510"),
        link="https://quai-bleu.example/",
    ),
    "atelier": Place(
        name="Atelier Vingt-Deux",
        address="22 rue des Copeaux\n75020 Paris",
        directions="Métro Gambetta (line 3), exit 3. Through the gate, across the courtyard.",
        access_notes="Ground floor, wide doors, a room for calls and a room to lie down in.",
        at=("48.864820", "2.398440"),
        link="https://atelier-vingt-deux.example/",
        french_directions=(
            "Métro Gambetta (ligne 3), sortie 3. Passez la grille, traversez la cour."
        ),
        french_access_notes=(
            "Rez-de-chaussée, portes larges, une pièce pour téléphoner et une pour s’allonger."
        ),
    ),
    "ferme": Place(
        name="La Ferme aux Ormes",
        address="Chemin des Trois Puits\n77160 Saint-Aubin-les-Ormes",
        directions=(
            "Train line P from Gare de l’Est to Provins, an hour and a half. We meet every "
            "train on Friday evening with two cars."
        ),
        access_notes=(
            "Two bedrooms on the ground floor, one with a level shower. Gravel in the yard."
        ),
        at=("48.560200", "3.299400"),
        french_directions=(
            "Ligne P, de la gare de l’Est à Provins, une heure et demie. Le vendredi soir, deux "
            "voitures attendent à chaque train."
        ),
        french_access_notes=(
            "Deux chambres au rez-de-chaussée, dont une avec douche de plain-pied. Gravier "
            "dans la cour."
        ),
    ),
}

SUBJECTS = {
    "clients": Subject(name="Finding clients", french="Trouver des clients"),
    "rates": Subject(name="Rates and contracts", french="Tarifs et contrats"),
    "books": Subject(name="Bookkeeping", french="Comptabilité"),
    "craft": Subject(name="Our crafts", french="Nos métiers"),
    "tools": Subject(name="Tools", french="Outils"),
    "health": Subject(name="Taking care", french="Prendre soin de soi"),
    "writing": Subject(name="Writing", french="Écriture"),
    "together": Subject(name="Working together", french="Travailler ensemble"),
}

PICTURES = {
    "awning": Picture(
        title="A café from the street",
        description="A café under a red and white awning, its windows lit, tables outside.",
    ),
    "cafe-table": Picture(
        title="A table by the window",
        description="Two steaming cups under a lamp; night and roofs behind the window.",
    ),
    "coworking": Picture(
        title="The long table",
        description="Three laptops and two cups on a long table before arched windows.",
    ),
    "cups": Picture(
        title="Four cups and a notebook",
        description="Four cups of coffee around an open notebook, seen from above.",
    ),
    "hands": Picture(
        title="Seven hands, seven cups",
        description="Seven hands bring their cups together over a round table.",
    ),
    "online": Picture(
        title="A call between two clocks",
        description="Four people on a screen, between two clocks six hours apart.",
    ),
    "retreat": Picture(
        title="The farm",
        description="A white farmhouse among hills and trees, late in the day.",
    ),
    "station": Picture(
        title="The way to the métro",
        description="Steps down to the métro between two lamps, at dusk.",
    ),
    **{
        f"person-{number}": Picture(
            title=f"Portrait {number}", description="A portrait."
        )
        for number in range(1, 7)
    },
}
