using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>An object of the org with how many records it has.</summary>
internal sealed record ObjectsPage(string Name, string Label, string? KeyPrefix, int Fields, int Records, int Deleted)
{
    /// <summary>Those with the most records first.</summary>
    public static IReadOnlyList<ObjectsPage> Read(OrgData org) => org.Use(() => org.Tables
        .Select(table => new ObjectsPage(
            table.Type.Name, table.Type.Label, table.Type.KeyPrefix, table.Type.Fields.Count, table.Live, InBin(table)))
        .OrderByDescending(row => row.Records).ThenBy(row => row.Name, StringComparer.Ordinal).ToArray());

    static int InBin(RecordTable table)
    {
        var deleted = 0;
        if (table.Live == table.Count) return 0;
        for (var row = 0; row < table.Count; row++)
        {
            if (table.LifeOf(row) == Life.Deleted) deleted++;
        }

        return deleted;
    }
}
