#!/usr/bin/env python
"""Django's command line. It starts nothing by itself: the embedded servers start with the first use of a connection."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A setting of the operator's: the sentence says what to do, and where in the code it was found does not matter.
        sys.exit(f"Wrong setting: {error}")
