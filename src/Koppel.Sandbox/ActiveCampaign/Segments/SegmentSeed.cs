using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>The saved segments that a sandbox begins with.</summary>
internal static class SegmentSeed
{
    /// <summary>A saved segment in short: its name and conditions, of which all hold, or one of them.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Operator"><c>and</c> or <c>or</c>.</param>
    /// <param name="Conditions">About what, and what must hold.</param>
    sealed record Sketch(string Name, string Operator, params (string About, string Field, string Operator, string Value)[] Conditions);

    static readonly Sketch[] Saved =
    [
        new("Customers", "and", ("tag", "tag", "=", "Customer")),
        new("Dutch or German", "or", ("tag", "tag", "=", "Dutch"), ("tag", "tag", "=", "German")),
        new("Prospects who are not churned", "and", ("tag", "tag", "=", "Prospect"), ("tag", "tag", "!=", "Churned")),
    ];

    public static Action<Contact, int>? Begin(Store store)
    {
        foreach (var sketch in Saved)
            store.Segments.Add(
                new(SegmentHash.Id("seed/" + sketch.Name), sketch.Name, "", Definition(store, sketch), new Dictionary<string, string>()),
                forADay: false);
        return null;
    }

    static SegmentDefinition Definition(Store store, Sketch sketch)
    {
        var conditions = sketch.Conditions.Select((condition, index) => Condition(store, Number(index + 1), condition)).ToArray();
        return new("and", [new("1", sketch.Operator, [.. conditions.Select(condition => condition.Id)])], conditions);
    }

    /// <summary>A tag is named by its id, as the vendor's screen does it.</summary>
    static ConditionDefinition Condition(Store store, string id, (string About, string Field, string Operator, string Value) said) =>
        said.Field == "tag" && store.Tags.Of(said.Value, "contact") is { } tag
            ? new(id, said.About, [new("tagid", said.Operator, Number(tag.Id), "number")], null)
            : new(id, said.About, [new(said.Field, said.Operator, said.Value, "string")], null);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
