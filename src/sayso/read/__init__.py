"""A path, archive or folder → reports: bytes as found, and the text layer made from them."""
