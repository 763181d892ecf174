using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Resources;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>The automations that a sandbox begins with.</summary>
static class AutomationSeed
{
    /// <summary>An automation in short. One whose tag or list is not there is left out.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Tag">The tag that starts it; null for none.</param>
    /// <param name="List">The list that starts it; null for none.</param>
    /// <param name="Subject">The subject of the mail that it sends; null for none.</param>
    /// <param name="Text">The text of that mail.</param>
    /// <param name="Gives">The tag that it gives; null for none.</param>
    sealed record Sketch(string Name, string? Tag = null, string? List = null, string? Subject = null, string Text = "", string? Gives = null);

    static readonly Sketch[] All =
    [
        new("Thanks for trying", Tag: SeedData.FreeTag, Subject: "Thank you, %FIRSTNAME%", Text: "Hello %FIRSTNAME%,\n\nthank you for trying. You got this because you were tagged.\n\nLeave: %UNSUBSCRIBELINK%\n"),
        new("Webinar: your seat", Tag: "Webinar 2026", Subject: "Your seat is kept, %FIRSTNAME%", Text: "Hello %FULLNAME%,\n\nwe look forward to seeing you.\n\nLeave: %UNSUBSCRIBELINK%\n"),
        new("Customers are no prospects", Tag: "Customer", Gives: "Invoice by mail"),
        new("Welcome to the newsletter", List: "Nieuwsbrief", Subject: "Welcome to %LISTNAME%", Text: "Hello %FIRSTNAME%,\n\nyou subscribed on %SUBDATE%.\n\nLeave: %UNSUBSCRIBELINK%\n"),
    ];

    public static void Fill(Store store)
    {
        foreach (var sketch in All)
        {
            var tag = sketch.Tag is null ? null : store.TagOf(sketch.Tag, "contact");
            var list = sketch.List is null ? null : store.Table(Lists.Resource).Find("name", sketch.List);
            if (tag is null && list is null) continue;
            store.Automations.Add(sketch.Name, "", entersAgain: false, tag is null ? [(StartKind.Subscribed, list!.Id)] : [(StartKind.TagAdded, tag.Id)], [.. Steps(store, sketch)], SeedData.Begin);
        }
    }

    static IEnumerable<AutomationStep> Steps(Store store, Sketch sketch)
    {
        if (sketch.Subject is not null) yield return new(StepKind.SendMessage, MessageRows.Add(store, SeedData.Begin, sketch.Subject, sketch.Text, "").Id);
        if (sketch.Gives is not null && store.TagOf(sketch.Gives, "contact") is { } given) yield return new(StepKind.AddTag, given.Id);
    }
}
