"""Figures that need minutes or other people's texts: run by hand, one command each, never by pytest."""

import os

# As the program's settings say, and before NumPy is loaded: whoever measures is not to measure threads that wait.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
