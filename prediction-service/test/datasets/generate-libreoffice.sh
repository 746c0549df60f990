#!/bin/sh
# Converts files of this corpus with LibreOffice, to its own formats and to XLSX. See README.md for how to run it.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p other

# convert SOURCE FILTER TARGET [FILTER OF THE SOURCE]
convert() {
  soffice --headless "-env:UserInstallation=file://$work/profile" ${4:+"--infilter=$4"} \
    --convert-to "$2" --outdir "$work/out" "$1" >/dev/null 2>&1
  mv "$work/out/"* "$3"
}

xlsx='xlsx:Calc MS Excel 2007 XML'
convert xlsx/odd-seconds.xlsx "$xlsx" xlsx/libreoffice-odd-seconds.xlsx
convert xlsx/epoch-1904.xlsx "$xlsx" xlsx/libreoffice-epoch-1904.xlsx
convert xlsx/formulas-never-computed.xlsx "$xlsx" xlsx/libreoffice-formulas.xlsx
convert xlsx/error-cells.xlsx "$xlsx" xlsx/libreoffice-error-cells.xlsx
convert xlsx/second-sheet-below-title.xlsx "$xlsx" xlsx/libreoffice-second-sheet.xlsx
convert csv/excel-russian-utf-8.csv "$xlsx" xlsx/libreoffice-from-csv.xlsx 'Text - txt - csv (StarCalc):59,34,76'
convert xlsx/pandas.xlsx ods other/libreoffice.ods
convert xlsx/pandas.xlsx 'xls:MS Excel 97' other/libreoffice.xls
convert xlsx/pandas.xlsx pdf other/libreoffice.pdf
convert xlsx/pandas.xlsx 'html:HTML (StarCalc)' other/html-table.xls
convert xlsx/odd-seconds.xlsx 'csv:Text - txt - csv (StarCalc):59,34,ANSI' csv/libreoffice-semicolon.csv
