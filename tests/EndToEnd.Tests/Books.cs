using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// Books balance in all that is told: read = changed + unchanged + rejected + not sent. Looked at behind every scenario: what each program
/// wrote when it ends, and what the ledger holds when its sandbox goes.
/// </summary>
internal static partial class Books
{
    /// <summary>Holds the report lines and summaries of a program against the rule.</summary>
    public static void Check(Koppel run)
    {
        foreach (Match line in Report().Matches(run.Error + run.Output))
        {
            var n = line.Groups.Values.Skip(1)
                .Select(g => long.Parse(g.Value, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
                .ToList();
            Balance(line.Value, n[0], n[1], n[2], n[3], n[4]);
        }
        for (var i = 0; i < run.Summaries.Count; i++)
        {
            var (read, changed, unchanged, rejected, notSent) = run.Load(i);
            Balance(run.Summaries[i].ToString(), read, changed, unchanged, rejected, notSent);
            Word(run.Summaries[i].GetProperty("status").GetString()!, read, rejected, notSent);
        }
    }

    /// <summary>Holds all that a ledger has against the rule.</summary>
    public static void CheckLedger(string stateFolder)
    {
        if (!File.Exists(Path.Combine(stateFolder, "ledger.db"))) return;
        var engine = new KoppelEngine(new EngineOptions { Connectors = [], BaseFolder = stateFolder, StateFolder = stateFolder });
        using var ledger = engine.Ledger!;
        foreach (var statement in ledger.Runs().SelectMany(r => ledger.Statements(r.Number)))
        {
            var books = statement.Books;
            Balance($"{statement.Start.Target}: {books}", books.Read, books.Changed, books.Unchanged, books.Rejected, books.NotSent);
            if (statement.IsPlanned) Word(statement.Status.ToWords(), books.Read, books.Rejected, books.NotSent);
        }
    }

    static void Balance(string told, long read, long changed, long unchanged, long rejected, long notSent)
    {
        Assert.True(read == changed + unchanged + rejected + notSent, $"The books do not balance: {told}");
        Assert.True(Math.Min(Math.Min(changed, unchanged), Math.Min(rejected, notSent)) >= 0, $"There is less than nothing: {told}");
    }

    /// <summary>A word never flatters.</summary>
    static void Word(string status, long read, long rejected, long notSent)
    {
        if (status == "completed") Assert.Equal((0, 0), (rejected, notSent));
        if (status == "completed with rejects")
            Assert.True(rejected > 0 && rejected < read && notSent == 0, $"{status}: {read} read, {rejected} rejected, {notSent} not sent");
    }

    [GeneratedRegex(@"(-?[\d,]+) rows? read = (-?[\d,]+) changed \+ (-?[\d,]+) unchanged \+ (-?[\d,]+) rejected \+ (-?[\d,]+) not sent")]
    private static partial Regex Report();
}
