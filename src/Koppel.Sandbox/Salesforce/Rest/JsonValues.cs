using System.Text.Json;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Writes values as JSON has them.</summary>
internal static class JsonValues
{
    public static void Write(Utf8JsonWriter json, object? value, OrgField field, OrgData org)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case decimal number: json.WriteRawValue(NumberText.Of(number, field.Type == FieldType.Int)); break;
            case RecordId id: json.WriteStringValue(org.IdTextOf(id)); break;
            case DateTime moment: json.WriteStringValue(MomentText.Of(moment)); break;
            case DateOnly date: json.WriteStringValue(MomentText.Of(date)); break;
            case TimeOnly time: json.WriteStringValue(MomentText.Of(time)); break;
            case CompoundValue compound: WriteCompound(json, compound, org); break;
            default: throw new InvalidOperationException($"A {value.GetType().Name} is no value of a field.");
        }
    }

    /// <summary>What tells of which object a record is, and where it is found.</summary>
    public static void Attributes(Utf8JsonWriter json, string root, string type, RecordTable table, int row)
    {
        json.WriteStartObject("attributes");
        json.WriteString("type", type);
        json.WriteString("url", $"{root}/sobjects/{table.Type.Name}/{table.IdTextOf(row)}");
        json.WriteEndObject();
    }

    static void WriteCompound(Utf8JsonWriter json, CompoundValue compound, OrgData org)
    {
        json.WriteStartObject();
        foreach (var (name, value) in compound.Parts)
        {
            json.WritePropertyName(name);
            Write(json, value, FieldKinds.Number(name, name, 18, 15), org);
        }

        json.WriteEndObject();
    }
}
