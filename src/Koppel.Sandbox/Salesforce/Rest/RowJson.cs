using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Writes records, and what became of those that were sent.</summary>
internal static class RowJson
{
    /// <summary>A record with some fields, or all.</summary>
    public static void Write(Utf8JsonWriter json, string root, RecordTable table, int row, IReadOnlyList<OrgField> fields)
    {
        json.WriteStartObject();
        JsonValues.Attributes(json, root, table.Type.Name, table, row);
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Name);
            JsonValues.Write(json, table.Get(row, field.Name), field, table.Org);
        }

        json.WriteEndObject();
    }

    /// <summary>The fields that a caller names, separated by commas; all when it names none.</summary>
    /// <exception cref="SalesforceFault">One is not there.</exception>
    public static IReadOnlyList<OrgField> Fields(FieldAccess access, OrgObject type, IEnumerable<string>? names) =>
        names is null ? [.. access.Of(type)] : [.. names.Select(name => access.Find(type, name.Trim())
            ?? throw new SalesforceFault(400, "INVALID_FIELD", $"No such column '{name.Trim()}' on sobject of type {type.Name}"))];

    /// <summary>One of the answers to a collection.</summary>
    public static void Outcome(Utf8JsonWriter json, Outcome outcome, OrgData org, bool tellsCreated)
    {
        json.WriteStartObject();
        if (outcome.Fault is null) json.WriteString("id", org.IdTextOf(outcome.Id));
        json.WriteBoolean("success", outcome.Fault is null);
        Errors(json, outcome.Fault);
        if (tellsCreated && outcome.Fault is null) json.WriteBoolean("created", outcome.IsCreated);
        json.WriteEndObject();
    }

    /// <summary>Why a record was not written, as a list; an empty one when it was.</summary>
    public static void Errors(Utf8JsonWriter json, RowFault? fault)
    {
        json.WriteStartArray("errors");
        if (fault is not null)
        {
            json.WriteStartObject();
            json.WriteString("statusCode", fault.Code);
            json.WriteString("message", fault.Message);
            json.WriteStartArray("fields");
            foreach (var field in fault.Fields) json.WriteStringValue(field);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The answer to one record that was not written.</summary>
    public static SalesforceFault Refusal(RowFault fault) =>
        new(fault.Code is "NOT_FOUND" or "ENTITY_IS_DELETED" ? 404 : 400, fault.Code, fault.Message, [.. fault.Fields]);
}
