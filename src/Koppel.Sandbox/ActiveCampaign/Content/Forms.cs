using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/forms</c>. They are built by hand in the account; the API reads and deletes them.</summary>
internal static class Forms
{
    public static readonly Resource Resource = new("forms", "form", "Form",
        Text("name"), Text("action"), Json("actiondata"), Text("submit", "show-thank-you"), Json("submitdata"), Text("url"),
        Text("layout", "inline-form"), Text("title"), Text("body"),
        Text("button", "Submit"), Text("thanks"), Json("style"), Json("options"), Json("cfields"), Number("parentformid"),
        Number("userid", 1), Number("addressid"),
        Created("cdate"), Updated("udate"), Number("entries"), Number("aid"), Text("defaultscreenshot", null), Json("recent"),
        Flag("contacts", true), Flag("deals"),
        Links("address"), Id(), Computed("address", Kind.Reference, (_, form) => form.IdOf("addressid") is var id and > 0 ? id : null))
    {
        Verbs = Verbs.List | Verbs.One | Verbs.Delete,
        Nested = [Nested.Under("addresses", "forms", "addressid")],
    };
}
