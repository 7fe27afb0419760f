"""Serve streams; the same code as wsgi.py under the other interface."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cxmaturity.settings")

application = get_asgi_application()
