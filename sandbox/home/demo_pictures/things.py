"""Things that stand in more than one picture: cups, lamps, chairs, plants, faces."""

import math

INK = "#2b2738"
CREAM = "#fbf3e4"
GOLD = "#f2b84b"
RED = "#d4573b"
GREEN = "#3d6b5b"
BLUE = "#2f4b70"
COFFEE = "#6b4029"
WOOD = "#b9794a"


def cup(c, x, y, colour, size=1.0):
    """A cup from the side; (x, y) is where it stands."""
    s = size
    c.disc(x, y - 2 * s, 60 * s, CREAM, 0.16)
    c.arc(x + 40 * s, y - 42 * s, 20 * s, -90, 90, colour, 9 * s)
    c.box(x - 42 * s, y - 72 * s, 84 * s, 40 * s, colour)
    c.slice(x, y - 40 * s, 42 * s, 0, 180, colour)
    c.disc(x, y - 72 * s, 42 * s, CREAM, 0.2)
    c.disc(x, y - 71 * s, 36 * s, COFFEE, 0.17)


def steam(c, x, y, colour, size=1.0):
    """Steam rising from (x, y)."""
    for shift in (-16, 14):
        points = [
            (x + shift * size + 9 * size * math.sin(step / 3), y - step * 6 * size)
            for step in range(14)
        ]
        c.line(points, colour, 5 * size)


def cup_from_above(c, x, y, saucer, size=1.0, turn=0.0):
    """A cup on its saucer, seen from above; ``turn`` is where its ear points."""
    s = size
    c.disc(x + 8 * s, y + 10 * s, 98 * s, "#7c4a2b")
    c.disc(x, y, 98 * s, saucer)
    c.disc(x, y, 76 * s, CREAM)
    ear = (x + 78 * s * math.cos(turn), y + 78 * s * math.sin(turn))
    c.line([(x, y), ear], CREAM, 22 * s)
    c.disc(x, y, 60 * s, "#ffffff")
    c.disc(x, y, 52 * s, COFFEE)
    c.disc(x, y, 44 * s, "#9a6a45")
    heart(c, x, y, 26 * s, "#ecd3b0")


def heart(c, x, y, size, colour):
    c.disc(x - size * 0.48, y - size * 0.3, size * 0.56, colour)
    c.disc(x + size * 0.48, y - size * 0.3, size * 0.56, colour)
    c.shape(
        [(x - size, y - size * 0.1), (x + size, y - size * 0.1), (x, y + size)], colour
    )


def lamp(c, x, y, shade, cord_from=0):
    """A hanging lamp; (x, y) is the middle of its lower edge."""
    c.line([(x, cord_from), (x, y - 70)], INK, 4)
    c.disc(x, y, 22, "#fff3c4")
    c.slice(x, y, 78, 180, 360, shade)
    c.box(x - 12, y - 90, 24, 20, shade, 4)


def plant(c, x, y, leaf, pot, size=1.0):
    """A plant in a pot; (x, y) is where the pot stands."""
    s = size
    for angle in (-150, -125, -100, -78, -52, -30):
        tip = math.radians(angle)
        for step in range(12):
            reach = 20 + step * 10
            width = 17 * math.sin(math.pi * (step + 1) / 13)
            c.disc(
                x + reach * s * math.cos(tip),
                y - 66 * s + reach * s * math.sin(tip),
                max(width, 3) * s,
                leaf,
            )
    c.shape(
        [
            (x - 42 * s, y - 74 * s),
            (x + 42 * s, y - 74 * s),
            (x + 30 * s, y),
            (x - 30 * s, y),
        ],
        pot,
    )
    c.box(x - 48 * s, y - 84 * s, 96 * s, 18 * s, pot, 4 * s)


def laptop(c, x, y, colour, screen, size=1.0):
    """An open laptop from the front; (x, y) is the middle of its foot."""
    s = size
    c.box(x - 110 * s, y - 158 * s, 220 * s, 150 * s, colour, 12 * s)
    c.box(x - 99 * s, y - 147 * s, 198 * s, 124 * s, screen, 5 * s)
    c.box(x - 138 * s, y - 12 * s, 276 * s, 14 * s, colour, 7 * s)


