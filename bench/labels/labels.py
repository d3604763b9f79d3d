"""Measures the placement of milestones through the program, as a user would call it.

  unclean   layouts in which a label, leader or marker touches something: none may be (score.py of the corpus decides)
  keyed     share of labels that had to go to the key, at 35 events on 800 x 500 px: at most a tenth
  leader    mean leader length at each number of events, against that of ggrepel with max.overlaps = Inf
  moved     share of labels that stand elsewhere beside their anchor when one event is added
  ms        processor time that milestones add to `cairn plot --inspect`, for 35, 300 and 2,000 events, scattered and with
            few words, and for the hardest: in bursts and with many

`more_cases.py` writes further cases in the form of the corpus, to be scored likewise.

The corpus of cases and its scorer lie beside the repository, in ../shared/labels, or where --corpus says; without them
only `moved` and `ms` are measured, on cases of our own (cases.py).

There is no clock in the library, so `ms` is the difference of the least processor time (user and system) of several
runs with and without milestones. It holds reading the events and composing the chart again: an upper bound of placing.
`work`, the tests that the search made, is equal on every machine.

Prints a line `NAME RATIO BUDGET pass|fail` for each measure, and adds them as lines of JSON to the file that BENCH_JSON
names, if it does. Ends with 0 when all is within budget, 3 when something is not.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile

import cases

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))

# Mean leader length in px of ggrepel-Inf for each number of events (RESULTS.md of the corpus).
PEER_LEADER = {5: 36, 10: 33, 20: 29, 35: 45, 60: 52, 100: 63}
# What is timed: name, number of events, ms of processor time that there are for so many whatever they are like, size of the
# figure, events in bursts, words of a label. The last four are the worst that we know.
SHORT, LONG = (1, 2), (5, 8)
TIMED = [("35", 35, 5, (800, 500), False, SHORT), ("300", 300, 100, (1600, 1000), False, SHORT),
         ("2000", 2000, 2000, (3000, 2000), False, SHORT), ("35-hard", 35, 5, (800, 500), True, LONG),
         ("100-burst", 100, 50, (800, 500), True, SHORT), ("300-burst", 300, 100, (1600, 1000), True, LONG),
         ("2000-burst", 2000, 2000, (3000, 2000), True, LONG)]
# Cases whose texts alone cover 45 % of the figure (README.md of the corpus).
INFEASIBLE = {"c29", "c34", "c41", "c43", "c47"}
MOVED_BUDGET = 0.25
# Exit code of a benchmark that is not within its budget.
FAILED = 3


def plot(program, series, milestones, title, width, height):
    command = [program, "plot", "line", series, "-x", "date", "-y", "value", "--title", title,
               "--width", str(width), "--height", str(height), "--inspect"]
    if milestones:
        command += ["--milestones", milestones]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    return json.loads(run.stdout).get("labelling")


# ---- The corpus ----

def corpus_cases(corpus):
    folder = os.path.join(corpus, "cases", "visible")
    for name in sorted(os.listdir(folder)):
        case = os.path.join(folder, name)
        with open(os.path.join(case, "case.json")) as file:
            yield name, case, json.load(file)


def score_corpus(program, corpus, out):
    """Rows of score.py for each case of the corpus."""
    for name, case, about in corpus_cases(corpus):
        layout = plot(program, os.path.join(case, "series.csv"), os.path.join(case, "milestones.csv"), about["title"],
                      about["width"], about["height"])
        with open(os.path.join(out, name + ".json"), "w") as file:
            json.dump(layout, file)
    sys.path.insert(0, corpus)
    import score
    rows = score.load(out, os.path.join(corpus, "cases"), "visible")
    for name, row in rows.items():
        row["feasible"] = name.split("-")[0] not in INFEASIBLE
        row["line"] = score.line(name, score.total([row])) if "failed" not in row else name + " FAILED " + row["failed"]
    return rows


def mean_leader(rows):
    return sum(row["len_sum"] for row in rows) / max(1, sum(row["leaders"] for row in rows))


def report_corpus(report, rows):
    feasible = [row for row in rows.values() if row["feasible"]]
    report("labels-unclean", sum(not row.get("clean") for row in feasible), 0)
    scored = [row for row in rows.values() if "failed" not in row]
    for n, peer in PEER_LEADER.items():
        report("labels-leader-%d" % n, mean_leader([row for row in scored if row["tags"]["n"] == n]) / peer, 1)
    at_35 = [row for row in scored if row["tags"]["n"] == 35 and row["canvas"] == [800, 500]]
    report("labels-keyed-35", 1 - sum(row["placed_n"] for row in at_35) / sum(row["n"] for row in at_35), 0.1)


# ---- Cases of our own ----

class Bench:
    def __init__(self, program, folder):
        self.program = program
        self.events = os.path.join(folder, "events.csv")
        self.series = os.path.join(folder, "series.csv")
        with open(self.series, "w") as file:
            file.write(cases.series(cases.generator(7)))

    def layout(self, events, width, height):
        if events:
            with open(self.events, "w") as file:
                file.write(cases.milestones(events))
        return plot(self.program, self.series, self.events if events else None, "A title", width, height)

    def processor_ms(self, events, width, height, runs):
        """Least processor time of one call."""
        least = float("inf")
        for _ in range(runs):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.layout(events, width, height)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return 1000 * least


def stands(label):
    """Where a label stands beside its anchor, in whole px."""
    if label["state"] == "dropped":
        return label["state"]
    (x, y), box = label["anchor"], label["box"]
    return label["state"], round(box[0] - x), round(box[1] - y)


def share_moved(bench):
    """Over figures of 10, 20 and 35 events: of the labels that are there without one event, which stand elsewhere with it?"""
    moved = everything = 0
    for n in (10, 20, 35):
        for seed in range(4):
            events = cases.events(cases.generator(1000 * n + seed), n, bursty=seed % 2 == 1)
            whole = {label["text"]: stands(label) for label in bench.layout(events, 800, 500)["labels"]}
            for k in (n // 4, n // 2, n - 2):
                for label in bench.layout(events[:k] + events[k + 1:], 800, 500)["labels"]:
                    moved += stands(label) != whole[label["text"]]
                    everything += 1
    return moved / everything


def report_own(report, bench):
    report("labels-moved", share_moved(bench), MOVED_BUDGET)
    for name, n, budget, (width, height), bursty, words in TIMED:
        events = cases.events(cases.generator(n), n, bursty, words)
        runs = 15 if n == 35 else 5 if n <= 300 else 2
        ms = bench.processor_ms(events, width, height, runs) - bench.processor_ms(None, width, height, runs)
        report("labels-ms-" + name, ms, budget, unit="ms", work=bench.layout(events, width, height)["work"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.environ.get("CAIRN", os.path.join(TOP, "build", "cairn")))
    parser.add_argument("--corpus", default=os.path.join(TOP, "..", "shared", "labels"))
    parser.add_argument("--cases", action="store_true", help="also print a line for each case of the corpus")
    parser.add_argument("--only", choices=["corpus", "own"])
    arguments = parser.parse_args()
    failed = []

    def report(name, ratio, budget, **more):
        passed = ratio <= budget + 1e-9
        failed.extend([] if passed else [name])
        print("%s %.4g %.4g %s" % (name, ratio, budget, "pass" if passed else "fail"), flush=True)
        if os.environ.get("BENCH_JSON"):
            line = dict({"name": name, "ratio": ratio, "budget": budget, "pass": passed}, **more)
            with open(os.environ["BENCH_JSON"], "a") as file:
                file.write(json.dumps(line) + "\n")

    with tempfile.TemporaryDirectory() as folder:
        if not os.path.exists(os.path.join(arguments.corpus, "score.py")):
            print("labels: no corpus at %s; only stability and time are measured" % arguments.corpus, file=sys.stderr)
        elif arguments.only != "own":
            rows = score_corpus(arguments.program, os.path.abspath(arguments.corpus), folder)
            if arguments.cases:
                print("\n".join(row["line"] for row in rows.values()))
            report_corpus(report, rows)
        if arguments.only != "corpus":
            report_own(report, Bench(arguments.program, folder))
    return FAILED if failed else 0


if __name__ == "__main__":
    sys.exit(main())
