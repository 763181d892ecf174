using System.Globalization;
using System.Runtime.CompilerServices;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// SQL written as one interpolated text. What is put in as a part of the script is the user's, and faults in it are told at its place; all
/// else is ours, and faults in it are told at the place that <see cref="At"/> names.
/// </summary>
[InterpolatedStringHandler]
internal sealed class SqlTemplate(int length, int holes)
{
    readonly List<(string Text, ScriptPart? Written, (int Start, int Length)? Place)> _pieces = new(length == 0 ? holes : 2 * holes + 1);

    public void AppendLiteral(string text) => _pieces.Add((text, null, null));

    public void AppendFormatted(string? text) => AppendLiteral(text ?? "");

    public void AppendFormatted(int number) => AppendLiteral(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(ScriptPart? written)
    {
        if (written is not null) _pieces.Add(("", written, null));
    }

    public void AppendFormatted(SqlTemplate? part) => _pieces.AddRange(part?._pieces ?? []);

    public void AppendFormatted(IEnumerable<SqlTemplate> parts) => _pieces.AddRange(parts.SelectMany(p => p._pieces));

    /// <summary>Where faults of what is ours are told, as far as that is not said yet.</summary>
    public SqlTemplate At(int start, int length)
    {
        for (var i = 0; i < _pieces.Count; i++) _pieces[i] = _pieces[i] with { Place = _pieces[i].Place ?? (start, length) };
        return this;
    }

    /// <summary>The SQL; faults of what has no place of its own are told at this one.</summary>
    public RewrittenSql Compose(string script, IReadOnlyDictionary<string, string> variables, int start, int length) =>
        RewrittenSql.Compose([.. At(start, length)._pieces.Select(p => p.Written is { } written
            ? SqlPiece.Of(Rewriter.Rewrite(script, written, variables))
            : new SqlPiece(p.Text, p.Place!.Value.Start, p.Place.Value.Length))]);
}
