"""Review in the browser: pages on which people decide, and the forms that they send.

`Reviewer(ledger_path, who, domain)` says who decides in which ledger; `routes(reviewer)` gives its pages. Every other
page shows the controls of review only where its site has `review` set, so that the same pages can be published.
"""

from sayso.show.web.review.reviewer import REVIEWED, Reviewer
from sayso.show.web.review.routes import routes
from sayso.show.web.review.safety import HEADERS, refusal

__all__ = ["HEADERS", "REVIEWED", "Reviewer", "refusal", "routes"]
