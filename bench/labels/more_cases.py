"""Writes further cases in the form of the corpus: other seeds, numbers of events, sizes and shapes, so that the placement
is not fitted to the cases that everyone can see.

    python3 more_cases.py CORPUS/cases [NUMBER]     # CORPUS also holds score.py and its files
    python3 labels.py --only corpus --cases --corpus CORPUS
"""
import json
import os
import sys

import cases

SIZES = [(480, 320), (800, 500), (1200, 400), (640, 480), (1000, 600)]
SHAPES = ("few", "walk", "spiky")


def series(rng, shape):
    if shape == "walk":
        return cases.series(rng, points=150)
    points = 6 if shape == "few" else 120
    value, rows = 100.0, ["date,value"]
    for i in range(points):
        if shape == "few":
            value += rng.uniform(20, 150)
            shown = value
        else:
            shown = rng.uniform(300, 1000) if rng.random() < 0.12 else rng.uniform(90, 110)
        rows.append("%s,%.1f" % (cases.day(round(i * cases.DAYS / (points - 1))), shown))
    return "\n".join(rows) + "\n"


def write(folder, number):
    rng = cases.generator(9000 + number)
    n = rng.choice((5, 8, 12, 20, 28, 35, 50, 60, 80, 100))
    width, height = rng.choice(SIZES)
    shape, bursty, long_labels = rng.choice(SHAPES), rng.random() < 0.5, rng.random() < 0.4
    name = "m%03d-n%03d-%s-%s-%dx%d-%s" % (number, n, "bursty" if bursty else "uniform", "long" if long_labels else "short",
                                          width, height, shape)
    case = os.path.join(folder, "visible", name)
    os.makedirs(case, exist_ok=True)
    events = cases.events(rng, n, bursty, (5, 8) if long_labels else (1, 2))
    for file, text in (("series.csv", series(rng, shape)), ("milestones.csv", cases.milestones(events)),
                       ("case.json", json.dumps({"width": width, "height": height, "title": "Case %d" % number,
                                                 "tags": {"n": n, "shape": shape}}))):
        with open(os.path.join(case, file), "w") as out:
            out.write(text)


def main():
    for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 60):
        write(sys.argv[1], number)


if __name__ == "__main__":
    main()
