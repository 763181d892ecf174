using System.Buffers.Binary;
using System.Globalization;

namespace Koppel.Sdk.Schema;

/// <summary>
/// The values of one column for a batch of rows. They are kept as the engine has them (days, microseconds, digits without a point, UTF-8),
/// so that a batch costs no object a value and is copied, not converted, into the engine. Not safe to use from several threads.
/// </summary>
public sealed class ColumnBuffer
{
    const int UnixEpochDay = 719_162;

    /// <summary>So many digits a decimal of .NET holds in any case.</summary>
    const int NetDigits = 28;

    readonly long _least;
    readonly long _greatest;
    readonly long[]? _longs;
    readonly Int128[]? _wides;
    readonly double[]? _doubles;
    readonly TextValues? _texts;
    readonly long[][]? _lists;
    readonly string[][]? _textLists;
    readonly bool[] _nulls;

    /// <summary>An empty buffer.</summary>
    /// <param name="type">The column's type.</param>
    /// <param name="capacity">How many rows it can hold.</param>
    public ColumnBuffer(ColumnType type, int capacity)
    {
        Type = type;
        (_least, _greatest) = type.Range;
        _nulls = new bool[capacity];
        switch (type.Kind)
        {
            case ColumnKind.Float or ColumnKind.Double: _doubles = new double[capacity]; break;
            case ColumnKind.Text or ColumnKind.Json or ColumnKind.Blob: _texts = new TextValues(capacity); break;
            case ColumnKind.BigIntList: _lists = new long[capacity][]; break;
            case ColumnKind.TextList: _textLists = new string[capacity][]; break;
            default:
                if (type.IsWide) _wides = new Int128[capacity];
                else _longs = new long[capacity];
                break;
        }
    }

    /// <summary>The column's type.</summary>
    public ColumnType Type { get; }

    /// <summary>Which rows have no value.</summary>
    public ReadOnlySpan<bool> Nulls => _nulls;

    /// <summary>
    /// The values of a column that is kept as longs: days since 1970 for a date, microseconds for times, 0 or 1 for a truth value, the
    /// digits of a decimal without its point, the bits of a number without a sign.
    /// </summary>
    public ReadOnlySpan<long> Longs => _longs;

    /// <summary>
    /// The values of a column that <see cref="ColumnType.IsWide"/>, in the engine's form: digits of a number, the bits of one without a
    /// sign, the months, days and microseconds of an interval, a UUID's number with its highest bit turned over.
    /// </summary>
    public ReadOnlySpan<Int128> Wides => _wides;

    /// <summary>The values of a column of floating-point numbers.</summary>
    public ReadOnlySpan<double> Doubles => _doubles;

    /// <summary>The values of a column of text, JSON or bytes.</summary>
    public TextValues Texts => _texts ?? throw Mismatch("a text");

    /// <summary>The values of a column of lists; an element is undefined where <see cref="Nulls"/> is true.</summary>
    public ReadOnlySpan<long[]> Lists => _lists;

    /// <summary>The values of a column of lists of texts; an element is undefined where <see cref="Nulls"/> is true.</summary>
    public ReadOnlySpan<string[]> TextLists => _textLists;

    /// <summary>Whether the row has no value.</summary>
    public bool IsNull(int row) => _nulls[row];

    /// <summary>Makes the first rows as they were before anything was set.</summary>
    internal void Clear(int rows)
    {
        _nulls.AsSpan(0, rows).Clear();
        _texts?.Clear(rows);
    }

    /// <summary>Makes the row as it was before anything was set.</summary>
    internal void Reset(int row) => _nulls[row] = false;

    /// <summary>Takes over a value of a column of the same type.</summary>
    /// <param name="other">The other column.</param>
    /// <param name="from">The row there.</param>
    /// <param name="row">The row here.</param>
    public void CopyFrom(ColumnBuffer other, int from, int row)
    {
        _nulls[row] = other._nulls[from];
        if (_nulls[row]) return;
        if (_longs is not null) _longs[row] = other._longs![from];
        else if (_wides is not null) _wides[row] = other._wides![from];
        else if (_doubles is not null) _doubles[row] = other._doubles![from];
        else if (_texts is not null) _texts.CopyFrom(other._texts!, from, row);
        else if (_lists is not null) _lists[row] = other._lists![from];
        else _textLists![row] = other._textLists![from];
    }

    /// <summary>Takes the value away.</summary>
    public void SetNull(int row) => _nulls[row] = true;

