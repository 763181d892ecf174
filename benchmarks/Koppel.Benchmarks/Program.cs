using Koppel.Benchmarks;
using Koppel.Benchmarks.DuckDbTests;

if (args is ["duckdb-tests", var folder]) return await DuckDbTestsBenchmark.RunAsync(folder);
if (args is [DuckDbTestsBenchmark.OneFile, var file])
{
    await TestRun.RunAsync(file);
    return 0;
}

if (args is [WorkbookBenchmark.Baseline, var workbook])
{
    WorkbookBenchmark.RunBaseline(workbook);
    return 0;
}
if (args is [ExportBenchmark.Baseline, var sql])
{
    ExportBenchmark.Run(sql);
    return 0;
}

(string Name, string What, Func<Task> Run)[] benchmarks =
[
    ("staging", "rows a second from a connector into DuckDB, against DuckDB alone", StagingBenchmark.RunAsync),
    ("csv", "a CSV of 1,000,000 rows of 10 columns into memory: the first time and with its profile, against read_csv",
        CsvBenchmark.RunAsync),
    ("csv-join", "1,000,000 CSV rows joined to 100,000 contacts: time and memory, against DuckDB alone", CsvJoinBenchmark.RunAsync),
    ("export", "1,000,000 rows written as CSV and JSON: time and processor time, against DuckDB's own copy", ExportBenchmark.RunAsync),
    ("pairs", "100,000 pairs loaded: calls and memory", PairsBenchmark.RunAsync),
    ("calls", "10,000 pairs at the sandbox's true limits: calls and minutes", CallsBenchmark.RunAsync),
    ("loads",
        "1,000 to 100,000 pairs, with 1 and 5 tags a contact: calls, seconds and the plan's seconds against the fewest and the limits",
        LoadsBenchmark.RunAsync),
    ("wide", "100,000 contacts with five fields, three tags and an account each: calls by route, seconds against the importer's, memory",
        WideBenchmark.RunAsync),
    ("million", "1,000,000 pairs planned and run: memory", MillionBenchmark.RunAsync),
    ("ledger", "processor time of a load with and without the ledger", LedgerBenchmark.RunAsync),
    ("kill", "20,000 pairs under faults, killed 200 times and gone on with: is everything there once?", KillBenchmark.RunAsync),
    ("kill-accounts", "2,000 accounts, none of which may be created twice, under faults, killed 200 times and gone on with",
        KillAccountsBenchmark.RunAsync),
    ("sandbox", "the sandbox: reads a second, and the memory of 1,000,000 contacts", SandboxBenchmark.RunAsync),
    ("workbook", "sheets of 200,000 x 10 and 1,000,000 x 20: processor time against a library that only reads them, and memory",
        WorkbookBenchmark.RunAsync),
    ("sessions", "40 sessions of one engine: processor time and memory of each, against a DuckDB alone", SessionsBenchmark.RunAsync),
    ("cancel", "a statement that is cut off: how long it goes on", CancelBenchmark.RunAsync),
    ("salesforce", "1,000,000 contacts by a job against read_csv of its pages, look-ups, 100,000 upserts: time, memory, calls",
        SalesforceBenchmark.RunAsync),
    ("kill-salesforce", "20,000 contacts into Salesforce under faults, killed 50 times and gone on with: is everything there once?",
        KillSalesforceBenchmark.RunAsync),
    ("plan", "100,000 changes planned into a file, read and applied, against the same load at once: memory, bytes, calls",
        PlanBenchmark.RunAsync),
    ("ui", "the query tool: its start against an empty web program, first visit, a result of 1,000,000 rows, keys, memory",
        UiBenchmark.RunAsync),
    ("page-load", "100,000 rows that the page is given: planned, stopped, gone on with, taken back; memory, and its slowest answer",
        PageLoadBenchmark.RunAsync),
    ("kill-page-load", "loads that the page started, under faults, killed 50 times and gone on with: is everything there once?",
        KillPageLoadBenchmark.RunAsync),
    ("start", "koppel query \"select 1\", from start to exit, against an empty program", StartBenchmark.RunAsync),
];

string[] slow =
    ["calls", "loads", "wide", "million", "ledger", "kill", "kill-accounts", "workbook", "salesforce", "kill-salesforce", "plan", "ui",
        "page-load", "kill-page-load"];
var wanted = args.Length == 0 ? benchmarks.Where(b => !slow.Contains(b.Name)).ToArray() : [.. benchmarks.Where(b => args.Contains(b.Name))];
if (wanted.Length == 0)
{
    Console.WriteLine(
        $"dotnet run -c Release --project benchmarks/Koppel.Benchmarks -- NAME…   (none: all but {string.Join(", ", slow)}, which take "
            + $"minutes)");
    foreach (var (name, what, _) in benchmarks) Console.WriteLine($"  {name,-14} {what}");
    Console.WriteLine(
        "  duckdb-tests FOLDER   DuckDB's own test files (test/sql of its source): does a session pass what DuckDB.NET passes?");
    return 2;
}
foreach (var (name, what, run) in wanted)
{
    Console.WriteLine($"{name}: {what}");
    await run();
    Console.WriteLine();
}
return 0;
