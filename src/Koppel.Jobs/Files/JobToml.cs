using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Koppel.Jobs.Files;

/// <summary>A value of a job's file.</summary>
/// <param name="Path">Its name with those of its tables, such as <c>alerts.on</c>.</param>
/// <param name="Value">A text, a number or a truth as text; of a list, its first.</param>
/// <param name="Items">Of a list, its texts; of another value, that one.</param>
/// <param name="Where">The file and the line.</param>
internal sealed record JobValue(string Path, string Value, IReadOnlyList<string> Items, string Where)
{
    /// <summary>It is a list.</summary>
    public bool IsList { get; init; }

    /// <summary>It is a text.</summary>
    public bool IsText { get; init; }
}

/// <summary>Reads the values of a job's file with their lines.</summary>
internal static class JobToml
{
    /// <summary>The values in their order.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static IReadOnlyList<JobValue> Read(string text, string file, List<string> faults)
    {
        try
        {
            var document = SyntaxParser.Parse(text, file, validate: true);
            foreach (var message in document.Diagnostics.Where(m => m.Kind == DiagnosticMessageKind.Error))
                faults.Add($"{At(file, message.Span)}: this is not TOML: {message.Message.TrimEnd('.')}.");
            if (document.HasErrors) return [];
            var values = new List<JobValue>();
            foreach (var item in document.KeyValues) Add("", item);
            foreach (var table in document.Tables)
            {
                var path = Name(table.Name!);
                if (table is TableArraySyntax)
                    faults.Add($"{At(file, table.Span)}: a job has no list of tables [[{path}]]. Write [{path}].");
                else foreach (var item in table.Items) Add(path + ".", item);
            }
            return values;

            void Add(string before, KeyValueSyntax item)
            {
                var path = before + Name(item.Key!);
                var where = At(file, item.Span);
                if (item.Value is InlineTableSyntax inner) foreach (var one in inner.Items) Add(path + ".", one.KeyValue!);
                else if (item.Value is ArraySyntax list && list.Items.All(i => i.Value is StringValueSyntax))
                    values.Add(new JobValue(path, "", [.. list.Items.Select(i => Text(i.Value)!)], where) { IsList = true });
                else if (Text(item.Value) is { } value)
                    values.Add(new JobValue(path, value, [value], where) { IsText = item.Value is StringValueSyntax });
                else faults.Add($"{where}: '{path}' must be a text, a number, true or false, or a list of texts.");
            }
        }
        catch (TomlException fault)
        {
            faults.Add($"{file}: this is not TOML that can be read: {fault.Message.TrimEnd('.')}.");
            return [];
        }
    }

    static string Name(KeySyntax key) => string.Join('.', [Name(key.Key!), .. key.DotKeys.Select(k => Name(k.Key!))]);

    static string Name(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax text ? text.Value ?? "" : ((BareKeySyntax)key).Key?.Text ?? "";

    static string? Text(ValueSyntax? value) => value switch
    {
        StringValueSyntax text => text.Value,
        IntegerValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanValueSyntax truth => truth.Value ? "true" : "false",
        _ => null,
    };

    static string At(string file, SourceSpan span) => string.Create(CultureInfo.InvariantCulture, $"{file}:{span.Start.Line + 1}");
}
