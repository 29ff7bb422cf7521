"""The door of who is invited, mounted at ``/invitation/``: open to strangers."""

from django.urls import path

from filiere.network.views.invitation import accept

app_name = "invitation"
urlpatterns = [path("<str:token>/", accept, name="accept")]
