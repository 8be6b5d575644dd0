"""Sayso: on whose say-so? Allegations of espionage with the words, speakers and certainty they rest on."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("sayso")
except PackageNotFoundError:  # run from a checkout that is not installed
    __version__ = "0+unknown"
