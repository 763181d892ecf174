using System.Text.Json;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Why the importer refused a batch. It refuses all of it for one faulty contact, and names that one.</summary>
/// <param name="Message">The whole answer as a sentence.</param>
/// <param name="Contacts">The contacts it names, counted from 1, each with its reason.</param>
internal sealed record ImportRefusal(string Message, IReadOnlyList<(int Contact, string Reason)> Contacts)
{
    /// <summary>The contacts it names among so many, counted from 0, with the reasons.</summary>
    public Dictionary<int, string> OfContacts(int count) => Contacts.Where(c => c.Contact >= 1 && c.Contact <= count)
        .DistinctBy(c => c.Contact).ToDictionary(c => c.Contact - 1, c => c.Reason);

    /// <summary>Why all contacts were refused, when it names none.</summary>
    public RejectCause Cause(RestResponse response) => new(
        RejectCode.Refused, $"{response.Route} answered {response.Status}: {Message}", "Correct what it says and load the rows again.");

    /// <summary>Reads the answer; its shapes are in ActiveCampaign's page on the importer and were seen live in 2026-06.</summary>
    public static ImportRefusal Read(RestResponse response)
    {
        var contacts = new List<(int, string)>();
        var texts = new List<string>();
        using var document = response.TryJson(); // Else the body is told as it is.
        if (document?.RootElement is { ValueKind: JsonValueKind.Object } root
            && root.TryGetProperty("failureReasons", out var reasons) && reasons.ValueKind == JsonValueKind.Array)
        {
            foreach (var reason in reasons.EnumerateArray())
            {
                if (reason.ValueKind == JsonValueKind.Object && reason.TryGetProperty("contact", out var contact)
                    && int.TryParse(contact.ToString(), out var number) && reason.TryGetProperty("failureReason", out var text))
                    contacts.Add((number, text.ToString()));
                else
                    texts.Add(reason.ToString());
            }
        }

        return new ImportRefusal(string.Join(' ', texts.Prepend(RestErrors.Describe(response))), contacts);
    }
}
