"""Writes hausdorff.json: drawings laid out like Lake's task, and what the modified
Hausdorff distance makes of them, for TestHausdorffIsLakes.

An implementation of its own, after the description of the demo that comes with the
task: inked pixels as (row, column), their mean taken away, every distance between
two sets, the mean of the least of each row and of each column, the larger of both.
Run it in this folder: python3 hausdorff.py
"""
import base64, json, math, random, zlib

SIDE, RUNS, CLASSES = 105, 2, 10


def scribble(rng):
    return [(rng.uniform(20, 85), rng.uniform(20, 85)) for _ in range(rng.randint(4, 6))]


def drawn(rng, points):
    """The same points by another hand: slanted, scaled, moved and unsteady."""
    scale, slant = rng.uniform(0.7, 1.2), rng.uniform(-0.35, 0.35)
    dx, dy = rng.uniform(-8, 8), rng.uniform(-8, 8)
    path = []
    for x, y in points:
        x, y = x - 52 + rng.gauss(0, 5), y - 52 + rng.gauss(0, 5)
        path.append((52 + dx + scale * x + slant * y, 52 + dy + scale * y))
    ink = set()
    for (x0, y0), (x1, y1) in zip(path, path[1:]):
        for i in range(201):
            x, y = x0 + (x1 - x0) * i / 200, y0 + (y1 - y0) * i / 200
            for r in (-1, 0, 1):
                for c in (-1, 0, 1):
                    row, column = round(y) + r, round(x) + c
                    if 0 <= row < SIDE and 0 <= column < SIDE:
                        ink.add((row, column))
    return sorted(ink)


def packed(ink):
    bits = bytearray((SIDE * SIDE + 7) // 8)
    for row, column in ink:
        i = row * SIDE + column
        bits[i >> 3] |= 1 << (i & 7)
    return base64.b64encode(zlib.compress(bytes(bits), 9)).decode()


def centred(ink):
    mean = [sum(p[k] for p in ink) / len(ink) for k in (0, 1)]
    return [(p[0] - mean[0], p[1] - mean[1]) for p in ink]


def distance(a, b):
    a, b = centred(a), centred(b)
    all_pairs = [[math.dist(p, q) for q in b] for p in a]
    forth = sum(min(row) for row in all_pairs) / len(a)
    back = sum(min(column) for column in zip(*all_pairs)) / len(b)
    return max(forth, back)


rng = random.Random(388)
out = {"side": SIDE, "runs": []}
for run in range(RUNS):
    kinds = [scribble(rng) for _ in range(CLASSES)]
    training = [drawn(rng, k) for k in kinds]
    answers = list(range(CLASSES))
    rng.shuffle(answers)
    test = [drawn(rng, kinds[a]) for a in answers]
    costs = [[distance(t, s) for s in training] for t in test]
    wrong = sum(row.index(min(row)) != a for row, a in zip(costs, answers))
    out["runs"].append({
        "training": [packed(i) for i in training], "test": [packed(i) for i in test],
        "answers": answers, "costs": costs, "wrong": wrong,
    })
    print(run, wrong)
with open("hausdorff.json", "w") as f:
    json.dump(out, f, separators=(",", ":"))
