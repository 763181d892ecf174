using System.Text.Json.Nodes;
using Koppel.Engine.GuidedLoads;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>Mappings as the page has them.</summary>
internal static class MappingJson
{
    const int MostColumns = 2_000;

    /// <summary>A mapping as the page is told of it.</summary>
    public static JsonObject Of(LoadMapping mapping) => new()
    {
        ["connection"] = mapping.Connection,
        ["columns"] = Answer.List(mapping.Columns.Select(Of)),
        ["createContacts"] = mapping.CreateContacts,
        ["tagsOfAll"] = Answer.Texts(mapping.TagsOfAll),
        ["createTags"] = mapping.CreateTags,
        ["automations"] = mapping.Automations,
        ["resubscribe"] = mapping.Resubscribe,
    };

    static JsonObject Of(MappedColumn column) => new()
    {
        ["column"] = column.Column,
        ["use"] = UseWord.Of(column.Use),
        ["target"] = column.Target,
        ["sure"] = column.Sure,
        ["why"] = new JsonObject { ["code"] = column.Why, ["like"] = column.Like, ["share"] = column.Share },
        ["separator"] = column.Separator,
        ["nulls"] = column.ClearsNulls ? "clear" : "keep",
        ["fillEmpty"] = column.FillEmpty,
        ["takesSeveral"] = column.TakesSeveral,
    };

    /// <summary>Reads what the page says of one.</summary>
    /// <exception cref="ApiFault">It is no mapping.</exception>
    public static LoadMapping Read(Body body) => new(
        body.Text("connection"), body.List("columns") is { Count: <= MostColumns } columns ? [.. columns.Select(Column)]
            : throw ApiFault.Wrong($"A mapping has at most {MostColumns} columns."))
    {
        CreateContacts = body.Truth("createContacts") ?? false, TagsOfAll = body.TextList("tagsOfAll"),
        CreateTags = body.Truth("createTags") ?? true, Automations = body.OptionalText("automations"),
        Resubscribe = body.Truth("resubscribe") ?? false,
    };

    static MappedColumn Column(Body body) => new(body.Text("column"), UseWord.Find(body.Text("use"))
        ?? throw ApiFault.Wrong($"'use' of a column must be one of {string.Join(", ", UseWord.All)}."))
    {
        Target = body.OptionalText("target"), Sure = Math.Clamp(body.Real("sure") ?? 1, 0, 1), Separator = body.OptionalText("separator"),
        Why = body.OptionalObject("why") is { } why ? why.OptionalText("code") ?? "said" : "said",
        Like = body.OptionalObject("why")?.OptionalText("like"), Share = body.OptionalObject("why")?.Real("share"),
        FillEmpty = body.Truth("fillEmpty") ?? false, TakesSeveral = body.Truth("takesSeveral"),
        ClearsNulls = body.OptionalText("nulls") switch
        {
            null or "keep" => false, "clear" => true, _ => throw ApiFault.Wrong("'nulls' of a column must be keep or clear."),
        },
    };
}
