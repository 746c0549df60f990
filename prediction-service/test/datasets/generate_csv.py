"""Tables of text: by pandas in its dialects, and as well-known programs and sites export them."""

import codecs
import csv

import pandas as pd
from corpus import days, path_of, plain, prices, write_text


def write_csv_files() -> None:
    by_pandas()
    encodings_and_line_ends()
    exports()
    numbers()
    times()
    shapes()


def by_pandas() -> None:
    plain.to_csv(path_of("csv/pandas-row-numbers.csv"))
    series = pd.DataFrame({"Close": prices}, index=pd.DatetimeIndex(days, name="Date"))
    series.to_csv(path_of("csv/pandas-date-index.csv"))
    series.tz_localize("Europe/Moscow").to_csv(path_of("csv/pandas-time-zone.csv"))
    series.to_period("Q").groupby(level=0).mean().to_csv(path_of("csv/pandas-quarter.csv"))
    thousands = plain.assign(price=[price * 11.25 for price in prices])
    thousands.to_csv(path_of("csv/pandas-semicolon-decimal-comma.csv"), index=False, sep=";", decimal=",")
    plain.to_csv(path_of("csv/pandas-tab.tsv"), index=False, sep="\t")
    plain.to_csv(path_of("csv/pandas-pipe.csv"), index=False, sep="|")
    plain.to_csv(path_of("csv/pandas-cr.csv"), index=False, line_terminator="\r")
    plain.to_csv(path_of("csv/pandas-crlf.csv"), index=False, line_terminator="\r\n")
    notes = ['first "line"\nsecond; line', "a, comma", "\r\n", "плюс", 'end"']
    plain.assign(note=notes)[["note", "timestamp", "price"]].to_csv(
        path_of("csv/pandas-quoted-newlines.csv"), index=False, quoting=csv.QUOTE_ALL
    )
    gaps = plain.assign(price=[101.5, None, 99.75, float("inf"), 103.125])
    gaps.to_csv(path_of("csv/pandas-gaps.csv"), index=False)
    gaps.to_csv(path_of("csv/pandas-gaps-named.csv"), index=False, na_rep="NaN")
    plain.astype({"timestamp": "int64"}).to_csv(path_of("csv/epoch-nanoseconds.csv"), index=False)


def encodings_and_line_ends() -> None:
    noted = plain.assign(Комментарий=["рост", "рост", "падение", "рост", "рост"])
    noted.to_csv(path_of("csv/utf-8-bom.csv"), index=False, encoding="utf-8-sig")
    noted.to_csv(path_of("csv/utf-16-le-bom.csv"), index=False, encoding="utf-16", sep="\t")
    big_endian = codecs.BOM_UTF16_BE + noted.to_csv(index=False).encode("utf-16-be")
    path_of("csv/utf-16-be-bom.csv").write_bytes(big_endian)
    # Russian Excel: semicolons, decimal commas, no-break spaces between thousands, and windows-1251.
    excel = ["Date;Close;Примечание", "30.01.2024;1\u00a0234,56;рост", "31.01.2024;1\u00a0300,00;рост"]
    excel += ["01.02.2024;999,90;падение", "02.02.2024;12\u00a0345\u00a0678,01;рост"]
    write_text("csv/excel-russian-1251.csv", "\r\n".join(excel) + "\r\n", "cp1251")
    write_text("csv/excel-russian-utf-8.csv", "\ufeff" + "\r\n".join(excel) + "\r\n")
    # Its slashed dates are day-first, though no value shows it: the Cyrillic text does.
    slashed = "Date,Close,Примечание\r\n01/02/2024,10.5,рост\r\n02/02/2024,11.5,падение\r\n"
    write_text("csv/cyrillic-slashed-dates.csv", slashed, "cp1251")


