using Koppel.Sandbox.Salesforce.Schema;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// The values of one field in all records of a table. A value is null, a text, a boolean, a decimal, a <see cref="RecordId"/>, a moment
/// (<see cref="DateTime"/>, UTC), a <see cref="DateOnly"/>, a <see cref="TimeOnly"/> or a <see cref="CompoundValue"/>.
/// </summary>
internal abstract class Column(OrgField field)
{
    public OrgField Field { get; } = field;

    public abstract object? this[int row] { get; set; }

    /// <summary>Writes a value as a cell of CSV, the quotes around it aside; nothing for null.</summary>
    public abstract void WriteCsv(Utf8Text text, int row);

    /// <summary>A column for a field that is written.</summary>
    public static Column Of(OrgField field, SharedTexts texts, IdTexts ids) => field.Type switch
    {
        FieldType.Reference => new ReferenceColumn(field, ids),
        FieldType.Boolean => new BooleanColumn(field),
        FieldType.Int or FieldType.Double or FieldType.Currency or FieldType.Percent => new NumberColumn(field),
        FieldType.Date => new DateColumn(field),
        FieldType.DateTime => new MomentColumn(field),
        FieldType.Time => new TimeColumn(field),
        _ => new TextColumn(field, texts),
    };
}

/// <summary>Several values in one: an address or a place.</summary>
/// <param name="Parts">Names and values in the order in which they are shown.</param>
internal sealed record CompoundValue(IReadOnlyList<(string Name, object? Value)> Parts);
