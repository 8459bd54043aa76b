"""Addresses of logging in, of the second factor and of single sign-on. Of allauth's own no others are reachable."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp.views import deactivate_totp
from allauth.socialaccount.providers.openid_connect.views import callback
from allauth.socialaccount.views import login_cancelled, login_error
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from claims.web.login import LoginPage
from claims.web.second_factor import ActivatePage
from claims.web.single_sign_on import ServerConverter, begin

register_converter(ServerConverter, "server")
urlpatterns = [
    path("login/", LoginPage.as_view(), name="login"),
    path("login/", LoginPage.as_view(), name="account_login"),
    path("login/code/", factor.authenticate, name="mfa_authenticate"),
    path("login/again/", reauthenticate, name="account_reauthenticate"),
    path("login/again/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("login/sso/", begin, name="sso"),
    path("login/<server:provider_id>/callback/", callback, name="openid_connect_callback"),
    path("login/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("login/error/", login_error, name="socialaccount_login_error"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/app/", login_required(ActivatePage.as_view()), name="mfa_activate_totp"),
    path("second-factor/app/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", login_required(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", login_required(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("second-factor/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
