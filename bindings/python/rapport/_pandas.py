"""Collections as DataFrames."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def data_frame(records: Any) -> Any:
    """The records of a collection, one row each."""
    import pandas  # type: ignore[import]

    columns = import_module("rapport._rapport")._column_buffers(records)
    return pandas.DataFrame({name: _series(*column) for name, *column in columns})


def _series(form: str, rows: int, optional: bool, enumeration: Any, validity: bytes, data: Any) -> Any:
    import numpy
    import pandas

    if form == "U":
        if enumeration is not None:
            return pandas.Categorical(data, categories=[str(each) for each in enumeration])
        return numpy.array(data, dtype=object)
    present = _bits(validity, rows)
    if form == "b":
        values = _bits(data, rows)
        return pandas.arrays.BooleanArray(values, ~present)
    if form == "l":
        whole = numpy.frombuffer(data, dtype=numpy.int64).copy()
        return pandas.arrays.IntegerArray(whole, ~present) if optional else whole
    if form == "g":
        return numpy.where(present, numpy.frombuffer(data, dtype=numpy.float64), numpy.nan)
    if form == "tdD":
        days = numpy.frombuffer(data, dtype=numpy.int32).astype("datetime64[D]").astype(object)
        days[~present] = None
        return days
    return _times(form, numpy.frombuffer(data, dtype=numpy.int64), present)


def _bits(packed: bytes, rows: int) -> Any:
    import numpy

    return numpy.unpackbits(numpy.frombuffer(packed, dtype=numpy.uint8), count=rows, bitorder="little").astype(bool)


def _times(form: str, micros: Any, present: Any) -> Any:
    """Instants and durations; as Python's own where they lie outside of what pandas' nanoseconds reach."""
    import numpy
    import pandas

    unit = "datetime64[us]" if form.startswith("ts") else "timedelta64[us]"
    values = micros.astype(unit)
    values[~present] = numpy.array("NaT", dtype=unit)
    reach = 2**63 // 1000
    if (numpy.abs(micros[present]) >= reach).any():
        from datetime import timezone

        objects = values.astype(object)
        if form.startswith("ts"):
            objects = [each and each.replace(tzinfo=timezone.utc) for each in objects]
        return numpy.array(objects, dtype=object)
    if form.startswith("ts"):
        return pandas.Series(values.astype("datetime64[ns]")).dt.tz_localize("UTC").array
    return values.astype("timedelta64[ns]")
