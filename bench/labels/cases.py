"""Cases of our own: a series, its events, a title and a size. Equal on every machine."""
import datetime
import random

WORDS = ("trade pact talks grid pipeline visit summit loan strike port treaty army drill export price wheat steel quota "
         "tariff bank energy border court vote reform budget tax flood launch credit gas").split()
START = datetime.date(1990, 1, 1)
DAYS = 12000


def day(offset):
    return (START + datetime.timedelta(days=offset)).isoformat()


def series(rng, points=200):
    value = 100.0
    rows = ["date,value"]
    for i in range(points):
        value = max(5, value + rng.uniform(-12, 12))
        rows.append("%s,%.1f" % (day(round(i * DAYS / (points - 1))), value))
    return "\n".join(rows) + "\n"


def events(rng, n, bursty=False, words=(1, 2)):
    """n rows of (date, label, priority), sorted by date; labels differ."""
    days, centre = [], 0
    for i in range(n):
        if not bursty or i % 5 == 0:
            centre = rng.randrange(DAYS)
        days.append(min(DAYS, centre + (rng.randrange(40) if bursty else 0)))
    rows = []
    for i, offset in enumerate(sorted(days)):
        text = " ".join(rng.choice(WORDS) for _ in range(rng.randint(*words)))
        rows.append((day(offset), "%s %d" % (text.capitalize(), i + 1), rng.randint(1, 3)))
    return rows


def milestones(rows):
    return "date,label,priority\n" + "".join("%s,%s,%d\n" % row for row in rows)


def generator(seed):
    return random.Random(seed)
