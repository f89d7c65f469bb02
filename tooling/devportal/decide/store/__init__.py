"""The App Store's data for others: search, feeds, apps.json, facts for search engines."""
