using System.Globalization;
using System.Net.Mail;
using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.State;

namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Reads a value that was sent as a field holds it, and says what is wrong with it.</summary>
internal sealed class FieldReader(OrgData org)
{
    const int FirstYear = 1700;
    const int LastYear = 4000;

    static readonly string[] Yes = ["true", "1", "yes", "y", "on"];
    static readonly string[] No = ["false", "0", "no", "n", "off"];

    static readonly string[] Moments =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    /// <summary>The value, or why it cannot be one.</summary>
    public (object? Value, RowFault? Fault) Read(OrgField field, object? sent)
    {
        if (sent is null or "") return field.Type == FieldType.Boolean ? (null, Wrong(field, sent)) : (null, null);
        if (field.IsReference) return Reference(field, sent);
        if (field.IsNumber) return Number(field, sent);
        return field.Type switch
        {
            FieldType.Boolean => Boolean(field, sent),
            FieldType.Date => sent is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var date) ? InRange(field, date.Year, date) : (null, Wrong(field, sent)),
            FieldType.DateTime => Moment(field, sent),
            FieldType.Time => sent is string text && TimeOnly.TryParse(text.TrimEnd('Z'), CultureInfo.InvariantCulture, out var time)
                ? (time, null) : (null, Wrong(field, sent)),
            _ => Text(field, sent),
        };
    }

    static (object?, RowFault?) Boolean(OrgField field, object sent) => sent switch
    {
        bool => (sent, null),
        string text when Yes.Contains(text, StringComparer.OrdinalIgnoreCase) => (true, null),
        string text when No.Contains(text, StringComparer.OrdinalIgnoreCase) => (false, null),
        _ => (null, Wrong(field, sent)),
    };

    static (object?, RowFault?) Moment(OrgField field, object sent)
    {
        // The zone is written with or without a colon.
        var text = sent as string ?? "";
        if (text.Length > 5 && text[^5] is '+' or '-') text = text[..^2] + ":" + text[^2..];
        return DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? InRange(field, moment.UtcDateTime.Year, moment.UtcDateTime) : (null, Wrong(field, sent));
    }

    static (object?, RowFault?) InRange(OrgField field, int year, object value) => year is >= FirstYear and <= LastYear
        ? (value, null)
        : (null, new("NUMBER_OUTSIDE_VALID_RANGE", $"{field.Label}: invalid date, years go from {FirstYear} to {LastYear}", field.Name));

    static (object?, RowFault?) Number(OrgField field, object sent)
    {
        var number = sent as decimal?;
        if (number is null && sent is string text
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read)) number = read;
        if (number is not { } value || (field.Type == FieldType.Int && value != decimal.Truncate(value))) return (null, Wrong(field, sent));
        var most = field.Type == FieldType.Int ? field.Digits : field.Precision - field.Scale;
        return Math.Abs(decimal.Truncate(value)) < Power(most) ? (value, null)
            : (null, new RowFault("NUMBER_OUTSIDE_VALID_RANGE",
                $"{field.Label}: value outside of valid range on numeric field: {NumberText.Of(value, field.Type == FieldType.Int)}",
                    field.Name));
    }

    static decimal Power(int digits)
    {
        var power = 1m;
        for (var digit = 0; digit < digits; digit++) power *= 10;
        return power;
    }

    static (object?, RowFault?) Text(OrgField field, object sent)
    {
        var text = sent switch
        {
            string words => words,
            bool flag => flag ? "true" : "false",
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (text is null) return (null, Wrong(field, sent));
        if (text.Length > field.Length)
            return (null, new("STRING_TOO_LONG", $"{field.Label}: data value too large: {text} (max length={field.Length})", field.Name));
        if (field.Type == FieldType.Email && !IsAddress(text))
            return (null, new("INVALID_EMAIL_ADDRESS", $"{field.Label}: invalid email address: {text}", field.Name));
        // An address is kept in lower case, whatever was sent.
        if (field.Type == FieldType.Email) text = text.ToLowerInvariant();
        return field.Values.Count > 0 ? Choice(field, text) : (text, null);
    }

    static (object?, RowFault?) Choice(OrgField field, string text)
    {
        string[] choices = field.Type == FieldType.MultiPicklist
            ? [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [text];
        var known = choices.Select(choice => field.Values.FirstOrDefault(one => one.Equals(choice, StringComparison.OrdinalIgnoreCase)))
            .ToArray();
        var wrong = Array.IndexOf(known, null);
        if (wrong >= 0 && field.Restricted)
            return (null, new("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                $"{field.Label}: bad value for restricted picklist field: {choices[wrong]}", field.Name));
        return (string.Join(';', choices.Zip(known, (choice, value) => value ?? choice)), null);
    }

    static bool IsAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal);

    (object?, RowFault?) Reference(OrgField field, object sent)
    {
        if (sent is not string text) return (null, Wrong(field, sent));
        if (org.Parse(text) is not { } id) return (null, RowFault.MalformedId(field.Name, field.Label, text));
        if (id.Table == 0) return (null, RowFault.NoRecord());
        if (!field.ReferenceTo.Contains(org.Tables[id.Table - 1].Type.Name))
            return (null, RowFault.MalformedId(field.Name, field.Label, text));
        if (org.Find(id) is not var (table, row)) return (null, RowFault.NoRecord());
        return table.LifeOf(row) == Life.Live ? (id, null) : (null, RowFault.Deleted());
    }

    static RowFault Wrong(OrgField field, object? sent) => RowFault.WrongType(field.Name, field.Label, sent);
}
