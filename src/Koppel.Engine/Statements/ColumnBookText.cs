using Koppel.Engine.Sql;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Statements;

/// <summary>What becomes of a column, as a line.</summary>
public static class ColumnBookText
{
    /// <summary>The line, such as <c>phone: 3 set, 2 changed, 1 cleared, 90 same, 4 kept</c>; what is not there is left out.</summary>
    public static string Of(ColumnBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        (long Count, string What)[] all =
            [(book.Set, "set"), (book.Changed, "changed"), (book.Cleared, "cleared"), (book.Same, "same"), (book.Kept, "kept")];
        var some = all.Where(c => c.Count > 0).Select(c => $"{Amounts.Number(c.Count)} {c.What}");
        return $"{book.Column}: {string.Join(", ", some.DefaultIfEmpty("no row"))}";
    }
}
