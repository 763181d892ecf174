using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Koppel.Sandbox.ActiveCampaign.Content;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Places;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Mails;

/// <summary>
/// Puts what is known of a contact in place of <c>%FIRSTNAME%</c> and its like, and pieces of text, <c>/personalizations</c>, in place of
/// theirs. A custom field that the contact has blank is replaced by the default of the field. A tag that nobody knows stays as it is, so
/// that a slip of the pen can be seen.
/// </summary>
internal sealed partial class Personalization(Store store, Contact contact, string? list, string unsubscribe, DateTime now)
{
    public string Fill(string text) =>
        Tag().Replace(text, match => Value(match.Groups[1].Value) ?? Piece(match.Groups[1].Value)?.Text("content") ?? match.Value);

    /// <summary>The same in HTML: a name with an ampersand must not become markup.</summary>
    public string FillHtml(string html) => Tag().Replace(html, match =>
    {
        if (Value(match.Groups[1].Value) is { } value) return WebUtility.HtmlEncode(value);
        if (Piece(match.Groups[1].Value) is not { } piece) return match.Value;
        return piece.Text("format") == "html" ? piece.Text("content") : WebUtility.HtmlEncode(piece.Text("content"));
    });

    string? Value(string tag) => tag switch
    {
        "EMAIL" => contact.Email,
        "FIRSTNAME" => contact.FirstName,
        "LASTNAME" => contact.LastName,
        "FULLNAME" => $"{contact.FirstName} {contact.LastName}".Trim(),
        "PHONE" => contact.Phone,
        "SUBSCRIBERID" => contact.Id.ToString(CultureInfo.InvariantCulture),
        "ACCT_NAME" => contact.OrganizationName,
        "ACCT_URL" => contact.Account?.Url ?? "",
        "GEO-COUNTRY" => GeoAddresses.Of(store, contact)?.Text("country") ?? "",
        "LISTNAME" => list ?? "",
        "SUBDATE" => Subscribed() is { } since ? CentralTime.Day(since) : "",
        "TODAY" => CentralTime.Day(now),
        "UNSUBSCRIBELINK" => unsubscribe,
        _ => Custom(tag),
    };

    string? Custom(string tag)
    {
        if (FieldRows.ByTag(store, tag) is not { } field) return null;
        var value = contact.ValueOf(field.Id)?.Value ?? "";
        if (value.Length == 0) return field.Text("defval");
        return value.StartsWith("||", StringComparison.Ordinal)
            ? string.Join(", ", value.Split("||", StringSplitOptions.RemoveEmptyEntries))
            : value;
    }

    Record? Piece(string tag) => store.Table(Personalizations.Resource).Find("tag", tag);

    DateTime? Subscribed() => contact.Lists.Where(row => row.Status == ListStatus.Active).Min(row => row.Subscribed);

    [GeneratedRegex("%([A-Z0-9_-]{1,100})%")]
    private static partial Regex Tag();
}
