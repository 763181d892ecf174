using System.Text.Json.Nodes;
using Koppel.Engine.Binding;
using Koppel.Engine.GuidedLoads;
using Koppel.Sdk.Connections;
using Koppel.Server.Results;
using Koppel.Server.Wire;

namespace Koppel.Server.Loads;

/// <summary>A source as the page is told of it.</summary>
internal static class SourceJson
{
    const int Longest = 300;

    /// <summary>All of it.</summary>
    public static JsonObject Of(OpenedSource source, SourceFacts facts) => new()
    {
        ["source"] = source.Ask.ToJson(),
        ["name"] = source.Name,
        ["kind"] = source.Kind,
        ["connection"] = source.Connection,
        ["from"] = source.Table.From,
        ["sheets"] = Answer.List(source.Sheets.Select(Of)),
        ["sheet"] = source.Ask.Sheet,
        ["settings"] = OfSettings(source.Settings, source.Ask, source.IsWorkbook),
        ["rowNumbers"] = source.Table.RowNumbers is not null,
        ["columns"] = Answer.List(facts.Columns.Select(Of)),
        ["rows"] = facts.Rows,
        ["emptyRows"] = facts.EmptyRows,
        ["sample"] = Answer.List(facts.Sample.Select(r => new JsonArray([.. r.Values.Select(v => Shown(v))]))),
        ["sampleRows"] = Answer.List(facts.Sample.Select(r => (JsonNode)r.Row)),
        ["doubtful"] = facts.Doubtful,
        ["findings"] = Answer.Texts(source.Findings.Concat(facts.Notes)),
    };

    static JsonObject Of(TableDescription sheet) => new()
    {
        ["name"] = sheet.Table.Name,
        ["rows"] = sheet.Table.Region?.Rows,
        ["columns"] = sheet.Columns.Count(c => !c.Traits.Contains("hidden")),
        ["region"] = sheet.Table.Region?.Cells,
        ["titleRows"] = sheet.Table.Region?.TitleRows,
        ["headingRow"] = sheet.Table.Region?.HeadingRow,
    };

    /// <summary>The settings that change how a file is read, with what was asked for.</summary>
    public static JsonArray OfSettings(IEnumerable<Setting> settings, SourceAsk ask, bool isWorkbook) =>
        Answer.List(settings.Select(s => Of(s, ask.Settings.GetValueOrDefault(s.Name), isWorkbook)));

    static JsonObject Of(Setting setting, string? value, bool isWorkbook) => new()
    {
        ["name"] = setting.Name,
        ["value"] = value,
        ["words"] = setting.Kind == SettingKind.Switch ? Answer.Texts(["on", "off"])
            : setting.Words.Count > 0 ? Answer.Texts(setting.Words) : null,
        ["code"] = $"{(isWorkbook ? "excel" : "files")}.{setting.Name}",
        ["title"] = setting.Title,
        ["description"] = setting.Description,
    };

    static JsonObject Of(ColumnFacts column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["kind"] = ColumnKind.Of(column.Type),
        ["filled"] = column.Filled,
        ["empty"] = column.Empty,
        ["distinct"] = column.Distinct,
        ["repeated"] = column.Repeated,
        ["samples"] = Answer.List(column.Samples.Select(s => Shown(s)!)),
        ["doubtful"] = Answer.List(column.Doubtful.Select(d => new JsonObject
        {
            ["row"] = d.Row, ["value"] = Shown(d.Value), ["code"] = d.Code, ["text"] = d.Text,
        })),
        ["doubtfulCount"] = column.DoubtfulCount,
        ["looksLike"] = LookOf(column.Look),
        ["share"] = Math.Round(column.Share, 3),
    };

    /// <summary>A word for what a column looks like.</summary>
    public static string LookOf(ColumnLook look) => look == ColumnLook.YesNo ? "yes-no" : look.ToString().ToLowerInvariant();

    static JsonNode? Shown(string? value) => value is null ? null : value.Length <= Longest ? value
        : value[..(char.IsHighSurrogate(value[Longest - 1]) ? Longest - 1 : Longest)] + "…";
}
