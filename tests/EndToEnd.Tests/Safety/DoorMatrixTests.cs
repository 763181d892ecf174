using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;

namespace Koppel.EndToEnd.Tests.Safety;

/// <summary>The table of docs/guides/safety.md: each statement, in each session, by each door.</summary>
public sealed class DoorMatrixTests
{
    /// <summary>What is said at a closed door.</summary>
    static readonly string[] Refusals =
        [" is refused here", " may not be opened: this session", " cannot be changed: in a session with read_only", " would write to "];

    /// <summary>They fail where they are allowed too: there is no such extension.</summary>
    static readonly string[] Failing = ["install ", "force install ", "load ", "update extensions"];

    static readonly IReadOnlyList<(string Statement, bool[] Allowed)> Table =
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs/guides/safety.md"))
        .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split(" | ")).Where(c => c.Length == 5)
        .Select(c => (c[0][3..^1], c[1..].Select(a => a.TrimEnd(' ', '|') == "yes").ToArray()))];

    public static TheoryData<SessionFiles, bool> Sessions => new(
        from files in Enum.GetValues<SessionFiles>() from isReadOnly in new[] { false, true } select (files, isReadOnly));

    [Fact]
    public void The_table_names_every_function_of_duckdb_that_opens_files()
    {
        Assert.InRange(Table.Count, 100, 200);
        var readers = new[]
        {
            "read_csv", "read_csv_auto", "sniff_csv", "read_parquet", "parquet_scan", "parquet_metadata", "parquet_schema",
            "parquet_file_metadata", "parquet_kv_metadata", "parquet_full_metadata",
            "parquet_bloom_probe", "read_json", "read_json_auto", "read_json_objects", "read_ndjson", "read_ndjson_objects", "read_text",
            "read_blob", "glob", "read_duckdb",
        };
        foreach (var reader in readers)
            foreach (var folder in new[] { "data", "private" })
                Assert.Contains(Table, r => r.Statement.StartsWith($"from {reader}('{folder}/", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sessions))]
    public async Task A_statement_is_allowed_or_refused_as_the_page_says(SessionFiles files, bool isReadOnly)
    {
        var differences = new List<string>();
        await using var room = await DoorRoom.OpenAsync();
        Session? session = null;
        foreach (var (statement, allowed) in Table)
        {
            var before = room.Files();
            var isAllowed = allowed[(int)files] && (!isReadOnly || allowed[3]);
            session ??= await room.FreshAsync(files, isReadOnly);
            var fault = await DoorRoom.RunAsync(session, room.At(statement));
            if (Difference(statement, isAllowed, fault) is { } difference) differences.Add(difference);
            if (!isAllowed) Assert.Equal(before, room.Files());
            // The session goes on.
            if (!statement.StartsWith("begin", StringComparison.Ordinal))
                Assert.Null(await DoorRoom.RunAsync(session, "from kept@inmemorystorage"));
            if (!isAllowed || statement.StartsWith("from ", StringComparison.Ordinal)) continue; // It left nothing behind.
            await session.DisposeAsync();
            session = null;
        }
        if (session is not null) await session.DisposeAsync();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        // The second names are gone with their sessions.
        Assert.Empty(Directory.GetDirectories(room.Folder, "koppel-doors-*", SearchOption.AllDirectories));
    }

    [Theory, MemberData(nameof(Sessions))]
    public async Task Explain_runs_nothing_and_opens_nothing_that_is_closed(SessionFiles files, bool isReadOnly)
    {
        var differences = new List<string>();
        await using var room = await DoorRoom.OpenAsync();
        var before = room.Files();
        await using var session = await room.FreshAsync(files, isReadOnly);
        foreach (var (statement, allowed) in Table.Where(
            r => r.Statement.StartsWith("from ", StringComparison.Ordinal) || r.Statement.StartsWith("copy ", StringComparison.Ordinal)))
        {
            if (statement.Contains("sniff_csv", StringComparison.Ordinal)) continue; // It opens the file only when it runs.
            var writes = statement.Contains(" to '", StringComparison.Ordinal);
            var isAllowed = writes || (allowed[(int)files] && (!isReadOnly || allowed[3]));
            var fault = await DoorRoom.RunAsync(session, room.At($"explain {statement}"));
            if ((!writes || files == SessionFiles.All) && Difference($"explain {statement}", isAllowed, fault) is { } difference)
                differences.Add(difference);
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(before, room.Files());
    }

    [Theory]
    [InlineData("from Sheet1@crm o, read_csv('private/orders.csv') p")]
    [InlineData("select * from tags@ac t join read_csv('private/orders.csv') p on p.name = t.tag")]
    [InlineData("with p as (from 'private/orders.csv') select * from contacts@ac c where email in (select name from p)")]
    [InlineData("create or replace table t@memory as select id from contacts@ac union all select id from 'private/orders.csv'")]
    [InlineData("insert into ContactTagsByEmail@ac select name, 'x' from read_csv('private/orders.csv')")]
    [InlineData("set variable p = 'private/orders.csv'; from read_csv(getvariable('p'))")]
    [InlineData("create macro m(p) as table from read_csv(p); from m('private/orders.csv')")]
    [InlineData("prepare p as from read_csv($1); execute p('private/orders.csv')")]
    [InlineData("/* x */ FROM /* y */ Read_CSV ( 'private/orders.csv' )")]
    public async Task A_file_is_closed_wherever_and_however_a_statement_names_it(string script)
    {
        await using var room = await DoorRoom.OpenAsync();
        foreach (var files in new[] { SessionFiles.Connections, SessionFiles.None })
        {
            await using var session = room.Open(files, isReadOnly: false);
            var fault = await DoorRoom.RunAsync(session, room.At(script));
            Check(script, isAllowed: false, fault);
        }
        Assert.Equal(0, room.Sandbox.Writes);
    }

    [Theory]
    [InlineData("COPY (select 1) TO 'private/out.csv'")]
    [InlineData("/* x */ copy -- y\n (select 1) to 'private/out.csv'")]
    [InlineData("explain (analyze, format json) copy (select 1) to 'private/out.csv'")]
    [InlineData("explain (format json) analyze copy (select 1) to 'private/out.csv'")]
    [InlineData("attach database if not exists 'private/new.duckdb' as n")]
    [InlineData("attach or replace 'private/new.duckdb' as n")]
    [InlineData("attach 'private/shop.duckdb' as n (read_only, access_mode 'read_write')")]
    [InlineData("from \"enable_logging\"(storage = 'file', storage_path = 'private/logs')")]
    [InlineData("create macro m() as table from query('copy (select 1) to ''private/out.csv''')")]
    public async Task What_writes_is_refused_however_it_is_written(string script)
    {
        await using var room = await DoorRoom.OpenAsync();
        var before = room.Files();
        foreach (var (files, isReadOnly) in new[] { (SessionFiles.All, true), (SessionFiles.Connections, false),
            (SessionFiles.None, false) })
        {
            await using var session = room.Open(files, isReadOnly);
            Check(script, isAllowed: false, await DoorRoom.RunAsync(session, room.At(script)));
        }
        Assert.Equal(before, room.Files());
    }

    static void Check(string statement, bool isAllowed, Exception? fault) => Assert.Null(Difference(statement, isAllowed, fault));

    static string? Difference(string statement, bool isAllowed, Exception? fault)
    {
        var isRefused = fault is not null && Refusals.Any(r => fault.Message.Contains(r, StringComparison.Ordinal));
        if (!isAllowed)
            return isRefused ? null : $"{statement}: it should be refused, and {(fault is null ? "ran" : "said: " + fault.Message)}";
        if (Failing.Any(f => statement.StartsWith(f, StringComparison.Ordinal))) return isRefused ? $"{statement}: {fault!.Message}" : null;
        return fault is null ? null : $"{statement}: it should run, and said: {fault.Message}";
    }
}
