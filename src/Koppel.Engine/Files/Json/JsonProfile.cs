using System.Text.Json.Serialization;
using Koppel.Engine.Files.Columns;
using Koppel.Engine.Files.Input;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Json;

/// <summary>How the values of a file of JSON stand in it, in DuckDB's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JsonLayout>))]
internal enum JsonLayout
{
    /// <summary>One a line.</summary>
    Lines,

    /// <summary>In one list.</summary>
    Array,

    /// <summary>One behind the other, with and without line ends.</summary>
    Mixed,
}

/// <summary>What was found out about a file of JSON.</summary>
internal sealed record JsonProfile : FileProfile
{
    const long LeastObject = 16L << 20;

    /// <summary>The name of its encoding.</summary>
    public required string Encoding { get; init; }

    /// <summary>How its values stand in it.</summary>
    public required JsonLayout Layout { get; init; }

    /// <summary>Its values are objects, whose keys are the columns; otherwise they are one column.</summary>
    public required bool HasKeys { get; init; }

    /// <summary>Bytes of its longest value.</summary>
    public required long Longest { get; init; }

    /// <summary>What the columns are in the file, in their order.</summary>
    public required IReadOnlyList<JsonField> Fields { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSound =>
        Columns.Count == Fields.Count && Fields.All(f => IsSoundType(f.Type))
            && Columns.Zip(Fields).All(c => IsOfField(c.First, c.Second) || IsKnown(c.First));

    /// <inheritdoc/>
    public override string Sql(string path, bool isCopy)
    {
        var columns = string.Join(
            ", ", Fields.Select(f => $"{SqlText.Identifier(f.Name)}: {SqlText.Literal(f.Type.Sql(isCopy ? "VARCHAR" : "JSON"))}"));
        string[] options =
        [
            $"columns = {{{columns}}}", $"format = '{FormatOf(isCopy ? JsonLayout.Lines : Layout)}'",
            $"records = {(HasKeys ? "true" : "false")}",
            $"compression = '{(!isCopy && TextInput.IsPacked(path) ? "gzip" : "uncompressed")}'",
            // What is put in quotes takes more room: at most twice as much.
            FormattableString.Invariant($"maximum_object_size = {Math.Max(LeastObject, (2 * Longest) + 16)}"),
        ];
        var values = Columns.Zip(Fields).Select(c => $"{Value(c.First, c.Second, isCopy)} as {SqlText.Identifier(c.Second.Name)}");
        return $"select {string.Join(", ", values)} from read_json([{SqlText.Literal(GlobText.Escape(path))}], "
            + $"{string.Join(", ", options)})";
    }

    /// <inheritdoc/>
    public override void Copy(
        string path, TextFileSettings settings, Stream target, Action<long> copied, CancellationToken cancellationToken) =>
        JsonCopy.Write(path, this, target, copied, cancellationToken);

    /// <summary>A column that is as its values are in the file.</summary>
    public static FileColumn ColumnOf(JsonField field, string reason) => new(field.Name, FileColumnKind.Text, field.Type.Sql(), reason);

    static bool IsOfField(FileColumn column, JsonField field) => column.Type == field.Type.Sql();

    static bool IsSoundType(JsonType type) =>
        (type.Element is null) == (type.Kind is not (JsonKind.List or JsonKind.Map)) && (type.Element is null || IsSoundType(type.Element))
            && type.Fields.All(f => IsSoundType(f.Type));

    static string Value(FileColumn column, JsonField field, bool isCopy)
    {
        var value = SqlText.Identifier(field.Name);
        if (IsOfField(column, field)) return isCopy && field.Type.HasAny ? $"cast({value} as {field.Type.Sql()})" : value;
        return ColumnSql.Value(column, value);
    }

    static string FormatOf(JsonLayout layout) => layout switch
    {
        JsonLayout.Lines => "newline_delimited",
        JsonLayout.Array => "array",
        _ => "unstructured",
    };
}
