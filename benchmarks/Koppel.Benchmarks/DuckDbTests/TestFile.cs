using System.Globalization;
using System.Text;

namespace Koppel.Benchmarks.DuckDbTests;

/// <summary>A record of a test file: a statement, and whether it is to succeed.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Expects">True when it is to succeed, false when it is to fail, null when either will do.</param>
internal sealed record TestRecord(int Line, string Sql, bool? Expects);

/// <summary>Reads DuckDB's test files (sqllogictest): the statements, with loops unrolled.</summary>
internal sealed class TestFile(string[] lines)
{
    static readonly HashSet<string> Present = new(StringComparer.Ordinal)
        { "json", "parquet", "icu", "core_functions", "notwindows", "64bit", "no_alternative_verify", "no_extension_autoloading",
            "skip_reload", "noforcestorage", "noalternativeverify", "vector_size", "block_size" };

    const int MostRepeats = 2_000;

    readonly List<TestRecord> _records = [];
    bool _isSkipped;

    /// <summary>The records; none when the file needs what is not there, such as an extension or several connections.</summary>
    public static IReadOnlyList<TestRecord> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Any(
            l => (l.StartsWith("require ", StringComparison.Ordinal) && !Present.Contains(l.Split(' ')[1].Trim()))
                || l.StartsWith("concurrent", StringComparison.Ordinal)
            || l.StartsWith("require-env", StringComparison.Ordinal) || l.StartsWith("restart", StringComparison.Ordinal)
            || l.StartsWith("load ", StringComparison.Ordinal))) return [];
        var file = new TestFile(lines);
        file.Read(0, lines.Length, []);
        return file._records;
    }

    void Read(int from, int to, IReadOnlyList<(string Name, string Value)> values)
    {
        for (var i = from; i < to; i++)
        {
            var words = lines[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            switch (words[0])
            {
                case "mode": _isSkipped = words.Length > 1 && (words[1] == "skip" || (words[1] != "unskip" && _isSkipped)); break;
                case "loop" or "foreach":
                    var end = End(i + 1, to);
                    foreach (var value in Values(words, values).Take(MostRepeats)) Read(i + 1, end, [.. values, (words[1], value)]);
                    i = end;
                    break;
                case "statement" or "query": i = Add(i, to, words, values); break;
            }
        }
    }

    /// <summary>The line that ends a loop.</summary>
    int End(int from, int to)
    {
        var depth = 1;
        for (var i = from; i < to; i++)
        {
            if (lines[i].StartsWith("loop ", StringComparison.Ordinal) || lines[i].StartsWith("foreach ", StringComparison.Ordinal))
                depth++;
            if (lines[i].StartsWith("endloop", StringComparison.Ordinal) && --depth == 0) return i;
        }
        return to;
    }

    static IEnumerable<string> Values(string[] words, IReadOnlyList<(string Name, string Value)> values)
    {
        if (words[0] == "foreach") return words[2..].SelectMany(Named).Select(w => Put(w, values));
        return int.TryParse(Put(words[2], values), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(Put(words[3], values), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var behind)
            ? Enumerable.Range(first, Math.Max(0, behind - first)).Select(n => n.ToString(CultureInfo.InvariantCulture)) : [];
    }

    static IEnumerable<string> Named(string word) => word switch
    {
        "<integral>" => ["tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"],
        "<numeric>" => ["tinyint", "smallint", "integer", "bigint", "hugeint", "float", "double"],
        "<alltypes>" => ["bool", "tinyint", "smallint", "integer", "bigint", "hugeint", "float", "double", "varchar", "interval"],
        "<compression>" => ["none", "uncompressed", "rle", "bitpacking", "dictionary", "fsst"],
        _ => [word],
    };

    int Add(int at, int to, string[] words, IReadOnlyList<(string Name, string Value)> values)
    {
        var sql = new StringBuilder();
        var i = at + 1;
        for (; i < to && lines[i].Length > 0 && lines[i] != "----"; i++)
            if (!lines[i].StartsWith('#')) sql.AppendLine(lines[i]);
        while (i < to && lines[i].Length > 0) i++;
        var isOfConnection = words[0] == "statement" && words.Length > 2; // Several connections are not what is compared.
        if (!_isSkipped && !isOfConnection && sql.Length > 0)
            _records.Add(
                new TestRecord(at + 1, Put(sql.ToString().Trim(), values),
                    words[0] == "query" || words[1] == "ok" ? true : words[1] == "error" ? false : null));
        return i;
    }

    static string Put(string text, IReadOnlyList<(string Name, string Value)> values) =>
        values.Aggregate(text,
            (t, v) =>
                t.Replace($"${{{v.Name}}}", v.Value, StringComparison.Ordinal).Replace($"{{{v.Name}}}", v.Value, StringComparison.Ordinal));
}
