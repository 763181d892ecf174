using Koppel.Connectors.ActiveCampaign;
using Koppel.Connectors.Excel;
using Koppel.Connectors.Files;
using Koppel.Connectors.Salesforce;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors;

/// <summary>The connectors that Koppel comes with.</summary>
public static class All
{
    /// <summary>One of each, in the order in which they are listed to a user.</summary>
    public static IReadOnlyList<IConnector> Connectors { get; } =
    [
        new ActiveCampaignConnector(),
        new SalesforceConnector(),
        new ExcelConnector(),
        new FilesConnector(),
    ];
}
