"""One function a page: from the ledger's read API to a view of `sayso.show.web.views`, changing nothing."""
