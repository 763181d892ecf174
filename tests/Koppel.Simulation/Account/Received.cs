using System.Net;
using System.Text.Json;

namespace Koppel.Simulation.Account;

/// <summary>A call that came to the account.</summary>
internal sealed class Received
{
    /// <summary>What stands before all paths of the API.</summary>
    const string Base = "/api/3/";

    /// <summary>Reads it.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="process">The process that made it.</param>
    /// <param name="at">When it came.</param>
    /// <param name="request">The request.</param>
    public Received(int number, int process, long at, HttpRequestMessage request)
    {
        (Number, Process, At, Method) = (number, process, at, request.Method.Method);
        var (path, query) = request.RequestUri!.PathAndQuery.Split('?', 2) is [var before, var behind] ? (before, behind)
            : (request.RequestUri.PathAndQuery, "");
        Path = path[Base.Length..].Split('/');
        Query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(
            p => (WebUtility.UrlDecode(p[0]), p.Length > 1 ? WebUtility.UrlDecode(p[1]) : ""))];
        using var body = new MemoryStream();
        request.Content?.CopyTo(body, null, CancellationToken.None);
        Body = body.ToArray();
    }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>The process that made it.</summary>
    public int Process { get; }

    /// <summary>When it came.</summary>
    public long At { get; }

    /// <summary>Such as GET.</summary>
    public string Method { get; }

    /// <summary>The parts of its path.</summary>
    public string[] Path { get; }

    /// <summary>What it asks by.</summary>
    public List<(string Name, string Value)> Query { get; }

    /// <summary>Its body.</summary>
    public byte[] Body { get; }

    /// <summary>What becomes of it.</summary>
    public required Fate Fate { get; init; }

    /// <summary>What the account answered; null when it did not do it.</summary>
    public Answer? Answer { get; set; }

    /// <summary>When it was done, or null.</summary>
    public long? DoneAt { get; set; }

    /// <summary>When the caller heard of it, whatever it was; null for not yet.</summary>
    public long? HeardAt { get; set; }

    /// <summary>Whether the caller is told a status.</summary>
    public bool IsAnswered => Fate.Heard is not (Hearing.Cut or Hearing.CutSoon or Hearing.Nothing or Hearing.NoConnection);

    /// <summary>Whether it changes something.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Whether it is an import.</summary>
    public bool IsImport => Method == "POST" && Path is ["import", "bulk_import"];

    /// <summary>How many contacts an import has.</summary>
    public int Contacts => JsonDocument.Parse(Body).RootElement.GetProperty("contacts").GetArrayLength();

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Method} {string.Join('/', Path)}{(Query.Count > 0 ? "?" : "")}"
        + string.Join('&', Query.Select(q => $"{q.Name}={q.Value}")) + (Body.Length > 0 ? $" ({Body.Length} bytes)" : "");
}
