using System.Text;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Columns;

/// <summary>Looks at all values of a column.</summary>
internal sealed class ColumnProfile
{
    readonly string _name;
    readonly ToldType? _told;
    readonly NumberProfile? _numbers;
    readonly DoubleProfile? _doubles;
    readonly MomentProfile? _moments;
    bool _isOpen;
    (string Value, long Line) _noNumber;
    (string Value, long Line) _noMoment;
    (string Value, long Line)? _notTold;
    long _count;

    /// <summary>Looks at a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What is told of the file.</param>
    /// <param name="told">The type that is told, or null.</param>
    public ColumnProfile(string name, TextFileSettings settings, ToldType? told)
    {
        (_name, _told) = (name, told);
        var looks = !settings.AllText || told is not null;
        _numbers = looks && (told is null || told.Kind == FileColumnKind.Number) ? new NumberProfile(Styles(settings)) : null;
        _moments = looks && (told is null || told.Kind == FileColumnKind.Moment) ? new MomentProfile(Allowed(settings.DateOrder)) : null;
        _doubles = told?.Kind == FileColumnKind.Double ? new DoubleProfile(Styles(settings)) : null;
        _isOpen = _numbers is not null || _moments is not null || _doubles is not null;
    }

    /// <summary>What this column alone proves of the decimal sign: true for a point, false for a comma, null for nothing.</summary>
    public bool? ProvesPoint => _numbers?.ProvesPoint();

    /// <summary>The only order in which its dates can be, or none.</summary>
    public DateOrders ProvesOrder =>
        _moments is { IsAlive: true, Orders: DateOrders.Dmy or DateOrders.Mdy } sure ? sure.Orders : DateOrders.None;

    /// <summary>Takes a value.</summary>
    /// <param name="value">It, not null; empty only where an empty cell is a text.</param>
    /// <param name="line">The line of its row.</param>
    public void Add(ReadOnlySpan<byte> value, long line)
    {
        _count++;
        if (_told is not null) Check(value, line);
        if (!_isOpen) return;
        var isNumber = Adds(_numbers, value, line);
        var isMoment = Adds(_moments, value, line);
        _isOpen = isNumber || isMoment || Adds(_doubles, value, line);
    }

    bool Adds(DoubleProfile? doubles, ReadOnlySpan<byte> value, long line)
    {
        if (doubles is null) return false;
        if (doubles.Add(value)) return true;
        _noNumber = (Encoding.UTF8.GetString(value), line);
        return false;
    }

    bool Adds(NumberProfile? numbers, ReadOnlySpan<byte> value, long line)
    {
        if (numbers is not { IsAlive: true }) return false;
        if (numbers.Add(_told is null ? value : WithoutZeros(value))) return true;
        _noNumber = (Encoding.UTF8.GetString(value), line);
        return false;
    }

    bool Adds(MomentProfile? moments, ReadOnlySpan<byte> value, long line)
    {
        if (moments is null || _noMoment.Line > 0) return false;
        if (moments.Add(value)) return true;
        _noMoment = (Encoding.UTF8.GetString(value), line);
        return false;
    }

    /// <summary>What the column is.</summary>
    /// <param name="isPoint">What the other columns prove of the decimal sign.</param>
    /// <param name="order">What they prove of the order of dates.</param>
    /// <param name="notes">Gets what a user must know.</param>
    /// <exception cref="FormatException">A value does not fit the type that is told; the message is a sentence.</exception>
    public FileColumn Column(bool? isPoint, DateOrders order, List<string> notes)
    {
        if (_told is { } told) return Told(told, isPoint, order);
        if (_count == 0) return Text("text: it has no value");
        if (_numbers is { IsAlive: true } numbers)
        {
            if (numbers.Form(isPoint, out var doubt) is { } form) return Number(form);
            notes.Add($"column {_name} is read as text, because {doubt}; set decimal or thousands, or its type");
            return Text($"text: {doubt}");
        }
        if (_moments is { IsAlive: true } && _noMoment.Line == 0) return Moment(_moments, order, notes);
        return Text(Reason());
    }

    FileColumn Number(NumberForm form) => new(_name, FileColumnKind.Number, form.Type,
        form.Style is { Decimal: (byte)'.', Group: 0 }
            ? "numbers"
            : $"numbers with "
                + $"{(form.Scale > 0 ? $"{FileFault.Name(form.Style.Decimal)} decimals" : "")}"
                + $"{(form.Scale > 0 && form.Style.Group != 0 ? " and " : "")}"
                + $"{(form.Style.Group != 0 ? $"groups of thousands ({(char)form.Style.Group})" : "")}")
    { Numbers = form.Style };

