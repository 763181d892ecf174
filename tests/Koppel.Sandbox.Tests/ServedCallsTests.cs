using System.Runtime.CompilerServices;
using System.Text;
using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Tests;

/// <summary>The page that lists every call is written from the routes themselves.</summary>
public sealed class ServedCallsTests
{
    const string Head = """
        # Every call of the sandbox

        This page is written from the declarations;
        `UPDATE_GOLDEN=1 dotnet test --project tests/Koppel.Sandbox.Tests -- --filter-class "*ServedCallsTests"` writes it anew.
        What the calls mean is in [the sandbox](sandbox.md). A list takes `limit` and `offset` too;
        a filter or an order that is not named here is ignored.


        """;

    [Fact]
    public async Task The_page_names_every_call_with_its_filters_and_orders()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "sandbox-calls.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), page);
    }

    static string Page()
    {
        var options = new SandboxOptions();
        var routes =
            new Routes(new SandboxState(new Clock(TimeProvider.System, 1), options, new Traffic()), options, new Uri("http://127.0.0.1"));
        var page = new StringBuilder(Head);
        foreach (var group in routes.All.GroupBy(route => route.First).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {group.Key}\n\n");
            foreach (var name in group.Select(route => route.Name).Distinct())
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"- `{name}`\n");
            if (Catalog.Resources.FirstOrDefault(resource => resource.Path == group.Key) is { } resource) Describe(page, resource);
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    static void Describe(StringBuilder page, Resource resource)
    {
        var filters = resource.Filters.Select(
            filter => filter.IsParameter || filter.OfQuery is not null
                ? $"`{filter.Name}`"
                : filter.HasOperators ? $"`filters[{filter.Name}]`, also with operators" : $"`filters[{filter.Name}]`");
        Say("Filters", filters.Distinct());
        Say("Orders", resource.Orders.Select(order => $"`orders[{order.Name}]`"));
        Say("Takes",
            resource.Columns.Where(
                column => column.IsSent && column.Kind is not (Kind.Id or Kind.Links) && resource.Verbs.HasFlag(Verbs.Create))
                .Select(column => $"`{column.Name}`"));

        void Say(string what, IEnumerable<string> names)
        {
            if (string.Join(", ", names) is { Length: > 0 } text)
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"- {what}: {text}\n");
        }
    }

    static string Here([CallerFilePath] string file = "") => file;
}
