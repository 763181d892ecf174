using System.Net.Http.Json;
using System.Text.Json;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>A sandbox whose account has fields and lists of its own.</summary>
internal static class WideSandbox
{
    /// <summary>
    /// Starts it: the fields KLEUR (three colours), MERKEN (several brands), GEBOREN (a date) and PLAATS, and the lists Nieuws and Acties.
    /// </summary>
    public static async Task<Sandbox> StartAsync(int contacts = 100, params string[] faults)
    {
        var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 500, RefusesTooMany = false });
        await sandbox.AddFieldAsync("KLEUR", "dropdown", "Rood", "Groen", "Blauw");
        await sandbox.AddFieldAsync("MERKEN", "checkbox", "Opel", "Volvo", "Fiat");
        await sandbox.AddFieldAsync("GEBOREN", "date");
        await sandbox.AddFieldAsync("PLAATS", "text");
        foreach (var list in new[] { "Nieuws", "Acties" })
            await sandbox.PostAsync("lists",
                new { list = new { name = list, stringid = list, sender_url = "https://example.com",
                    sender_reminder = "You asked for it." } });
        if (faults.Length > 0) await sandbox.SetFaultsAsync(faults);
        return sandbox;
    }

    /// <summary>Adds a field with its options.</summary>
    public static async Task AddFieldAsync(this Sandbox sandbox, string name, string type, params string[] options)
    {
        var made = await sandbox.PostAsync("fields", new { field = new { title = $"Veld {name}", type, perstag = name } });
        var id = made.GetProperty("field").GetProperty("id").GetString();
        if (options.Length > 0)
            await sandbox.PostAsync(
                "fieldOption/bulk", new { fieldOptions = options.Select((o, i) => new { field = id, label = o, value = o, orderid = i }) });
    }

    /// <summary>A call beside koppel's own.</summary>
    public static async Task<JsonElement> PostAsync(this Sandbox sandbox, string path, object body)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Api-Token", sandbox.Server.Token);
        using var answer = await http.PostAsJsonAsync(new Uri(sandbox.Server.Url, $"/api/3/{path}"), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
