"""Addresses of the pages."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from claims.web import views
from claims.web.dashboard import dashboard

urlpatterns = [
    path("", views.articles, name="articles"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("dashboard/", dashboard, name="dashboard"),
    path("login/", LoginView.as_view(template_name="login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
