using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Content;

/// <summary><c>/savedResponses</c>: texts that are used again and again.</summary>
internal static class SavedResponses
{
    public static readonly Resource Resource = new("savedResponses", "savedResponse", "SavedResponse",
    [
        Text("title", null), Text("subject", null), Text("body", null), Moment("ldate").ReadOnly(),
        Reference("last_sent_user_id").ReadOnly(),
        Created("cdate"), Moment("mdate").ReadOnly(), Links("user", "savedResponseCategorySavedResponse"), Id(),
    ])
    {
        Check = Check,
        Saved = writing =>
        {
            if (!writing.IsNew) writing.Record["mdate"] = writing.Now;
        },
    };

    static Answer? Check(Writing writing)
    {
        List<(string Title, string Code, string Attribute)> errors = [];
        if (string.IsNullOrWhiteSpace(writing.TextOf("title"))) errors.Add(("This field is required.", "field_missing", "title"));
        if (string.IsNullOrWhiteSpace(writing.TextOf("subject")) && string.IsNullOrWhiteSpace(writing.TextOf("body")))
            errors.AddRange(
                [("Either a subject or a body needs to be provided.", "field_invalid", "subject"),
                    ("Either a subject or a body needs to be provided.", "field_invalid", "body")]);
        return errors.Count > 0 ? Errors.Attributes(errors) : null;
    }
}
