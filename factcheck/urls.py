"""Which address leads to which door."""

from django.contrib import admin
from django.urls import include, path

from claims.api.claims_search import GoogleClaimsSearchView
from claims.web.login import AdminLoginPage

urlpatterns = [
    path("admin/login/", AdminLoginPage.as_view()),  # before the admin's own, whose name it answers to
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.urls")),
    # Where clients of Google's Fact Check Tools API look.
    path("v1alpha1/claims:search", GoogleClaimsSearchView.as_view(), name="google-claims-search"),
    path("", include("claims.web.urls")),
]
# Also for what no view can catch.
handler500 = "claims.web.outages.server_error"
