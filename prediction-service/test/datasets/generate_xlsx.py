"""Workbooks by openpyxl and pandas; LibreOffice adds its own in generate-libreoffice.sh."""

import datetime as dt
import zipfile

import openpyxl
from corpus import days, path_of, plain, prices
from openpyxl.utils.datetime import CALENDAR_MAC_1904

# One second before midnight and other seconds whose serial numbers are no round binary fractions.
odd_times = [
    dt.datetime(2024, 1, 29, 23, 59, 59),
    dt.datetime(2024, 1, 30, 0, 0, 1),
    dt.datetime(2024, 1, 30, 7, 11, 13),
    dt.datetime(2024, 1, 31, 17, 59, 58),
    dt.datetime(2024, 2, 29, 12, 34, 56),
]


def write_xlsx_files() -> None:
    plain.to_excel(path_of("xlsx/pandas.xlsx"), index=False)
    plain.set_index("timestamp").to_excel(path_of("xlsx/pandas-date-index.xlsx"))
    plain.to_excel(path_of("xlsx/pandas-below-and-aside.xlsx"), startrow=3, startcol=2, sheet_name="Цены")
    cells()
    sheets()
    containers()


def workbook(rows: list[list[object]]) -> tuple[openpyxl.Workbook, openpyxl.worksheet.worksheet.Worksheet]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def cells() -> None:
    def write(name: str, rows: list[list[object]]) -> None:
        workbook(rows)[0].save(path_of(f"xlsx/{name}.xlsx"))

    timed = [["datetime", "value"], *([time, price] for time, price in zip(odd_times, prices))]
    write("odd-seconds", timed)
    book, _ = workbook([])
    book.epoch = CALENDAR_MAC_1904
    for row in timed:
        book.active.append(row)
    book.save(path_of("xlsx/epoch-1904.xlsx"))
    write("text-dates", [["Date", "Close"], ["30.01.2024", 1.5], ["31.01.2024", 2.5], ["01.02.2024 10:30", 3.5]])
    texts = ["1 234,56", "2 000", "-3,5", "4", " 5,25 "]
    write("text-numbers", [["Date", "Close"], *([day.to_pydatetime(), text] for day, text in zip(days, texts))])
    write("serials-without-format", [["date", "price"], [45320, 1], [45321.5, 2], [45322, 3]])
    faulty = [["2024-01-01", "#N/A"], ["2024-01-02", "#DIV/0!"], [None, 3], ["2024-01-04", None], ["2024-01-05", True]]
    write("error-cells", [["date", "price", "n"], *([*row, n] for n, row in enumerate(faulty)), ["2024-01-06", 6.5, 6]])
    days_of = [day.to_pydatetime() for day in days]
    blank = [["date", "price"], [days_of[0], 1], [None, None], ["", " "], [days_of[1], 2], [None, None], [days_of[2], 3]]
    write("blank-rows", blank)
    book, sheet = workbook([["date", "price"], ["2024-01-01", 2]])
    sheet.append(["2024-01-02", "=B2*2"])
    book.save(path_of("xlsx/formulas-never-computed.xlsx"))
    styled, sheet = workbook([["date", "price"], [odd_times[2], 1234.5], [days_of[2], 0.25]])
    for cell, form in {"A2": "[$-419]d mmmm yyyy;@", "A3": "yyyy\\-mm", "B2": '#,##0.00" ₽"', "B3": "0.00%"}.items():
        sheet[cell].number_format = form
    styled.save(path_of("xlsx/number-formats.xlsx"))
    write("several-columns", [["date", "time", "value", "price"], [days_of[0], "x", 1, 7], [days_of[1], "x", 2, 8]])


def sheets() -> None:
    book, cover = workbook([["Report"], ["Prepared by", "the desk"]])
    data = book.create_sheet("Data")
    for row in [["Price history of BTC"], [], ["as of", days[4].to_pydatetime()], ["No", "Date", "Close"]]:
        data.append(row)
    for number, (day, price) in enumerate(zip(days, prices), 1):
        data.append([number, day.to_pydatetime(), price])
    data.merge_cells("A1:C1")
    book.save(path_of("xlsx/second-sheet-below-title.xlsx"))
    cover.sheet_state = "hidden"
    book.active = 1
    book.save(path_of("xlsx/first-sheet-hidden.xlsx"))
    two, first = workbook([["date", "price"], ["2024-01-01", 1]])
    first.title = "First"
    for row in [["date", "price"], ["2025-01-01", 9]]:
        two.create_sheet("Second").append(row) if len(two.sheetnames) == 1 else two["Second"].append(row)
    two.save(path_of("xlsx/two-tables.xlsx"))
    hidden, secret = workbook([["date", "price"], ["1999-01-01", 9]])
    secret.sheet_state = "hidden"
    shown = hidden.create_sheet("Shown")
    for row in [["date", "price"], ["2024-01-01", 1], ["2024-01-02", 2]]:
        shown.append(row)
    hidden.active = 1
    hidden.save(path_of("xlsx/hidden-table.xlsx"))
    workbook([["when", "amount"], ["2024-01-01", 1]])[0].save(path_of("xlsx/no-matching-columns.xlsx"))
    workbook([])[0].save(path_of("xlsx/empty-sheet.xlsx"))
    workbook([["timestamp", "price"]])[0].save(path_of("xlsx/only-header.xlsx"))


def containers() -> None:
    # openpyxl writes all strings inline; streaming, it leaves out the sheet's dimension too.
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [("date", "price"), ("2024-01-01", 1.5), ("2024-01-02", 2.5)]:
        sheet.append(row)
    book.save(path_of("xlsx/inline-strings.xlsx"))
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    sheet_type = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(path_of("xlsx/pandas.xlsx")) as source:
        with zipfile.ZipFile(path_of("xlsx/macro-enabled.xlsm"), "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(name, source.read(name).replace(sheet_type, macro))
        with zipfile.ZipFile(path_of("xlsx/stored.xlsx"), "w", zipfile.ZIP_STORED) as target:
            for name in source.namelist():
                target.writestr(name, source.read(name))
