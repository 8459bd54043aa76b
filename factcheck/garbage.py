"""How seldom a process of long life looks for garbage that counting references leaves behind."""

import gc

# New objects between two looks, and how many looks of one kind go before one of the next. A worker keeps some 300,000 objects (tables of
# words, claims read lately): Python's own 700, 10, 10 had it look through all of them 20 times a minute, which took 13 % of its time.
# Seldom among the younger ones too, 20,000, 50, 100, a web process that streams an export keeps 290 MB of garbage; so, 130.
THRESHOLDS = 20_000, 10, 10


def keep_what_is_loaded() -> None:
    """Look through what is loaded no more, and seldom through what comes. Before a fork it also keeps the children from copying it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
