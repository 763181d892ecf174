using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>A field that the account added to its contacts, accounts or deals.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called in SQL before it is known to be the only one: a personalisation tag or a title.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record CustomField(long Id, string Name, string Title, FieldKind Kind)
{
    /// <summary>The options that it offers; empty when it offers none.</summary>
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>The currency of its amounts, unless a value has one of its own.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The type of its column.</summary>
    public ColumnType Type => Kind switch
    {
        FieldKind.Date => ColumnKind.Date,
        FieldKind.Instant => ColumnKind.TimestampTz,
        FieldKind.Number => ColumnKind.Double,
        FieldKind.Money => new ColumnType(ColumnKind.Decimal, 18, 2),
        FieldKind.Choices => TextLists.Type,
        _ => ColumnKind.Text,
    };

    /// <summary>
    /// The option that a text means, by value or label without regard to case; the text itself where none is offered; null when it is none
    /// of them.
    /// </summary>
    public string? Offered(string text)
    {
        if (Options.Count == 0) return text;
        return (Options.FirstOrDefault(o => o.Value.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? Options.FirstOrDefault(o => o.Label.Equals(text, StringComparison.OrdinalIgnoreCase)))?.Value;
    }
}

/// <summary>An option of a field.</summary>
/// <param name="Value">What a contact has that chose it.</param>
/// <param name="Label">What it is called on a form.</param>
internal sealed record FieldOption(string Value, string Label);
