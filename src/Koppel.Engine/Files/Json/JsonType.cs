using System.Globalization;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Files.Json;

/// <summary>What the values at a place of a file of JSON are.</summary>
internal enum JsonKind
{
    /// <summary>Texts, or values of several kinds, each as its text.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Whole numbers of 64 bits.</summary>
    Whole,

    /// <summary>Numbers with as many digits as they have.</summary>
    Decimal,

    /// <summary>Floating point.</summary>
    Double,

    /// <summary>Lists.</summary>
    List,

    /// <summary>Objects with the same few keys.</summary>
    Struct,

    /// <summary>Objects with many keys.</summary>
    Map,

    /// <summary>Anything, as JSON.</summary>
    Any,
}

/// <summary>A type of JSON values, and how DuckDB is to read it.</summary>
/// <param name="Kind">What they are.</param>
internal sealed record JsonType(JsonKind Kind)
{
    /// <summary>Digits of a decimal in all.</summary>
    public int Precision { get; init; }

    /// <summary>Those behind the decimal sign.</summary>
    public int Scale { get; init; }

    /// <summary>The fields of a struct.</summary>
    public IReadOnlyList<JsonField> Fields { get; init; } = [];

    /// <summary>The elements of a list, the values of a map.</summary>
    public JsonType? Element { get; init; }

    /// <summary>JSON stands in it somewhere.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasAny => Kind == JsonKind.Any || Element is { HasAny: true } || Fields.Any(f => f.Type.HasAny);

    /// <summary>The type in SQL.</summary>
    /// <param name="any">The type of what can be anything: JSON, or the text of it.</param>
    public string Sql(string any = "JSON") => Kind switch
    {
        JsonKind.Text => "VARCHAR",
        JsonKind.Boolean => "BOOLEAN",
        JsonKind.Whole => "BIGINT",
        JsonKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision},{Scale})"),
        JsonKind.Double => "DOUBLE",
        JsonKind.List => $"{Element!.Sql(any)}[]",
        JsonKind.Struct => $"STRUCT({string.Join(", ", Fields.Select(f => $"{SqlText.Identifier(f.Name)} {f.Type.Sql(any)}"))})",
        JsonKind.Map => $"MAP(VARCHAR, {Element!.Sql(any)})",
        JsonKind.Any => any,
        _ => throw new InvalidOperationException($"There is no SQL of {Kind}."),
    };
}

/// <summary>A key of objects, and the column or field that it becomes.</summary>
/// <param name="Key">The key as it stands in the file, without escapes.</param>
/// <param name="Name">The name, which differs from those beside it by more than upper and lower case.</param>
/// <param name="Type">What its values are.</param>
internal sealed record JsonField(string Key, string Name, JsonType Type);
