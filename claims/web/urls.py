"""Addresses of the pages."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from claims.web import desk, health, published, views
from claims.web.dashboard import dashboard
from claims.web.metrics import metrics

urlpatterns = [
    path("", views.articles, name="articles"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("desk/", desk.desk, name="desk"),
    path("desk/claims/<int:pk>/", desk.claim, name="desk-claim"),
    path("desk/claims/<int:pk>/verdict/", desk.verdict, name="desk-verdict"),
    path("desk/claims/<int:pk>/<slug:deed>/", desk.decide_claim, name="desk-decide-claim"),
    path("desk/checks/<int:pk>/<slug:deed>/", desk.decide_check, name="desk-decide-check"),
    path("desk/matches/<int:pk>/<slug:deed>/", desk.decide_match, name="desk-decide-match"),
    path("dashboard/", dashboard, name="dashboard"),
    path("checks/<int:pk>/", published.check, name="check"),
    path("checks/feed.json", published.feed, name="checks-feed"),
    path("metrics", metrics, name="metrics"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("login/", LoginView.as_view(template_name="login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
