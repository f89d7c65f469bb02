"""devportal: a developer portal in which a pull request is the go-live approval."""

__version__ = "0.1.0"
