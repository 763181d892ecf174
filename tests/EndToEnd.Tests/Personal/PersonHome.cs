using System.Net.Http.Json;

namespace Koppel.EndToEnd.Tests.Personal;

/// <summary>A folder in which a person has left traces wherever there can be some.</summary>
static class PersonHome
{
    /// <summary>The state folder of a sandbox's folder.</summary>
    public static string State(Sandbox sandbox) => Path.Combine(sandbox.Folder, ".koppel");

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task<Koppel> DoneAsync(Sandbox sandbox, params string[] arguments)
    {
        var run = await sandbox.RunAsync(arguments);
        Assert.True(run.ExitCode is 0 or 3, run.Error);
        return run;
    }

    /// <summary>A query's rows as CSV.</summary>
    public static async Task<string> ReadAsync(Sandbox sandbox, string sql) =>
        (await DoneAsync(sandbox, "query", sql, "--format", "csv")).Output;

    /// <summary>Adds a contact; gives its number.</summary>
    public static async Task<long> AddContactAsync(Sandbox sandbox, string email, string firstName)
    {
        using var http = new HttpClient { BaseAddress = sandbox.Server.Url };
        http.DefaultRequestHeaders.Add("Api-Token", sandbox.Server.Token);
        var answer = await http.PostAsJsonAsync("api/3/contacts", new { contact = new { email, firstName } });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return long.Parse(body.RootElement.GetProperty("contact").GetProperty("id").ToString());
    }

    /// <summary>
    /// Loads, rejects, rows without partner, a snapshot, a plan and a literal, all with the person, and the same with somebody else. Gives
    /// the number of the person's contact.
    /// </summary>
    public static async Task<long> FillAsync(Sandbox sandbox, string person, string other)
    {
        var id = await AddContactAsync(sandbox, person, "Person");
        await AddContactAsync(sandbox, other, "Other");
        var people = sandbox.Write("people.csv",
            $"email,tag,phone\n\"{Csv(person)}\",Trace,+31 6 1111\n\"{Csv(other)}\",Trace,+31 6 2222\n"
            + $"\"{Csv(person.ToUpperInvariant())}\",Second,+31 6 1111\n");
        File.SetLastWriteTimeUtc(people, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)); // Only of an old file a profile is kept.
        var files = $"data=files;path={sandbox.Folder}";
        await DoneAsync(sandbox, "query", "insert into ContactTagsByEmail@ac (email, tag) select email, tag from people@data",
            "--connect", files);
        await DoneAsync(sandbox, "query",
            $"update contacts@ac set lastName = 'Named' where email in ({Sql(person)}, {Sql(other)}) -- {person}");
        // By the number alone.
        await DoneAsync(sandbox, "query",
            $"insert into contactTags@ac (contact, tag) select {id}, id from tags@ac where tag = 'Newsletter'");
        // A row without a partner, and a row that is rejected: both have the address.
        await DoneAsync(sandbox, "query",
            "insert into contactTags@ac (contact, tag) select c.id, t.id from people@data p join contacts@ac c on c.email = p.email "
            + "join tags@ac t on t.tag = p.phone", "--connect", files);
        await DoneAsync(sandbox, "query",
            $"insert into ContactTagsByEmail@ac (email, tag) values ({Sql(person + " of nowhere")}, 'Trace'), ({Sql(other)}, 'More')");
        await KeepSnapshotAsync(sandbox);
        await DoneAsync(sandbox, "explain", $"update contacts@ac set lastName = 'Planned' where email = {Sql(person)}",
            "--output", ".koppel/person.koppel");
        await DoneAsync(sandbox, "explain", $"update contacts@ac set lastName = 'Planned' where email = {Sql(other)}",
            "--output", ".koppel/other.koppel");
        return id;
    }

    /// <summary>Reads all contacts, which are kept as a snapshot.</summary>
    public static async Task KeepSnapshotAsync(Sandbox sandbox)
    {
        var kept = await Koppel.RunInAsync(
            sandbox.Folder, "query", "select count(email) from contacts@ac", "--connect", sandbox.Connect + ";snapshot=on");
        Assert.True(kept.ExitCode == 0, kept.Error);
    }

    /// <summary>The books of all runs.</summary>
    public static Task<string> BooksAsync(Sandbox sandbox) => ReadAsync(sandbox,
        "select run, status, statements, read, changed, unchanged, rejected, not_sent from runs@koppel order by run");

    /// <summary>How many rows each table of the ledger has, by run.</summary>
    public static async Task<string> CountsAsync(Sandbox sandbox)
    {
        var counts = "";
        foreach (var table in (string[])["statements", "calls", "rejects", "unmatched", "changes", "\"left\""])
            counts += await ReadAsync(sandbox,
                $"select run, count(*) as n, count(distinct statement) as s from {table}@koppel group by run order by run");
        return counts;
    }

    /// <summary>A text as a literal.</summary>
    public static string Sql(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static string Csv(string text) => text.Replace("\"", "\"\"", StringComparison.Ordinal);
}
