using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Simulation.Account;

/// <summary>The calls of the account's API that loads make.</summary>
/// <param name="state">The account.</param>
/// <param name="importer">Its importer.</param>
internal sealed class Api(AccountState state, Importer importer)
{
    /// <summary>Does what a call asks.</summary>
    /// <param name="call">The call.</param>
    public Answer Do(Received call)
    {
        var body = call.Body.Length == 0 ? default : JsonDocument.Parse(call.Body).RootElement;
        return (call.Method, call.Path) switch
        {
            ("GET", ["contacts"]) => Contacts(call.Query),
            ("POST", ["contacts"]) => Create(body.GetProperty("contact"), call.Number),
            ("PUT", ["contacts", var id]) => Update(Id(id), body.GetProperty("contact"), call.Number),
            ("POST", ["contact", "sync"]) => Sync(body.GetProperty("contact"), call.Number),
            ("GET", ["tags"]) => Tags(call.Query),
            ("GET", ["tags", var id]) => One("tag", state.Tags.TryGetValue(Id(id), out var name) ? TagRow(Id(id), name) : null),
            ("POST", ["tags"]) => AddTag(body.GetProperty("tag").GetProperty("tag").GetString()!, call.Number),
            ("POST", ["contactTags"]) => Tag(body.GetProperty("contactTag"), call.Number),
            ("DELETE", ["contactTags", var id]) => Untag(Id(id), call.Number),
            ("POST", ["notes"]) => Note(body.GetProperty("note"), call.Number),
            ("POST", ["import", "bulk_import"]) => importer.Take(body, call.Number),
            ("GET", ["import", "info"]) => importer.Info(call.Query.Find(q => q.Name == "batchId").Value),
            _ => throw new NotSupportedException($"The simulated account does not know {call.Method} {string.Join('/', call.Path)}."),
        };
    }

    Answer Contacts(List<(string Name, string Value)> query)
    {
        var rows = state.Contacts.Values.AsEnumerable();
        var ids = query.Where(q => q.Name == "ids[]").Select(q => Id(q.Value)).ToHashSet();
        if (ids.Count > 0) rows = rows.Where(c => ids.Contains(c.Id));
        if (Asked("email") is { } email) rows = rows.Where(c => c.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
        if (Asked("id_greater") is { } above) rows = rows.Where(c => c.Id > Id(above));
        var (found, page) = Page([.. rows], query);
        var answer = new JsonObject
        {
            ["contacts"] = new JsonArray([.. page.Select(ContactRow)]),
            ["meta"] = new JsonObject { ["total"] = Text(found.Count) },
        };
        if (Asked("include")?.Contains("contactTags", StringComparison.Ordinal) == true)
            answer["contactTags"] = new JsonArray([.. page.SelectMany(c => c.Links, (c, l) => LinkRow(l.Value, c.Id, l.Key))]);
        return Answer.Of(200, answer);

        string? Asked(string name) => query.Find(q => q.Name == name).Value;
    }

    Answer Tags(List<(string Name, string Value)> query)
    {
        var name = query.Find(q => q.Name == "filters[search][eq]").Value;
        var (found, page) = Page(
            [.. state.Tags.Where(t => name is null || t.Value.Equals(name, StringComparison.OrdinalIgnoreCase))], query);
        return Answer.Of(200, new JsonObject
        {
            ["tags"] = new JsonArray([.. page.Select(t => TagRow(t.Key, t.Value))]),
            ["meta"] = new JsonObject { ["total"] = Text(found.Count) },
        });
    }

    static (List<T> Found, List<T> Page) Page<T>(List<T> found, List<(string Name, string Value)> query)
    {
        var limit = query.Find(q => q.Name == "limit").Value is { } most ? (int)Id(most) : 20;
        var offset = query.Find(q => q.Name == "offset").Value is { } first ? (int)Id(first) : 0;
        return (found, [.. found.Skip(offset).Take(limit)]);
    }

    Answer Create(JsonElement contact, int request)
    {
        var email = contact.GetProperty("email").GetString()!;
        if (email.StartsWith("refused", StringComparison.Ordinal)) return Refused("The email is not allowed.", "email_invalid");
        if (state.Find(email) is not null) return Refused("Email address already exists in the system.", "duplicate");
        var created = state.Create(email, request);
        SetTexts(created, contact, request);
        return One("contact", ContactRow(created), 201);
    }

    Answer Update(long id, JsonElement contact, int request)
    {
        if (!state.Contacts.TryGetValue(id, out var there)) return NotFound();
        SetTexts(there, contact, request);
        return One("contact", ContactRow(there));
    }

    Answer Sync(JsonElement contact, int request)
    {
        var email = contact.GetProperty("email").GetString()!;
        if (email.StartsWith("refused", StringComparison.Ordinal)) return Refused("The email is not allowed.", "email_invalid");
        var there = state.Find(email);
        var status = there is null ? 201 : 200;
        there ??= state.Create(email, request);
        SetTexts(there, contact, request);
        return One("contact", ContactRow(there), status);
    }

    void SetTexts(Contact contact, JsonElement told, int request)
    {
        foreach (var column in (string[])["firstName", "lastName", "phone"])
            if (told.TryGetProperty(column, out var text)) state.Set(contact, column, text.GetString() ?? "", request);
    }

    Answer AddTag(string name, int request)
    {
        if (name.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase)) return Refused("A tag is not allowed.", "tag_invalid");
        var isThere = state.TagId(name) is not null;
        var id = state.TagNamed(name, request);
        return One("tag", TagRow(id, state.Tags[id]), isThere ? 200 : 201);
    }

