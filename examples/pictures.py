"""Takes the pictures of the main pages that the documentation shows: `make pictures`.

Builds the ledger of the example reports, serves it, and lets the Chromium of the system look at it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sayso.keep import Ledger

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "img"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
]


def pages(ledger: Path) -> dict[str, tuple[str, int]]:
    """The address and height of each picture, by name."""
    with Ledger.open(ledger) as opened:
        case = max(opened.cases(), key=lambda one: one.reports).id
        copied = next(one.id for one in opened.report_page(case=case, fault="copied"))
        source = next(r.source for r in opened.report_relays(copied) if r.source and r.version is None)
    return {
        "cases": ("/", 760),
        "case": (f"/case/{case}", 1150),
        "report": (f"/report/{copied}", 1000),
        "compare": (f"/compare/{source}/{copied}", 800),
        "overview": ("/overview", 1000),
    }


def take(ledger: Path) -> None:
    """Serves the ledger and takes all pictures."""
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            base = server.stderr.readline().split(" at ")[1].split(" ")[0].rstrip("/")
            for name, (address, height) in pages(ledger).items():
                shot = [f"--screenshot={PICTURES / name}.png", f"--window-size=1180,{height}", base + address]
                subprocess.run([str(BROWSER), *FLAGS, *shot], check=True, capture_output=True, timeout=120)
                print(PICTURES / f"{name}.png")
        finally:
            server.terminate()


def main() -> None:
    """Builds, serves, takes."""
    if BROWSER is None:
        sys.exit("There is no Chromium on this machine. On Debian and Ubuntu: apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            ROOT / "examples" / "reports", Path(folder) / "reports"
        )  # no page tells where this checkout lies
        build = [sys.executable, "-m", "sayso", "build", "reports", "--ledger", "pictures.db", "--quiet"]
        subprocess.run(build, cwd=folder, check=True)
        take(Path(folder) / "pictures.db")


if __name__ == "__main__":
    main()
