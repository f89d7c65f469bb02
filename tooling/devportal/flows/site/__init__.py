"""The website is built whole once, and after that only what has changed."""
