"""Addresses of the pages."""

from django.urls import include, path

from claims.web import cards, desk, health, notifications, published, saved, views
from claims.web.claim_page import claim_page
from claims.web.dashboard import dashboard
from claims.web.metrics import metrics
from claims.web.own_keys import own_keys, revoke_own_key
from claims.web.own_settings import own_settings
from claims.web.person import switch_language
from claims.web.speaker import speaker
from claims.web.verdict_feed import verdict_feed

urlpatterns = [
    path("", views.articles, name="articles"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("claims/<int:pk>/", claim_page, name="claim"),
    path("speakers/<int:pk>/", speaker, name="speaker"),
    path("desk/", desk.desk, name="desk"),
    path("desk/claims/<int:pk>/", desk.claim, name="desk-claim"),
    path("desk/claims/<int:pk>/hold/", desk.keep_hold, name="desk-hold"),
    path("desk/claims/<int:pk>/take-over/", desk.take_over, name="desk-take-over"),
    path("desk/claims/<int:pk>/verdict/", desk.verdict, name="desk-verdict"),
    path("desk/claims/<int:pk>/<slug:deed>/", desk.decide_claim, name="desk-decide-claim"),
    path("desk/checks/<int:pk>/<slug:deed>/", desk.decide_check, name="desk-decide-check"),
    path("desk/matches/<int:pk>/<slug:deed>/", desk.decide_match, name="desk-decide-match"),
    path("desk/searches/", saved.save, name="search-save"),
    path("desk/searches/<int:pk>/<slug:deed>/", saved.change, name="search-change"),
    path("feeds/<str:secret>/", saved.feed, name="search-feed"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/read/", notifications.read, name="notifications-read"),
    path("notifications/count/", notifications.count, name="notifications-count"),
    path("unsubscribe/<str:token>/", notifications.unsubscribe, name="unsubscribe"),
    path("settings/", own_settings, name="settings"),
    path("settings/keys/", own_keys, name="own-keys"),
    path("settings/keys/<int:pk>/revoke/", revoke_own_key, name="own-key-revoke"),
    path("language/", switch_language, name="language"),
    path("dashboard/", dashboard, name="dashboard"),
    path("checks/<int:pk>/", published.check, name="check"),
    path("checks/<int:pk>/card/", cards.card, name="check-card"),
    path("oembed", cards.oembed, name="oembed"),
    path("checks/feed.json", published.feed, name="checks-feed"),
    path("checks/feed.atom", verdict_feed, name="checks-atom"),
    path("metrics", metrics, name="metrics"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("", include("claims.web.account_urls")),
]
