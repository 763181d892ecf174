namespace Koppel.Engine.Files.Columns;

/// <summary>Looks at all values of a column: are all of them dates or times, in one order and precision?</summary>
/// <param name="allowed">The orders that are told, or all.</param>
internal sealed class MomentProfile(DateOrders allowed)
{
    MomentForm _form;
    bool _isFailed;
    bool _isSame = true;

    /// <summary>All values so far are dates or times of one form.</summary>
    public bool IsAlive => !_isFailed && Seen > 0;

    /// <summary>How many values fitted.</summary>
    public long Seen { get; private set; }

    /// <summary>The first value that does not fit, in the words of a sentence; null while all do.</summary>
    public string? Fault { get; private set; }

    /// <summary>The form of all of them.</summary>
    public MomentForm Form => _form;

    /// <summary>The orders in which all of them can be read.</summary>
    public DateOrders Orders { get; private set; } = allowed;

    /// <summary>Both orders can be read, and mean different days.</summary>
    public bool IsAmbiguous => IsAlive && _form.Separator != 0 && Orders.HasFlag(DateOrders.Dmy | DateOrders.Mdy) && !_isSame;

    /// <summary>Takes a value.</summary>
    /// <returns>Whether all fit still.</returns>
    public bool Add(ReadOnlySpan<byte> text)
    {
        if (_isFailed) return false;
        if (!MomentForm.TryRead(text, out var form, out var orders))
            return Fail(Seen == 0 ? "is no date" : "is no such date or time as those before it");
        if (Seen > 0 && form != _form)
            return Fail(
                form.Separator == _form.Separator
                    ? "has another precision than those before it"
                    : "is written otherwise than those before it");
        if (form.Separator != 0)
        {
            orders &= Orders;
            if (orders == DateOrders.None) return Fail("has another order of day and month than those before it");
            Orders = orders;
            if (_isSame && orders.HasFlag(DateOrders.Dmy | DateOrders.Mdy)) _isSame = DayIsMonth(text);
        }
        _form = form;
        Seen++;
        return true;
    }

    /// <summary>The order that counts.</summary>
    /// <param name="known">What the rest of the file says, or none.</param>
    public DateOrders Order(DateOrders known) =>
        Orders.HasFlag(DateOrders.Ymd) ? DateOrders.Ymd
        : (Orders & known) is DateOrders.Dmy or DateOrders.Mdy ? Orders & known
        : Orders.HasFlag(DateOrders.Dmy) ? DateOrders.Dmy : DateOrders.Mdy;

    static bool DayIsMonth(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAny((byte)'-', (byte)'/', (byte)'.');
        var rest = text[(first + 1)..];
        return text[..first].TrimStart((byte)'0').SequenceEqual(rest[..rest.IndexOf(text[first])].TrimStart((byte)'0'));
    }

    bool Fail(string fault)
    {
        _isFailed = true;
        Fault = fault;
        return false;
    }
}
