using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/brandings</c>: how the account looks. There is one. Its <c>links</c> is no map but a switch.</summary>
internal static class Brandings
{
    public static readonly Resource Resource = new("brandings", "branding", "Branding",
        Number("groupid", 3), Text("siteName", "Sandbox"), Text("siteLogo"), Text("siteLogoSmall"), Text("headerTextValue"),
        Text("headerHtmlValue"), Text("footerTextValue"), Text("footerHtmlValue"),
        Flag("copyright", true), Flag("version", true), Flag("license", true), Flag("links", true), Flag("help", true),
        Text("adminTemplateHtm"), Text("adminTemplateCss"),
        Text("publicTemplateHtm"), Text("publicTemplateCss"), Text("admin_template_htm_backup", null),
        Text("admin_template_css_backup", null), Text("favicon", null), Flag("zendeskWidgetEnabled"),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"), Id())
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Change,
        Begin = store => store.Table(Resource!).Add(SeedData.Begin),
    };
}
