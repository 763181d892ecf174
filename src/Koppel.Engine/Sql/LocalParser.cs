namespace Koppel.Engine.Sql;

/// <summary>Reads <c>local define</c> and <c>local export</c>.</summary>
internal sealed class LocalParser(string script, ScriptPart part, List<Token> words)
{
    const string Forms = "Write local define NAME \"value\", or local export results as \"file\" format csv.";

    readonly WordReader _reader = new(script, part, words, 1);

    /// <summary>The statement.</summary>
    /// <exception cref="QueryException">It is not complete.</exception>
    public Statement Parse()
    {
        Statement statement = _reader.Take("define") ? Define() : _reader.Take("export") ? Export() : throw _reader.Fault(Forms);
        return _reader.IsAtEnd ? statement : throw _reader.Fault($"Nothing is expected here any more. {Forms}");
    }

    LocalDefineStatement Define()
    {
        if (_reader.IsAtEnd || _reader.Here.Kind != TokenKind.Word)
            throw _reader.Fault($"The name of the variable is needed here, without quotes. {Forms}");
        var name = _reader.TakeName()!.Name;
        return new(part, script, name, Text("The value is needed here, in quotes"));
    }

    LocalExportStatement Export()
    {
        if (!_reader.Take("results") || !_reader.Take("as")) throw _reader.Fault(Forms);
        var file = Text("The name of the file is needed here, in quotes");
        if (file.Length == 0) throw _reader.Fault(_reader.Last, "The name of the file is empty. Write one such as \"rows.csv\".");
        if (!_reader.Take("format")) return new(part, script, file, null);
        if (_reader.TakeName() is not { } format) throw _reader.Fault("The format is needed here, such as csv, xlsx or json.");
        return new(part, script, file, format.Name.ToLowerInvariant());
    }

    /// <summary>A text in quotes of either kind.</summary>
    string Text(string missing)
    {
        if (_reader.IsAtEnd) throw _reader.Fault($"{missing}. {Forms}");
        var token = _reader.Here;
        var text = token.Kind switch
        {
            TokenKind.QuotedName => SqlText.Name(script, token),
            TokenKind.Text when script[token.Start] == '\'' => SqlText.Text(script, token),
            _ => throw _reader.Fault($"{missing}. {Forms}"),
        };
        _reader.Skip();
        return text;
    }
}