    Answer Tag(JsonElement link, int request)
    {
        var (contact, tag) = (Id(link.GetProperty("contact").ToString()), Id(link.GetProperty("tag").ToString()));
        if (!state.Contacts.TryGetValue(contact, out var there) || !state.Tags.TryGetValue(tag, out var name)) return NotFound();
        if (name.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase)) return Refused("A tag is not allowed.", "tag_invalid");
        var isThere = there.Links.ContainsKey(tag);
        return One("contactTag", LinkRow(state.Tag(there, tag, request), contact, tag), isThere ? 200 : 201);
    }

    Answer Untag(long link, int request)
    {
        foreach (var contact in state.Contacts.Values)
        {
            foreach (var (tag, id) in contact.Links)
            {
                if (id != link) continue;
                state.Untag(contact, tag, request);
                return Answer.Of(200, new JsonObject());
            }
        }
        return NotFound();
    }

    Answer Note(JsonElement note, int request)
    {
        var contact = Id(note.GetProperty("relid").ToString());
        if (!state.Contacts.ContainsKey(contact)) return NotFound();
        var added = state.AddNote(note.GetProperty("note").GetString()!, contact, request);
        return One("note", new JsonObject { ["id"] = Text(added.Id), ["note"] = added.Text, ["relid"] = Text(contact) }, 201);
    }

    static JsonObject ContactRow(Contact contact) => new()
    {
        ["id"] = Text(contact.Id),
        ["email"] = contact.Email,
        ["firstName"] = contact.Texts.GetValueOrDefault("firstName", ""),
        ["lastName"] = contact.Texts.GetValueOrDefault("lastName", ""),
        ["phone"] = contact.Texts.GetValueOrDefault("phone", ""),
        ["contactTags"] = new JsonArray([.. contact.Links.Values.Select(l => JsonValue.Create(Text(l)))]),
    };

    static JsonObject TagRow(long id, string name) => new() { ["id"] = Text(id), ["tag"] = name, ["tagType"] = "contact" };

    static JsonObject LinkRow(long link, long contact, long tag) =>
        new() { ["id"] = Text(link), ["contact"] = Text(contact), ["tag"] = Text(tag) };

    static Answer One(string name, JsonObject? row, int status = 200) =>
        row is null ? NotFound() : Answer.Of(status, new JsonObject { [name] = row });

    static Answer NotFound() => Answer.Of(404, new JsonObject { ["message"] = "No Result found." });

    static Answer Refused(string title, string code) => Answer.Of(422, new JsonObject
    {
        ["errors"] = new JsonArray(new JsonObject { ["title"] = title, ["code"] = code }),
    });

    static long Id(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
