"""Pictures of the street and the country."""

import math

from canvas import HEIGHT, WIDTH, Canvas
from things import BLUE, CREAM, GOLD, GREEN, INK, RED, WOOD, cup, roofs

__all__ = ["awning", "retreat", "station"]


def station():
    """The way down to the trains: two lamps like stems, steps and a round sign."""
    c = Canvas(WIDTH, HEIGHT, "#e8b98e")
    c.sky(["#5a5f94", "#8c6f9c", "#c2849a", "#e7a188", "#f5c58d"], 560)
    roofs(c, 520, "#4a4068", "#6d4e68", "#f7cf7c")
    c.box(0, 515, WIDTH, 240, "#3b3550")
    c.box(0, 515, WIDTH, 14, "#595073")
    c.shape([(400, 560), (800, 560), (860, 750), (340, 750)], "#1d1a2b")
    for number in range(6):
        y = 575 + number * 31
        inset = 390 - number * 9
        shade = ["#6a5f7f", "#5b516f", "#4d445f", "#403850", "#342d42", "#292437"][
            number
        ]
        c.box(inset, y, WIDTH - 2 * inset, 17, shade)
    leaf = "#3f7d62"
    for side in (-1, 1):
        x = 600 + side * 236
        c.line([(x, 740), (x, 380)], leaf, 16)
        bend = [
            (
                x - side * 70 * (1 - math.cos(step / 20 * math.pi * 0.62)),
                380 - 150 * math.sin(step / 20 * math.pi * 0.62),
            )
            for step in range(21)
        ]
        c.line(bend, leaf, 16)
        tip = bend[-1]
        c.glow(tip[0], tip[1] + 26, 92, "#ffe0a0", 0.75)
        c.disc(tip[0], tip[1] + 24, 24, "#f27d3c", 1.4)
        c.disc(tip[0], tip[1] + 18, 12, "#ffe6ad", 1.5)
        for height in (430, 520):
            c.arc(x + side * 34, height, 34, 90, 270 if side > 0 else -90, leaf, 9)
        c.box(x - 20, 716, 40, 34, leaf, 5)
    for y in (640, 700):
        c.line([(364, y), (150, y + 10)], leaf, 11)
        c.line([(836, y), (1050, y + 10)], leaf, 11)
    for x in (150, 222, 294, 906, 978, 1050):
        c.line([(x, 640), (x, 742)], leaf, 9)
    c.box(592, 214, 16, 210, "#2c4d43")
    c.disc(600, 212, 100, "#2c4d43")
    c.disc(600, 212, 90, "#f6d14d")
    wave = [
        (545, 252),
        (545, 190),
        (572, 174),
        (600, 214),
        (628, 174),
        (655, 190),
        (655, 252),
    ]
    c.line(wave, "#2b4a75", 17)
    c.box(430, 396, 340, 56, GREEN, 12)
    c.box(440, 406, 320, 36, "#f7e9bd", 8)
    for x, length in ((470, 120), (606, 60), (682, 50)):
        c.box(x, 418, length, 12, GREEN, 6)
    return c