def exports() -> None:
    yahoo = ["Date,Open,High,Low,Close,Adj Close,Volume"]
    yahoo += ["2024-01-29,191.0,192.2,189.5,191.729996,190.8,47145600"]
    yahoo += ["2024-01-30,null,null,null,null,null,null", "2024-01-31,187.0,187.1,184.3,184.399994,183.5,55467800"]
    write_text("csv/yahoo.csv", "\n".join(yahoo) + "\n")
    investing = ['"Date","Price","Open","High","Low","Vol.","Change %"']
    investing += ['"02/01/2024","43,077.6","42,580.5","43,263.4","41,890.5","45.61K","1.17%"']
    investing += ['"01/31/2024","42,580.5","42,946.2","43,717.4","42,315.3","53.04K","-0.86%"']
    investing += ['"01/30/2024","42,946.2","43,303.3","43,821.9","42,711.4","50.25K","-0.82%"']
    write_text("csv/investing.csv", "\ufeff" + "\n".join(investing) + "\n")
    russian = ['"Дата","Цена","Откр.","Изм. %"', '"01.02.2024","43.077,6","42.580,5","1,17%"']
    write_text("csv/investing-russian.csv", "\ufeff" + "\n".join(russian) + "\n")
    finam = ["<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>"]
    finam += ["SBER;D;20240129;000000;274.4;274.9;272.5;273.15;25402310"]
    finam += ["SBER;D;20240130;000000;273.4;275.2;273.1;274.5;31044580"]
    write_text("csv/finam.csv", "\r\n".join(finam) + "\r\n")
    metatrader = ["2024.01.29,00:00,1.08532,1.08525,1.07960,1.08330,65423"]
    metatrader += ["2024.01.30,00:00,1.08330,1.08573,1.08117,1.08447,64411"]
    write_text("csv/metatrader-4-no-header.csv", "\r\n".join(metatrader) + "\r\n")
    sheets = ["Date,Close", "1/29/2024 16:00:00,409.72", "1/30/2024 16:00:00,408.59", "2/1/2024 16:00:00,403.78"]
    write_text("csv/google-sheets.csv", "\r\n".join(sheets))
    binance = ["timestamp,open,high,low,close,volume", "1706486400000,42035.1,43333,41804,43302.7,34023.98"]
    binance += ["1706572800000,43302.71,43882.36,42683.99,42941.1,37009.99"]
    write_text("csv/epoch-milliseconds.csv", "\n".join(binance) + "\n")
    write_text("csv/epoch-seconds.csv", "time,close\n1706486400,43302.7\n1706572800,42941.1\n")
    write_text("csv/epoch-microseconds.csv", "ts,value\n1706486400000000,43302.7\n1706572800500000,42941.1\n")


def numbers() -> None:
    def column(name: str, texts: list[str], delimiter: str = ";") -> None:
        quoted = [f'"{text}"' if delimiter in text else text for text in texts]
        lines = [f"2024-01-{day:02}{delimiter}{text}" for day, text in enumerate(quoted, 1)]
        write_text(name, "\n".join([f"date{delimiter}price", *lines]) + "\n")

    column("csv/thousands-point.csv", ["1.234,56", "1.234", "12.345.678,9", "-0,5"])
    column("csv/thousands-comma.csv", ["1,234.56", "1,234", "12,345,678.9", "-0.5"], ",")
    column("csv/thousands-space.csv", ["1 234,56", "1\u00a0234", "12\u202f345\u202f678,9", "1\u2009000,25"])
    column("csv/thousands-sign.csv", ["1'234.50", "1\u2019234.25", "1_234", "12_345_678.5"])
    column("csv/thousands-settled-point.csv", ["1.234", "5.678,5"])
    column("csv/thousands-settled-comma.csv", ["1,234", "5,678.5"])
    column("csv/signs-and-exponents.csv", ["+1.5", "\u22122.25", "1e3", "-1.5E-2", ".5", "7."])
    column("csv/currencies.csv", ["$1,234.50", "€ 99.90", "1234.75 ₽", "-$5.25"])
    column("csv/lone-comma.csv", ["1,234", "5,678", "9,012"])
    column("csv/lone-point.csv", ["1.234", "5.678", "9.012"])
    column("csv/decimal-signs-mixed.csv", ["1,5", "2.5", "3.25", "1,234"])
    texts = ["NaN", "inf", "-Infinity", "", "0x10", "True", "false", "null", "9007199254740993", "1e400", "12abc"]
    column("csv/no-prices.csv", [*texts, "1,2,3", "#N/A", "1 2", "42"])


