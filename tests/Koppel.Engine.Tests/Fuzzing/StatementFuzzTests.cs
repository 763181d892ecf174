using Koppel.Engine.Sql;
using Koppel.Engine.Sql.HiddenColumns;
using Koppel.Engine.Tests.Testing;
using Koppel.Fuzzing;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Tests.Fuzzing;

/// <summary>
/// Mutated statements, seeded: nothing but the faults that a user is told of may come out. <c>KOPPEL_FUZZ_COUNT</c> sets how many, for a
/// long run.
/// </summary>
public sealed class StatementFuzzTests
{
    static readonly Dictionary<string, string> Variables = new() { ["name"] = "it's" };

    static readonly HiddenTable[] Hidden =
        [new("ac", "contacts", new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "contacts" }, ["secret"])];

    [Fact]
    public void Parsers_refuse_what_they_cannot_read_with_a_sentence()
    {
        var statements = new MutatedStatements(20261128);
        for (var i = FuzzCases.Count(20_000); i > 0; i--)
        {
            var script = statements.Next();
            try
            {
                foreach (var part in Script.Split(script)) Read(script, part);
            }
            catch (Exception fault) when (fault is not QueryException)
            {
                Assert.Fail($"{fault}\nof\n{script}");
            }
        }
    }

    static void Read(string script, ScriptPart part)
    {
        try
        {
            var statement = Statement.Parse(script, part);
            Parameters.Check(script, part);
            var sql = Rewriter.Rewrite(script, statement, Variables);
            RowNumberPlace.Find(script, statement);
            var shown = HiddenNames.Show(sql, Hidden) ?? sql;
            // Every place of the text leads to one of the script.
            for (var at = 0; at < shown.Sql.Length; at += Math.Max(1, shown.Sql.Length / 7))
                Assert.InRange(shown.ToScript(at).Start, 0, script.Length);
        }
        catch (QueryException told)
        {
            Assert.NotEmpty(told.Describe());
        }
    }

    [Fact]
    public async Task Statements_over_remote_tables_end_with_rows_or_a_sentence()
    {
        var statements = new MutatedStatements(28112026);
        var count = Math.Min(FuzzCases.Count(600), 50_000);
        for (var run = 0; run < count; run += 200)
        {
            await using var database = new Crm().Open();
            for (var i = 0; i < Math.Min(200, count - run); i++)
            {
                var script = statements.Next();
                try
                {
                    await database.RunAsync(script);
                }
                catch (Exception fault) when (fault is not (QueryException or ConnectorException))
                {
                    Assert.Fail($"{fault}\nof\n{script}");
                }
            }
        }
    }
}
