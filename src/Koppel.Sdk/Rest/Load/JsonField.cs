using System.Globalization;
using System.Text.Json;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Rest.Load;

/// <summary>Writes a column's value as the remote system wants it.</summary>
internal static class JsonField
{
    /// <summary>Writes the row's value under the field's name. A null is not sent.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="column">The column.</param>
    /// <param name="buffer">Its values.</param>
    /// <param name="row">The row.</param>
    /// <param name="currency">The currency of the row's money, or null.</param>
    public static void Write(Utf8JsonWriter json, Column column, ColumnBuffer buffer, int row, string? currency = null)
    {
        var field = NameOf(column);
        switch (buffer.Get(row))
        {
            case null: break;
            case long number
                when column.Form == ValueForm.Quoted: json.WriteString(field, number.ToString(CultureInfo.InvariantCulture)); break;
            case long number: json.WriteNumber(field, number); break;
            case ulong or Int128 or UInt128 when column.Form == ValueForm.Quoted: json.WriteString(field, buffer.Show(row)); break;
            case ulong or Int128 or UInt128: WriteRaw(json, field, buffer.Show(row)); break;
            case float number: json.WriteNumber(field, number); break;
            case double number: json.WriteNumber(field, number); break;
            case byte[] bytes: json.WriteBase64String(field, bytes); break;
            case Interval span: json.WriteString(field, span.ToIso()); break;
            case decimal money when column.Form == ValueForm.SmallestUnits: json.WriteNumber(field, Units(money, currency)); break;
            case decimal number: json.WriteNumber(field, number); break;
            case bool on when column.Form == ValueForm.TrueFalse: json.WriteBoolean(field, on); break;
            case bool on when column.Form == ValueForm.Quoted: json.WriteString(field, on ? "1" : "0"); break;
            case bool on: json.WriteNumber(field, on ? 1 : 0); break;
            case string text when buffer.Type.Kind is ColumnKind.Json or ColumnKind.Decimal: WriteRaw(json, field, text); break;
            case DateTimeOffset instant when column.Times == TimeFormat.Iso: json.WriteString(field, instant); break;
            case DateTimeOffset instant when column.Times.IsNumber: WriteRaw(json, field, column.Times.Write(instant)); break;
            case DateTimeOffset instant: json.WriteString(field, column.Times.Write(instant)); break;
            case long[] list
                when column.Form == ValueForm.Commas: json.WriteString(
                    field, string.Join(',', list.Select(n => n.ToString(CultureInfo.InvariantCulture)))); break;
            case long[] list when column.Form == ValueForm.Quoted:
                json.WriteArray(field, list, n => json.WriteStringValue(n.ToString(CultureInfo.InvariantCulture)));
                break;
            case long[] list: json.WriteArray(field, list, json.WriteNumberValue); break;
            case string[] texts when column.Form == ValueForm.Barred: json.WriteString(field, JsonList.Barred(texts)); break;
            case string[] texts when column.Form == ValueForm.Commas: json.WriteString(field, string.Join(',', texts)); break;
            case string[] texts: json.WriteArray(field, texts, json.WriteStringValue); break;
            default: json.WriteString(field, buffer.Show(row)); break;
        }
    }

    /// <summary>The name under which a column is sent: of a field inside an object, the last part.</summary>
    public static string NameOf(Column column)
    {
        var field = column.SentAs ?? column.Field ?? column.Name;
        return field[(field.LastIndexOf('.') + 1)..];
    }

    /// <summary>The name of an object that a field stands in, behind so many outer ones; null where it stands in no further one.</summary>
    public static string? ObjectOf(Column column, int depth)
    {
        if (depth == int.MaxValue || (column.SentAs ?? column.Field) is not { } field || !field.Contains('.', StringComparison.Ordinal))
            return null;
        var names = field.Split('.');
        return depth < names.Length - 1 ? names[depth] : null;
    }

    /// <summary>Says why a value cannot be sent, or null.</summary>
    public static RejectCause? Fault(Column column, ColumnBuffer buffer, int row)
    {
        if (buffer.IsNull(row)) return null;
        return buffer.Type.Kind switch
        {
            ColumnKind.Double or ColumnKind.Float when !double.IsFinite(buffer.Doubles[row]) =>
                Invalid($"{column.Name} is {buffer.Show(row)}, which JSON has no way to write.", "Give it a number."),
            ColumnKind.Json when !IsJson(buffer.Texts[row]) => Invalid($"{column.Name} is no JSON.", "Give it a JSON value."),
            ColumnKind.TextList
                when column.Form == ValueForm.Barred
                    && buffer.TextLists[row].Any(t => t.Length == 0 || t.Contains("||", StringComparison.Ordinal)) =>
                Invalid($"{column.Name} holds a value that is empty or has || in it, by which the values are told apart.",
                    "Leave it out or write it in another way."),
            ColumnKind.TextList
                when column.Form == ValueForm.Commas && buffer.TextLists[row].Any(t => t.Contains(',', StringComparison.Ordinal)) =>
                Invalid($"{column.Name} holds a value with a comma, by which the values are told apart.", "Write it without."),
            _ => null,
        };
    }

    /// <summary>Says why money cannot be sent in a currency, or null.</summary>
    public static RejectCause? MoneyFault(Column column, ColumnBuffer buffer, int row, string? currency) =>
        !buffer.IsNull(row) && Units(buffer, row, currency) is { } units && units != decimal.Truncate(units)
            ? Invalid($"{column.Name} is {buffer.Show(row)}, but the smallest amount of {currency} is 1.", "Round it.") : null;

    static decimal? Units(ColumnBuffer buffer, int row, string? currency) =>
        buffer.Get(row) is decimal money ? money * Currencies.SmallestUnits(currency) : null;

    static long Units(decimal money, string? currency) =>
        decimal.ToInt64(decimal.Round(money * Currencies.SmallestUnits(currency), 0, MidpointRounding.AwayFromZero));

    static RejectCause Invalid(string reason, string remedy) => new(RejectCode.ValueInvalid, reason, remedy);

    static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static void WriteRaw(Utf8JsonWriter json, string field, string text)
    {
        json.WritePropertyName(field);
        json.WriteRawValue(text);
    }
}
