using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Engine.Personal;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>From a run to the people that it touched, and from a person to the runs.</summary>
internal static class LedgerPeopleRoutes
{
    const int LongestText = 320;

    /// <summary>The routes.</summary>
    /// <param name="catalog">Knows the ledger.</param>
    /// <param name="link">Knows where a person is seen.</param>
    public static IEnumerable<Route> Of(CatalogSession catalog, PersonLink link) =>
    [
        new("GET", "/ledger/runs/{number}/contacts", "The people that a run touched, a part of them", async context =>
        {
            var number = context.PartNumber("number");
            var page = await catalog.OfRunAsync(context, (pages, run) => pages.Changes(LedgerPageRoutes.Filter(context, run)));
            var links = await LinksAsync(catalog, link);
            var people = page.Rows.Where(r => r.Status == "done").Select(r => PersonTouch.Of(number, r)).OfType<PersonTouch>()
                .GroupBy(t => (t.Connection, Who: t.Id ?? t.Address)).Select(g => Of(links, [.. g]));
            await Answer.JsonAsync(context, new JsonObject
            {
                ["contacts"] = Answer.List(people), ["next"] = page.Next?.ToString(),
            });
        }) { Query = ["statement", "after", "count", "text"] },
        new("GET", "/ledger/contacts", "What runs did with a person, by address or number", async context =>
        {
            var text = context.Query("text")?.Trim() ?? throw ApiFault.Wrong("'text' must be an e-mail address or a number.");
            if (text.Length > LongestText || !(PersonalData.IsAddress(text) || text.All(char.IsAsciiLetterOrDigit)))
                throw ApiFault.Wrong("'text' must be an e-mail address, or the number by which the system knows the contact.");
            var options = await catalog.ConfigurationAsync(told => told.Engine);
            var found = await Task.Run(() => new PersonalData(options, text).Touches(), context.RequestAborted);
            var links = await LinksAsync(catalog, link);
            await Answer.JsonAsync(context, await catalog.AskAsync(s => Task.FromResult(Of(s.Engine.Ledger, links, text, found))));
        }) { Query = ["text"] },
    ];

    static JsonObject Of(ILedger? ledger, Func<string, string?, string?, string?> link, string text, PersonHistory found) => new()
    {
        ["text"] = text,
        ["runs"] = Answer.List(found.Touches.GroupBy(t => t.Run).OrderByDescending(g => g.Key).Select(g =>
        {
            var run = ledger?.FindRun(g.Key);
            return new JsonObject
            {
                ["run"] = g.Key, ["at"] = run is null ? null : EventJson.Time(run.Started), ["state"] = run?.Status.ToWords(),
                ["user"] = run?.Start.User,
                ["contact"] = Of(link, [.. g]),
            };
        })),
        ["traces"] = Answer.List(found.Traces.Select(t => new JsonObject
        {
            ["run"] = t.Run, ["statement"] = t.Statement, ["place"] = t.Place, ["records"] = t.Records, ["data"] = t.Data,
        })),
    };

    static JsonObject Of(Func<string, string?, string?, string?> link, IReadOnlyList<PersonTouch> touches)
    {
        var (address, id) = (touches.Select(t => t.Address).FirstOrDefault(a => a is not null),
            touches.Select(t => t.Id).FirstOrDefault(i => i is not null));
        return new JsonObject
        {
            ["connection"] = touches[0].Connection, ["address"] = address, ["id"] = id, ["url"] = link(touches[0].Connection, id, address),
            ["changes"] = Answer.List(touches.Select(t => ChangeJson.Of(t.Change))),
        };
    }

    static Task<Func<string, string?, string?, string?>> LinksAsync(CatalogSession catalog, PersonLink link) =>
        catalog.ConfigurationAsync<Func<string, string?, string?, string?>>(told =>
            (connection, id, address) => link.Of(told.Engine.Connections, connection, id, address));
}
