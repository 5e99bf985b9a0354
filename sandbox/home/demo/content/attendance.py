"""Who came to the latest evenings, and who is expected at the next."""

# By the slug of the evening: the person, role, state, and what a host noted.
HOST, SPEAKER, HELPER, GUEST = "host", "speaker", "helper", "guest"
CAME, ABSENT, EXPECTED = "came", "absent", "expected"

ATTENDANCE = {
    "the-quiet-months": (
        ("nour", HOST, CAME, ""),
        ("ines", GUEST, CAME, ""),
        ("anselme", GUEST, CAME, "Brought type specimens; ask to see them again."),
        ("paloma", GUEST, CAME, ""),
        ("loic", GUEST, ABSENT, ""),
    ),
    "the-long-table": (
        ("ines", HOST, CAME, ""),
        ("bastien", HOST, CAME, ""),
        ("maud", GUEST, CAME, "Wants to meet somebody who teaches."),
        ("tidiane", HELPER, CAME, "Stayed to put the chairs back."),
        ("solene", GUEST, CAME, ""),
        ("yanis", GUEST, CAME, "Measured the shelf behind the bar."),
        ("clemence", GUEST, CAME, ""),
        ("hana", GUEST, CAME, "Off to Osaka next week."),
        ("nour", SPEAKER, CAME, "Ten minutes on breathing before a call."),
        ("edgar", GUEST, CAME, ""),
        ("anselme", GUEST, ABSENT, "Wrote that the 46 is on strike."),
        ("loic", GUEST, ABSENT, ""),
    ),
    "show-your-bench": (
        ("ines", HOST, EXPECTED, ""),
        ("tidiane", HOST, EXPECTED, ""),
        ("yanis", SPEAKER, EXPECTED, "Needs a socket for his lamp."),
        ("maud", GUEST, EXPECTED, ""),
        ("bastien", HELPER, EXPECTED, ""),
        ("solene", GUEST, EXPECTED, ""),
        ("clemence", GUEST, EXPECTED, ""),
        ("gaspard", GUEST, EXPECTED, ""),
        ("hana", GUEST, EXPECTED, "Back by then; ask about the exhibition."),
        ("nour", GUEST, EXPECTED, ""),
        ("paloma", GUEST, EXPECTED, ""),
        ("anselme", GUEST, EXPECTED, ""),
    ),
}
