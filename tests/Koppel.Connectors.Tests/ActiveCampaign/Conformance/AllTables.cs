using Koppel.Connectors.ActiveCampaign;
using Koppel.Sandbox;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>The declared tables of a connection, found in its catalog: a table that is declared is tested.</summary>
static class AllTables
{
    static readonly IReadOnlyList<RestTable> Found = Find();

    /// <summary>Names of all of them.</summary>
    public static TheoryData<string> Names => [.. Found.Select(t => t.Name)];

    /// <summary>Names of those that rows can be inserted into.</summary>
    public static TheoryData<string> Insertable => [.. Found.Where(t => t.Insert is not null).Select(t => t.Name)];

    /// <summary>Names of those that are read page by page and that rows can be inserted into.</summary>
    public static TheoryData<string> Growing =>
        [.. Found.Where(t => t is { Insert: not null, Unlisted: null, Paging.IsSingle: false }).Select(t => t.Name)];

    /// <summary>Tables with their filters.</summary>
    public static TheoryData<string, string> Filters =>
        [.. Found.SelectMany(t => t.Filters.Select(f => f.Column).Distinct().Select(c => new TheoryDataRow<string, string>(t.Name, c)))];

    /// <summary>Tables with the columns in whose order they can be asked for.</summary>
    public static TheoryData<string, string> Ordered =>
        [.. Found.SelectMany(t => t.Orders.Select(o => new TheoryDataRow<string, string>(t.Name, o.Column)))];

    /// <summary>Names of tables with columns that take any text.</summary>
    public static TheoryData<string> WithTexts =>
        [.. Found.Where(t => t is { Insert: not null, Update: not null, Unlisted: null } && t.Columns.Any(IsFreeText)).Select(t => t.Name)];

    /// <summary>Whether a column takes any text, an empty one too.</summary>
    public static bool IsFreeText(Column column) =>
        column
            is { Type.Kind: ColumnKind.Text, ReadOnly: false, WriteOnly: false, Required: false, InsertOnly: false, IsKey: false,
                IgnoresCase: false, Example: null } && !column.Name.EndsWith("urrency", StringComparison.Ordinal)
                && !column.Name.StartsWith("external", StringComparison.Ordinal);

    /// <summary>Tables with the verbs that they lack.</summary>
    public static TheoryData<string, WriteOperation> Lacking =>
        [.. Found.SelectMany(
            t => Enum.GetValues<WriteOperation>().Where(o => !Verb(t, o))
                .Select(o => new TheoryDataRow<string, WriteOperation>(t.Name, o)))];

    /// <summary>A sandbox whose clock is a thousand times as fast, and whose lists are never late.</summary>
    public static Task<SandboxAccount> StartAsync(int contacts) =>
        SandboxAccount.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 1_000, RecordsLag = TimeSpan.Zero });

    /// <summary>The declaration of that name.</summary>
    public static RestTable Of(string name) => Found.First(t => t.Name == name);

    /// <summary>Whether there is such a table.</summary>
    public static bool Has(string name) => Found.Any(t => t.Name == name);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RestTable> List => Found;

    /// <summary>Whether the table declares a verb.</summary>
    public static bool Verb(RestTable table, WriteOperation operation) => table.Schema.Verbs.HasFlag(operation switch
    {
        WriteOperation.Insert => TableVerbs.Insert,
        WriteOperation.Update => TableVerbs.Update,
        _ => TableVerbs.Delete,
    });

    static IReadOnlyList<RestTable> Find() =>
        [.. Catalog().OfType<RestSource>().Select(s => s.Table).OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>The tables of a connection to nowhere, declared or not.</summary>
    public static IReadOnlyList<ITable> Catalog()
    {
        var settings = new Dictionary<string, string> { ["url"] = "http://127.0.0.1:1", ["token"] = "none" };
        var catalog = new ActiveCampaignConnector().Open(
            new ConnectionSettings("ac", "activecampaign", settings), new ConnectorEnvironment { BaseFolder = "." });
        return catalog.ListAsync().AsTask().GetAwaiter().GetResult();
    }
}
