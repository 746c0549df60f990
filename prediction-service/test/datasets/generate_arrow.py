"""Writes the parquet/arrow-*.parquet files with Apache Arrow, and pandas on top of it. See README.md for how to run it."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import path_of, plain

times = [dt.datetime(2024, 1, 31, 23, 59, 59, 250000), dt.datetime(2024, 2, 29, 12)]
prices = [1.5, 2.5]


def write(name: str, time: pa.Array, price: pa.Array, **how: object) -> None:
    path = path_of(f"parquet/arrow-{name}.parquet")
    pq.write_table(pa.table({"timestamp": time, "price": price}), path, **how)


doubles = pa.array(prices)
stamps = pa.array(times, pa.timestamp("us"))
write("int96", pa.array(times, pa.timestamp("ns")), doubles, use_deprecated_int96_timestamps=True)
old = [dt.datetime(1914, 7, 28, 12), dt.datetime(1969, 12, 31, 23, 59, 59, 500000)]
write("int96-before-1970", pa.array(old, pa.timestamp("ns")), doubles, use_deprecated_int96_timestamps=True)
write("moscow", pa.array(times, pa.timestamp("us", "Europe/Moscow")), doubles)
write("date64", pa.array([time.date() for time in times], pa.date64()), doubles)
write("large-strings", pa.array(["2024-01-31", "2024-02-29"], pa.large_string()), pa.array(["1,5", "2,75"], pa.large_string()))
write("float16", stamps, pa.array(prices, pa.float16()))
write("int8", stamps, pa.array([-7, 7], pa.int8()))
write("uint32", stamps, pa.array([7, 4294967295], pa.uint32()))
write("decimal-50", stamps, pa.array([Decimal("1.5"), Decimal("-2.25")], pa.decimal256(50, 10)))
write("dictionary", stamps, pa.array(["1.5", "2.5"]).dictionary_encode())
write("data-page-2", stamps, doubles, data_page_version="2.0", compression="gzip")
encodings = {"timestamp": "DELTA_BINARY_PACKED", "price": "BYTE_STREAM_SPLIT"}
write("delta-and-byte-stream", stamps, doubles, use_dictionary=False, column_encoding=encodings, compression="zstd")
delta = {"timestamp": "DELTA_BYTE_ARRAY", "price": "DELTA_LENGTH_BYTE_ARRAY"}
texts = [pa.array(["2024-01-31", "2024-02-29"]), pa.array(["1.5", "2.5"])]
write("delta-strings", *texts, use_dictionary=False, column_encoding=delta)
write("all-null", pa.nulls(2), doubles)
plain.set_index("timestamp").to_parquet(path_of("parquet/arrow-pandas-date-index.parquet"))
plain.to_parquet(path_of("parquet/arrow-pandas.parquet"), compression="brotli")
