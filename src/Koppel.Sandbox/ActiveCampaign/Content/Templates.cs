using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/templates</c>: what mails are made of. They are built by hand in the account; the API reads and deletes them.</summary>
internal static class Templates
{
    public static readonly Resource Resource = new("templates", "template", "Template",
        Number("userid", 1), Number("ed_instanceid"), Number("ed_version"), Text("name"), Text("subject"), Text("content"),
        Number("categoryid", 1), Flag("used", true), Flag("waitpreview"),
        Number("importnum"), Updated("mdate"), Text("preview_content"), Flag("modified", true), Flag("hidden"), Text("screenshot"),
        Links("templateLists"), Id())
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Delete,
    };
}
