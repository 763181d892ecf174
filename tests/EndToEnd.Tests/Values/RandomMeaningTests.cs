using System.Text;

namespace Koppel.EndToEnd.Tests.Values;

/// <summary>Random words over random sources and targets do what a small model of their meaning says.</summary>
public sealed class RandomMeaningTests
{
    const int Statements = 60, RowsEach = 7;

    static readonly string[] Verbs = ["update", "merge", "synchronize", "insert"];
    static readonly string[] Brands = ["Opel", "Volvo", "Fiat"];
    static readonly string[] Names = ["firstName", "phone", "merken"];

    [Fact]
    public async Task Random_words_do_what_the_model_says()
    {
        var random = new Random(130_703);
        await using var sandbox = await WideSandbox.StartAsync(contacts: 1);
        var rows = Enumerable.Range(0, Statements * RowsEach).Select(i => Row.Of(random, i)).ToList();
        await LoadAsync(sandbox, "insert into ContactsWithFields@ac (email, firstName, phone, merken) values "
            + string.Join(", ", rows.Where(r => !r.IsNew).Select(r => $"('{r.Email}', {r.There})")));
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var said = new Dictionary<string, string>();
        for (var i = 0; i < Statements; i++)
        {
            var verb = Verbs[i % Verbs.Length];
            var words = Words.Of(random, verb);
            var its = rows.GetRange(i * RowsEach, RowsEach).FindAll(r => !r.IsNew || verb != "update");
            foreach (var row in its)
            {
                // A null that would empty a list without a word for it rejects its row: that is another test.
                if (row.Given.Brands is null && !words.SaysNulls) row.Given.Brands = ["Fiat"];
                expected[row.Email] = words.Model(row, verb);
                said[row.Email] = $"{verb} {words}of {row}";
            }
            var run = await LoadAsync(sandbox, words.Statement(verb, string.Join(", ", its.Select(r => $"('{r.Email}', {r.Given})"))));
            var books = run.Summaries[0].GetProperty("columns");
            for (var c = 0; c < 2; c++)
                Assert.Equal($"{words}{words.Books(its, verb, c)}", $"{words}{books.GetProperty(Names[c])}");
        }
        var told = await sandbox.RunAsync("query", """
            select email, concat_ws('|', coalesce(firstName, ''), coalesce(phone, ''), array_to_string(list_sort(merken), ';'))
            from ContactsWithFields@ac where email like 'r%@example.org' order by email
            """, "--format", "csv");
        Assert.True(told.ExitCode == 0, told.Error);
        var actual = told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))
            .ToDictionary(l => l[0], l => l[1]);
        Assert.Empty(expected.Where(e => actual.GetValueOrDefault(e.Key) != e.Value)
            .Select(e => $"{e.Key}: {e.Value} is expected, {actual.GetValueOrDefault(e.Key)} is there; {said[e.Key]}"));
        Assert.True(expected.Count >= 300, $"{expected.Count} cases");
    }

    static async Task<Koppel> LoadAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("run", sandbox.Write("load.sql", sql), "--summary", "json");
        Assert.True(run.ExitCode == 0, $"{sql}\n{run.Error}");
        return run;
    }

    /// <summary>A row as the target has it, or as the source gives it.</summary>
    sealed record Cells(string? First, string? Phone)
    {
        public string[]? Brands { get; set; }

        public static Cells Of(Random random, bool odd)
        {
            string?[] texts = ["A", "B", "C", "", null];
            var brands = Brands_(random, odd);
            return new Cells(texts[random.Next(5)], texts[random.Next(5)]) { Brands = brands };
        }

        static string[]? Brands_(Random random, bool odd)
        {
            if (random.Next(6) == 0) return odd ? null : [];
            var some = RandomMeaningTests.Brands.Where(_ => random.Next(2) == 0).ToArray();
            random.Shuffle(some);
            return odd ? [.. some.Select(b => random.Next(3) == 0 ? b.ToUpperInvariant() : b)] : some;
        }

        public override string ToString() => $"{Text(First)}, {Text(Phone)}, "
            + (Brands is null ? "cast(null as varchar[])" : $"cast([{string.Join(", ", Brands.Select(Text))}] as varchar[])");

        static string Text(string? text) => text is null ? "null" : $"'{text}'";
    }

    sealed record Row(string Email, bool IsNew, Cells There, Cells Given)
    {
        public static Row Of(Random random, int i) =>
            new($"r{i:D4}@example.org", random.Next(6) == 0, Cells.Of(random, odd: false), Cells.Of(random, odd: true));
    }

    /// <summary>What a statement says of all columns, and of each.</summary>
    sealed record Words(string? AllNulls, bool FillsAll, string?[] Nulls, string?[] Values)
    {
        public bool SaysNulls => (Nulls[2] ?? AllNulls) is not null || Values[2] is "add" or "remove";

        public static Words Of(Random random, string verb)
        {
            var allNulls = random.Next(3) switch { 0 => "keep", 1 => "clear", _ => null };
            var fillsAll = allNulls != "clear" && random.Next(5) == 0;
            string?[] nulls = [null, null, null], values = [null, null, null];
            for (var c = 0; c < 3; c++)
            {
                nulls[c] = random.Next(4) switch { 0 => "keep", 1 => "clear", _ => null };
                values[c] = random.Next(3) switch
                {
                    0 when c == 2 => new[] { "add", "remove", "replace" }[random.Next(3)],
                    0 => "fill",
                    _ => null,
                };
                if (nulls[c] == "clear" && values[c] is "fill" or "add" or "remove") nulls[c] = null;
            }
            // An insert without any word is another statement.
            if (verb == "insert" && allNulls is null && !fillsAll) allNulls = "keep";
            return new Words(allNulls, fillsAll, nulls, values);
        }

        public override string ToString()
        {
            var text = new StringBuilder(AllNulls is null ? "" : $"nulls {AllNulls} ");
            if (FillsAll) text.Append("fill empty ");
            for (var c = 0; c < 3; c++)
            {
                if (Nulls[c] is { } nulls) text.Append($"nulls {nulls} on ({Names[c]}) ");
                if (Values[c] is { } value) text.Append($"{(value == "fill" ? "fill empty" : $"{value} choices")} on ({Names[c]}) ");
            }
            return text.ToString();
        }

        public string Statement(string verb, string rows) => verb switch
        {
            "update" => $"update ContactsWithFields@ac c {this} set firstName = s.a, phone = s.b, merken = s.d "
                + $"from (values {rows}) s(e, a, b, d) where c.email = s.e",
            "merge" => $"merge into ContactsWithFields@ac c {this} using (select * from (values {rows}) s(e, a, b, d)) as s "
                + "on c.email = s.e when matched then update set firstName = s.a, phone = s.b, merken = s.d "
                + "when not matched then insert (email, firstName, phone, merken) values (s.e, s.a, s.b, s.d)",
            "synchronize" => $"synchronize (select * from (values {rows}) s(email, firstName, phone, merken)) to "
                + $"ContactsWithFields@ac {this} with insert or update identified by email",
            _ => $"insert into ContactsWithFields@ac (email, firstName, phone, merken) {this} values {rows}",
        };

        /// <summary>What becomes of a text in some rows.</summary>
        public string Books(IReadOnlyList<Row> rows, string verb, int column)
        {
            var counts = new int[5];
            foreach (var row in rows)
            {
                var has = (row.IsNew ? "" : column == 0 ? row.There.First : row.There.Phone) ?? "";
                var given = (column == 0 ? row.Given.First : row.Given.Phone) ?? "";
                var after = Model(row, verb).Split('|')[column];
                counts[has.Length == 0 ? (after.Length > 0 ? 0 : 3) : after.Length == 0 ? 2 : after != has ? 1 : given != has ? 4 : 3]++;
            }
            return $$"""{"set":{{counts[0]}},"changed":{{counts[1]}},"cleared":{{counts[2]}},"same":{{counts[3]}},"kept":{{counts[4]}}}""";
        }

        /// <summary>What the target has afterwards.</summary>
        public string Model(Row row, string verb)
        {
            var there = row.IsNew ? new Cells("", "") { Brands = [] } : row.There;
            return $"{Text(0, there.First ?? "", row.Given.First ?? "")}|{Text(1, there.Phone ?? "", row.Given.Phone ?? "")}|"
                + string.Join(';', Choices(there.Brands!, row.Given.Brands).Order(StringComparer.Ordinal));

            string Text(int c, string has, string given) =>
                Fills(c) && has.Length > 0 ? has : given.Length > 0 ? given : Keeps(c) ? has : "";

            IEnumerable<string> Choices(string[] has, string[]? given)
            {
                if (Fills(2) && has.Length > 0) return has;
                if (given is null) return Values[2] is "add" or "remove" || Keeps(2) ? has : [];
                var names = given.Select(g => Brands.Single(b => b.Equals(g, StringComparison.OrdinalIgnoreCase)));
                return Values[2] switch { "add" => has.Union(names), "remove" => has.Except(names), _ => names.Distinct() };
            }

            bool Fills(int c) => Values[c] == "fill" || (Values[c] is null && FillsAll && Nulls[c] != "clear");

            bool Keeps(int c) => (Nulls[c] ?? AllNulls ?? (verb == "insert" ? "keep" : "clear")) == "keep";
        }
    }
}
