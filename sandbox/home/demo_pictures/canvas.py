"""A small canvas for flat pictures: shapes in plain coordinates, smooth edges."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

__all__ = ["HEIGHT", "WIDTH", "Canvas"]

WIDTH, HEIGHT = 1200, 750  # Of a picture for a page.

# Drawn this many times larger and made smaller at the end, which smooths the edges.
SCALE = 2
COLOURS = 96


class Canvas:
    """``width`` × ``height`` units; every measure is in units, from the top left."""

    def __init__(self, width: int, height: int, background: str):
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def _scaled(self, points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def box(self, x, y, width, height, fill, radius=0):
        """A rectangle, its corners rounded by ``radius``."""
        corners = self._scaled([(x, y), (x + width, y + height)])
        self.pen.rounded_rectangle(corners, radius * SCALE, fill)

    def disc(self, x, y, radius, fill, flat=1.0):
        """A disc around (x, y); ``flat`` below one makes it an ellipse seen from the side."""
        tall = radius * flat
        corners = [(x - radius, y - tall), (x + radius, y + tall)]
        self.pen.ellipse(self._scaled(corners), fill)

    def slice(self, x, y, radius, start, end, fill):
        """A piece of a disc between two angles in degrees, clockwise from the east."""
        corners = [(x - radius, y - radius), (x + radius, y + radius)]
        self.pen.pieslice(self._scaled(corners), start, end, fill)

    def arc(self, x, y, radius, start, end, fill, width, flat=1.0):
        """A curved line between two angles in degrees, clockwise from the east."""
        steps = 60
        points = []
        for step in range(steps + 1):
            angle = math.radians(start + (end - start) * step / steps)
            points.append(
                (x + radius * math.cos(angle), y + radius * flat * math.sin(angle))
            )
        self.line(points, fill, width)

    def shape(self, points, fill):
        """A polygon."""
        self.pen.polygon(self._scaled(points), fill)

    def line(self, points, fill, width):
        """A line with round joints and ends."""
        scaled = self._scaled(points)
        self.pen.line(scaled, fill, round(width * SCALE), joint="curve")
        half = width * SCALE / 2
        for x, y in scaled:
            self.pen.ellipse((x - half, y - half, x + half, y + half), fill)

    def glow(self, x, y, radius, colour, strength=0.5, points=None):
        """Light around (x, y), or inside the polygon ``points``, fading at its edge."""
        small = (self.width // 2, self.height // 2)
        mask = Image.new("L", small)
        pen = ImageDraw.Draw(mask)
        level = round(255 * strength)
        if points:
            pen.polygon([(px / 2, py / 2) for px, py in points], level)
        else:
            pen.ellipse(
                [
                    (value / 2)
                    for value in (x - radius, y - radius, x + radius, y + radius)
                ],
                level,
            )
        mask = mask.filter(ImageFilter.GaussianBlur(radius / 5)).resize(self.image.size)
        light = Image.new("RGB", self.image.size, colour)
        brighter = ImageChops.lighter(self.image, light)
        self.image.paste(Image.composite(brighter, self.image, mask))
        self.pen = ImageDraw.Draw(self.image)

    def sky(self, colours, bottom):
        """Bands of colour from the top down to ``bottom``, as in a printed poster."""
        band = bottom / len(colours)
        for number, colour in enumerate(colours):
            self.box(0, number * band, self.width, band + 2, colour)

    def save(self, path):
        """Write a PNG with a palette: flat pictures need few colours."""
        image = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        image = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=0)
        image.save(path, optimize=True)
