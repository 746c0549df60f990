"""What the generators share: the plain series, and where files go."""

from pathlib import Path

import pandas as pd

root = Path(__file__).parent

days = pd.date_range("2024-01-29", periods=5)
prices = [101.5, 102.25, 99.75, 100.0, 103.125]
plain = pd.DataFrame({"timestamp": days, "price": prices})


def path_of(name: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_text(name: str, text: str, encoding: str = "utf-8") -> None:
    """Writes a text as it stands: its line ends are its own."""
    path_of(name).write_bytes(text.encode(encoding))
