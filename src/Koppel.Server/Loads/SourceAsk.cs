using System.Text.Json.Nodes;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>What a request says of a source: one of an upload, a file, a table, a query and a kept result; and how it is read.</summary>
internal sealed record SourceAsk
{
    /// <summary>The id of an upload, or null.</summary>
    public string? Upload { get; init; }

    /// <summary>A file of the configuration's folder or of the queries', or null.</summary>
    public string? Path { get; init; }

    /// <summary>A connection, with a <see cref="Table"/>, or null.</summary>
    public string? Connection { get; init; }

    /// <summary>A table of it.</summary>
    public string? Table { get; init; }

    /// <summary>A query, or null.</summary>
    public string? Query { get; init; }

    /// <summary>The id of a kept result, or null.</summary>
    public string? Result { get; init; }

    /// <summary>The sheet of a workbook, or null for the first with rows.</summary>
    public string? Sheet { get; init; }

    /// <summary>The session in which a query is run, or null for one of the program's own.</summary>
    public string? Session { get; init; }

    /// <summary>Settings by name that change how a file is read.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads it.</summary>
    /// <exception cref="ApiFault">It names none, or several.</exception>
    public static SourceAsk Of(Body body)
    {
        var ask = new SourceAsk
        {
            Upload = body.OptionalText("upload"), Path = body.OptionalText("path"), Table = body.OptionalText("table"),
            Connection = body.OptionalText("table") is null ? null : body.OptionalText("connection"),
            Query = body.OptionalText("query"), Result = body.OptionalText("result"), Sheet = body.OptionalText("sheet"),
            Session = body.OptionalText("session"),
            Settings = body.Texts("settings").OrderBy(s => s.Key, StringComparer.Ordinal).ToDictionary(s => s.Key, s => s.Value),
        };
        var named = ((string?[])[ask.Upload, ask.Path, ask.Table, ask.Query, ask.Result]).Count(n => n is not null);
        if (named != 1 || (ask.Table is not null && ask.Connection is null))
            throw ApiFault.Wrong("A source is one of 'upload', 'path', 'connection' with 'table', 'query' and 'result'.");
        return ask;
    }

    /// <summary>The same as it is told back, to be sent again.</summary>
    public JsonObject ToJson()
    {
        var told = new JsonObject();
        foreach (var (name, value) in ((string, string?)[])[("upload", Upload), ("path", Path), ("connection", Connection),
            ("table", Table), ("query", Query), ("sheet", Sheet), ("session", Session)])
            if (value is not null) told[name] = value;
        told["settings"] = new JsonObject(Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
        return told;
    }
}
