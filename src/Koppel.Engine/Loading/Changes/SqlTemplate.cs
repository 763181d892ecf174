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
    // A part of the script is placed by what is ours before it, were it nothing.
    readonly List<(string Text, ScriptPart? Written, RewrittenSql? Bound, IScriptPlace? Place)> _pieces =
        new(length == 0 ? holes : 2 * holes + 1) { ("", null, null, null) };

    public void AppendLiteral(string text) => _pieces.Add((text, null, null, null));

    public void AppendFormatted(string? text) => AppendLiteral(text ?? "");

    public void AppendFormatted(int number) => AppendLiteral(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(ScriptPart? written)
    {
        if (written is not null) _pieces.Add(("", written, null, null));
    }

    public void AppendFormatted(RewrittenSql bound) => _pieces.Add(("", null, bound, null));

    public void AppendFormatted(SqlTemplate? part) => _pieces.AddRange(part?._pieces ?? []);

    public void AppendFormatted(IEnumerable<SqlTemplate> parts) => _pieces.AddRange(parts.SelectMany(p => p._pieces));

    /// <summary>Where faults of what is ours are told, as far as that is not said yet.</summary>
    public SqlTemplate At(IScriptPlace place)
    {
        for (var i = 0; i < _pieces.Count; i++) _pieces[i] = _pieces[i] with { Place = _pieces[i].Place ?? place };
        return this;
    }

    /// <summary>The SQL; faults of what has no place of its own are told at this one.</summary>
    public RewrittenSql Compose(string script, IReadOnlyDictionary<string, string> variables, IScriptPlace place) =>
        RewrittenSql.Compose([.. At(place)._pieces.Select(p => new SqlPiece(p.Text, p.Place!.Start, p.Place.Length)
        {
            Written = p.Bound ?? (p.Written is { } written ? Rewriter.Rewrite(script, written, variables) : null),
        })]);
}
