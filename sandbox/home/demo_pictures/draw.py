"""Draws the demo's pictures again: ``python draw.py`` writes them beside itself."""

from pathlib import Path

from inside import cafe_table, coworking, cups
from outside import awning, retreat, station
from people import PEOPLE, hands, online, portrait

FOLDER = Path(__file__).parent
SCENES = (awning, cafe_table, coworking, cups, hands, online, retreat, station)

if __name__ == "__main__":
    for scene in SCENES:
        scene().save(FOLDER / f"{scene.__name__.replace('_', '-')}.png")
    for name, looks in PEOPLE.items():
        portrait(*looks).save(FOLDER / f"{name}.png")
