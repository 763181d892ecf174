namespace Koppel.Connectors.Tests.ActiveCampaign.Conformance;

/// <summary>Values that the API takes and makes something else of, by rules of its own.</summary>
static class SystemsOwn
{
    static readonly (string Table, string Column, string Reason)[] All =
    [
        ("fields", "perstag", "upper case, and letters, digits and underscores only"),
        ("fields", "ordernum", "a new field comes to its own place"),
        ("deals", "group", "a deal comes to another pipeline with one of its stages"),
        ("customObjectSchemas", "description", "an empty one is none, and leaves what is there"),
        ("customObjectSchemas", "fields", "it adds what it knows of each field"),
    ];

    /// <summary>Whether the API decides a value by itself.</summary>
    public static bool Decides(string table, string column) => All.Any(o => o.Table == table && o.Column == column);
}
