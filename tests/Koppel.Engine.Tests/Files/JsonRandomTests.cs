using System.Globalization;
using System.Text;
using System.Text.Json;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>
/// Random values, written as JSON in many ways, come back as they were. The number of files grows with KOPPEL_RANDOM_TABLES.
/// </summary>
public sealed class JsonRandomTests
{
    static readonly int s_files = int.TryParse(
        Environment.GetEnvironmentVariable("KOPPEL_RANDOM_TABLES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 200;

    static readonly string[] s_texts = ["", " ", "x", "007", "1.0", "2026-01-05", "true", "null", "é", "漢", "🚀", "\"", "\\", "\n", "\t",
        "\u2028", "{}", "[1]", "a,b", "\u001A"];

    [Fact]
    public async Task Every_value_comes_back_as_it_was()
    {
        var random = new Random(28_112_026);
        for (var done = 0; done < s_files; done += 50)
        {
            var cases = Enumerable.Range(0, 50).Select(_ => Case.Make(random)).ToArray();
            var tables = cases.Select((c, i) => c.Write($"t{i}")).ToArray();
            try
            {
                await using var database = TestDatabase.Of(tables);
                for (var i = 0; i < cases.Length; i++) await CheckAsync(database, $"t{i}@ac", cases[i]);
            }
            finally
            {
                foreach (var table in tables) table.Dispose();
            }
        }
    }

    static async Task CheckAsync(TestDatabase database, string table, Case one)
    {
        var result = (await database.RunAsync($"select columns(*)::varchar from {table}"))[^1];
        Assert.False(result.Of is FailedResult, $"{one.Text}\n{(result.Of as FailedResult)?.Fault}");
        var columns = ((RowsResult)result.Of).Columns.Select(c => c.Name).ToList();
        Assert.True(one.Rows.Count == result.Rows.Count, $"{one.Text}\n{result.Rows.Count} rows");
        for (var r = 0; r < one.Rows.Count; r++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                var expected = one.Rows[r].GetValueOrDefault(columns[c]);
                var got = (string?)result.Rows[r][c];
                Assert.True(IsSame(expected, got), $"{one.Text}\nrow {r}, {columns[c]}: {expected ?? "null"} became {got ?? "null"}");
            }
            Assert.Equal(one.Rows[r].Keys.Except(columns), []);
        }
    }

    /// <summary>A text is the same text, a number the same number.</summary>
    static bool IsSame(string? json, string? got)
    {
        if (json is null or "null") return got is null;
        if (got is null) return false;
        if (json[0] == '"') return JsonSerializer.Deserialize<string>(json) == got;
        if (json is "true" or "false") return json == got;
        return Normal(json) == Normal(got);
    }

    /// <summary>A number without what does not change it: the digits and the power of ten.</summary>
    static string Normal(string number)
    {
        var parts = number.ToLowerInvariant().Split('e');
        var power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var minus = parts[0].StartsWith('-') ? "-" : "";
        var split = parts[0].TrimStart('-').Split('.');
        var fraction = split.Length > 1 ? split[1] : "";
        var digits = (split[0] + fraction).TrimStart('0');
        power -= fraction.Length;
        var bare = digits.TrimEnd('0');
        return bare.Length == 0 ? "0" : FormattableString.Invariant($"{minus}{bare}e{power + digits.Length - bare.Length}");
    }

    sealed record Case(string Text, byte[] Content, IReadOnlyList<Dictionary<string, string>> Rows)
    {
        public FileTable Write(string name)
        {
            var table = new FileTable(name, FileFormat.Json, "", $"{name}.json");
            File.WriteAllBytes(table.Source.Paths[0], Content);
            return table;
        }

        public static Case Make(Random random)
        {
            var columns = Enumerable.Range(0, random.Next(1, 5)).Select(i => (Name: $"c{i}", Value: Maker(random))).ToArray();
            var rows = new List<Dictionary<string, string>>();
            for (var r = random.Next(1, 12); r > 0; r--)
            {
                var row = columns.Where(_ => random.Next(8) > 0)
                    .ToDictionary(c => c.Name, c => random.Next(10) == 0 ? "null" : c.Value(), StringComparer.Ordinal);
                if (row.Count == 0) row.Add("c0", columns[0].Value());
                rows.Add(row);
            }
            var (gap, between) =
                random.Next(3) switch { 0 => ("", "\n"), 1 => (" ", "\r\n"), _ => ("\n  ", random.Next(2) == 0 ? "\n" : "") };
            var objects = rows.Select(row => $"{{{gap}{string.Join($",{gap}", row.Select(v => $"\"{v.Key}\":{gap}{v.Value}"))}{gap}}}");
            var text = random.Next(3) == 0 ? $"[{gap}{string.Join($",{gap}", objects)}]" : string.Join(between, objects);
            var encoding = random.Next(8) switch { 0 => Encoding.Unicode, 1 => Encoding.UTF8, _ => new UTF8Encoding(false) };
            return new(text, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], rows);
        }

        static Func<string> Maker(Random random) => random.Next(7) switch
        {
            0 => () => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
            1 => () => Digits(random, random.Next(1, 40)),
            2 => () => $"{Digits(random, random.Next(1, 9))}.{Tail(random, random.Next(1, 7))}",
            3 => () => $"{Digits(random, random.Next(1, 22))}.{Tail(random, random.Next(1, 22))}",
            4 => () => $"{Digits(random, 1)}.{Tail(random, random.Next(1, 20))}{(random.Next(2) == 0 ? "e" : "E")}{random.Next(-300, 300)}",
            5 => () => JsonSerializer.Serialize(s_texts[random.Next(s_texts.Length)] + s_texts[random.Next(s_texts.Length)]),
            _ => () => random.Next(4) switch
            {
                0 => "true",
                1 => JsonSerializer.Serialize(s_texts[random.Next(s_texts.Length)]),
                2 => $"{Digits(random, 3)}.{Tail(random, 2)}",
                _ => Digits(random, 20),
            },
        };

        static string Digits(Random random, int count) =>
            (random.Next(3) == 0 ? "-" : "")
                + (count == 1 ? random.Next(10).ToString(CultureInfo.InvariantCulture) : random.Next(1, 10) + Tail(random, count - 1));

        static string Tail(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));
    }
}
