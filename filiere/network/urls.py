"""Pages of one's organisation, mounted at ``/organisation/``."""

from django.urls import path

from filiere.network.views import kept, members, places, scan_points

app_name = "network"
urlpatterns = [
    path("reprendre/<str:key>/", kept.kept_form, name="kept_form"),
    path("membres/", members.members, name="members"),
    path("membres/inviter/", members.invite, name="invite"),
    path("membres/<int:membership>/retirer/", members.remove, name="remove_member"),
    path("invitations/<int:invitation>/retirer/", members.withdraw, name="withdraw_invitation"),
    path("points/", scan_points.scan_points, name="scan_points"),
    path("points/creer/", scan_points.create, name="create_scan_point"),
    path("points/<int:scan_point>/ouvrir/", scan_points.link, name="link_scan_point"),
    path("points/<int:scan_point>/revoquer/", scan_points.revoke, name="revoke_scan_point"),
    path("choisir/", places.choose, name="choose"),
    path("territoires/", places.territories, name="territories"),
]
