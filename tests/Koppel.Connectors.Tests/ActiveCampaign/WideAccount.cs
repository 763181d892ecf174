using System.Net.Http.Json;
using System.Text.Json;
using Koppel.Sandbox;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.ActiveCampaign;

/// <summary>A sandbox whose account has fields and lists of its own, put there by calls as anybody makes them.</summary>
static class WideAccount
{
    /// <summary>
    /// Starts it: six fields, of which KLEUR offers three colours and MERKEN three brands, and the lists Nieuws and Acties.
    /// </summary>
    public static async Task<SandboxAccount> StartAsync(
        int contacts = 20, string[]? faults = null, params (string Name, string Value)[] settings)
    {
        var account =
            await SandboxAccount.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 100, RefusesTooMany = false }, settings);
        await account.AddFieldAsync("KLEUR", "dropdown", "Rood", "Groen", "Blauw");
        await account.AddFieldAsync("MERKEN", "checkbox", "Opel", "Volvo", "Fiat");
        await account.AddFieldAsync("GEBOREN", "date");
        await account.AddFieldAsync("BEZOCHT", "datetime");
        await account.AddFieldAsync("PUNTEN", "number");
        await account.AddFieldAsync("PLAATS", "text");
        foreach (var list in new[] { "Nieuws", "Acties" })
            await account.PostAsync("lists",
                new { list = new { name = list, stringid = list.ToLowerInvariant(), sender_url = "https://example.com",
                    sender_reminder = "You asked for it." } });
        if (faults is not null) await account.SetFaultsAsync(faults);
        return account;
    }

    /// <summary>Adds a field with its options.</summary>
    public static async Task AddFieldAsync(this SandboxAccount account, string name, string type, params string[] options)
    {
        var made = await account.PostAsync("fields", new { field = new { title = $"Veld {name}", type, perstag = name } });
        var id = made.GetProperty("field").GetProperty("id").GetString();
        if (options.Length > 0)
            await account.PostAsync(
                "fieldOption/bulk", new { fieldOptions = options.Select((o, i) => new { field = id, label = o, value = o, orderid = i }) });
    }

    /// <summary>Sets how a contact stands to a list.</summary>
    public static Task SetStatusAsync(this SandboxAccount account, long contact, long list, int status) =>
        account.PostAsync("contactLists", new { contactList = new { contact = $"{contact}", list = $"{list}", status = $"{status}" } });

    /// <summary>A call beside the connector's own.</summary>
    public static async Task<JsonElement> PostAsync(this SandboxAccount account, string path, object body)
    {
        using var http = Client(account);
        using var answer = await http.PostAsJsonAsync(new Uri(account.Server.Url, $"/api/3/{path}"), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Lets calls fail from now on.</summary>
    public static async Task SetFaultsAsync(this SandboxAccount account, params string[] faults)
    {
        using var http = Client(account);
        (await http.PutAsJsonAsync(new Uri(account.Server.Url, "/_sandbox/faults"), faults)).EnsureSuccessStatusCode();
    }

    /// <summary>One row of ContactsWithFields, by address.</summary>
    public static async Task<IReadOnlyList<string>> ContactAsync(this SandboxAccount account, string email, params string[] columns) =>
        Assert.Single(
            await account.ReadAsync("ContactsWithFields", columns, new Predicate.Compare("email", ComparisonOperator.Equal, email)));

    static HttpClient Client(SandboxAccount account)
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Api-Token", account.Server.Token);
        return http;
    }
}
