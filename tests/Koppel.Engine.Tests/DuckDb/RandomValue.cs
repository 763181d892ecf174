using System.Globalization;

namespace Koppel.Engine.Tests.DuckDb;

/// <summary>A random type, and values of it as SQL.</summary>
sealed class RandomValue
{
    const string Letters = "ab,=:'\"\\ []{}()éN0\t";

    readonly Random _random;
    readonly Func<string> _next;

    public RandomValue(Random random, int depth = 0)
    {
        _random = random;
        var kind = random.Next(depth >= 3 ? 10 : 15);
        (Type, _next) = kind switch
        {
            0 => ("INTEGER", () => Number(-1_000, 1_000)),
            1 => ("HUGEINT", () => $"{Number(-1_000, 1_000)}000000000000000000007"),
            2 => ("DOUBLE", () => $"{Number(-1_000, 1_000)}.5e{Number(-20, 20)}"),
            3 => ("DECIMAL(20,5)", () => $"{Number(-1_000_000, 1_000_000)}.{Number(0, 99)}"),
            4 => ("DATE", () => $"date '2000-01-01' + {Number(-900_000, 3_000_000)}"),
            5 => ("TIMESTAMP", () => $"make_timestamp({Number(-1_000_000_000, 1_000_000_000)}000001)"),
            6 => ("BLOB", () => $"'\\x{random.Next(256):X2}\\x{random.Next(256):X2}'::blob"),
            7 => ("BOOLEAN", () => random.Next(2) == 0 ? "true" : "false"),
            8 => ("INTERVAL",
                () =>
                    $"to_months({Number(-30, 30)}) + to_days({Number(-3, 3)}) + to_microseconds({Number(-1_000_000_000, 1_000_000_000)})"),
            9 => ("VARCHAR", Text),
            _ => Nested(kind, depth),
        };
    }

    /// <summary>The type.</summary>
    public string Type { get; }

    /// <summary>A value, or null now and then.</summary>
    public string Next() => _random.Next(6) == 0 ? "null" : _next();

    (string, Func<string>) Nested(int kind, int depth)
    {
        var part = new RandomValue(_random, depth + 1);
        switch (kind)
        {
            case 10:
                return ($"{part.Type}[]", () => $"[{string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => part.Next()))}]");
            case 11:
                return ($"{part.Type}[2]", () => $"[{part.Next()}, {part.Next()}]");
            case 12:
                return ($"MAP(VARCHAR, {part.Type})",
                    () => "map {"
                        + string.Join(", ", Enumerable.Range(0, _random.Next(3)).Select(i => $"{Text()} || '{i}': {part.Next()}")) + "}");
            case 13:
                var (first, second) = ($"a{Letters[_random.Next(9)]}", "b");
                var other = new RandomValue(_random, depth + 1);
                return (
                    $"STRUCT(\"{first.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {part.Type}, \"{second}\" {other.Type})",
                    () => $"{{'{first.Replace("'", "''", StringComparison.Ordinal)}': {part.Next()}, '{second}': {other.Next()}}}");
            default:
                var type = $"UNION(p {part.Type}, q BIT)";
                return (type,
                    () => $"{(_random.Next(3) == 0 ? "union_value(q := '101'::bit)" : $"union_value(p := ({part.Next()})::{part.Type})")}"
                        + $"::{type}");
        }
    }

    string Text() =>
        "'" + new string([.. Enumerable.Range(0, _random.Next(6)).Select(_ => Letters[_random.Next(Letters.Length)])])
            .Replace("'", "''", StringComparison.Ordinal) + "'";

    string Number(int from, int to) => _random.Next(from, to).ToString(CultureInfo.InvariantCulture);
}
