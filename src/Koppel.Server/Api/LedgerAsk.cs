using System.Globalization;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>What the routes of the ledger ask for and look up alike.</summary>
internal static class LedgerAsk
{
    /// <summary>The run in the path, and the ledger that has it.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public static (ILedger Ledger, RunRecord Run) Find(Session session, long number) =>
        session.Engine.Ledger is { } ledger && ledger.FindRun(number) is { } run ? (ledger, run)
            : throw ApiFault.NotFound("no-run", $"The ledger has no run {number}.");

    /// <summary>Asks the pages of the ledger for something of the run in the path.</summary>
    public static Task<T> OfRunAsync<T>(this CatalogSession catalog, HttpContext context, Func<ILedgerPages, long, T> ask)
    {
        var number = context.PartNumber("number");
        return catalog.AskAsync(s => Task.Run(() => ask(Pages(Find(s, number).Ledger), number), context.RequestAborted));
    }

    /// <summary>The pages of a ledger.</summary>
    public static ILedgerPages Pages(ILedger ledger) =>
        ledger.Pages ?? throw new ApiFault(422, "no-pages", "This ledger is only read whole. Ask its tables by SQL: changes@koppel.");

    /// <summary>A moment behind the question mark, or null.</summary>
    /// <exception cref="ApiFault">It is none.</exception>
    public static DateTimeOffset? Moment(this HttpContext context, string name)
    {
        if (context.Query(name) is not { } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
            : throw ApiFault.Wrong($"'{name}' must be a date or a time, such as 2026-01-31 or 2026-01-31T10:00:00Z.");
    }

    /// <summary>States behind the question mark, parted by commas; empty for all.</summary>
    /// <exception cref="ApiFault">One is none.</exception>
    public static IReadOnlyList<Status> States(this HttpContext context) => context.Query("state") is not { } text ? []
        : [.. text.Split(',').Select(word => Enum.GetValues<Status>().Cast<Status?>().FirstOrDefault(s => s!.Value.ToWords() == word)
            ?? throw ApiFault.Wrong(
                $"'state' must be of {string.Join(", ", Enum.GetValues<Status>().Select(s => s.ToWords()))}, parted by commas."))];

    /// <summary>A place among changes behind the question mark, or null.</summary>
    /// <exception cref="ApiFault">It is none.</exception>
    public static ChangePlace? After(this HttpContext context) => context.Query("after") is not { } text ? null
        : ChangePlace.Read(text) ?? throw ApiFault.Wrong("'after' must be what the page before gave as 'next'.");
}
