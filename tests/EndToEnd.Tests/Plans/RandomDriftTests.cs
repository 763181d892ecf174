using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>
/// Plans of random changes, applied after others made random changes: the target ends as a small model of it says, and a plan that may not
/// be applied changes nothing.
/// </summary>
public sealed class RandomDriftTests
{
    const int Rows = 24;
    const int Values = 4;

    /// <summary>A kind of rows: a key, and a value where it has one.</summary>
    /// <param name="Read">The rows as they are.</param>
    /// <param name="Merge">A merge, whose source has <c>k</c>, <c>v</c> and <c>goes</c>.</param>
    /// <param name="Key">The key of a row by number.</param>
    /// <param name="IsOfValues">A row is there only while it has a value: without one is the same as not there.</param>
    sealed record Kind(string Read, string Merge, Func<int, string> Key, bool IsOfValues = false)
    {
        /// <summary>Whether a planned row is not as it was, and not as planned.</summary>
        public bool IsDrifted(string? had, string? has, string? planned) => had != has && (IsOfValues
            ? has != planned
            : (has is not null || planned is not null) && (had is null || has is null || has != planned));
    }

    static readonly Kind[] Kinds =
    [
        new("select lower(email) as k, coalesce(lastName, '') as v from contacts@ac where email like 'c%@drift.example' order by k",
            """
            merge into contacts@ac t using {0} s on t.email = s.k when matched and s.goes then delete
            when matched then update set lastName = s.v when not matched then insert (email, lastName) values (s.k, s.v)
            """, i => $"c{i}@drift.example"),
        new("select name as k, coalesce(accountUrl, '') as v from accounts@ac where name like 'Drift %' order by k",
            """
            merge into accounts@ac t using {0} s on t.name = s.k when matched and s.goes then delete
            when matched then update set accountUrl = s.v when not matched then insert (name, accountUrl) values (s.k, s.v)
            """, i => $"Drift {i}"),
        new("select tag as k, coalesce(description, '') as v from tags@ac where tag like 'Drift %' order by k",
            """
            merge into tags@ac t using {0} s on t.tag = s.k when matched and s.goes then delete
            when matched then update set description = s.v
            when not matched then insert (tag, tagType, description) values (s.k, 'contact', s.v)
            """, i => $"Drift {i}"),
        new("select lower(email) as k, value as v from FieldValuesByEmail@ac where field = 'PLAATS' order by k",
            """
            merge into FieldValuesByEmail@ac t using {0} s on t.email = s.k and t.field = 'PLAATS'
            when matched and s.goes then update set value = '' when matched then update set value = s.v
            when not matched and not s.goes then insert (email, field, value) values (s.k, 'PLAATS', s.v)
            """, i => $"v{i}@drift.example", IsOfValues: true),
        new("select lower(email) as k, account as v from AccountContactsByName@ac where email like 'v%@drift.example' order by k",
            """
            merge into AccountContactsByName@ac t using {0} s on t.email = s.k
            when matched and s.goes then update set account = '' when matched then update set account = s.v
            when not matched and not s.goes then insert (email, account) values (s.k, s.v)
            """, i => $"v{i}@drift.example", IsOfValues: true),
    ];

    [Fact]
    public Task Some_random_plans_change_what_did_not_drift_and_nothing_else() => TryAsync(1, 16);

    [Fact(Explicit = true)]
    public Task A_thousand_random_plans_change_what_did_not_drift_and_nothing_else() => TryAsync(1_000, 1_000);

    static async Task TryAsync(int first, int count)
    {
        await using var sandbox = await Sandbox.StartAsync(10, timeScale: 5_000);
        await sandbox.AddFieldAsync("PLAATS", "text");
        await LoadAsync(sandbox, $"""
            insert into contacts@ac (email) select 'v' || x || '@drift.example' from range({Rows}) r(x);
            insert into accounts@ac (name) select 'https://drift.example/' || x from range({Values}) r(x)
            """);
        for (var seed = first; seed < first + count; seed++) await TryAsync(sandbox, seed);
    }

    static async Task TryAsync(Sandbox sandbox, int seed)
    {
        var random = new Random(seed);
        var kind = Kinds[random.Next(Kinds.Length)];
        var there = await StateAsync(sandbox, kind);
        var planned = Draw(random, kind, there, random.Next(1, Rows));
        await DoneAsync(sandbox, "explain", Statement(kind, planned), "--output", "p.koppel");
        planned = planned.Where(p => p.Value is null ? there.ContainsKey(p.Key) : there.GetValueOrDefault(p.Key) != p.Value).ToDictionary();

        var others = Draw(random, kind, there, random.Next(0, Rows));
        // Now and then somebody does just what is planned.
        foreach (var (key, value) in planned)
            if (random.Next(8) == 0) others[key] = value;
        if (others.Count > 0) await DoneAsync(sandbox, "query", Statement(kind, others), "--state", "others");
        var now = await StateAsync(sandbox, kind);

        var drifted = planned.Count(p => kind.IsDrifted(there.GetValueOrDefault(p.Key), now.GetValueOrDefault(p.Key), p.Value));
        var rule = random.Next(3);
        var isApplied = rule switch { 0 => true, 1 => drifted == 0, _ => drifted <= planned.Count / 10 };
        var expected = new Dictionary<string, string>(now);
        if (isApplied)
            foreach (var (key, value) in planned)
            {
                if (there.GetValueOrDefault(key) != now.GetValueOrDefault(key)) continue;
                if (value is null) expected.Remove(key);
                else expected[key] = value;
            }
        var applied = await sandbox.RunAsync(["apply", "p.koppel", .. rule switch
        {
            0 => ["--on-drift", "leave"],
            1 => ["--on-drift", "refuse"],
            _ => (string[])[],
        }]);
        Assert.True(applied.ExitCode == 0 == isApplied, $"seed {seed}: {drifted} of {planned.Count} drifted, rule {rule}\n{applied.Error}");
        Assert.True(Lines(expected) == Lines(await StateAsync(sandbox, kind)), $"seed {seed}: {Lines(expected)}\n{applied.Error}");
    }

    /// <summary>What becomes of some rows: another value, or null to go.</summary>
    static Dictionary<string, string?> Draw(Random random, Kind kind, Dictionary<string, string> there, int most)
    {
        var drawn = new Dictionary<string, string?>();
        for (var i = 0; i < most; i++)
        {
            var key = kind.Key(random.Next(Rows));
            drawn[key] = there.ContainsKey(key) && random.Next(4) == 0 ? null : $"https://drift.example/{random.Next(Values)}";
        }
        return drawn;
    }

    static string Statement(Kind kind, Dictionary<string, string?> rows) => kind.Merge.Replace("{0}",
        $"(select * from (values "
            + $"{string.Join(", ", rows.Select(r => $"('{r.Key}', '{r.Value}', {(r.Value is null ? "true" : "false")})"))}) "
            + "r(k, v, goes))", StringComparison.Ordinal);

    static async Task<Dictionary<string, string>> StateAsync(Sandbox sandbox, Kind kind) =>
        (await ReadAsync(sandbox, kind.Read)).Split('\n').Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))
            .ToDictionary(c => c[0], c => c[1].Trim('"'));

    static string Lines(Dictionary<string, string> state) =>
        string.Join('\n', state.Select(s => $"{s.Key} {s.Value}").Order(StringComparer.Ordinal));
}
