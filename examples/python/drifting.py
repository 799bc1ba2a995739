"""Who is drifting away? Loads a folder of exports, asks, and draws the funnel into funnel.html.

    python3 drifting.py FOLDER

The folder holds CSV files as another system exported them. Without one it is examples/data, a small vendor's year.
"""

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median_high

import rapport
from rapport import Customer

SAMPLE = Path(__file__).resolve().parents[1] / "data"


def main(folder: Path) -> None:
    with rapport.open(None, calling_code="+33") as book:
        # %% What the files hold, and what becomes of it.
        begin = book.now()
        for report in book.exchange.import_folder(folder, rejects=Path("rejects/"), add_missing=True, currency="USD",
                                                  zone="UTC"):
            print(f"{report.file}: {report.added} of {report.rows} rows as {report.kind or 'nothing'}")

        # %% Time stands still in an export: the present is its last word. What bears no date was dated by the import.
        present = max((each.at for each in book.interactions if each.at and each.at < begin), default=begin)

        # %% Customers with whom we have something, and who are silent for much longer than they usually are.
        partners = book.customers.where(Customer.stage.among(["expansion", "commitment"]))
        drifting = []
        for customer in partners:
            moments = sorted(each.at for each in book.timeline(customer, limit=1000).entries if each.at < begin)
            gaps = [later - earlier for earlier, later in zip(moments, moments[1:])]
            if gaps and (silence := present - moments[-1]) > 3 * max(median_high(gaps), timedelta(days=1)):
                drifting.append((silence.days, median_high(gaps).days, customer))
        drifting.sort(key=lambda each: -each[0])
        print(f"{len(drifting)} of {partners.count()} are drifting away")
        for days, usual, customer in drifting[:10]:
            owner = book.agents.get(customer.owner).name if customer.owner else "nobody"
            print(f"  {days:4} days, usually {usual:3}  {customer.name} ({customer.stage}), looked after by {owner}")

        # %% The same as a table, where pandas is there.
        try:
            frame = book.customers.to_pandas()
            print(frame.groupby("stage", observed=True).size().to_string())
        except ImportError:
            pass

        # %% The funnel of all the time that the files tell of.
        funnel = book.lifecycle.funnel(datetime(2000, 1, 1, tzinfo=timezone.utc), present)
        Path("funnel.html").write_text(funnel._repr_html_(), encoding="utf-8")
        for line in funnel:
            print(f"{line.stage!s:>12} {'█' * (40 * line.present // max(1, book.customers.count()))} {line.present}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
