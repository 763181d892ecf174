using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>The value of an account's or a deal's field.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Field">The field.</param>
/// <param name="Text">The value as <see cref="FieldText"/> writes it.</param>
/// <param name="Currency">What an amount is in, or nothing.</param>
internal readonly record struct FieldDatum(long Id, long Field, string Text, string Currency)
{
    /// <summary>The text of what the API gives: a text, a number, or an array of options.</summary>
    public static string Raw(string? json)
    {
        if (json is null) return "";
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.Array => TextLists.Join([.. value.EnumerateArray().Select(v => v.ToString())]),
            JsonValueKind.Null => "",
            _ => value.ToString(),
        };
    }

    /// <summary>
    /// Writes a value as the API takes it: several options as an array, an amount as a number with its currency, all else as a text.
    /// </summary>
    public static void Write(Utf8JsonWriter json, CustomField field, string text, string currency)
    {
        json.WritePropertyName("fieldValue");
        switch (field.Kind)
        {
            case FieldKind.Choices:
                json.WriteStartArray();
                foreach (var option in TextLists.Split(text)) json.WriteStringValue(option);
                json.WriteEndArray();
                break;
            case FieldKind.Money when text.Length > 0:
                json.WriteRawValue(text);
                json.WriteString("fieldCurrency", currency);
                break;
            default: json.WriteStringValue(text); break;
        }
    }
}