    FileColumn Moment(MomentProfile moments, DateOrders known, List<string> notes)
    {
        var order = moments.Order(known);
        if (moments.IsAmbiguous && known == DateOrders.None)
            notes.Add(
                $"the dates of column {_name} are read as {(order == DateOrders.Dmy ? "day, month, year" : "month, day, year")}, though "
                    + $"no day in it is above 12; set date_order to be sure");
        return new(_name, FileColumnKind.Moment, moments.Form.Type,
            moments.Form.Separator == 0
                ? "times"
                : $"dates: "
                    + order switch { DateOrders.Ymd => "year, month, day", DateOrders.Dmy => "day, month, year", _ => "month, day, year" })
        { Moments = moments.Form, Order = order };
    }

    FileColumn Text(string reason) => new(_name, FileColumnKind.Text, "VARCHAR", reason);

    /// <summary>Why it is text: the value that broke what looked like a type for longest.</summary>
    string Reason()
    {
        if (_numbers is null && _moments is null) return "text: as set";
        var isMoment = (_moments?.Seen ?? 0) > (_numbers?.Seen ?? 0);
        var (value, line) = isMoment ? _noMoment : _noNumber;
        var fault = isMoment ? _moments!.Fault : _numbers!.Fault;
        return $"text: {FileFault.Show(value)} on line {FileFault.Number(line)} {fault}";
    }

    FileColumn Told(ToldType told, bool? isPoint, DateOrders order)
    {
        if (_count == 0 || told.Kind is FileColumnKind.Text) return new(_name, FileColumnKind.Text, told.Type, "as set");
        if (_notTold is { } wrong) throw Misfit(told, wrong, "");
        if (told.Kind is FileColumnKind.Boolean) return new(_name, told.Kind, told.Type, "as set");
        if (_doubles is { } doubles)
            return doubles.IsAlive
                ? new(_name, told.Kind, told.Type, "as set") { Numbers = doubles.Style(isPoint) }
                : throw Misfit(told, _noNumber, doubles.Fault);
        if (told.Kind == FileColumnKind.Number)
        {
            if (_numbers is not { IsAlive: true } numbers) throw Misfit(told, _noNumber, _numbers!.Fault!);
            var form = numbers.Form(isPoint ?? (told.Scale == 0 ? null : true), out _, told.Scale == 0) ?? numbers.Form(true, out _);
            if (form is null || !told.Holds(form))
                throw new FormatException(
                    $"column {_name} is to be {told.Type}, but its values need {form?.Type ?? "more digits"}. Change types, or leave the "
                        + $"column out of it.");
            return new(_name, FileColumnKind.Number, told.Type, "as set") { Numbers = form.Style };
        }
        if (_moments is not { IsAlive: true } moments || _noMoment.Line > 0) throw Misfit(told, _noMoment, _moments!.Fault!);
        if (moments.Form.Type != told.Type)
            throw new FormatException(
                $"column {_name} is to be {told.Type}, but its values are {moments.Form.Type}. Change types, or leave the column out of "
                    + $"it.");
        return Moment(moments, order, []) with { Reason = "as set" };
    }

    FormatException Misfit(ToldType told, (string Value, long Line) wrong, string why) => new(
        $"column {_name} is to be {told.Type}, but {FileFault.Show(wrong.Value)} on line {FileFault.Number(wrong.Line)} "
            + $"{(why.Length > 0 ? why : "is none")}. Correct the value, or change types.");

    void Check(ReadOnlySpan<byte> value, long line)
    {
        if (_notTold is null && !_told!.Fits(value)) _notTold = (Encoding.UTF8.GetString(value), line);
    }

    static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> value)
    {
        while (value.Length > 1 && value[0] == '0' && value[1] is >= (byte)'0' and <= (byte)'9') value = value[1..];
        return value;
    }

    static NumberStyle[] Styles(TextFileSettings settings)
    {
        if (settings.Decimal is null && settings.Thousands is null) return NumberStyle.All;
        byte[] points = settings.Decimal is { } point ? [(byte)point] : [(byte)'.', (byte)','];
        return
        [
            .. from p in points
               from sign in settings.Thousands is { } told ? new[] { (byte)told } : [0, (byte)(p == '.' ? ',' : '.')]
               where p != sign
               select new NumberStyle(p, sign),
        ];
    }

    static DateOrders Allowed(string? order) => order switch
    {
        "ymd" => DateOrders.Ymd,
        "dmy" => DateOrders.Ymd | DateOrders.Dmy,
        "mdy" => DateOrders.Ymd | DateOrders.Mdy,
        _ => DateOrders.Ymd | DateOrders.Dmy | DateOrders.Mdy,
    };
}
