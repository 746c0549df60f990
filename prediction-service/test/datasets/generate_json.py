"""JSON in every orientation of pandas, and by Python's own writer."""

import codecs
import json

from corpus import path_of, plain, prices, write_text

records = [{"timestamp": f"2024-01-{day:02}", "price": price} for day, price in enumerate(prices, 29) if day < 32]


def write_json_files() -> None:
    by_pandas()
    by_python()


def by_pandas() -> None:
    for orient in ["records", "columns", "index", "split", "table", "values"]:
        plain.to_json(path_of(f"json/pandas-{orient}.json"), orient=orient)
    plain.to_json(path_of("json/pandas-records-iso.json"), orient="records", date_format="iso", indent=2)
    plain.to_json(path_of("json/pandas-records-seconds.json"), orient="records", date_unit="s")
    plain.to_json(path_of("json/pandas-lines.ndjson"), orient="records", lines=True)
    escaped = plain.assign(Комментарий="рост 📈")
    escaped.to_json(path_of("json/pandas-escapes.json"), orient="records")
    escaped.to_json(path_of("json/pandas-unescaped.json"), orient="records", force_ascii=False)


def by_python() -> None:
    def write(name: str, value: object, encoding: str = "utf-8", **how: object) -> None:
        write_text(f"json/{name}.json", json.dumps(value, **how), encoding)

    write("array", records)
    write("bom", records, "utf-8-sig", indent=4)
    path_of("json/utf-16-le-bom.json").write_bytes(codecs.BOM_UTF16_LE + json.dumps(records).encode("utf-16-le"))
    write("data", {"symbol": "BTC", "data": records})
    write("one-object", {"Date": "2024-01-29", "Close": 101.5, "note": "alone"})
    columns = {key: [record[key] for record in records] for key in ["timestamp", "price"]}
    write("columns-as-arrays", columns)
    write("data-of-columns", {"data": columns})
    write("empty-array", [])
    mixed = [{"ts": "2024-01-01", "y": "1 234,56"}, {"TS": "2024-01-02", "Y": 2}, 7, None, ["2024-01-03", 3]]
    mixed += [{"y": 4}, {"ts": "2024-01-05"}, {"ts": "2024-01-06", "y": None}, {"ts": True, "y": 7}]
    mixed += [{"ts": "2024-01-08", "y": True}, {"ts": "2024-01-09", "y": {"a": 1}}, {"ts": "2024-02-30", "y": 10}]
    write("mixed-rows", mixed)
    write("beyond-2-53", [{"ts": "2024-01-01", "y": 2**53 + 1}, {"ts": "2024-01-02", "y": 2**53 - 1}, {"ts": "2024-01-03", "y": 1e300}])
    write("python-nan", [{"ts": "2024-01-01", "y": 1.5}, {"ts": "2024-01-02", "y": float("nan")}])
    dangerous = [{"__proto__": {"ts": "2024-01-01", "y": 1}}, {"constructor": 1, "ts": "2024-01-02", "y": 2}]
    write("dangerous-names", dangerous)
    lines = [json.dumps(record) for record in records]
    write_text("json/blank-lines.ndjson", "\r\n".join([lines[0], "", lines[1], "  ", lines[2], ""]))
    write_text("json/broken-line.ndjson", "\n".join([lines[0], '{"timestamp": "2024-01-30", "price": ', lines[2]]) + "\n")
    write_text("json/cut-off.json", json.dumps(records)[:-20])
