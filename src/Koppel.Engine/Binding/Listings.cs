using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Binding;

/// <summary>Tables and columns in words.</summary>
internal static class Listings
{
    /// <summary>A table as it is listed.</summary>
    public static TableListing Of(string connection, string name, ITable table) =>
        new(connection, name, table.Schema.Synonyms, Verbs(table), table.Schema.Description)
        {
            Notes = [
                .. new[] { table.Schema.Unlisted }.OfType<string>().Concat(table.Schema.Refusals.OrderBy(r => r.Key).Select(r => r.Value))],
            Region = table.Schema.Region, RowNumbers = table.Schema.RowNumbers,
        };

    /// <summary>What is known of a column, as words.</summary>
    public static List<string> Traits(Column column)
    {
        var traits = new List<string>();
        if (column.IsKey) traits.Add("key");
        if (column.Required) traits.Add("required");
        if (column.ReadOnly && !column.IsKey) traits.Add("read-only");
        if (column.WriteOnly) traits.Add("write-only");
        if (column.InsertOnly) traits.Add("insert only");
        if (column.UpdateOnly) traits.Add("update only");
        if (column.Hidden) traits.Add("hidden");
        if (column.ChoiceSeparator is { } separator) traits.Add($"choices, {separator} between them");
        if (column.References is { } other) traits.Add($"→ {other}");
        return traits;
    }

    /// <summary>What a statement can do with it.</summary>
    static TableVerbs Verbs(ITable table) => TableVerbs.Select
        | (table is IWritableTable
            ? (table.Schema.Refusals.ContainsKey(WriteOperation.Insert)
                ? TableVerbs.None
                : TableVerbs.Insert) | (table.Schema.Verbs & (TableVerbs.Update | TableVerbs.Delete))
            : TableVerbs.None);
}
