using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Account;

/// <summary>
/// The bulk importer: a batch is checked at once and done later, contact by contact. One that is broken off has done some of it, and is
/// not gone on with.
/// </summary>
/// <param name="state">The account.</param>
/// <param name="world">The simulation.</param>
/// <param name="weather">What goes wrong.</param>
internal sealed class Importer(AccountState state, World world, Weather weather)
{
    readonly List<Import> _imports = [];

    /// <summary>The imports that were taken.</summary>
    public IReadOnlyList<Import> Imports => _imports;

    /// <summary>Takes a batch, or refuses it.</summary>
    public Answer Take(JsonElement body, int request)
    {
        var contacts = body.GetProperty("contacts").EnumerateArray().Select(ImportedContact.Read).ToList();
        var reasons = new JsonArray();
        // The importer refuses a batch whole for one faulty contact. Of some it names the number, of others it only tells why.
        for (var i = 0; i < contacts.Count; i++)
        {
            if (contacts[i].Email.StartsWith("refused", StringComparison.Ordinal))
                reasons.Add(new JsonObject { ["contact"] = i + 1, ["failureReason"] = "The email is not allowed." });
            else if (contacts[i].Tags.Exists(t => t.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase)))
                reasons.Add("A tag is not allowed.");
        }
        if (reasons.Count > 0)
            return Answer.Of(400, new JsonObject
            {
                ["success"] = 0, ["message"] = "JSON payload did not pass validation.", ["failureReasons"] = reasons,
            });
        var import = new Import(_imports.Count + 1, request, contacts) { Fate = weather.FateOfImport(contacts.Count) };
        _imports.Add(import);
        world.In(weather.Between(200, 9_000), null, () => Begin(import));
        return Answer.Of(200, new JsonObject
        {
            ["success"] = 1, ["queued_contacts"] = contacts.Count, ["batchId"] = import.Id, ["message"] = "Contact import queued",
        });
    }

    /// <summary>Tells how an import goes.</summary>
    public Answer Info(string? id)
    {
        if (_imports.Find(i => i.Id == id) is not { } import)
            return Answer.Of(400, new JsonObject { ["success"] = 0, ["message"] = "There is no such batch." });
        if (import.Status is null) return Answer.Of(200, new JsonObject { ["status"] = false });
        return Answer.Of(200, new JsonObject
        {
            ["status"] = import.Status,
            ["success"] = new JsonArray([.. import.Taken.Select(e => JsonValue.Create(e))]),
            ["failure"] = new JsonArray([.. import.Failed.Select(e => JsonValue.Create(e))]),
        });
    }

    void Begin(Import import)
    {
        import.Status = "active";
        Work(import, 0);
    }

    /// <summary>Some contacts at once, then a pause.</summary>
    void Work(Import import, int from)
    {
        var to = Math.Min(from + 4, import.Contacts.Count);
        for (var i = from; i < to; i++)
        {
            if (import.Fate is { BreaksAt: { } at } && i >= at)
            {
                import.Status = import.Fate.Status;
                return;
            }
            Do(import, i);
        }
        if (to < import.Contacts.Count) world.In(weather.Between(50, 2_000), null, () => Work(import, to));
        else import.Status = import.Fate.BreaksAt is null ? "completed" : import.Fate.Status;
    }

    void Do(Import import, int number)
    {
        var told = import.Contacts[number];
        if (import.Fate.Refuses(number))
        {
            import.Failed.Add(told.Email);
            return;
        }
        var contact = state.Find(told.Email) ?? state.Create(told.Email, import.Request);
        foreach (var (column, text) in told.Texts) state.Set(contact, column, text, import.Request);
        foreach (var tag in told.Tags) state.Tag(contact, state.TagNamed(tag, import.Request), import.Request);
        import.Taken.Add(told.Email);
    }
}

/// <summary>A batch.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Request">The request that brought it.</param>
/// <param name="Contacts">Its contacts.</param>
internal sealed record Import(int Number, int Request, IReadOnlyList<ImportedContact> Contacts)
{
    /// <summary>What it is asked for by.</summary>
    public string Id => $"batch-{Number}";

    /// <summary>How it goes; null until it is begun.</summary>
    public string? Status { get; set; }

    /// <summary>How it is going to go.</summary>
    public required ImportFate Fate { get; init; }

    /// <summary>Addresses that were taken.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>Addresses that were not.</summary>
    public List<string> Failed { get; } = [];
}

/// <summary>A contact of a batch.</summary>
internal sealed record ImportedContact(string Email, List<string> Tags, List<(string Column, string Text)> Texts)
{
    /// <summary>Reads it.</summary>
    public static ImportedContact Read(JsonElement contact) => new(
        contact.GetProperty("email").GetString()!,
        contact.TryGetProperty("tags", out var tags) ? [.. tags.EnumerateArray().Select(t => t.GetString()!)] : [],
        [
            .. from name in ((string Import, string Column)[])
                [("first_name", "firstName"), ("last_name", "lastName"), ("phone", "phone")]
            where contact.TryGetProperty(name.Import, out _)
            select (name.Column, contact.GetProperty(name.Import).GetString()!),
        ]);
}

/// <summary>How an import goes.</summary>
/// <param name="BreaksAt">Before which contact it is broken off; null for not at all.</param>
/// <param name="Status">What it is called then.</param>
/// <param name="Refused">Numbers of contacts that are not taken.</param>
internal sealed record ImportFate(int? BreaksAt, string Status, IReadOnlyList<int> Refused)
{
    /// <summary>It goes well.</summary>
    public static readonly ImportFate Well = new(null, "completed", []);

    /// <summary>Whether a contact is not taken.</summary>
    public bool Refuses(int number) => Refused.Contains(number);
}
