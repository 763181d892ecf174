using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.Salesforce.Describe;
using Koppel.Connectors.Salesforce.Soql;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>
/// A row as Salesforce gets it, an object of fields. A new row has the values that there are; a changed one null where a value is taken
/// away: an empty text, or nothing in a column that can be emptied.
/// </summary>
internal static class RecordBody
{
    /// <summary>Writes it, without its type.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="row">Which.</param>
    /// <param name="fields">The fields, of which some are sent.</param>
    /// <param name="isNew">The row is to be added.</param>
    /// <param name="isUpsert">Whether it is there is not known: then nothing leaves what is there.</param>
    public static void Write(
        Utf8JsonWriter json, RowBatch rows, int row, IReadOnlyList<SoqlField> fields, bool isNew, bool isUpsert = false)
    {
        json.WriteStartObject();
        for (var c = 0; c < fields.Count; c++)
        {
            var buffer = rows[c];
            if (fields[c].Column.IsKey) continue;
            if (buffer.IsNull(row))
            {
                if (!isNew && !isUpsert && fields[c].Column.CanBeEmptied) json.WriteNull(fields[c].Field.Name);
                continue;
            }
            json.WritePropertyName(fields[c].Field.Name);
            WriteValue(json, buffer, row, fields[c].Field);
        }
        json.WriteEndObject();
    }

    /// <summary>Why a value cannot be sent, or null.</summary>
    public static RejectCause? Fault(RowBatch rows, int row, int column, SoqlField field)
    {
        if (rows[column].IsNull(row)) return null;
        if (field.Field.IsId && rows[column].Type.Kind == ColumnKind.Text && rows[column].Texts[row] is { Length: > 0 } id
            && SalesforceId.Normalize(id) is null)
            return new RejectCause(RejectCode.ValueInvalid,
                $"{field.Path} is '{id}', which is no id of Salesforce: these have 15 letters and digits, or 18 with their checksum.",
                "Give the id as Salesforce shows it.");
        if (field.Field.Length > 0 && field.Field.Class is FieldClass.Text or FieldClass.Picklist
            && rows[column].Texts[row] is var text && text.Length > field.Field.Length)
            return new RejectCause(RejectCode.ValueInvalid, string.Create(CultureInfo.InvariantCulture,
                $"{field.Path} has {text.Length:N0} characters, and at most {field.Field.Length:N0} fit."), "Shorten it.");
        return null;
    }

    static void WriteValue(Utf8JsonWriter json, ColumnBuffer buffer, int row, OrgField field)
    {
        switch (buffer.Get(row))
        {
            case string text when text.Length == 0: json.WriteNullValue(); break; // An empty text does not exist there.
            case string text when field.IsId: json.WriteStringValue(SalesforceId.Normalize(text) ?? text); break;
            case string text when buffer.Type.Kind == ColumnKind.Text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case DateOnly day: json.WriteStringValue(SoqlText.Literal(day)); break;
            case DateTimeOffset instant: json.WriteStringValue(SoqlText.Literal(instant)); break;
            case TimeOnly time: json.WriteStringValue(SoqlText.Literal(time)); break;
            default: json.WriteRawValue(buffer.Show(row)); break; // A number, in the engine's words.
        }
    }
}