def times() -> None:
    def column(name: str, texts: list[str], delimiter: str = ",") -> None:
        quoted = [f'"{text}"' if delimiter in text else text for text in texts]
        lines = [f"{text}{delimiter}{price}" for price, text in enumerate(quoted, 1)]
        write_text(name, "\n".join([f"time{delimiter}value", *lines]) + "\n")

    column("csv/dates-day-first.csv", ["01/02/2024", "02/02/2024", "13/02/2024"])
    column("csv/dates-month-first.csv", ["01/02/2024", "02/02/2024", "02/13/2024"])
    column("csv/dates-either.csv", ["01/02/2024", "02/02/2024", "03/02/2024"])
    column("csv/dates-either-semicolon.csv", ["01/02/2024", "02/02/2024", "03/02/2024"], ";")
    column("csv/dates-either-dotted.csv", ["01.02.2024", "02.02.2024", "03.02.2024 18:30"])
    column("csv/dates-short-year.csv", ["31.01.24", "01.02.24", "31.12.68", "01.01.69"])
    column("csv/dates-named-months.csv", ["2 Jan 2024", "Feb 3, 2024", "04-Mar-2024", "5 апреля 2024", "6 мая 2024 г."])
    column("csv/dates-years.csv", ["2021", "2022", "2023"])
    column("csv/dates-compact.csv", ["20240131", "20240201", "20240229"])
    column("csv/dates-spreadsheet.csv", ["45292", "45293.5", "45294.999988426"])
    column("csv/clock-of-twelve-hours.csv", ["1/13/2024 12:30 AM", "1/13/2024 2:05 PM", "1/13/2024 12:00 PM"])
    zones = ["2024-01-02T03:00:00+03:00", "2024-01-02T00:00:01Z", "2024-01-02 05:30:02+0530", "2024-01-02 00:00:03"]
    column("csv/time-zones.csv", [*zones, "2024-01-01T20:00:04.250-04:00", "2024-01-02 00:00:05 UTC"])
    wrong = ["2024-02-30", "2023-02-29", "2024-13-01", "2024-01-01 25:00:00", "", "tomorrow", "0000-01-01"]
    column("csv/no-dates.csv", [*wrong, "31.04.2024", "2024-02-29"])
    column("csv/unsorted-duplicates.csv", ["2024-01-03", "2024-01-01", "2024-01-03", "2024-01-02", "2024-01-03"])


def shapes() -> None:
    write_text("csv/sep-line.csv", "sep=;\r\nDate;Close\r\n2024-01-01;1,5\r\n2024-01-02;2,5\r\n")
    write_text("csv/title-rows.csv", "Price history,,\nSource: our desk,,\n,,\nNo,Date,Close\n1,2024-01-01,1.5\n2,2024-01-02,2.5\n")
    write_text("csv/blank-lines.csv", "date,price\n\n2024-01-01,1\n\n,\n   \n2024-01-02,oops\n\n2024-01-03,3\n\n\n")
    write_text("csv/several-columns.csv", "id,ts,Value,date,close\n1,2024-01-01,1.5,2020-01-01,7\n2,2024-01-02,2.5,2020-01-02,8\n")
    write_text("csv/ragged.csv", "date,price,note\n2024-01-01,1\n2024-01-02,2,x,y,z\n2024-01-03\n2024-01-04,4,\n")
    write_text("csv/trailing-delimiter.csv", "date;price;\n2024-01-01;1;\n2024-01-02;2;\n")
    write_text("csv/padded-header.csv", ' DATE , Close \n 2024-01-01 , 1.5 \n2024-01-02,2.5')
    write_text("csv/no-matching-columns.csv", "when,amount\n2024-01-01,1\n2024-01-02,2\n")
    write_text("csv/only-header.csv", "timestamp,price\n")
    write_text("csv/unclosed-quote.csv", 'date,price,note\n2024-01-01,1,fine\n2024-01-02,2,"open\n2024-01-03,3,more\n')
    write_text("csv/dangerous-names.csv", "__proto__,constructor,date,price\n1,2,2024-01-01,1.5\n3,4,nonsense,2.5\n")
