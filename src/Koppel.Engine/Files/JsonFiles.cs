using System.Text.RegularExpressions;
using Koppel.Engine.Execution;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Files;

/// <summary>
/// Files of JSON. DuckDB reads them and looks at the whole file; a text stays a text, unless all texts of a column are dates or times as ISO 8601
/// writes them, in one precision.
/// </summary>
internal sealed partial class JsonFiles(QueryRunner runner, SessionDoors doors)
{
    const long LeastObject = 16L << 20;
    const long MostObject = 512L << 20;

    static readonly (string Type, string Pattern)[] s_moments =
    [
        ("DATE", @"\d{4}-\d\d-\d\d"), ("TIMESTAMP", @"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), ("TIMESTAMP", @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"),
    ];

    /// <summary>The query that gives the rows of files, and what a user must know.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(string Sql, IReadOnlyList<string> Notes)> QueryAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = $"[{string.Join(", ", paths.Select(p => SqlText.Literal(GlobText.Escape(doors.Way(p)))))}]";
        // A packed file's size says little of its objects.
        var size = paths.Max(p => TextInput.IsPacked(p) ? MostObject / 4 : new FileInfo(p).Length + 1);
        var common = FormattableString.Invariant($"maximum_object_size = {Math.Clamp(size, LeastObject, MostObject)}");
        // A format that fits nothing keeps DuckDB from taking texts for dates.
        var found = await runner.QueryAsync($"describe from read_json({files}, {common}, sample_size = -1, dateformat = '$', timestampformat = '$')", r => (Name: r.GetString(0), Type: r.GetString(1)), cancellationToken);
        var columns = found.ConvertAll(c => (c.Name, Type: Guessed().Replace(c.Type, "VARCHAR")));
        var reader = $"read_json({files}, {common}, columns = {{{string.Join(", ", columns.Select(c => $"{SqlText.Identifier(c.Name)}: {SqlText.Literal(c.Type)}"))}}})";
        var types = await MomentsAsync(reader, [.. columns.Where(c => c.Type == "VARCHAR").Select(c => c.Name)], cancellationToken);
        var select = string.Join(", ", columns.Select(c => types.TryGetValue(c.Name, out var type) ? $"cast({SqlText.Identifier(c.Name)} as {type}) as {SqlText.Identifier(c.Name)}" : SqlText.Identifier(c.Name)));
        var notes = new List<string>();
        if (columns.Exists(c => c.Type.Contains("DOUBLE", StringComparison.Ordinal)))
        {
            foreach (var path in paths)
            {
                if (await Task.Run(() => JsonNumbers.FirstChanged(path, cancellationToken), cancellationToken) is { } changed)
                    notes.Add($"the number {changed.Number} on line {FileFault.Number(changed.Line)} of {Path.GetFileName(path)} has more digits than a DOUBLE keeps, and so may others: write them in quotes to keep them");
            }
        }
        return ($"select {select} from {reader}", notes);
    }

    async Task<Dictionary<string, string>> MomentsAsync(string reader, string[] texts, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        if (texts.Length == 0) return types;
        var tests = texts.SelectMany(t => s_moments.Select(m =>
            $"coalesce(bool_and(regexp_full_match({SqlText.Identifier(t)}, {SqlText.Literal(m.Pattern)}) and try_cast({SqlText.Identifier(t)} as {m.Type}) is not null), false)"));
        var answers = (await runner.QueryAsync($"select {string.Join(", ", tests)} from {reader}", r => Enumerable.Range(0, r.FieldCount).Select(r.GetBoolean).ToArray(), cancellationToken))[0];
        for (var i = 0; i < answers.Length; i++)
            if (answers[i]) types[texts[i / s_moments.Length]] = s_moments[i % s_moments.Length].Type;
        return types;
    }

    /// <summary>Types that DuckDB finds in texts, which would be written otherwise than they were; not the names of fields.</summary>
    [GeneratedRegex(@"(?<=^|\s)(UUID|TIME|DATE|TIMESTAMP)(?=$|[,)\[])", RegexOptions.CultureInvariant)]
    private static partial Regex Guessed();
}
