"""One file per thing of the trade."""

from filiere.network.models.invitation import Invitation
from filiere.network.models.kept_form import KeptForm
from filiere.network.models.membership import Membership
from filiere.network.models.organisation import Organisation
from filiere.network.models.scan_point import ScanPoint, ScanPointLink
from filiere.network.models.territory import FormerCommune, PostalCode, Territory
from filiere.network.models.user import User

__all__ = [
    "FormerCommune",
    "Invitation",
    "KeptForm",
    "Membership",
    "Organisation",
    "PostalCode",
    "ScanPoint",
    "ScanPointLink",
    "Territory",
    "User",
]