def roofs(c, y, colour, chimneys, windows=None):
    """A row of roofs on the line ``y``, as Paris has them."""
    x = -40
    for number, (width, height) in enumerate(
        [
            (230, 130),
            (190, 170),
            (260, 120),
            (210, 180),
            (240, 140),
            (200, 165),
            (260, 125),
        ]
    ):
        top = y - height
        c.shape(
            [
                (x, y),
                (x, top + 50),
                (x + 26, top),
                (x + width - 26, top),
                (x + width, top + 50),
                (x + width, y),
            ],
            colour,
        )
        for shift in range(3):
            c.box(x + width * 0.3 + shift * 22, top - 26, 14, 30, chimneys)
        if windows:
            for shift in (0.22, 0.5, 0.78):
                if (number + round(shift * 10)) % 3:
                    c.box(x + width * shift - 13, top + 34, 26, 36, windows, 5)
        x += width - 6


def face(c, x, y, size, skin, hair, clothes, style="short", glasses=False):
    """Head and shoulders; (x, y) is the middle of the face and ``size`` its radius."""
    s = size
    if style == "long":
        c.disc(x, y - 0.1 * s, 1.22 * s, hair)
        c.box(x - 1.22 * s, y - 0.1 * s, 2.44 * s, 1.6 * s, hair, 0.3 * s)
    if style == "curly":
        for angle in range(140, 410, 30):
            turn = math.radians(angle)
            c.disc(
                x + 1.0 * s * math.cos(turn),
                y - 0.15 * s + 1.0 * s * math.sin(turn),
                0.48 * s,
                hair,
            )
    c.box(x - 1.75 * s, y + 1.35 * s, 3.5 * s, 3 * s, clothes, 1.0 * s)
    c.box(x - 0.38 * s, y + 0.5 * s, 0.76 * s, 1.15 * s, skin, 0.3 * s)
    c.slice(x, y + 1.4 * s, 0.62 * s, 0, 180, skin)
    c.disc(x, y, 1.0 * s, skin, 1.1)
    for side in (-1, 1):
        c.disc(x + side * 0.98 * s, y + 0.1 * s, 0.2 * s, skin)
    if style == "bun":
        c.disc(x, y - 1.3 * s, 0.45 * s, hair)
    if style != "bald":
        c.slice(x, y - 0.2 * s, 1.06 * s, 180, 360, hair)
    if style == "beard":
        c.slice(x, y + 0.22 * s, 0.9 * s, 0, 180, hair)
        c.box(x - 0.32 * s, y + 0.5 * s, 0.64 * s, 0.14 * s, skin, 0.06 * s)
    for side in (-1, 1):
        c.disc(x + side * 0.4 * s, y + 0.12 * s, 0.1 * s, INK)
        if glasses:
            c.arc(x + side * 0.4 * s, y + 0.12 * s, 0.28 * s, 0, 360, INK, 0.06 * s)
    if glasses:
        c.line(
            [(x - 0.12 * s, y + 0.1 * s), (x + 0.12 * s, y + 0.1 * s)], INK, 0.06 * s
        )
    if style != "beard":
        c.arc(x, y + 0.38 * s, 0.32 * s, 25, 155, "#a2493c", 0.08 * s)


def clock(c, x, y, radius, hour, minute, colour):
    """A clock on the wall."""
    c.disc(x, y, radius, colour)
    c.disc(x, y, radius * 0.84, CREAM)
    for part, reach, width in (
        (hour / 12 + minute / 720, 0.45, 8),
        (minute / 60, 0.68, 5),
    ):
        turn = 2 * math.pi * part - math.pi / 2
        tip = (x + radius * reach * math.cos(turn), y + radius * reach * math.sin(turn))
        c.line([(x, y), tip], INK, width)
    c.disc(x, y, 8, colour)
