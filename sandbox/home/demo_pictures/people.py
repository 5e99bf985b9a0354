"""Pictures with people in them."""

import math

from canvas import HEIGHT, WIDTH, Canvas
from things import BLUE, CREAM, GOLD, GREEN, INK, RED, clock, cup, face, plant, steam

__all__ = ["PEOPLE", "hands", "online", "portrait"]


def online():
    """People on a screen, and two clocks that do not agree."""
    c = Canvas(WIDTH, HEIGHT, "#28405c")
    c.box(0, 590, WIDTH, 160, "#1c2e45")
    c.glow(600, 330, 420, "#5b86a8", 0.35)
    clock(c, 150, 220, 84, 19, 0, GOLD)
    clock(c, 1050, 220, 84, 1, 0, "#e0735a")
    c.box(250, 90, 700, 470, INK, 24)
    c.box(272, 112, 656, 424, "#10192a", 8)
    tiles = [
        ("#e7a977", "#f0c6a0", "#3a2b28", RED, "bun", False),
        ("#7fb0a5", "#8d5a3b", "#1f1a1c", "#f2c14e", "curly", True),
        ("#c99bb5", "#f3d3b5", "#c98a3a", "#3f6f8a", "long", False),
        ("#f2cf7a", "#c98c62", "#4a3326", "#5c4a7d", "beard", True),
    ]
    for number, (back, skin, hair, clothes, style, glasses) in enumerate(tiles):
        tile = Canvas(316, 200, back)
        face(tile, 158, 92, 50, skin, hair, clothes, style, glasses)
        at = (280 + number % 2 * 324, 120 + number // 2 * 208)
        c.image.paste(tile.image, (at[0] * 2, at[1] * 2))
    c.box(170, 560, 860, 34, "#9aa7b8", 16)
    c.box(170, 576, 860, 18, "#7d8b9e", 9)
    c.box(530, 560, 140, 10, "#7d8b9e", 5)
    cup(c, 1090, 640, GOLD, 0.95)
    steam(c, 1090, 556, "#8fa9c2", 0.9)
    plant(c, 100, 660, "#5c9a78", RED, 1.05)
    return c


def hands():
    """Hands from all sides, each with a cup, over a round table."""
    c = Canvas(WIDTH, HEIGHT, "#3a5a55")
    c.disc(612, 388, 350, "#27403d")
    c.disc(600, 375, 350, "#d59a62")
    c.disc(600, 375, 330, "#e0aa74")
    c.disc(600, 375, 200, "#d79f68")
    c.disc(600, 375, 186, "#e0aa74")
    people = [
        (200, "#f0c6a0", RED, "#f7ead2"),
        (252, "#8d5a3b", GOLD, "#3f7f86"),
        (305, "#c98c62", "#3f6f8a", "#f7ead2"),
        (352, "#f3d3b5", "#7a5a8c", GOLD),
        (45, "#6f4530", "#e5e0d3", RED),
        (97, "#e2b08a", "#d98a4e", "#f7ead2"),
        (148, "#f0c6a0", "#5b8f6f", "#7a5a8c"),
    ]
    for angle, skin, sleeve, colour in people:
        turn = math.radians(angle)
        ahead, beside = (
            (math.cos(turn), math.sin(turn)),
            (-math.sin(turn), math.cos(turn)),
        )

        def at(reach, side=0.0, ahead=ahead, beside=beside):
            return (
                600 + ahead[0] * reach + beside[0] * side,
                375 + ahead[1] * reach + beside[1] * side,
            )

        c.line([at(300), at(900)], sleeve, 92)
        c.line([at(236), at(300)], skin, 58)
        c.line([at(296, -36), at(296, 36)], CREAM, 16)
        c.disc(*at(214), 44, skin)
        for side in (-30, -10, 10, 30):
            c.line([at(200, side), at(158, side * 1.25)], skin, 21)
        c.disc(*at(140), 48, "#b9794a")
        c.disc(*at(146), 46, colour)
        c.disc(*at(146), 37, "#6b4029")
        c.disc(*at(146), 28, "#99653f")
        c.line([at(206, 44), at(166, 50)], skin, 23)
        c.line([at(206, -42), at(172, -50)], skin, 20)
    c.disc(600, 375, 58, CREAM)
    c.disc(600, 375, 48, "#f4e3c4")
    for x, y in ((582, 368), (614, 362), (600, 390)):
        c.line([(x - 15, y + 4), (x, y - 5), (x + 15, y + 4)], "#c9833f", 13)
    return c


PEOPLE = {
    "person-1": ("#f0c48f", "#f0c6a0", "#5a3326", RED, "bun", False),
    "person-2": ("#8fb9ae", "#8d5a3b", "#1f1a1c", GOLD, "curly", False),
    "person-3": ("#d7a9c0", "#f3d3b5", "#c98a3a", BLUE, "long", True),
    "person-4": ("#f2d48a", "#c98c62", "#3b2a22", "#5c4a7d", "beard", False),
    "person-5": ("#a9c3dd", "#6f4530", "#211b1d", GREEN, "short", True),
    "person-6": ("#e8b39a", "#f0cfae", "#d9d4cc", "#3f7f86", "short", False),
}


def portrait(back, *looks):
    """Somebody's head and shoulders."""
    c = Canvas(400, 400, back)
    c.disc(200, 190, 165, CREAM)
    face(c, 200, 180, 84, *looks)
    return c
