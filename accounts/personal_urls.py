"""Addresses of one's own account, under the names that allauth asks for."""

from __future__ import annotations

from django.urls import path, re_path

from accounts import personal_views as views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.request_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", views.sign_in_code, name="account_confirm_login_code"),
    path("sign-in/passkey/", views.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-in/second-step/", views.second_step, name="mfa_authenticate"),
    path("sign-in/inactive/", views.inactive, name="account_inactive"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-up/", views.sign_up, name="account_signup"),
    path("sign-up/address/", views.address_code, name="account_email_verification_sent"),
    path("new-password/", views.request_reset, name="account_reset_password"),
    path("new-password/sent/", views.reset_requested, name="account_reset_password_done"),
    path("new-password/done/", views.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        views.reset,
        name="account_reset_password_from_key",
    ),
    path("account/", views.account, name="mfa_index"),
    path("account/again/", views.password_again, name="account_reauthenticate"),
    path("account/again/code/", views.code_again, name="mfa_reauthenticate"),
    path("account/again/passkey/", views.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("account/address/", views.change_address, name="account_email"),
    path("account/password/", views.change_password, name="account_change_password"),
    path("account/password/first/", views.set_password, name="account_set_password"),
    path("account/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/rename/", views.rename_passkey, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("account/app/add/", views.add_app, name="mfa_activate_totp"),
    path("account/app/remove/", views.remove_app, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/file/", views.download_recovery_codes, name="mfa_download_recovery_codes"),
]
