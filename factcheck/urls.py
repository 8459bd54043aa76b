"""Which address leads to which door."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("claims.web.urls")),
]
