"""The web process's door."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()
# What is loaded stays: not looked through again for rubbish with every few requests, nor copied into each worker by being looked at.
gc.collect()
gc.freeze()
