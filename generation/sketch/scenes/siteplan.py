"""A site plan from above: rooms with their names and doors, cameras and their cones, guards, a way in, and a scale."""

import math
from itertools import pairwise

import numpy as np
from PIL import Image

from generation.sketch.canvas.canvas import Canvas
from generation.sketch.canvas.field import Coarse, Field, bands, blur, noise
from generation.sketch.canvas.finish import Grade
from generation.sketch.canvas.palette import LINEAR, WHITE, dim, linear, mix
from generation.sketch.maps.flat_sheet import SUPER, Sheet
from generation.sketch.maps.floorplan import DOOR, FloorPlan, Rect, divide
from generation.sketch.maps.symbols import draw_cameras, draw_parking, draw_tokens, furnish

METRES = 60.0  # to a unit
ZOOMS = {"close": 1.45, "wide": 0.80}
ROOMS = ("LOBBY", "SECURITY", "OFFICES", "SERVERS", "LAB 1", "VAULT", "STORES", "LAB 2", "PLANT", "CANTEEN", "MEETING",
         "ARCHIVE", "ARMOURY", "GARAGE", "CLINIC", "CONTROL")  # fmt: skip


def paint_siteplan(canvas: Canvas) -> Image.Image:
    """Paint the site plan."""
    sheet = Sheet(canvas.frame, ZOOMS.get(canvas.plan.camera, 1.0))
    _draw_grid(canvas, sheet)
    canvas.show("grid", 0.08, _so_far(sheet))
    rng = canvas.rng("building")
    wide, high, aside = rng.random(3).tolist()
    left = -0.37 + 0.10 * wide * aside
    house = Rect(left, -0.375 + 0.09 * high, left + 0.74 - 0.12 * wide, 0.20 - 0.02 * high)
    plan = divide(rng, house)
    _draw_ground(canvas, sheet, house, _front(house, plan).centre[0])
    canvas.show("ground", 0.2, _so_far(sheet))
    _draw_rooms(canvas, sheet, plan)
    draw_cameras(canvas, sheet, plan)
    _draw_walls(canvas, sheet, house, plan)
    canvas.show("rooms", 0.35, _so_far(sheet))
    _draw_way_in(canvas, sheet, house, plan)
    draw_tokens(canvas, sheet, plan)
    _draw_block(canvas, sheet)
    canvas.show("symbols", 0.5, _so_far(sheet))
    picture = _backdrop(canvas).full()
    _shine(canvas, sheet, picture)
    canvas.show("light", 0.75, picture)
    return canvas.finish(picture, Grade(bloom=0.5, grain=0.014, vignette=0.45, fringe=0.0008))


