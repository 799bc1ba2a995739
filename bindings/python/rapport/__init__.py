"""rapport: the SQLite of customer relationships.

    import rapport

    with rapport.open("acme.rapport") as book:
        acme = book.customers.add(name="Acme", country="FR")
        book.lifecycle.move(acme, "awareness", reason="asked for a quote")
        for customer in book.customers.where(rapport.Customer.stage == "awareness"):
            print(customer.name)

A book has one collection for each kind of record (book.customers, book.cases, ...) and one room for each subject
(book.lifecycle, book.service, ...). Records are values; what a verb does it does at once, as one commit.
"""

from . import _html, _rapport
from ._enumeration import Enumeration
from ._html import Funnel
from ._rapport import *  # noqa: F403: everything there is
from ._rapport import __version__, _condition, _record, open  # noqa: F401: pickles ask for them

# All but open(), which would hide Python's own from whoever imports everything.
_NAMES = [name for name in vars(_rapport) if not name.startswith("_") and name != "open"]
__all__ = ["Enumeration", "Funnel", "__version__", *_NAMES]

_html.show()
