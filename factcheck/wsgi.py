"""The web process's door."""

import os

from django.core.wsgi import get_wsgi_application

from factcheck.garbage import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
application = get_wsgi_application()
keep_what_is_loaded()