    /// <summary>Sets a value that is kept as a long.</summary>
    /// <exception cref="OverflowException">The column has fewer bits.</exception>
    public void SetLong(int row, long value)
    {
        var longs = _longs ?? throw Mismatch("a whole number");
        if (value < _least || value > _greatest) throw TooLarge(value);
        longs[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a value of a column that <see cref="ColumnType.IsWide"/>, in the engine's form.</summary>
    public void SetWide(int row, Int128 value)
    {
        (_wides ?? throw Mismatch("a value of 128 bits"))[row] = value;
        _nulls[row] = false;
    }

    /// <summary>Sets a whole number of whatever width.</summary>
    /// <exception cref="OverflowException">The column has fewer bits, or no sign.</exception>
    public void SetWhole(int row, Int128 value)
    {
        if (Type.Kind is ColumnKind.UBigInt) SetLong(row, unchecked((long)checked((ulong)value)));
        else if (_wides is null) SetLong(row, checked((long)value));
        else if (Type.Kind == ColumnKind.UHugeInt && value < 0) throw TooLarge(value);
        else SetWide(row, value);
    }

    /// <summary>Sets a floating-point number; a column of 32 bits rounds it.</summary>
    public void SetDouble(int row, double value)
    {
        (_doubles ?? throw Mismatch("a floating-point number"))[row] = Type.Kind == ColumnKind.Float ? (float)value : value;
        _nulls[row] = false;
    }

    /// <summary>Sets a text or JSON value; null takes it away.</summary>
    public void SetText(int row, string? value)
    {
        var texts = Texts;
        _nulls[row] = value is null;
        if (value is not null) texts.Set(row, value);
    }

    /// <summary>Sets a text or JSON value.</summary>
    /// <exception cref="FormatException">It is no valid UTF-8.</exception>
    public void SetUtf8(int row, ReadOnlySpan<byte> value)
    {
        Texts.Set(row, value, isChecked: true);
        _nulls[row] = false;
    }

    /// <summary>Sets the text that was written into the room that <see cref="TextValues.Reserve"/> gave.</summary>
    /// <exception cref="FormatException">It is no valid UTF-8.</exception>
    internal void TakeUtf8(int row, int count)
    {
        Texts.Take(row, count, isChecked: true);
        _nulls[row] = false;
    }

    /// <summary>Sets the bytes of a blob.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> value)
    {
        Texts.Set(row, value, isChecked: false);
        _nulls[row] = false;
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

    /// <summary>Sets a UUID.</summary>
    public void SetUuid(int row, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        SetWide(row, BinaryPrimitives.ReadInt128BigEndian(bytes) ^ Int128.MinValue);
    }

    /// <summary>Sets a span of time.</summary>
    public void SetInterval(int row, Interval value) =>
        SetWide(row, new Int128((ulong)value.Microseconds, (uint)value.Months | ((ulong)(uint)value.Days << 32)));

    /// <summary>Sets a decimal, rounded to the column's scale.</summary>
    /// <exception cref="OverflowException">The number has more digits than the column.</exception>
    public void SetDecimal(int row, decimal value) => SetDecimal(row, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a decimal that is written as text, rounded to the column's scale.</summary>
    /// <exception cref="OverflowException">The number has more digits than the column.</exception>
    /// <exception cref="FormatException">It is no number.</exception>
    public void SetDecimal(int row, string value)
    {
        var unscaled = DecimalText.Parse(value, Type.Scale);
        if (Int128.Abs(unscaled) >= DecimalText.PowerOfTen(Type.Width)) throw new OverflowException($"{value} has too many digits.");
        if (_wides is null) SetLong(row, (long)unscaled);
        else SetWide(row, unscaled);
    }

    /// <summary>
    /// The row's value as an object: long (whole numbers of up to 64 bits), ulong, Int128 or UInt128 (those that need it), float, double,
    /// decimal (or the digits as a string, where .NET's decimal cannot hold them), string, bool, byte[], Guid, DateOnly, TimeOnly,
    /// DateTime, DateTimeOffset, <see cref="Interval"/>, long[], string[] or null.
    /// </summary>
    public object? Get(int row) => _nulls[row] ? null : Type.Kind switch
    {
        ColumnKind.Boolean => _longs![row] != 0,
        ColumnKind.UBigInt => (ulong)_longs![row],
        ColumnKind.HugeInt => _wides![row],
        ColumnKind.UHugeInt => (UInt128)_wides![row],
        ColumnKind.Float => (float)_doubles![row],
        ColumnKind.Double => _doubles![row],
        ColumnKind.Decimal => Type.Width <= NetDigits ? (decimal)Digits(row) / (decimal)DecimalText.PowerOfTen(Type.Scale) : Show(row),
        ColumnKind.Text or ColumnKind.Json => _texts![row],
        ColumnKind.Blob => _texts!.Bytes(row).ToArray(),
        ColumnKind.Uuid => Uuid(row),
        ColumnKind.Date => DateOnly.FromDayNumber((int)_longs![row] + UnixEpochDay),
        ColumnKind.Time => new TimeOnly(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.Timestamp => DateTime.UnixEpoch.AddTicks(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.TimestampTz => DateTimeOffset.UnixEpoch.AddTicks(_longs![row] * TimeSpan.TicksPerMicrosecond),
        ColumnKind.Interval => new Interval((int)(uint)_wides![row], (int)(uint)(_wides[row] >> 32), (long)(_wides[row] >> 64)),
        ColumnKind.BigIntList => _lists![row],
        ColumnKind.TextList => _textLists![row],
        _ => _longs![row],
    };

    /// <summary>The row's value as the engine casts it to text, for messages and the ledger; <c>null</c> where there is none.</summary>
    public string Show(int row) => _nulls[row] ? "null" : Type.Kind switch
    {
        ColumnKind.Decimal => DecimalText.Write(Digits(row), Type.Scale),
        ColumnKind.Blob => BlobText.Write(_texts!.Bytes(row)),
        _ => Get(row) switch
        {
            bool on => on ? "true" : "false",
            long[] list => "[" + string.Join(", ", list.Select(n => n.ToString(CultureInfo.InvariantCulture))) + "]",
            string[] texts => ListText.Write(texts),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        },
    };

    Int128 Digits(int row) => _wides is null ? _longs![row] : _wides[row];

    Guid Uuid(int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(bytes, _wides![row] ^ Int128.MinValue);
        return new Guid(bytes, bigEndian: true);
    }

    OverflowException TooLarge(Int128 value) => new($"{value.ToString(CultureInfo.InvariantCulture)} does not fit into {Type}.");

    InvalidOperationException Mismatch(string given) => new($"A column of type {Type} cannot hold {given}.");
}
