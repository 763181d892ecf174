using System.Globalization;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>
/// The texts in which the API keeps the values of fields: a day as 2026-05-31, an instant as ISO 8601 with its zone, several options as
/// <c>||a||b||</c>, an amount in hundredths. Each value has one text here, so that two of them are the same when their texts are.
/// </summary>
internal static class FieldText
{
    const string Instant = "yyyy-MM-dd'T'HH:mm:sszzz";

    /// <summary>The text of what the API gives; as it stands when it is no value of the field's kind.</summary>
    public static string Normal(CustomField field, string raw) => field.Kind switch
    {
        FieldKind.Date => Day(raw) is { } day ? Write(day) : raw,
        FieldKind.Instant => Moment(raw) is { } moment ? Write(moment) : raw,
        FieldKind.Number => Real(raw) is { } number ? Write(number) : raw,
        FieldKind.Choice => field.Offered(raw) ?? raw,
        FieldKind.Choices => Choices(field, TextLists.Split(raw)),
        _ => raw,
    };

    /// <summary>Sets a cell to what the API gives; null where it gives nothing, or what is no value of the field's kind.</summary>
    public static void Set(CustomField field, string? raw, ColumnBuffer buffer, int row)
    {
        if (field.Kind == FieldKind.Choices)
        {
            TextLists.Set(buffer, row, string.IsNullOrEmpty(raw) ? [] : TextLists.Split(Normal(field, raw)));
            return;
        }
        buffer.SetNull(row);
        if (string.IsNullOrEmpty(raw)) return;
        switch (field.Kind)
        {
            case FieldKind.Date when Day(raw) is { } day: buffer.SetDate(row, day); break;
            case FieldKind.Instant when Moment(raw) is { } moment: buffer.SetTimestamp(row, moment.UtcDateTime); break;
            case FieldKind.Number when Real(raw) is { } number: buffer.SetDouble(row, number); break;
            case FieldKind.Money
                when long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hundredths): buffer.SetLong(
                    row, hundredths); break;
            case FieldKind.Text or FieldKind.Choice: buffer.SetText(row, Normal(field, raw)); break;
        }
    }

    /// <summary>
    /// The text of a cell of the field's column; or why it cannot be accepted. The cell has a value; an empty text empties the field.
    /// </summary>
    public static string? Of(CustomField field, ColumnBuffer buffer, int row, out RejectCause? fault)
    {
        fault = null;
        switch (field.Kind)
        {
            case FieldKind.Date: return Write((DateOnly)buffer.Get(row)!);
            case FieldKind.Instant: return Write((DateTimeOffset)buffer.Get(row)!);
            case FieldKind.Number when !double.IsFinite(buffer.Doubles[row]):
                fault = Wrong(field, buffer.Show(row), "a number");
                return null;
            case FieldKind.Number: return Write(buffer.Doubles[row]);
            case FieldKind.Money: return buffer.Longs[row].ToString(CultureInfo.InvariantCulture);
            case FieldKind.Choices: return Chosen(field, TextLists.Get(buffer, row), out fault);
            default: return Parse(field, buffer.Texts[row], out fault);
        }
    }

    /// <summary>The text of a value that a person wrote; or why it cannot be accepted.</summary>
    public static string? Parse(CustomField field, string text, out RejectCause? fault)
    {
        fault = null;
        var value = field.Kind == FieldKind.Text ? text : text.Trim();
        if (value.Length == 0) return "";
        switch (field.Kind)
        {
            case FieldKind.Text: return value;
            case FieldKind.Date when Day(value) is { } day: return Write(day);
            case FieldKind.Instant when Moment(value) is { } moment: return Write(moment);
            case FieldKind.Number when Real(value) is { } number: return Write(number);
            case FieldKind.Choice
                or FieldKind.Choices: return Chosen(field, field.Kind == FieldKind.Choice ? [value] : TextLists.Split(value), out fault);
            default:
                fault = Wrong(field, value,
                    field.Kind switch { FieldKind.Date => "a date such as 2026-05-31",
                        FieldKind.Instant => "a time such as 2026-05-31T14:00:00+02:00", _ => "a number such as 12.5" });
                return null;
        }
    }

    static string? Chosen(CustomField field, IReadOnlyList<string> texts, out RejectCause? fault)
    {
        fault = texts.FirstOrDefault(t => field.Offered(t) is null) is { } unknown ? NotOffered(field, unknown) : null;
        if (fault is not null) return null;
        return field.Kind == FieldKind.Choice ? field.Offered(texts[0]) : Choices(field, texts);
    }

    /// <summary>In the order in which the field offers them, so that the same options are the same text.</summary>
    static string Choices(CustomField field, IReadOnlyList<string> texts)
    {
        var order = field.Options.Select((o, i) => (o.Value, i)).DistinctBy(o => o.Value, StringComparer.Ordinal)
            .ToDictionary(o => o.Value, o => o.i, StringComparer.Ordinal);
        return TextLists.Join([.. texts.Select(t => field.Offered(t) ?? t).Distinct(StringComparer.Ordinal)
            .OrderBy(t => order.GetValueOrDefault(t, int.MaxValue)).ThenBy(t => t, StringComparer.Ordinal)]);
    }

    static RejectCause NotOffered(CustomField field, string text) => new(RejectCode.OptionUnknown,
        $"'{text}' is none of the options of {field.Name}: "
            + $"{string.Join(", ", field.Options.Take(30).Select(o => o.Value))}{(field.Options.Count > 30 ? ", …" : "")}.",
        "Give it one of these, or add the option to the field first.");

    static RejectCause Wrong(CustomField field, string text, string wanted) =>
        new(RejectCode.ValueInvalid, $"'{text}' is no value of {field.Name}, which holds {wanted}.", "Correct it and load it again.");

    static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Length > 10 && text[10] is ' ' or 'T' ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day) ? day : null;

    static DateTimeOffset? Moment(string text) =>
        text.Length >= 10 && Day(text[..10]) is not null
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    static double? Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Write(DateTimeOffset moment) => moment.ToUniversalTime().ToString(Instant, CultureInfo.InvariantCulture);

    static string Write(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
