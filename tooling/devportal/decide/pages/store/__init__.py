"""Pages of the App Store, one store for each environment."""

from .card import card, price
from .shelf import Listed, Shelf, listed_app, listed_apps, live_profile
from .site import store_pages

__all__ = ["Listed", "Shelf", "card", "listed_app", "listed_apps", "live_profile", "price", "store_pages"]
