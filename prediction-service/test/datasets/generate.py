"""Writes csv/, json/ and xlsx/ of this corpus with pandas and openpyxl. See README.md for how to run it."""

from generate_csv import write_csv_files
from generate_json import write_json_files
from generate_xlsx import write_xlsx_files

write_csv_files()
write_json_files()
write_xlsx_files()
