"""A path, archive or folder → reports: bytes as found, and the text layer made from them.

    for item in read.find(paths, base, seen):
        Found      a document: `read.extract(item)` gives its text layer, or raises Unreadable
        SetAside   what could not be read, with reason and next step
        Skipped    a file that `seen` knows: not opened
        Finished   all of one file was given: its stamp may be remembered now, and not before

docs/reading.md tells what is read, how, and within which bounds.
"""

from sayso.read.parts import Finished, Limits, NoSuchPath, Skipped, Stamp, Unreadable
from sayso.read.readers import current, extract
from sayso.read.versions import readers
from sayso.read.walk import Item, find

__all__ = (
    "Finished",
    "Item",
    "Limits",
    "NoSuchPath",
    "Skipped",
    "Stamp",
    "Unreadable",
    "current",
    "extract",
    "find",
    "readers",
)
