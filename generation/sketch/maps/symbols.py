"""Symbols of a site plan: furniture, cameras with what they watch, tokens of people and drones, parked vehicles."""

import math

import numpy as np

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.palette import WHITE, Colour, dim, mix
from generation.sketch.crowds.crowd import paint_of
from generation.sketch.maps.flat_sheet import Sheet
from generation.sketch.maps.floorplan import FloorPlan, Rect
from generation.sketch.planning.plan import Subject

LETTERS = {"guard": "G", "decker": "D", "mage": "M", "shaman": "S", "rigger": "R", "samurai": "X", "suit": "J"}
SIZES = {"van": (0.034, 0.085), "truck": (0.042, 0.13), "car": (0.032, 0.074), "bike": (0.014, 0.038)}  # units


def furnish(sheet: Sheet, room: Rect, name: str, light: Colour, rng: np.random.Generator) -> None:
    """Draw a room's furniture as a plan shows it: desks, racks or a round table."""
    inner = Rect(room.left + 0.022, room.top + 0.042, room.right - 0.022, room.bottom - 0.022)
    if name in {"SERVERS", "STORES", "ARCHIVE", "ARMOURY", "VAULT"}:
        rows = max(1, int(inner.high / 0.030))
        for row in range(rows):
            y = inner.top + row * 0.030
            sheet.rect(Rect(inner.left, y, inner.right, min(inner.bottom, y + 0.012)), dim(light, 0.55))
            for mark in range(int(inner.wide / 0.018)):
                x = inner.left + mark * 0.018
                sheet.line([(x, y), (x, y + 0.012)], 0.001, light)
    elif name in {"MEETING", "LOBBY", "CANTEEN", "CONTROL"}:
        x, y = inner.centre
        radius = 0.22 * min(inner.wide, inner.high)
        sheet.ring(x, y, radius, 0.002, light, dim(light, 0.25))
        for seat in range(8):
            angle = math.tau * seat / 8
            sheet.ring(
                x + (radius + 0.014) * math.cos(angle), y + (radius + 0.014) * math.sin(angle), 0.007, 0.0016, light
            )
    else:
        for x in np.arange(inner.left, inner.right - 0.03, 0.055).tolist():
            for y in np.arange(inner.top, inner.bottom - 0.02, 0.050).tolist():
                if rng.random() < 0.75:
                    sheet.rect(Rect(x, y, x + 0.030, y + 0.015), dim(light, 0.45))
                    sheet.ring(x + 0.015, y + 0.024, 0.006, 0.0015, light)


def draw_cameras(canvas: Canvas, sheet: Sheet, plan: FloorPlan) -> None:
    """Draw cameras in corners with the wedge they watch; they are drawn under the walls, which end their view."""
    tint = canvas.palette.neon[2]
    rng = canvas.rng("cameras")
    for room in plan.rooms:
        if rng.random() < 0.45:
            continue
        left, top = bool(rng.random() < 0.5), bool(rng.random() < 0.5)
        x, y = (room.left if left else room.right), (room.top if top else room.bottom)
        across, down = (1 if left else -1), (1 if top else -1)
        reach = 0.8 * min(room.wide, room.high)
        edge = [
            (x + across * reach * math.cos(a), y + down * reach * math.sin(a))
            for a in np.linspace(0.35, 1.2, 9).tolist()
        ]
        sheet.polygon([(x, y), *edge], mix(canvas.palette.dark, dim(tint, 0.45), 0.45))
        sheet.line([(x, y), *edge, (x, y)], 0.0012, dim(tint, 0.6))
        sheet.ring(x + across * 0.010, y + down * 0.010, 0.008, 0.002, tint, canvas.palette.dark)


def draw_tokens(canvas: Canvas, sheet: Sheet, plan: FloorPlan) -> None:
    """Put a token for each person and drone into a room; guards patrol where nobody is asked for."""
    rng = canvas.rng("tokens")
    people = [subject for subject in canvas.plan.subjects if subject.kind == "figure"] or [
        Subject("figure", 3, role="guard")
    ]
    everyone = [subject for subject in people for _ in range(subject.count)][:12]
    rooms = rng.permutation(len(plan.rooms)).tolist()
    for index, subject in enumerate(everyone):
        room = plan.rooms[rooms[index % len(rooms)]]
        x, y = (
            room.left + room.wide * (0.3 + 0.4 * float(rng.random())),
            room.top + room.high * (0.45 + 0.3 * float(rng.random())),
        )
        tint = paint_of(subject, canvas.palette.neon[0])
        radius = {"dwarf": 0.011, "troll": 0.018}.get(subject.metatype, 0.014)
        sheet.ring(x, y, radius, 0.003, mix(tint, WHITE, 0.3), canvas.palette.dark)
        letter = LETTERS.get(subject.role, (subject.metatype if subject.metatype != "human" else "runner")[0].upper())
        sheet.text(letter, x, y, radius * 1.25, mix(tint, WHITE, 0.6))
        angle = math.tau * float(rng.random())
        tip = (x + 0.028 * math.cos(angle), y + 0.028 * math.sin(angle))
        sheet.line([(x + radius * math.cos(angle), y + radius * math.sin(angle)), tip], 0.003, tint)
    for _ in range(canvas.plan.count("drone")):
        x, y = -0.42 + 0.84 * float(rng.random()), -0.42 + 0.75 * float(rng.random())
        tint = paint_of(canvas.plan.of("drone"), canvas.palette.neon[2])
        sheet.line([(x, y - 0.014), (x + 0.014, y), (x, y + 0.014), (x - 0.014, y), (x, y - 0.014)], 0.003, tint)
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            sheet.ring(x + dx * 0.014, y + dy * 0.014, 0.006, 0.0016, tint)


def draw_parking(canvas: Canvas, sheet: Sheet, gate: float) -> None:
    """Draw the car park beside the gate, with the plan's vehicles in it, or two of the house."""
    light = dim(canvas.palette.neon[1], 0.45)
    side = -1 if gate > 0 else 1
    parked = [subject for subject in canvas.plan.subjects if subject.kind in SIZES for _ in range(subject.count)][:6]
    parked = parked or [Subject("car"), Subject("van")]
    for slot in range(7):
        x = side * (0.07 + 0.052 * slot)
        sheet.line([(x, 0.225), (x, 0.325)], 0.0016, light)
        if slot < len(parked):
            subject = parked[slot]
            wide, long = SIZES[subject.kind]
            middle, paint = x + side * 0.026, paint_of(subject, dim(canvas.palette.neon[1], 0.7))
            paint = mix(paint, WHITE, 0.2)
            body = Rect(middle - wide / 2, 0.275 - long / 2, middle + wide / 2, 0.275 + long / 2)
            sheet.rect(body, dim(paint, 0.55))
            sheet.line(
                [
                    (body.left, body.top),
                    (body.right, body.top),
                    (body.right, body.bottom),
                    (body.left, body.bottom),
                    (body.left, body.top),
                ],
                0.002,
                paint,
            )
            for down in (0.2, 0.75):
                y = body.top + long * down
                sheet.line([(body.left + 0.005, y), (body.right - 0.005, y)], 0.003, canvas.palette.dark)
