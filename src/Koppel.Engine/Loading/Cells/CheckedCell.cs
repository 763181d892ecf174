using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Cells;

/// <summary>A column of a load whose values may not fit.</summary>
/// <param name="At">Its position among the load's columns, or below 0 when it is none of them and only tells which row is meant.</param>
/// <param name="Column">The column.</param>
/// <param name="Source">What the source calls it, or null when that is not known.</param>
internal sealed record CheckedCell(int At, Column Column, string? Source)
{
    const int ShownLength = 60;

    /// <summary>The column that an expression is, or null when it is something else.</summary>
    /// <param name="script">The script.</param>
    /// <param name="expression">The expression.</param>
    public static string? SourceOf(string script, ScriptPart expression)
    {
        var words = expression.Tokens.Where(t => !t.IsBlank).ToList();
        return words.Count > 0 && words[^1].IsName
            && words.Index().All(w => w.Item.IsName == (w.Index % 2 == 0) && (w.Item.IsName || w.Item.Kind == TokenKind.Dot))
            ? SqlText.Name(script, words[^1])
            : null;
    }

    /// <summary>Why a row is rejected in which some cells do not fit.</summary>
    /// <param name="cells">The columns.</param>
    /// <param name="faults">What stands in those that do not fit, null for the others.</param>
    public static RejectCause Cause(IReadOnlyList<CheckedCell> cells, IReadOnlyList<string?> faults)
    {
        // A value that tells which row is meant may be given to the same column too.
        var bad = cells.Zip(faults).Where(c => c.Second is not null).DistinctBy(c => c.First.Column.Name).ToList();
        return new RejectCause(RejectCode.ValueInvalid, string.Join(' ', bad.Select(b => b.First.Sentence(b.Second!))),
            $"Correct {(bad.Count == 1 ? "it" : "them")} and load it again.");
    }

    /// <summary>A row's values as they are shown: those that do not fit as they stand in the source.</summary>
    public static IReadOnlyList<string?> Shown(
        IReadOnlyList<CheckedCell> cells, IReadOnlyList<string?> faults, IReadOnlyList<string?> values)
    {
        string?[] shown = [.. values];
        for (var i = 0; i < cells.Count; i++)
            if (faults[i] is { } text && cells[i].At >= 0) shown[cells[i].At] = text;
        return shown;
    }

    string Sentence(string text) =>
        $"'{Short(text)}'"
        + $"{(Source is null || Source.Equals(Column.Name, StringComparison.OrdinalIgnoreCase) ? "" : $" in column {Short(Source)}")}"
        + $" is no value of {Column.Name}, which holds {Holds(Column.Type)}.";

    static string Short(string text) =>
        text.Length <= ShownLength ? text : text[..(char.IsHighSurrogate(text[ShownLength - 1]) ? ShownLength - 1 : ShownLength)] + "…";

    static string Holds(ColumnType type) => type.Kind switch
    {
        ColumnKind.Boolean => "true or false",
        ColumnKind.BigInt => "a whole number of at most 18 digits",
        ColumnKind.TinyInt => "a whole number from -128 to 127",
        ColumnKind.SmallInt => "a whole number from -32768 to 32767",
        ColumnKind.Integer => "a whole number of at most 9 digits",
        ColumnKind.UTinyInt => "a whole number from 0 to 255",
        ColumnKind.USmallInt => "a whole number from 0 to 65535",
        ColumnKind.UInteger => "a whole number from 0 on of at most 9 digits",
        ColumnKind.UBigInt => "a whole number from 0 on of at most 19 digits",
        ColumnKind.HugeInt => "a whole number of at most 38 digits",
        ColumnKind.UHugeInt => "a whole number from 0 on of at most 38 digits",
        ColumnKind.Float or ColumnKind.Double => "a number such as 12.5",
        ColumnKind.Uuid => "a UUID such as 4ac7a9e9-607c-4c8a-84f3-843f0191e3fd",
        ColumnKind.Blob => "bytes",
        ColumnKind.Interval => "a span of time such as 3 days 04:05:06",
        ColumnKind.Decimal =>
            $"a number such as 12.5 with at most {type.Width - type.Scale} digits before its point",
        ColumnKind.Date => "a date such as 2026-05-31",
        ColumnKind.Time => "a time of day such as 14:00:00",
        ColumnKind.Timestamp => "a time such as 2026-05-31 14:00:00",
        ColumnKind.TimestampTz => "a time such as 2026-05-31 14:00:00+02:00",
        ColumnKind.Json => "JSON, in which a text stands in double quotes",
        ColumnKind.BigIntList => "a list of whole numbers such as [5, 7]",
        ColumnKind.TextList => "a list of texts such as ['a', 'b']",
        _ => "a text",
    };
}
