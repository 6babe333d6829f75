"""Archive and register of a workspace: what was received, issued and decided; knows no budgets and no workbooks.

    register = Register(folder)
    register.entries(2027)                                 what was entered for a year, oldest first
    register.latest(Kind.DECIDED, 2027, "decision")        the latest entry of a kind (and what, and path), or None
    register.archived(entry.digest)                        the bytes of a file as it was, or None
    register.add(Kind.DECIDED, 2027, "decision", facts={"outcome": "adopted", "reference": "OGB 26-11"})
    register.add(Kind.RECEIVED, 2027, "quote", "2027/offertes/rws.xlsx", data)
    issue(register, 2027, "assignment", "2027/opdracht-RWS-2027.xlsx", data, facts={"version": "1"})

`add` archives `data` and then makes the entry; `issue` archives, writes the file into the workspace without ever
overwriting what a person changed, and makes the entry. Both raise CannotWrite, and both are done once: an entry that
says the same as the latest of its kind, year, what and path is not made again. Facts are strings by name; no entry
holds the date of today. Facts that others read:

    received quote    organisation, role, version, records      (`records`: planner.records.digest)
    assessed offer    inputs, offer, fits (true, false, open), open, errors, outputs
    issued            inputs (where it was made from the inputs of a year), beside (where it was written beside)
    decided           outcome (adopted, amended, held), reference, date
    accepted          by, reference, offer, condition-1, condition-2 ...
    sent-back         by, offer, reason-1, reason-2 ...
    justified override   sheet, cell, cells, code, found (what stood there), content (a digest of all that stood there),
                         effect, reason, by, organisation, role
"""

from planner.register.archive import Archive
from planner.register.entry import Entry, Kind, parse
from planner.register.issuing import Issued, Stand, is_ours, issue
from planner.register.store import Register

__all__ = ["Archive", "Entry", "Issued", "Kind", "Register", "Stand", "is_ours", "issue", "parse"]