def _so_far(sheet: Sheet) -> Field:
    small = sheet.image.reduce(max(1, min(sheet.image.size) // 256))
    return np.asarray(LINEAR[np.asarray(small)] * np.float32(2.0) + np.float32(0.004), np.float32)


def _tilted(canvas: Canvas, image: Image.Image) -> Image.Image:
    """Lay the sheet down as on a table, where the eye is low; or leave it flat."""
    if canvas.plan.camera != "low":
        return image
    wide, high = image.size
    # Pillow asks where each pixel comes from: x' = (a x + b y + c) / (g x + h y + 1), and so for y.
    depth = 0.55 / high
    coefficients = (1.30, 0.5 * wide * depth, -0.15 * wide, 0.0, 1.65, -0.22 * high, 0.0, depth)
    return image.transform(image.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR)


def _shine(canvas: Canvas, sheet: Sheet, picture: Field) -> None:
    """Add the sheet's lines as light, with a glow about them."""
    lines = LINEAR[np.asarray(_tilted(canvas, sheet.image).reduce(SUPER))]
    small = np.asarray(Image.fromarray(np.uint8(np.clip(lines * 255, 0, 255))).reduce(4), np.float32) / np.float32(255)
    glow = Coarse(blur(small, canvas.frame.unit * 0.012 / 4), canvas.frame)
    for rows in bands(canvas.frame.height):
        picture[rows] += lines[rows] * np.float32(1.35) + glow.rows(rows) * np.float32(0.55)


def _backdrop(canvas: Canvas) -> Coarse:
    small = canvas.frame.coarse(2)
    x, y = small.grid()
    clouds = noise(canvas.rng("sheet"), small, 0.25, 5)[..., None]
    glow = np.exp(-np.hypot(x, y) * 1.9)[..., None]
    tone = linear(canvas.palette.dark) * np.float32(0.9) + glow * linear(canvas.palette.mid) * np.float32(0.65)
    return Coarse(np.asarray(tone * (0.7 + 0.6 * clouds), np.float32), canvas.frame)


def _draw_grid(canvas: Canvas, sheet: Sheet) -> None:
    tint = canvas.palette.neon[1]
    for index in range(-60, 61):
        place = index / 40
        strong = index % 4 == 0
        light = dim(tint, 0.20 if strong else 0.10)
        sheet.line([(place, -1.5), (place, 1.5)], 0.0008, light)
        sheet.line([(-1.5, place), (1.5, place)], 0.0008, light)


def _draw_ground(canvas: Canvas, sheet: Sheet, house: Rect, gate: float) -> None:
    """Draw the road, the car park with what stands there, trees and the fence with its gate."""
    first, second = canvas.palette.neon[0], canvas.palette.neon[1]
    rng = canvas.rng("ground")
    road = 0.375
    sheet.rect(Rect(-1.5, road, 1.5, road + 0.085), dim(canvas.palette.mid, 0.7))
    sheet.dashes([(-1.5, road + 0.042), (1.5, road + 0.042)], 0.003, dim(second, 0.6), 0.03)
    fence = Rect(house.left - 0.05, house.top - 0.04, house.right + 0.05, 0.34)
    outline = [
        (gate - 0.04, fence.bottom),
        (fence.left, fence.bottom),
        (fence.left, fence.top),
        (fence.right, fence.top),
        (fence.right, fence.bottom),
        (gate + 0.04, fence.bottom),
    ]
    sheet.line(outline, 0.0022, dim(first, 0.75))
    for (x, y), (to_x, to_y) in pairwise(outline):
        posts = max(1, int(math.hypot(to_x - x, to_y - y) / 0.05))
        for index in range(posts + 1):
            px, py = x + (to_x - x) * index / posts, y + (to_y - y) * index / posts
            sheet.ring(px, py, 0.004, 0.0015, dim(first, 0.9), canvas.palette.dark)
    for x in (gate - 0.04, gate + 0.04):
        sheet.ring(x, fence.bottom, 0.008, 0.003, canvas.palette.neon[2], canvas.palette.dark)
    for x, y, size in rng.random((26, 3)).tolist():
        across, down = (x - 0.5) * 2.6, -0.62 + 1.3 * y
        outside = not (fence.left - 0.03 < across < fence.right + 0.03 and fence.top - 0.03 < down < road + 0.1)
        if outside and not road - 0.03 < down < road + 0.115:
            radius = 0.014 + 0.022 * size
            sheet.ring(across, down, radius, 0.0016, dim(second, 0.5), dim(canvas.palette.mid, 0.45))
            for turn in range(5):
                angle = math.tau * turn / 5 + size
                sheet.line(
                    [(across, down), (across + radius * math.cos(angle), down + radius * math.sin(angle))],
                    0.001,
                    dim(second, 0.35),
                )
    draw_parking(canvas, sheet, gate)


def _names(canvas: Canvas, plan: FloorPlan) -> list[str]:
    order = canvas.rng("names").permutation(len(ROOMS)).tolist()
    return [ROOMS[order[index % len(ROOMS)]] for index in range(len(plan.rooms))]


def _target(plan: FloorPlan) -> int:
    """Return the room that the way in leads to: the furthest from the gate."""
    return min(
        range(len(plan.rooms)), key=lambda index: plan.rooms[index].centre[1] - 0.3 * plan.rooms[index].centre[0]
    )


def _draw_rooms(canvas: Canvas, sheet: Sheet, plan: FloorPlan) -> None:
    first, second, third = canvas.palette.neon[:3]
    rng = canvas.rng("rooms")
    for index, (room, name) in enumerate(zip(plan.rooms, _names(canvas, plan), strict=True)):
        target = index == _target(plan)
        tint = third if target else (first, second)[index % 2]
        sheet.rect(room, mix(canvas.palette.dark, dim(tint, 0.5), 0.34 if target else 0.20))
        furnish(sheet, room, name, dim(tint, 0.62), rng)
        x, y = room.left + 0.010, room.top + 0.018
        sheet.text(f"{index + 1:02d}", x, y, 0.018, mix(tint, WHITE, 0.5), "lm")
        if room.wide > 0.13:
            sheet.text(name, x + 0.030, y, 0.0145, dim(mix(tint, WHITE, 0.4), 0.9), "lm")


def _draw_walls(canvas: Canvas, sheet: Sheet, house: Rect, plan: FloorPlan) -> None:
    """Draw walls, windows in the outer ones, and the doors with their swing."""
    light = mix(canvas.palette.neon[1], WHITE, 0.45)
    for room in plan.rooms:
        corners = [(room.left, room.top), (room.right, room.top), (room.right, room.bottom), (room.left, room.bottom)]
        sheet.line([*corners, corners[0]], 0.0048, dim(light, 0.85))
    outer = [(house.left, house.top), (house.right, house.top), (house.right, house.bottom), (house.left, house.bottom)]
    sheet.line([*outer, outer[0], outer[1]], 0.0095, light)
    for room in plan.rooms:
        x, y = room.centre
        if room.top == house.top and room.wide > 0.1:
            sheet.line([(x - 0.028, room.top), (x + 0.028, room.top)], 0.0045, canvas.palette.dark)
        if room.left == house.left and room.high > 0.1:
            sheet.line([(room.left, y - 0.028), (room.left, y + 0.028)], 0.0045, canvas.palette.dark)
    half = DOOR / 2
    for door in plan.doors:
        x, y = door.x, door.y
        if door.upright:
            sheet.line([(x, y - half), (x, y + half)], 0.008, canvas.palette.dark)
            sheet.line([(x, y + half), (x + DOOR, y + half)], 0.0022, light)
            sheet.arc(x, y + half, DOOR, (270, 360), 0.0014, dim(light, 0.6))
        else:
            sheet.line([(x - half, y), (x + half, y)], 0.008, canvas.palette.dark)
            sheet.line([(x - half, y), (x - half, y + DOOR)], 0.0022, light)
            sheet.arc(x - half, y, DOOR, (0, 90), 0.0014, dim(light, 0.6))


def _front(house: Rect, plan: FloorPlan) -> Rect:
    """Return the room that the front door leads into."""
    return max(plan.rooms, key=lambda room: (room.bottom == house.bottom, room.wide))


def _draw_way_in(canvas: Canvas, sheet: Sheet, house: Rect, plan: FloorPlan) -> None:
    """Mark the front door and a dashed way from the road towards the goal."""
    tint = canvas.palette.neon[2]
    front = _front(house, plan)
    x = front.centre[0]
    sheet.line([(x - 0.035, house.bottom), (x + 0.035, house.bottom)], 0.011, canvas.palette.dark)
    sheet.line([(x - 0.035, house.bottom), (x + 0.035, house.bottom)], 0.003, tint)
    goal = plan.rooms[_target(plan)].centre
    sheet.dashes([(x, 0.42), (x, front.centre[1]), (goal[0], front.centre[1]), goal], 0.0035, tint)
    for turn in (0.0, 0.008):
        sheet.ring(*goal, 0.020 + turn, 0.0025, tint)
    sheet.line([(goal[0] - 0.036, goal[1]), (goal[0] + 0.036, goal[1])], 0.0015, tint)
    sheet.line([(goal[0], goal[1] - 0.036), (goal[0], goal[1] + 0.036)], 0.0015, tint)
    sheet.polygon([(x - 0.014, 0.37), (x + 0.014, 0.37), (x, 0.345)], tint)


def _draw_block(canvas: Canvas, sheet: Sheet) -> None:
    """Draw the title, the scale in metres and the arrow to the north."""
    light = mix(canvas.palette.neon[1], WHITE, 0.5)
    number = int(canvas.rng("title").integers(10, 99))
    sheet.text(canvas.plan.sign or f"SITE PLAN {number}", -0.40, -0.452, 0.030, light, "lm")
    sheet.line([(-0.40, -0.427), (0.40, -0.427)], 0.0018, dim(light, 0.6))
    sheet.text("LEVEL 0", 0.40, -0.452, 0.020, dim(light, 0.8), "rm")
    metre = 1 / METRES
    for index in range(4):
        start = -0.40 + index * 5 * metre / 2
        box = Rect(start, 0.476, start + 5 * metre / 2, 0.483)
        sheet.rect(box, light if index % 2 == 0 else dim(light, 0.25))
    for share, text in ((0, "0"), (2, "5"), (4, "10 m")):
        sheet.text(text, -0.40 + share * 2.5 * metre, 0.467, 0.013, light, "lm")
    x, y = 0.385, 0.472
    sheet.polygon([(x, y - 0.024), (x - 0.009, y + 0.010), (x, y + 0.003)], light)
    sheet.line([(x, y - 0.024), (x + 0.009, y + 0.010), (x, y + 0.003)], 0.0016, light)
    sheet.text("N", x - 0.022, y - 0.006, 0.018, light)
