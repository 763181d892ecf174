using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// What messages and pages are made of. Source: the API's reference of templates, savedResponses, personalizations, forms, brandings,
/// calendars and addresses (2026-08), recorded answers (2020 to 2021) and the keys of a live account (2026-08). The list of templates is
/// known from use only. Addresses are recorded with <c>companyName</c> and
/// <c>address1</c> in both directions, where the reference writes <c>company_name</c> and <c>address_1</c>.
/// </summary>
internal static class Content
{
    /// <summary>Templates of messages.</summary>
    public static readonly RestTable Templates = new("templates", Item: "template")
    {
        Description = "Templates of messages",
        Path = "templates",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Text("subject"),
            ReadOnlyColumns.Text("content", "The template as HTML"), ReadOnlyColumns.Number("categoryid"), ReadOnlyColumns.Number("used"),
            ReadOnlyColumns.Flag("hidden"),
            ReadOnlyColumns.Id("userid", "users"), ReadOnlyColumns.Changed("mdate") with { Times = UsCentral.Times },
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Number("ed_instanceid"), ReadOnlyColumns.Number("ed_version"), ReadOnlyColumns.Flag("waitpreview"),
                ReadOnlyColumns.Number("importnum"), ReadOnlyColumns.Text("preview_content"), ReadOnlyColumns.Number("modified"),
                ReadOnlyColumns.Text("screenshot")),
        ],
        Filters = [Filter.ById("id", "templates/{id}")],
        Refusals = Refusals.ReadOnly("template", "Work on it in ActiveCampaign's own pages, under Campaigns, Templates."),
    };

    /// <summary>Answers that are used again.</summary>
    public static readonly RestTable SavedResponses = new("savedResponses", Item: "savedResponse")
    {
        Description = "Answers that are used again and again",
        Path = "savedResponses",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; an answer is known by it" },
            Column.Text("subject") with { Required = true },
            Column.Text("body") with { Required = true, Description = "The answer as HTML" },
            ReadOnlyColumns.Id("last_sent_user_id", "users", "Who last sent it"), ReadOnlyColumns.Time("ldate", "When it was last sent"),
            ReadOnlyColumns.Created("cdate"), ReadOnlyColumns.Changed("mdate"),
        ],
        Filters = [Filter.ById("id", "savedResponses/{id}")],
        Identity = ["title"],
        Insert = RowCall.Post("savedResponses"),
        Update = RowCall.Put("savedResponses/{id}"),
        Delete = RowCall.Delete("savedResponses/{id}"),
    };

    /// <summary>Texts that messages name.</summary>
    public static readonly RestTable Personalizations = new("personalizations", Item: "personalization")
    {
        Description = "Texts that messages name by their tag",
        Path = "personalizations",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("tag") with { Required = true, IgnoresCase = true, Description = "What messages write for it",
                Example = "OPENING" },
            Column.Text("name") with { Required = true },
            Column.Text("format") with { Required = true, Description = "html or text", Example = "text" },
            Column.Text("content") with { Required = true },
            Column.BigIntList("listIds") with { References = "lists", SentAs = "listids", Form = ValueForm.Commas,
                Description = "Ids of the lists whose messages may name it" },
            ReadOnlyColumns.Texts("listNames") with { Form = ValueForm.Commas },
            ReadOnlyColumns.Number("listsCount"),
            ReadOnlyColumns.Flag("isLocked"),
        ],
        Filters = [Filter.ById("id", "personalizations/{id}")],
        Identity = ["tag"],
        Insert = RowCall.Post("personalizations"),
        Update = RowCall.Put("personalizations/{id}"),
        Delete = RowCall.Delete("personalizations/{id}"),
    };

    /// <summary>Forms by which contacts subscribe.</summary>
    public static readonly RestTable Forms = new("forms", Item: "form")
    {
        Description = "Forms by which contacts subscribe",
        Path = "forms",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Text("title"), ReadOnlyColumns.Text("layout"),
            ReadOnlyColumns.Text("action"), ReadOnlyColumns.Json("actiondata", "What becomes of a contact who fills it in"),
            ReadOnlyColumns.Text("submit"),
            ReadOnlyColumns.Json("submitdata"), ReadOnlyColumns.Text("url"), ReadOnlyColumns.Text("body"), ReadOnlyColumns.Text("button"),
            ReadOnlyColumns.Text("thanks"), ReadOnlyColumns.Json("style"), ReadOnlyColumns.Json("options"),
            ReadOnlyColumns.Json("cfields", "What it asks"),
            ReadOnlyColumns.Number("entries", "How often it was filled in"), ReadOnlyColumns.Number("contacts"),
            ReadOnlyColumns.Number("deals"), ReadOnlyColumns.Id("userid", "users"), ReadOnlyColumns.Id("address", "addresses"),
            ReadOnlyColumns.Created("cdate"), ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Number("parentformid"), ReadOnlyColumns.Id("addressid", "addresses", "As address"),
                ReadOnlyColumns.Number("aid"), ReadOnlyColumns.Text("defaultscreenshot"), ReadOnlyColumns.Json("recent")),
        ],
        Filters = [Filter.ById("id", "forms/{id}")],
        Delete = RowCall.Delete("forms/{id}"),
        Refusals = Refusals.Of("form",
            (WriteOperation.Insert,
                "Its reference does not say what it takes; make it in ActiveCampaign's own pages, under Website, Forms."),
            (WriteOperation.Update,
                "Its reference does not say what it takes; change it in ActiveCampaign's own pages, under Website, Forms.")),
    };

    /// <summary>How the account looks.</summary>
    public static readonly RestTable Brandings = new("brandings", Item: "branding")
    {
        Description = "How the account looks to the users of a group",
        Path = "brandings",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("groupid") with { References = "groups" },
            Column.Text("siteName"),
            Column.Text("siteLogo"),
            Column.Text("siteLogoSmall"),
            Column.Text("headerTextValue"),
            Column.Text("headerHtmlValue"),
            Column.Text("footerTextValue"),
            Column.Text("footerHtmlValue"),
            Column.Boolean("copyright") with { Form = ValueForm.TrueFalse },
            Column.Boolean("version") with { Form = ValueForm.TrueFalse },
            Column.Boolean("license") with { Form = ValueForm.TrueFalse },
            Column.Text("help"),
            Column.Text("favicon"),
            Column.Text("adminTemplateHtm"),
            Column.Text("adminTemplateCss"),
            Column.Text("publicTemplateHtm"),
            Column.Text("publicTemplateCss"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Text("admin_template_htm_backup"), ReadOnlyColumns.Text("admin_template_css_backup"),
                ReadOnlyColumns.Text("zendeskWidgetEnabled")),
            .. ReadOnlyColumns.Times,
        ],
        Filters = [Filter.ById("id", "brandings/{id}")],
        Update = RowCall.Put("brandings/{id}"),
        Refusals = Refusals.Of("branding", (WriteOperation.Insert, "Every group has one: update it."),
            (WriteOperation.Delete, "Every group has one: update it.")),
    };

    /// <summary>Calendars of tasks.</summary>
    public static readonly RestTable Calendars = new("calendars", Item: "calendar")
    {
        Description = "Calendars of tasks that other programs subscribe to",
        Path = "calendars",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; a calendar is known by it" },
            Column.Text("type") with { Required = true, Description = "Whose tasks it shows: All or Mine", Example = "All" },
            Column.Boolean("notification") with { Form = ValueForm.TrueFalse },
            ReadOnlyColumns.Text("token", "What its address ends with"), ReadOnlyColumns.Id("userid", "users"),
            ReadOnlyColumns.Created("cdate"), ReadOnlyColumns.Changed("mdate"),
        ],
        Filters = [Filter.ById("id", "calendars/{id}")],
        Identity = ["title"],
        Insert = RowCall.Post("calendars"),
        Update = RowCall.Put("calendars/{id}"),
        Delete = RowCall.Delete("calendars/{id}"),
    };

    /// <summary>Addresses of the senders.</summary>
    public static readonly RestTable Addresses = new("addresses", Item: "address")
    {
        Description = "Addresses of the senders, which the law wants in every message",
        Path = "addresses",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("companyName") with { Required = true },
            Column.Text("address1") with { Required = true },
            Column.Text("address2"),
            Column.Text("zip"),
            Column.Text("city"),
            Column.Text("state"),
            Column.Text("district"),
            Column.Text("country") with { Required = true, Description = "Two letters", Example = "NL" },
            Column.Boolean("allgroup") with { Description = "Whether all groups of users may use it" },
            Column.Boolean("isDefault") with { Description = "Whether it is used unless told otherwise" },
            ReadOnlyColumns.Aside(ReadOnlyColumns.Text("smsName")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("id", "addresses/{id}")],
        Insert = RowCall.Post("addresses"),
        // The reference wants the three with every change.
        Update = RowCall.Put("addresses/{id}") with { Also = ["companyName", "address1", "country"] },
        Delete = RowCall.Delete("addresses/{id}"),
    };
}
