using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Tracking;

/// <summary>
/// The sites whose visits count. The vendor's reference has them under <c>/prism/urlWhitelistings</c>, in JSON:API's form; a client that
/// was tried live found them under <c>/siteTracking/whitelist</c>. Both are doors to the same rows.
/// </summary>
internal static class UrlWhitelistings
{
    static readonly string[] Switches = ["conversations_enabled", "tracking_enabled", "wp_enabled"];

    public static readonly Resource Resource = new("urlWhitelistings", "urlWhitelisting", "UrlWhitelisting",
        Text("whitelisted_domain"), Text("whitelisted_page", "*"), Flag("conversations_enabled"), Flag("tracking_enabled", true),
        Flag("wp_enabled"))
    {
        Verbs = Verbs.None,
        Calls = set =>
        [
            new("GET", "prism/urlWhitelistings", _ => List(set)),
            new("POST", "prism/urlWhitelistings", call => Add(set, call)),
            new("DELETE", "prism/urlWhitelistings/{id}", call => Delete(set, call, Answer.Text(204, ""))),
            new("GET", "siteTracking/whitelist", call => ListNames(set, call)),
            new("POST", "siteTracking/whitelist", call => AddName(set, call)),
            new("DELETE", "siteTracking/whitelist/{id}", call => Delete(set, call, Answer.Deleted())),
        ],
    };

    static Answer List(ResourceSet set) => Answer.Of(200, json =>
    {
        json.Name("data"u8).BeginArray();
        foreach (var row in set.Store.Table(Resource).All) Write(json, row, isNew: false);
        json.EndArray();
    });

    static Answer Add(ResourceSet set, ApiCall call)
    {
        var sent = call.Body.Member("data").Member("attributes");
        if (sent.Member("whitelisted_domain").Text() is not { Length: > 0 } domain
            || sent.Member("whitelisted_page").Text() is not { Length: > 0 } page || Switches.Any(name => sent.Member(name) is null))
                return Answer.Text(400, "{}");
        if (Find(set.Store, domain, page) is not null) return Answer.Text(409, "{}");
        var row = set.Store.Table(Resource).Add(set.State.Now, ("whitelisted_domain", domain), ("whitelisted_page", page));
        foreach (var name in Switches) row[name] = sent.Member(name).Flag() ? 1L : 0L;
        return Answer.Of(201, json => Write(json.Name("data"u8), row, isNew: true));
    }

    static Answer ListNames(ResourceSet set, ApiCall call) => Answer.Of(200, json =>
    {
        var rows = set.Store.Table(Resource).All;
        json.Name("siteTrackingWhitelist"u8).BeginArray();
        foreach (var row in Page.Of(call.Query).Cut(rows)) WriteName(json, row);
        json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(rows.Length).EndObject();
    });

    static Answer AddName(ResourceSet set, ApiCall call)
    {
        if (call.Body.Member("siteTrackingWhitelist").Member("name").Text() is not { Length: > 0 } domain)
            return Errors.Attribute("The domain name was not provided.", "field_missing", "name");
        if (Find(set.Store, domain, "*") is not null) return Errors.Attribute("The domain is on the list already.", "duplicate", "name");
        var row = set.Store.Table(Resource).Add(set.State.Now, ("whitelisted_domain", domain));
        return Answer.Of(201, json => WriteName(json.Name("siteTrackingWhitelist"u8), row));
    }

    static Answer Delete(ResourceSet set, ApiCall call, Answer deleted)
    {
        if (set.Store.Table(Resource).Find(call.Id) is not { } row) return Errors.NotFound("UrlWhitelisting", call.Id);
        set.Store.Table(Resource).Remove(row);
        return deleted;
    }

    static Record? Find(Store store, string domain, string page) => Array.Find(store.Table(Resource).All.ToArray(), row =>
        row.Text("whitelisted_domain").Equals(domain, StringComparison.OrdinalIgnoreCase)
            && row.Text("whitelisted_page").Equals(page, StringComparison.OrdinalIgnoreCase));

    static void WriteName(PhpJson json, Record row) =>
        json.BeginObject().Name("name"u8).Text(row.Text("whitelisted_domain")).Name("id"u8).Text(row.Id).EndObject();

    /// <summary>One in JSON:API's form. What was just made has true flags, a list has 0 and 1.</summary>
    static void Write(PhpJson json, Record row, bool isNew)
    {
        var (domain, page) = (row.Text("whitelisted_domain"), row.Text("whitelisted_page"));
        json.BeginObject().Name("type"u8).Text("urlWhitelistings").Name("id"u8).Text(row.Id).Name("attributes"u8).BeginObject();
        json.Name("whitelisted_domain"u8).Text(domain).Name("whitelisted_page"u8).Text(page);
        json.Name("url_regex"u8).Text($"#^{Regex.Escape(domain)}{(page == "*" ? @"(\/.*)?" : @"\/" + Regex.Escape(page))}$#");
        foreach (var name in Switches)
        {
            json.Name(System.Text.Encoding.ASCII.GetBytes(name));
            if (isNew) json.Bool(row.Is(name));
            else json.Number(row.Number(name));
        }

        json.Name("updated_at"u8).Text(Moment(row.Updated)).Name("created_at"u8).Text(Moment(row.Created)).EndObject().EndObject();
    }

    static string Moment(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
