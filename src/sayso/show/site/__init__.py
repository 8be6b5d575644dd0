"""The published site: files that any browser can read, from a disk or from any server, with no request elsewhere.

`publish(ledger, folder, options, progress)` brings a folder up to date; docs/publish.md tells what is in it.
"""

from sayso.show.site.folder import PublishError
from sayso.show.site.publish import Options, Published, publish

__all__ = ["Options", "PublishError", "Published", "publish"]
