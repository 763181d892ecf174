using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

internal sealed class TextColumn(OrgField field, SharedTexts texts) : Column(field)
{
    readonly Cells<string?> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row];
        // There is no empty text: it is null.
        set => _cells[row] = value is string { Length: > 0 } text ? texts.Of(text) : null;
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is { } value) text.AddQuoted(value);
    }
}

internal sealed class ReferenceColumn(OrgField field, IdTexts ids) : Column(field)
{
    readonly Cells<uint> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row] is not 0 and var packed ? RecordId.Unpacked(packed) : null;
        set => _cells[row] = value is RecordId id ? id.Packed : 0;
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is not 0 and var packed) ids.Write(text, RecordId.Unpacked(packed));
    }
}

internal sealed class BooleanColumn(OrgField field) : Column(field)
{
    public static readonly object True = true;
    public static readonly object False = false;

    readonly Cells<bool> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row] ? True : False;
        set => _cells[row] = value is true;
    }

    public override void WriteCsv(Utf8Text text, int row) => text.Add(_cells[row] ? "true"u8 : "false"u8);
}

internal sealed class NumberColumn(OrgField field) : Column(field)
{
    readonly bool _isWhole = field.Type == FieldType.Int;
    readonly Cells<decimal?> _cells = new();

    public override object? this[int row] { get => _cells[row]; set => _cells[row] = (decimal?)value; }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is { } value) NumberText.Add(text, value, _isWhole);
    }
}

/// <summary>Days, counted from the first of January 1 and one more, so that 0 is none.</summary>
internal sealed class DateColumn(OrgField field) : Column(field)
{
    readonly Cells<int> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row] is not 0 and var day ? DateOnly.FromDayNumber(day - 1) : null;
        set => _cells[row] = value is DateOnly date ? date.DayNumber + 1 : 0;
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is not 0 and var day) MomentText.Add(text, DateOnly.FromDayNumber(day - 1));
    }
}

/// <summary>Moments in whole seconds, which is as fine as the platform keeps them.</summary>
internal sealed class MomentColumn(OrgField field) : Column(field)
{
    readonly Cells<long> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row] is not 0 and var ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
        set => _cells[row] = value is DateTime moment ? moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond) : 0;
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is not 0 and var ticks) MomentText.Add(text, new DateTime(ticks, DateTimeKind.Utc), "Z"u8);
    }
}

internal sealed class TimeColumn(OrgField field) : Column(field)
{
    readonly Cells<long> _cells = new();

    public override object? this[int row]
    {
        get => _cells[row] is not 0 and var ticks ? new TimeOnly(ticks - 1) : null;
        set => _cells[row] = value is TimeOnly time ? time.Ticks + 1 : 0;
    }

    public override void WriteCsv(Utf8Text text, int row)
    {
        if (_cells[row] is not 0 and var ticks) MomentText.Add(text, new TimeOnly(ticks - 1));
    }
}
