"""How well judge tells Arabic headlines that agree from those that disagree: `python -m tests.benchmarks.agreement [--show]`.

The pairs are those of ../shared/gold/external/ans (dev), which nothing was trained on. Agree is answered by same, agrees and updates,
disagree by contradicts; none counts against both. Pairs of the label `other` are left out. Prints precision, recall and F1 of both,
and with `--show` each pair that was judged otherwise, with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from functools import partial
from pathlib import Path

ANS = Path(__file__).resolve().parents[3] / "shared" / "gold" / "external" / "ans"
LABELS = {"same": "agree", "agrees": "agree", "updates": "agree", "contradicts": "disagree"}


def run(half: str, show: bool) -> None:
    import django  # noqa: PLC0415 - the settings have to be named first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    from claims.extraction import read_claim  # noqa: PLC0415
    from claims.management.pairs import text_cosines  # noqa: PLC0415
    from claims.matching import judge  # noqa: PLC0415

    rows = [json.loads(line) for line in (ANS / f"{half}.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["relation"] != "other"]
    read = partial(read_claim, language="ar", published=None)
    pairs = [(read(row["a"]), read(row["b"])) for row in rows]
    judged = [judge(a, b, cosine=cosine) for (a, b), cosine in zip(pairs, text_cosines(pairs), strict=True)]
    found = [(row, judgement, LABELS.get(judgement.relation.value, "none")) for row, judgement in zip(rows, judged, strict=True)]
    if show:
        for row, judgement, label in found:
            if label != row["relation"]:
                told = (row["relation"], judgement.relation.value, judgement.reasons[0].code, row["a"], row["b"])
                sys.stdout.write("\t".join(told) + "\n")
    scores = []
    for label in ("agree", "disagree"):
        right = sum(said == row["relation"] == label for row, _, said in found)
        said_so, are_so = sum(said == label for _, _, said in found), sum(row["relation"] == label for row in rows)
        scores.append(2 * right / (said_so + are_so))
        sys.stdout.write(f"{label:9} precision {right / max(1, said_so):.3f} recall {right / are_so:.3f} F1 {scores[-1]:.3f}\n")
    sys.stdout.write(f"macro F1 {sum(scores) / 2:.3f} of {len(rows)} pairs\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="?", default="dev", choices=["dev", "train"])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    run(options.half, options.show)
