using System.Globalization;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>The values that come by themselves.</summary>
internal static class Defaults
{
    static readonly Dictionary<string, (decimal Probability, string Forecast)> Stages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Prospecting"] = (10, "Pipeline"), ["Qualification"] = (10, "Pipeline"), ["Needs Analysis"] = (20, "Pipeline"),
        ["Value Proposition"] = (50, "Pipeline"), ["Id. Decision Makers"] = (60, "Pipeline"), ["Perception Analysis"] = (70, "Pipeline"),
        ["Proposal/Price Quote"] = (75, "Pipeline"), ["Negotiation/Review"] = (90, "Pipeline"), ["Closed Won"] = (100, "Closed"),
        ["Closed Lost"] = (0, "Omitted"),
    };

    /// <summary>Fills the fields of a new record that nobody has named.</summary>
    public static void Fill(RecordTable table, int row, ISet<int> named)
    {
        foreach (var (place, value) in table.Defaults)
        {
            if (!named.Contains(place)) table.Set(row, place, value);
        }

        foreach (var (place, field) in table.Type.Fields.Index())
        {
            if (named.Contains(place)) continue;
            if (field.Name == "OwnerId") table.Set(row, place, table.Org.User);
            else if (field.AutoNumber) table.Set(row, place, NumberOf(table, row));
        }

        if (table.Type.PlaceOf("CleanStatus") is >= 0 and var clean && !named.Contains(clean)) table.Set(row, clean, "Pending");
    }

    /// <summary>What follows from fields that were written.</summary>
    public static void Follow(RecordTable table, int row, ISet<int> named)
    {
        if (table.Type.Name != "Opportunity" || !named.Contains(table.Type.PlaceOf("StageName"))) return;
        if (!Stages.TryGetValue(table.Get(row, "StageName") as string ?? "", out var stage)) return;
        if (!named.Contains(table.Type.PlaceOf("Probability"))) table.Set(row, "Probability", stage.Probability);
        if (!named.Contains(table.Type.PlaceOf("ForecastCategoryName"))) table.Set(row, "ForecastCategoryName", stage.Forecast);
    }

    /// <summary>Who has made a record, and when.</summary>
    public static void Stamp(RecordTable table, int row, DateTime moment, bool isNew)
    {
        if (isNew)
        {
            table.Set(row, "CreatedDate", moment);
            table.Set(row, "CreatedById", table.Org.User);
        }

        table.Set(row, "LastModifiedDate", moment);
        table.Set(row, "LastModifiedById", table.Org.User);
        table.Set(row, "SystemModstamp", moment);
    }

    static string NumberOf(RecordTable table, int row) => table.Type.Name == "Case"
        ? (1001 + row).ToString("00000000", CultureInfo.InvariantCulture)
        : "S-" + (row + 1).ToString("000000", CultureInfo.InvariantCulture);
}