def awning():
    """A café from the street, its lights on."""
    c = Canvas(WIDTH, HEIGHT, "#d9b38c")
    c.box(0, 0, WIDTH, 600, "#c99f78")
    for y in range(70, 250, 60):
        c.box(0, y, WIDTH, 4, "#b98e68")
    for x in (130, 470, 810):
        c.box(x, -20, 150, 200, "#f2e3c9", 6)
        c.box(x + 14, -20, 122, 186, "#5b7690")
        c.box(x + 70, -20, 10, 186, "#f2e3c9")
        for side in (-60, 150):
            c.box(x + side, -20, 60, 196, "#7f9a8a", 4)
            for y in range(0, 170, 22):
                c.box(x + side + 10, y, 40, 6, "#6a8777")
    c.box(70, 230, 1060, 400, "#274b45")
    c.box(70, 230, 1060, 60, "#1d3a36")
    for x, length in ((470, 70), (560, 120), (700, 40)):
        c.box(x, 250, length, 18, GOLD, 9)
    for x, width in ((110, 400), (690, 400)):
        c.box(x, 380, width, 200, "#f7c766", 6)
        c.box(x, 380, width, 60, "#f4b652", 6)
        for pane in (1, 2):
            c.box(x + width * pane / 3 - 5, 380, 10, 200, "#274b45")
    for x in (190, 420, 790, 1000):
        c.box(x - 26, 500, 52, 110, "#8a4b2d", 24)
        c.disc(x, 480, 27, "#8a4b2d")
    c.box(110, 540, 400, 90, "#274b45")
    c.box(690, 540, 400, 90, "#274b45")
    for x in (130, 325, 710, 905):
        c.box(x, 560, 165, 50, "#2f5a52", 4)
    c.box(540, 370, 120, 270, "#1d3a36", 6)
    c.box(556, 388, 88, 170, "#f9d688", 4)
    c.disc(648, 580, 7, GOLD)
    stripes = 14
    for number in range(stripes):
        left = 60 + number * 1080 / stripes
        top = 90 + number * 1020 / stripes
        wide, narrow = 1080 / stripes, 1020 / stripes
        colour = RED if number % 2 else CREAM
        c.shape(
            [(top, 290), (top + narrow, 290), (left + wide, 390), (left, 390)], colour
        )
        c.slice(left + wide / 2, 390, wide / 2, 0, 180, colour)
    c.box(0, 630, WIDTH, 120, "#8e8199")
    c.box(0, 630, WIDTH, 10, "#a99cb0")
    for x in (200, 420, 790, 1010):
        c.box(x - 5, 610, 10, 90, INK)
        c.disc(x, 702, 44, INK, 0.14)
        c.disc(x, 610, 74, CREAM, 0.16)
        for side in (-1, 1):
            chair = x + side * 98
            c.arc(chair, 590, 30, 180, 360, "#8a4b2d", 8)
            for leg in (-30, 30):
                c.line([(chair + leg, 590), (chair + leg, 704)], "#8a4b2d", 8)
            c.box(chair - 34, 632, 68, 12, WOOD, 5)
    cup(c, 200, 610, BLUE, 0.5)
    cup(c, 800, 610, RED, 0.5)
    cup(c, 1000, 610, GREEN, 0.5)
    return c


def retreat():
    """A house in the hills, late in the day."""
    c = Canvas(WIDTH, HEIGHT, "#f3c98b")
    c.sky(["#f0a36b", "#f4b678", "#f7c98a", "#fadca4"], 480)
    c.disc(850, 250, 96, "#fff0c2")
    for base, height, shift, colour in (
        (380, 70, 0.0, "#b58aa0"),
        (450, 60, 1.7, "#86789b"),
        (520, 55, 3.1, "#5c6f86"),
        (600, 40, 4.4, "#4b7a68"),
        (670, 30, 0.8, "#3a6450"),
    ):
        ridge = [
            (
                x,
                base
                - height * math.sin(x / 210 + shift)
                - height / 3 * math.sin(x / 73),
            )
            for x in range(-10, WIDTH + 20, 10)
        ]
        c.shape([*ridge, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], colour)
        if base == 600:
            house(c)
    for x, y, size in (
        (150, 640, 1.2),
        (215, 655, 0.9),
        (905, 640, 1.1),
        (985, 655, 1.4),
    ):
        c.box(x - 7 * size, y, 14 * size, 60 * size, "#4a3540")
        c.disc(x, y - 40 * size, 42 * size, "#2f5546", 1.9)
    c.disc(1085, 665, 60, "#2f5546")
    c.disc(1140, 660, 74, "#294c3f")
    for number in range(9):
        x = 250 + number * 62
        c.line([(x, 690), (x, 740)], "#e2c79c", 8)
    c.line([(240, 705), (756, 705)], "#e2c79c", 7)
    for x, y in ((300, 150), (345, 135), (395, 158)):
        c.arc(x - 12, y, 13, 200, 340, INK, 4)
        c.arc(x + 12, y, 13, 200, 340, INK, 4)
    return c


def house(c):
    c.box(430, 470, 300, 150, CREAM)
    c.shape([(400, 480), (470, 390), (690, 390), (760, 480)], "#b9503a")
    c.box(640, 350, 34, 70, "#8f3f33")
    c.box(556, 532, 48, 88, GREEN, 6)
    for x in (464, 510, 632, 682):
        c.box(x - 4, 512, 34, 44, GOLD, 3)
        c.box(x + 11, 512, 4, 44, CREAM)
    c.box(730, 520, 130, 100, "#e7d2b0")
    c.shape([(720, 526), (740, 470), (850, 470), (872, 526)], "#a04534")
    c.box(770, 552, 50, 68, "#6b4029", 4)
