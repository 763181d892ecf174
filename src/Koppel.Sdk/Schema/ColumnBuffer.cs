using System.Globalization;

namespace Koppel.Sdk.Schema;

/// <summary>
/// The values of one column for a batch of rows. Whole numbers, truth values, dates, times and decimals are kept as longs
/// (days, microseconds, unscaled digits), so that a batch costs no object a value and is copied, not converted, into the engine.
/// </summary>
public sealed class ColumnBuffer
{
    readonly long[]? _longs;
    readonly double[]? _doubles;
    readonly string[]? _texts;
    readonly long[][]? _lists;
    readonly string[][]? _textLists;
    readonly bool[] _nulls;

    /// <summary>An empty buffer.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="capacity">How many rows it can hold.</param>
    public ColumnBuffer(ColumnType type, int capacity)
    {
        Type = type;
        _nulls = new bool[capacity];
        switch (type.Kind)
        {
            case ColumnKind.Double: _doubles = new double[capacity]; break;
            case ColumnKind.Text or ColumnKind.Json: _texts = new string[capacity]; break;
            case ColumnKind.BigIntList: _lists = new long[capacity][]; break;
            case ColumnKind.TextList: _textLists = new string[capacity][]; break;
            default: _longs = new long[capacity]; break;
        }
    }

    /// <summary>The column's type.</summary>
    public ColumnType Type { get; }

    /// <summary>Which rows have no value.</summary>
    public ReadOnlySpan<bool> Nulls => _nulls;

    /// <summary>
    /// The values of a column that is kept as longs: days since 1970 for a date, microseconds for times, 0 or 1 for a truth value.
    /// </summary>
    public ReadOnlySpan<long> Longs => _longs;

    /// <summary>The values of a column of doubles.</summary>
    public ReadOnlySpan<double> Doubles => _doubles;

    /// <summary>The values of a column of text or JSON; an element is undefined where <see cref="Nulls"/> is true.</summary>
    public ReadOnlySpan<string> Texts => _texts;

    /// <summary>The values of a column of lists; an element is undefined where <see cref="Nulls"/> is true.</summary>
    public ReadOnlySpan<long[]> Lists => _lists;

    /// <summary>The values of a column of lists of texts; an element is undefined where <see cref="Nulls"/> is true.</summary>
    public ReadOnlySpan<string[]> TextLists => _textLists;

    /// <summary>Whether the row has no value.</summary>
    public bool IsNull(int row) => _nulls[row];

    /// <summary>Makes the row as it was before anything was set.</summary>
    internal void Reset(int row) => _nulls[row] = false;

    /// <summary>Takes over a value of a column of the same type.</summary>
    public void CopyFrom(ColumnBuffer other, int from, int row)
    {
        _nulls[row] = other._nulls[from];
        if (_nulls[row]) return;
        if (_longs is not null) _longs[row] = other._longs![from];
        else if (_doubles is not null) _doubles[row] = other._doubles![from];
        else if (_texts is not null) _texts[row] = other._texts![from];
        else if (_lists is not null) _lists[row] = other._lists![from];
        else _textLists![row] = other._textLists![from];
    }

    /// <summary>Takes the value away.</summary>
    public void SetNull(int row) => _nulls[row] = true;

    /// <summary>Sets a value that is kept as a long.</summary>
    public void SetLong(int row, long value)
    {
        (_longs ?? throw Mismatch("a whole number"))[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a double.</summary>
    public void SetDouble(int row, double value)
    {
        (_doubles ?? throw Mismatch("a double"))[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a text or JSON value; null takes it away.</summary>
    public void SetText(int row, string? value)
    {
        var texts = _texts ?? throw Mismatch("a text");
        _nulls[row] = value is null;
        if (value is not null) texts[row] = value;
    }

    /// <summary>Sets a list.</summary>
    public void SetList(int row, long[] value)
    {
        (_lists ?? throw Mismatch("a list"))[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a list of texts.</summary>
    public void SetTexts(int row, string[] value)
    {
        (_textLists ?? throw Mismatch("a list of texts"))[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a truth value.</summary>
    public void SetBoolean(int row, bool value) => SetLong(row, value ? 1 : 0);

    /// <summary>Sets a day.</summary>
    public void SetDate(int row, DateOnly value) => SetLong(row, value.DayNumber - UnixEpochDay);

    /// <summary>Sets a time of day.</summary>
    public void SetTime(int row, TimeOnly value) => SetLong(row, value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Sets a date with time; an instant is given in UTC.</summary>
    public void SetTimestamp(int row, DateTime value) =>
        SetLong(row, (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>Sets a decimal, rounded to the column's scale.</summary>
    /// <exception cref="OverflowException">The number has more digits than the column.</exception>
    public void SetDecimal(int row, decimal value) =>
        SetLong(row, decimal.ToInt64(decimal.Round(value * PowerOfTen(Type.Scale), 0, MidpointRounding.AwayFromZero)));

    /// <summary>
    /// The row's value as an object: long, double, string, bool, decimal, DateOnly, TimeOnly, DateTime, DateTimeOffset, long[], string[] or
    /// null.
    /// </summary>
    public object? Get(int row) => _nulls[row] ? null : Type.Kind switch
    {
        ColumnKind.Boolean => _longs![row] != 0,
        ColumnKind.BigInt => _longs![row],
        ColumnKind.Double => _doubles![row],
        ColumnKind.Decimal => _longs![row] / PowerOfTen(Type.Scale),
        ColumnKind.Text or ColumnKind.Json => _texts![row],
        ColumnKind.Date => DateOnly.FromDayNumber((int)_longs![row] + UnixEpochDay),
        ColumnKind.Time => new TimeOnly(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.Timestamp => DateTime.UnixEpoch.AddTicks(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.TimestampTz => DateTimeOffset.UnixEpoch.AddTicks(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.BigIntList => _lists![row],
        ColumnKind.TextList => _textLists![row],
        _ => throw new InvalidOperationException($"Column kind {Type.Kind} has no value form."),
    };

    /// <summary>The row's value as text for a message, in the invariant culture; <c>null</c> where there is none.</summary>
    public string Show(int row) => Get(row) switch
    {
        null => "null",
        decimal number => number.ToString($"F{Type.Scale}", CultureInfo.InvariantCulture),
        bool on => on ? "true" : "false",
        long[] list => "[" + string.Join(", ", list.Select(n => n.ToString(CultureInfo.InvariantCulture))) + "]",
        string[] texts => ListText.Write(texts),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    const int UnixEpochDay = 719_162;

    static decimal PowerOfTen(int scale)
    {
        var power = 1m;
        for (var i = 0; i < scale; i++) power *= 10;
        return power;
    }

    InvalidOperationException Mismatch(string given) => new($"A column of type {Type} cannot hold {given}.");
}
