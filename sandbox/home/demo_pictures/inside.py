"""Pictures of what happens at a table."""

import math

from canvas import HEIGHT, WIDTH, Canvas
from things import (
    BLUE,
    CREAM,
    GOLD,
    GREEN,
    INK,
    RED,
    cup,
    cup_from_above,
    lamp,
    laptop,
    plant,
    roofs,
    steam,
)

__all__ = ["cafe_table", "coworking", "cups"]


def cafe_table():
    """A table by the window, at night, under a lamp."""
    c = Canvas(WIDTH, HEIGHT, "#7d3b35")
    c.box(0, 560, WIDTH, 190, "#5f2b2c")
    c.box(140, 70, 920, 430, "#4a2226", 10)
    night = Canvas(880, 390, "#26355c")
    night.sky(["#1d2a4d", "#26365f", "#324672", "#4a5a85"], 390)
    night.disc(690, 50, 36, "#f7e6b3")
    night.disc(674, 44, 33, "#1d2a4d")
    for x, y in ((90, 60), (210, 110), (330, 48), (470, 96), (560, 52), (800, 170)):
        night.disc(x, y, 3, CREAM)
    roofs(night, 400, "#18213d", "#3a2b3f", "#f0b54a")
    c.image.paste(night.image, (160 * 2, 90 * 2))
    for x in (448, 744):
        c.box(x, 90, 12, 390, "#4a2226")
    c.box(120, 496, 960, 22, "#8f4a3c", 4)
    c.glow(
        600, 0, 240, "#ffd98a", 0.5, [(560, 190), (640, 190), (960, 640), (240, 640)]
    )
    for side in (-1, 1):
        x = 600 + side * 360
        c.box(x - 62, 430, 124, 150, "#2e1d25", 34)
        c.box(x - 42, 452, 84, 90, "#7d3b35", 22)
        c.box(x - 70, 570, 140, 24, "#2e1d25", 8)
        for leg in (-52, 44):
            c.box(x + leg, 590, 10, 160, "#2e1d25")
    c.box(590, 600, 20, 160, INK)
    c.disc(600, 612, 280, "#8a5634", 0.13)
    c.disc(600, 600, 280, "#d59a62", 0.13)
    cup(c, 480, 606, RED, 1.1)
    steam(c, 480, 512, "#e9d3b5")
    cup(c, 730, 608, "#3f7f86", 1.1)
    steam(c, 730, 514, "#e9d3b5")
    c.box(560, 590, 96, 12, CREAM, 3)
    c.box(566, 578, 92, 12, GOLD, 3)
    lamp(c, 600, 190, "#efb04c")
    return c


def cups():
    """Cups, a notebook and a pencil on a table, from above."""
    c = Canvas(WIDTH, HEIGHT, "#c58b5b")
    for number in range(6):
        c.box(0, number * 130 + 124, WIDTH, 5, "#a86f43")
    for x, y, length in (
        (60, 60, 220),
        (700, 190, 260),
        (300, 320, 180),
        (900, 450, 200),
    ):
        c.box(x, y, length, 4, "#b77d4e", 2)
    for x, y, length in ((150, 580, 240), (620, 690, 260), (430, 60, 150)):
        c.box(x, y, length, 4, "#b77d4e", 2)
    cup_from_above(c, 210, 190, RED, 1.15, 0.6)
    cup_from_above(c, 980, 170, "#3f7f86", 1.05, 2.4)
    cup_from_above(c, 230, 570, GOLD, 1.05, -0.7)
    cup_from_above(c, 960, 570, "#7a5a8c", 1.2, 3.6)
    c.shape([(432, 190), (768, 160), (806, 560), (470, 592)], "#8c5a37")
    c.shape([(422, 178), (758, 148), (796, 548), (460, 580)], GREEN)
    c.shape([(446, 176), (758, 148), (796, 548), (484, 576)], CREAM)
    for number in range(7):
        y = 240 + number * 42
        left, right = 490 + number * 4, 730 + number * 4 - (60 if number == 6 else 0)
        c.line([(left, y), (right, y - 22)], "#c9b79a", 5)
    c.line([(640, 470), (850, 330)], GOLD, 18)
    c.line([(612, 488), (640, 470)], "#f3d9ae", 14)
    c.disc(610, 489, 5, INK)
    c.line([(850, 330), (862, 322)], RED, 18)
    c.disc(560, 660, 46, "#b3743f")
    for turn in range(0, 180, 30):
        angle = math.radians(turn)
        c.line(
            [
                (560 - 40 * math.cos(angle), 660 - 40 * math.sin(angle)),
                (560 + 40 * math.cos(angle), 660 + 40 * math.sin(angle)),
            ],
            "#d8a163",
            5,
        )
    return c


def coworking():
    """A long table in daylight, with laptops and plants."""
    c = Canvas(WIDTH, HEIGHT, "#f0dcc0")
    c.box(0, 520, WIDTH, 230, "#d8b691")
    for x in (90, 460, 830):
        c.box(x, 60, 280, 350, "#ffffff", 140)
        c.box(x, 240, 280, 190, "#ffffff", 6)
        c.box(x + 18, 78, 244, 320, "#a9d3dd", 122)
        c.box(x + 18, 240, 244, 172, "#a9d3dd")
        c.disc(x + 80, 380, 70, "#8cbfa2")
        c.disc(x + 180, 372, 84, "#79b192")
        c.box(x + 18, 400, 244, 12, "#79b192")
        c.box(x + 134, 70, 12, 350, "#ffffff")
        c.box(x + 10, 250, 260, 10, "#ffffff")
        c.box(x - 16, 420, 312, 20, "#e4c6a0", 4)
    for x in (415, 785):
        lamp(c, x, 230, RED if x < 500 else "#3f7f86")
    for x, colour in ((250, "#3f7f86"), (600, RED), (950, "#5f4b7a")):
        c.box(x - 60, 560, 120, 170, colour, 26)
        c.box(x - 6, 700, 12, 60, INK)
    plant(c, 70, 660, "#4f8a63", RED, 1.3)
    plant(c, 1140, 660, "#3d7656", BLUE, 1.25)
    c.box(120, 560, 960, 34, "#a66a3d", 8)
    c.box(120, 560, 960, 12, "#c48a58", 6)
    for x in (170, 1010):
        c.box(x, 590, 22, 170, "#7c4a2b")
    for x, colour, screen in (
        (250, INK, "#f6e7c3"),
        (600, "#68748a", "#ffd9b8"),
        (950, INK, "#cfe4dc"),
    ):
        laptop(c, x, 560, colour, screen, 0.95)
        for number, length in enumerate((110, 150, 80, 130)):
            c.box(x - 78, 440 + number * 22, length, 9, "#c6b199", 4)
    cup(c, 425, 562, GOLD, 0.7)
    cup(c, 775, 562, GREEN, 0.7)
    return c
