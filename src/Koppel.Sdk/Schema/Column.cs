namespace Koppel.Sdk.Schema;

/// <summary>A column of a table, under the name that the remote system gives it.</summary>
/// <param name="Name">The name, unique in its table without regard to case.</param>
/// <param name="Type">What it holds.</param>
public sealed record Column(string Name, ColumnType Type)
{
    /// <summary>The column identifies a row. The default is false.</summary>
    public bool IsKey { get; init; }

    /// <summary>An inserted row must give it a value. The default is false.</summary>
    public bool Required { get; init; }

    /// <summary>It can be read but not written. The default is false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>It can be written but the system never gives it back. The default is false.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>
    /// The system can take the value away, although it is no text. In an update the rows always hold what such a column is to have; null
    /// takes the value away. The default is false.
    /// </summary>
    public bool CanBeEmptied { get; init; }

    /// <summary>Left out of <c>select *</c>: it must be asked for by name, because it costs more or is about the row, not in it.</summary>
    public bool Hidden { get; init; }

    /// <summary>
    /// In what texts may differ and be the same to the remote system, or come back from it otherwise than they were written. The default is
    /// that each is only itself.
    /// </summary>
    public TextSameness Sameness { get; init; }

    /// <summary>
    /// Texts that differ only by case are the same to the remote system. Set to true, it stands for <see cref="TextSameness.Name"/>: blanks
    /// around them, and what cannot be seen, are nothing either. The default is false.
    /// </summary>
    public bool IgnoresCase
    {
        get => Sameness.HasFlag(TextSameness.Case);
        init => Sameness = value ? TextSameness.Name : TextSameness.Exact;
    }

    /// <summary>
    /// What stands between the choices in a text that is a list of choices, such as <c>;</c>; null when it is none. The default is null. A
    /// list of texts is a list of choices without it.
    /// </summary>
    public string? ChoiceSeparator { get; init; }

    /// <summary>
    /// It holds names that are few and chosen by the account's users, such as those of tags: they are kept when they pass by, to be offered
    /// where one is written. The default is false.
    /// </summary>
    public bool HoldsNames { get; init; }

    /// <summary>The texts that the remote system offers for it; empty when it offers none, or they are not known.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The table whose key it holds, or null.</summary>
    public string? References { get; init; }

    /// <summary>
    /// The system gives a new row a value of its own where it gets none, which one cannot be told beforehand. The default is false.
    /// </summary>
    public bool HasDefault { get; init; }

    /// <summary>It tells when the row came into being. The default is false.</summary>
    public bool IsCreationTime { get; init; }

    /// <summary>It counts the rows of other tables that need the row: without any, the row is of no use. The default is false.</summary>
    public bool CountsUses { get; init; }

    /// <summary>The field's name in the remote system where SQL needs another one; otherwise null.</summary>
    public string? Field { get; init; }

    /// <summary>
    /// The field's name in what is sent to the remote system, where it is another one than in what comes from it; otherwise null.
    /// </summary>
    public string? SentAs { get; init; }

    /// <summary>How the remote system writes the values. The default is the usual way of their type.</summary>
    public ValueForm Form { get; init; }

    /// <summary>How the remote system writes instants. The default is ISO 8601.</summary>
    public TimeFormat Times { get; init; } = TimeFormat.Iso;

    /// <summary>The column that tells the currency of this one's money, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>A new row can be given it, but a row that is there cannot be changed in it. The default is false.</summary>
    public bool InsertOnly { get; init; }

    /// <summary>A row that is there can be given it, but a new row cannot. The default is false.</summary>
    public bool UpdateOnly { get; init; }

    /// <summary>A value that the remote system takes, for an example; null when any value of the type will do.</summary>
    public string? Example { get; init; }

    /// <summary>One line for a reader of the data model.</summary>
    public string Description { get; init; } = "";

    /// <summary>A key that the remote system gives out: a whole number, read-only.</summary>
    public static Column Key(string name) => new(name, ColumnKind.BigInt) { IsKey = true, ReadOnly = true };

    /// <summary>A key that the remote system gives out: a text, read-only.</summary>
    public static Column TextKey(string name) => new(name, ColumnKind.Text) { IsKey = true, ReadOnly = true };

    /// <summary>A whole number.</summary>
    public static Column BigInt(string name) => new(name, ColumnKind.BigInt);

    /// <summary>A text.</summary>
    public static Column Text(string name) => new(name, ColumnKind.Text);

    /// <summary>A truth value.</summary>
    public static Column Boolean(string name) => new(name, ColumnKind.Boolean);

    /// <summary>An instant.</summary>
    public static Column Timestamp(string name) => new(name, ColumnKind.TimestampTz);

    /// <summary>A number with a fraction.</summary>
    public static Column Double(string name) => new(name, ColumnKind.Double);

    /// <summary>Money, which the remote system counts in smallest units of the currency.</summary>
    /// <param name="name">The column.</param>
    /// <param name="currency">The column that tells the currency.</param>
    public static Column Money(string name, string currency) =>
        new(name, new ColumnType(ColumnKind.Decimal, 18, 2)) { Form = ValueForm.SmallestUnits, Currency = currency };

    /// <summary>A list of texts.</summary>
    public static Column TextList(string name) => new(name, ColumnKind.TextList);

    /// <summary>A list of whole numbers.</summary>
    public static Column BigIntList(string name) => new(name, ColumnKind.BigIntList);

    /// <summary>A JSON value.</summary>
    public static Column Json(string name) => new(name, ColumnKind.Json);

    /// <summary>A calendar day.</summary>
    public static Column Date(string name) => new(name, ColumnKind.Date);
}
