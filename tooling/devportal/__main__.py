"""``python -m devportal``."""

from .cli import run

run()
