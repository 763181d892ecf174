using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>
/// Calls that were planned before calls had kinds, all of them by the connector for ActiveCampaign: what they carry tells the kind.
/// Nothing else in the code knows of them.
/// </summary>
internal static class UnnamedCalls
{
    /// <summary>The kind of such a call.</summary>
    /// <param name="content">What it carries.</param>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static CallKind KindOf(ReadOnlySpan<byte> content)
    {
        var json = new Utf8JsonReader(content);
        for (json.Read(); json.Read() && json.TokenType == JsonTokenType.PropertyName; json.Skip())
        {
            if (json.ValueTextEquals("contacts")) return new CallKind("import");
            if (json.ValueTextEquals("steps")) return new CallKind("contact-calls");
            if (json.ValueTextEquals("fielded")) return new CallKind("field-values");
            if (json.ValueTextEquals("item")) return new CallKind("insert");
            if (json.ValueTextEquals("bulk") && json.Read()) return new CallKind($"bulk-{json.GetString()}");
        }
        return new CallKind("request");
    }
}
