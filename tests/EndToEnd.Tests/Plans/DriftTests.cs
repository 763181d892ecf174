using System.Globalization;
using System.Text;
using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>Others change an account between a plan and its application: exactly the planned rows that they did not touch change.</summary>
public sealed class DriftTests
{
    const int Contacts = 1_500;

    [Theory, InlineData(1), InlineData(2)]
    public async Task After_a_thousand_random_changes_exactly_the_planned_rows_that_did_not_drift_are_changed(int seed)
    {
        var random = new Random(seed);
        await using var sandbox = await Sandbox.StartAsync(Contacts, timeScale: 2_000);
        var now = await StateAsync(sandbox);
        // Planned: of the known contacts a third gets another name, a tenth goes; and new ones come.
        var planned = now.Keys.Order(StringComparer.Ordinal).Select(email => (Email: email, Draw: random.Next(30)))
            .Where(p => p.Draw < 13).ToDictionary(p => p.Email, p => p.Draw < 10 ? $"Planned {random.Next(1000)}" : null);
        foreach (var i in Enumerable.Range(0, 200)) planned[$"new{i}@acme.com"] = $"Planned {random.Next(1000)}";
        var source = new StringBuilder("email,lastName,goes\n");
        foreach (var (email, name) in planned)
            source.Append(CultureInfo.InvariantCulture, $"{email},{name},{(name is null ? 1 : 0)}\n");
        sandbox.Write("source.csv", source.ToString());
        await DoneAsync(sandbox, "explain", $"""
            merge into contacts@ac t using (select * from read_csv('{sandbox.Folder}/source.csv')) s on t.email = s.email
            when matched and s.goes = 1 then delete when matched then update set lastName = s.lastName
            when not matched then insert (email, lastName) values (s.email, s.lastName)
            """, "--output", "p.koppel");

        var before = new Dictionary<string, string>(now);
        await ChangeAsync(sandbox, random, now, planned);

        var expected = new Dictionary<string, string>(now);
        foreach (var (email, name) in planned)
        {
            var (had, has) = (before.GetValueOrDefault(email), now.GetValueOrDefault(email));
            if (had != has) continue;
            if (name is null) expected.Remove(email);
            else expected[email] = name;
        }
        await DoneAsync(sandbox, "apply", "p.koppel", "--on-drift", "leave");
        Assert.Equal(Lines(expected), Lines(await StateAsync(sandbox)));
        var left = await ReadAsync(sandbox, "select count(*) as n from left@koppel where run = (select max(run) from runs@koppel)");
        var drifted = planned.Count(p => before.GetValueOrDefault(p.Key) is var had && now.GetValueOrDefault(p.Key) is var has
            && had != has && (has is not null || p.Value is not null) && (had is null || has is null || has != p.Value));
        Assert.Equal($"n\n{drifted}\n", left);
    }

    /// <summary>Five hundred contacts get another name, some of them the planned one; 250 go, and 250 come, some of them planned.</summary>
    static async Task ChangeAsync(Sandbox sandbox, Random random, Dictionary<string, string> now, Dictionary<string, string?> planned)
    {
        var emails = now.Keys.Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(emails);
        var lines = new StringBuilder("email,lastName,goes\n");
        foreach (var (i, email) in emails.Take(750).Index())
        {
            var name = i >= 500 ? null : i % 5 == 0 && planned.GetValueOrDefault(email) is { } same ? same : $"Else {random.Next(1000)}";
            lines.Append(CultureInfo.InvariantCulture, $"{email},{name},{(name is null ? 1 : 0)}\n");
            if (name is null) now.Remove(email);
            else now[email] = name;
        }
        foreach (var i in Enumerable.Range(0, 250))
        {
            var email = i < 60 ? $"new{i * 3}@acme.com" : $"else{i}@acme.com";
            lines.Append(CultureInfo.InvariantCulture, $"{email},Else,0\n");
            now[email] = "Else";
        }
        sandbox.Write("else.csv", lines.ToString());
        await DoneAsync(sandbox, "query", $"""
            merge into contacts@ac t using (select * from read_csv('{sandbox.Folder}/else.csv')) s on t.email = s.email
            when matched and s.goes = 1 then delete when matched then update set lastName = s.lastName
            when not matched then insert (email, lastName) values (s.email, s.lastName)
            """);
    }

    static async Task<Dictionary<string, string>> StateAsync(Sandbox sandbox) =>
        (await sandbox.ContentsAsync()).Where(l => l.Contains('|', StringComparison.Ordinal)).Select(l => l.Split('|'))
            .ToDictionary(c => c[0], c => c[2]);

    static List<string> Lines(Dictionary<string, string> state) =>
        [.. state.Select(s => $"{s.Key} {s.Value}").Order(StringComparer.Ordinal)];
}
