using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Koppel.Engine.Sql;

/// <summary>Reads DuckDB's errors in their JSON form and says them in the words of the user's own text.</summary>
internal static partial class DuckDbError
{
    const string Unreadable = "The SQL cannot be read: ";

    /// <summary>The fault at its place in the script, with <c>name@alias</c> as the user wrote it.</summary>
    /// <param name="message">What DuckDB said.</param>
    /// <param name="sql">The statement that it was given.</param>
    /// <param name="script">The script that the statement stands in.</param>
    /// <param name="columns">Columns of the statement's tables, to suggest one.</param>
    /// <param name="hidden">Hidden ones, each with its table.</param>
    public static QueryException Translate(
        string message, RewrittenSql sql, string script, IEnumerable<string> columns,
        IEnumerable<(string Column, string Table)>? hidden = null)
    {
        var (text, position, missing) = Parse(message);
        var written = missing is { IsTable: true }
            ? sql.References.FirstOrDefault(r => r.FullName.Equals(missing.Name, StringComparison.OrdinalIgnoreCase))
            : null;
        text = written is not null
            ? $"There is no table {written.Text}."
            : InUsersWords(AboutColumn(text, columns, hidden ?? []), sql.References);
        var table = written is null && missing is { IsTable: true, Near: null } ? missing.Name : null;
        if (position is null) return QueryException.Of(text, table);
        var (start, length) = sql.ToScript(position.Value);
        return QueryException.At(script, start, length, text, table);
    }

    /// <summary>Whether it did not even understand the words of the statement.</summary>
    public static bool IsUnreadable(string message) => Text(message).StartsWith(Unreadable, StringComparison.Ordinal);

    /// <summary>What DuckDB said, without its JSON.</summary>
    public static string Text(string message) => Parse(message).Text;

    /// <summary>
    /// Whether a fault of a statement that changes a setting may be that DuckDB does not have it: it says so, or did not come to look.
    /// </summary>
    public static bool MayBeOfSetting(string message) =>
        Parse(message) is var (text, _, missing)
            && (missing is { IsSetting: true } || text.StartsWith(Unreadable, StringComparison.Ordinal));

    static (string Text, int? Position, MissingEntry? Missing) Parse(string message)
    {
        var brace = message.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0) return (message, null, null);
        try
        {
            using var json = JsonDocument.Parse(message[brace..]);
            var root = json.RootElement;
            var text = Property("exception_message") ?? message;
            int? position = int.TryParse(Property("position"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;
            var missing = MissingEntry.Of(Property("error_subtype"), Property("type"), Property("name"), Property("candidates"), text);
            return (missing?.Sentence ?? Sentence(Kind(Property("exception_type")), text), position, missing);

            string? Property(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (JsonException)
        {
            // An error of another form, told as it is.
            return (message, null, null);
        }
    }

    static string Kind(string? type) => type switch
    {
        "Parser" => Unreadable,
        "Conversion" or "Mismatch Type" => "A value cannot be converted: ",
        "Out of Memory" => "The memory does not suffice: ",
        "INTERNAL" => "DuckDB failed: ",
        _ => "",
    };

    static string Sentence(string kind, string text)
    {
        if (text.StartsWith("memory exhausted", StringComparison.Ordinal))
            return "The statement is nested too deeply here. Take parts of it out, into a with or a view.";
        // DuckDB repeats the statement below its message; the caller shows the user's own text instead.
        text = StatementBelow().Replace(text, "").Trim();
        text = DoorWords.Of(LineEnd().Replace(text, " ").Replace('\t', ' '));
        return kind + text + (text.EndsWith('.') || text.EndsWith('?') || text.EndsWith('!') ? "" : ".");
    }

    /// <summary>DuckDB has several sentences for a column that is not there, and takes a view for a list of values.</summary>
    static string AboutColumn(string text, IEnumerable<string> columns, IEnumerable<(string Column, string Table)> hidden)
    {
        if (MissingColumn().Match(text) is not { Success: true } missing) return text;
        var (table, column) = (missing.Groups["table"].Value, missing.Groups["column"].Value);
        if (hidden.FirstOrDefault(h => h.Column.Equals(column, StringComparison.OrdinalIgnoreCase)) is { Table: { } owner })
            return $"There is no column '{column}' here. It is a hidden column of {owner}, which * leaves out: name it where {owner} is "
                + $"read.";
        var candidates = QuotedName().Matches(missing.Groups["candidates"].Value).Select(m => m.Groups[1].Value);
        var near = Suggestion.For(column, columns.Concat(candidates).Where(c => !c.Equals(column, StringComparison.OrdinalIgnoreCase)));
        return (table.Length > 0 ? $"'{table}' has no column '{column}'." : $"There is no column '{column}'.")
            + (near is null ? "" : $" Did you mean '{near}'?");
    }

    static string InUsersWords(string text, IReadOnlyList<TableReference> references)
    {
        foreach (var reference in references)
        {
            var (table, alias) = (SqlText.Identifier(reference.FullName), SqlText.Identifier(Names.Catalog(reference.Alias)));
            text = text.Replace($"{alias}.{table}", reference.Text, StringComparison.OrdinalIgnoreCase)
                .Replace($"near \"{alias}\"", $"near \"{reference.Text}\"", StringComparison.OrdinalIgnoreCase);
            text = Regex.Replace(text,
                $@"(?<![\w.""]){Regex.Escape(Names.Catalog(reference.Alias))}\.(main\.)?{Regex.Escape(reference.FullName)}(?![\w""])",
                reference.Text.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.IgnoreCase);
        }
        // A suggestion that names DuckDB's inner catalogs helps nobody.
        return InnerSuggestion().Replace(text, "");
    }

    [GeneratedRegex(
        @"^(Referenced column ""(?<column>[^""]+)"" not found in FROM clause!|"
        + @"(Values list|Table) ""(?<table>[^""]+)"" does not have a column named ""(?<column>[^""]+)"")"
        + @"(\s*Candidate bindings:(?<candidates>.*))?\.?$", RegexOptions.ExplicitCapture)]
    private static partial Regex MissingColumn();

    [GeneratedRegex(@"""([^""]+)""")]
    private static partial Regex QuotedName();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\s*LINE \d+:.*$", RegexOptions.Singleline)]
    private static partial Regex StatementBelow();

    [GeneratedRegex(@"\s*Did you mean ""(system|temp|koppel_stage|[\w]*\.?information_schema|pg_catalog|main)\.[^""]*""\?\.?")]
    private static partial Regex InnerSuggestion();
}
