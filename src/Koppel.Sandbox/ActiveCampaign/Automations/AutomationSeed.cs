using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Automations;

/// <summary>
/// The automations that a sandbox begins with. Each sends a mail. None gives a tag: after a load there must be the tags that were loaded,
/// and no others.
/// </summary>
internal static class AutomationSeed
{
    /// <summary>An automation in short. One whose tag or list is not there is left out.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What starts it.</param>
    /// <param name="Target">The name of the tag or list.</param>
    /// <param name="Subject">The subject of the mail that it sends.</param>
    /// <param name="Text">The text of that mail.</param>
    sealed record Sketch(string Name, StartKind Kind, string Target, string Subject, string Text);

    static readonly Sketch[] All =
    [
        new("Thanks for trying", StartKind.TagAdded, SeedData.FreeTag, "Thank you, %FIRSTNAME%",
            "Hello %FIRSTNAME%,\n\nthank you for trying. You got this because you were tagged."),
        new("Webinar: your seat", StartKind.TagAdded, "Webinar 2026", "Your seat is kept, %FIRSTNAME%",
            "Hello %FULLNAME%,\n\nwe look forward to seeing you."),
        new("A word to a VIP", StartKind.TagAdded, "VIP", "For you, %FIRSTNAME%", "Hello %FULLNAME%,\n\nthis is for our best customers."),
        new("Welcome to the newsletter", StartKind.Subscribed, "Nieuwsbrief", "Welcome to %LISTNAME%",
            "Hello %FIRSTNAME%,\n\nyou subscribed on %SUBDATE%."),
    ];

    public static Action<Contact, int>? Begin(Store store)
    {
        foreach (var sketch in All)
        {
            if (Target(store, sketch) is not { } target) continue;
            var message = MessageRows.Add(store, SeedData.Begin, sketch.Subject, sketch.Text + "\n\nLeave: %UNSUBSCRIBELINK%\n", "");
            store.Automations.Add(
                sketch.Name, "", entersAgain: false, [(sketch.Kind, target)], [new(StepKind.SendMessage, message.Id)], SeedData.Begin);
        }

        return null;
    }

    static int? Target(Store store, Sketch sketch) =>
        sketch.Kind == StartKind.TagAdded
            ? store.Tags.Of(sketch.Target, "contact")?.Id
            : store.Table(ListRows.Resource).Find("name", sketch.Target)?.Id;
}
