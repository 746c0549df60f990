"""Files with a wrong name, and files that are no datasets. Runs last: it takes files of the other generators."""

import gzip
import zipfile

from corpus import path_of, root, write_text

copies = {
    "xlsx-named.csv": "xlsx/pandas.xlsx",
    "csv-named.xlsx": "csv/pandas-row-numbers.csv",
    "parquet-named.json": "parquet/duckdb-snappy.parquet",
    "json-named.parquet": "json/array.json",
    "tsv-named.csv": "csv/pandas-tab.tsv",
    "xlsx-without-extension": "xlsx/pandas.xlsx",
    "имя по-русски.csv": "csv/pandas-row-numbers.csv",
}
for name, source in copies.items():
    path_of(f"other/{name}").write_bytes((root / source).read_bytes())

csv = (root / "csv/pandas-row-numbers.csv").read_bytes()
path_of("other/compressed.csv.gz").write_bytes(gzip.compress(csv, mtime=0))
with zipfile.ZipFile(path_of("other/zipped-csv.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("prices.csv", csv)
with zipfile.ZipFile(path_of("other/document.docx"), "w", zipfile.ZIP_DEFLATED) as archive:
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    archive.writestr(
        "[Content_Types].xml",
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{types}"/></Types>',
    )
    archive.writestr("word/document.xml", "<document/>")
path_of("other/image.png").write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"))
path_of("other/empty.csv").write_bytes(b"")
write_text("other/only-blanks.csv", "\n \n\t\n")
write_text("other/letter.txt", "Dear all,\n\nplease find the prices attached.\n\nYours\n")
