using Koppel.Sdk.Schema;

namespace Koppel.Engine.DuckDb;

/// <summary>Days.</summary>
internal sealed unsafe class DateCells(VectorData data) : VectorCells(data)
{
    /// <summary>DuckDB's infinity; the negative one has its sign turned.</summary>
    public const int Infinity = int.MaxValue;

    const int UnixEpochDay = 719_162;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value, in days since 1970.</summary>
    public int Get(int row) => ((int*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        var day = Get(row);
        if (day is Infinity or (-Infinity)) to.Write(day > 0 ? "infinity"u8 : "-infinity"u8);
        else TimeText.WriteDate(day, to);
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        WriteText(row, to);
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row) =>
        TimeText.IsUsual(Get(row)) ? DateOnly.FromDayNumber(Get(row) + UnixEpochDay) : new SqlValue("DATE", TextOf(row));
}

/// <summary>Dates with times, and instants, of every precision.</summary>
internal sealed unsafe class TimestampCells(DuckType type, VectorData data) : VectorCells(data)
{
    /// <summary>DuckDB's infinity; the negative one has its sign turned.</summary>
    public const long Infinity = long.MaxValue;

    readonly bool _isInstant = type.Id == DuckTypeId.TimestampTz;

    readonly long _perSecond = type.Id switch
    {
        DuckTypeId.TimestampS => 1,
        DuckTypeId.TimestampMs => 1_000,
        DuckTypeId.TimestampNs => 1_000_000_000,
        _ => 1_000_000,
    };

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value, in the type's units since 1970.</summary>
    public long Get(int row) => ((long*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        if (WriteInfinity(row, to)) return;
        var (day, time) = Split(row);
        if (_isInstant)
        {
            WriteInZone(day, time, to);
            return;
        }
        TimeText.WriteTimestamp(day, time, _perSecond, (byte)' ', to);
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        if (!WriteInfinity(row, to))
        {
            var (day, time) = Split(row);
            TimeText.WriteTimestamp(day, time, _perSecond, TimeText.IsUsual(day) ? (byte)'T' : (byte)' ', to);
            if (_isInstant) to.Write(TimeText.IsUsual(day) ? "Z"u8 : "+00:00"u8);
        }
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        if (Get(row) is Infinity or (-Infinity)) return new SqlValue(type.ToString(), TextOf(row));
        var (day, time) = Split(row);
        if (!TimeText.IsUsual(day) || (_perSecond > TimeSpan.TicksPerSecond && time % 100 != 0))
            return new SqlValue(type.ToString(), TextOf(row));
        var ticks = _perSecond > TimeSpan.TicksPerSecond ? time / 100 : time * (TimeSpan.TicksPerSecond / _perSecond);
        var value = new DateTime(DateTime.UnixEpoch.Ticks + (day * TimeSpan.TicksPerDay) + ticks);
        return _isInstant ? new DateTimeOffset(value, TimeSpan.Zero) : (object)value;
    }

    /// <summary>An instant in the session's zone, with the offset that counts there then.</summary>
    void WriteInZone(long day, long time, Utf8Buffer to)
    {
        var offset = ReferenceEquals(type.Zone, TimeZoneInfo.Utc) ? 0 : OffsetAt(day, time);
        var (days, local) = Math.DivRem(time + (offset * _perSecond), _perSecond * 86_400);
        if (local < 0) (days, local) = (days - 1, local + (_perSecond * 86_400));
        TimeText.WriteTimestamp(day + days, local, _perSecond, (byte)' ', to);
        TimeText.WriteWholeOffset(offset, to);
    }

    /// <summary>The zone's offset in seconds; outside of the years that .NET has, that of the nearest of them.</summary>
    int OffsetAt(long day, long time) => (int)type.Zone.GetUtcOffset(new DateTime(
        Math.Clamp(day, -719_100, 2_932_800) * TimeSpan.TicksPerDay + DateTime.UnixEpoch.Ticks
            + (time / _perSecond * TimeSpan.TicksPerSecond), DateTimeKind.Utc)).TotalSeconds;

    bool WriteInfinity(int row, Utf8Buffer to)
    {
        var value = Get(row);
        if (value is not (Infinity or (-Infinity))) return false;
        to.Write(value > 0 ? "infinity"u8 : "-infinity"u8);
        return true;
    }

    (long Day, long Time) Split(int row)
    {
        var perDay = _perSecond * 86_400;
        var (day, time) = Math.DivRem(Get(row), perDay);
        return time < 0 ? (day - 1, time + perDay) : (day, time);
    }
}

/// <summary>Times of day.</summary>
internal sealed unsafe class TimeCells(DuckType type, VectorData data) : VectorCells(data)
{
    readonly long _perSecond = type.Id == DuckTypeId.TimeNs ? 1_000_000_000 : 1_000_000;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value, in micro- or nanoseconds; a whole day at most.</summary>
    public long Get(int row) => ((long*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => TimeText.WriteTime(Get(row), _perSecond, to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        WriteText(row, to);
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        var value = Get(row);
        var isWhole = _perSecond <= TimeSpan.TicksPerSecond || value % 100 == 0;
        return isWhole && value < _perSecond * 86_400
            ? new TimeOnly(_perSecond > TimeSpan.TicksPerSecond ? value / 100 : value * (TimeSpan.TicksPerSecond / _perSecond))
            : new SqlValue(type.ToString(), TextOf(row));
    }
}

/// <summary>Times of day with an offset from UTC.</summary>
internal sealed unsafe class TimeTzCells(VectorData data) : VectorCells(data)
{
    /// <summary>The offset is kept as what is missing to this, so that times sort by their instant.</summary>
    const int MaxOffset = (16 * 3_600) - 1;

    const int OffsetBits = 24;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        var value = ((ulong*)Data)[row];
        TimeText.WriteTime((long)(value >> OffsetBits), 1_000_000, to);
        TimeText.WriteOffset(MaxOffset - (int)(value & ((1UL << OffsetBits) - 1)), to);
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        WriteText(row, to);
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row) => new SqlValue("TIME WITH TIME ZONE", TextOf(row));
}

/// <summary>Intervals.</summary>
internal sealed unsafe class IntervalCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        ref var value = ref ((Parts*)Data)[row];
        to.Write(new Interval(value.Months, value.Days, value.Micros).ToString());
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        WriteText(row, to);
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row)
    {
        ref var value = ref ((Parts*)Data)[row];
        var micros = ((Int128)value.Days * TimeText.Day) + value.Micros;
        return value.Months == 0 && Int128.Abs(micros) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond
            ? new TimeSpan((long)micros * TimeSpan.TicksPerMicrosecond)
            : new SqlValue("INTERVAL", TextOf(row));
    }

    /// <summary>DuckDB's <c>duckdb_interval</c>.</summary>
    struct Parts
    {
        public int Months;
        public int Days;
        public long Micros;
    }
}
