using System.Text;

namespace Koppel.Engine.Sql;

/// <summary>A statement as DuckDB gets it, and the way back to the user's text.</summary>
internal sealed class RewrittenSql
{
    readonly IReadOnlyList<Replacement> _replacements;
    readonly IReadOnlyList<Heading> _headings;
    readonly int _start;

    /// <summary>A rewritten statement.</summary>
    /// <param name="sql">Its text.</param>
    /// <param name="start">Where it begins in the script.</param>
    /// <param name="references">Its tables.</param>
    /// <param name="replacements">What stands in it for something else, in order.</param>
    /// <param name="headings">Headings that the user gave.</param>
    public RewrittenSql(
        string sql, int start, IReadOnlyList<TableReference> references, IReadOnlyList<Replacement> replacements,
        IReadOnlyList<Heading> headings)
    {
        (Sql, References, _start, _replacements, _headings) = (sql, references, start, replacements, headings);
    }

    /// <summary>The text for DuckDB.</summary>
    public string Sql { get; }

    /// <summary>Its tables of the form <c>table@connection</c>.</summary>
    public IReadOnlyList<TableReference> References { get; }

    /// <summary>The user's headings by position, for a result of so many columns.</summary>
    public IReadOnlyDictionary<int, string> HeadingsFor(int columns) =>
        _headings.ToDictionary(h => h.FromEnd ? columns - 1 - h.Position : h.Position, h => h.Text);

    /// <summary>This text between others; positions in it still lead to the script.</summary>
    /// <param name="before">What stands before it.</param>
    /// <param name="after">What stands behind it.</param>
    /// <param name="places">Places in <paramref name="after"/> that stand for something in the script.</param>
    public RewrittenSql Within(string before, string after, IReadOnlyList<Replacement>? places = null)
    {
        var moved = _replacements.Select(r => r with { Start = r.Start + before.Length })
            .Concat((places ?? []).Select(p => p with { Start = p.Start + before.Length + Sql.Length }));
        return new RewrittenSql(before + Sql + after, _start - before.Length, References, [.. moved], _headings);
    }

    /// <summary>One text of several, with texts of ours between them; positions in all of them lead to the script.</summary>
    /// <param name="pieces">In order.</param>
    public static RewrittenSql Compose(IReadOnlyList<SqlPiece> pieces)
    {
        var sql = new StringBuilder();
        var replacements = new List<Replacement>();
        for (var i = 0; i < pieces.Count; i++)
        {
            var text = pieces[i].Text;
            if (pieces[i].Written is { } written)
            {
                replacements.AddRange(written._replacements.Select(r => r with { Start = r.Start + sql.Length }));
                text = written.Sql;
            }
            else
            {
                var next = i + 1 < pieces.Count && pieces[i + 1].Written is { } behind ? behind._start : pieces[i].Start;
                replacements.Add(new Replacement(sql.Length, text.Length, pieces[i].Start, pieces[i].Length) { Next = next });
            }
            sql.Append(text);
        }
        return new RewrittenSql(sql.ToString(), 0, [.. pieces.SelectMany(p => p.Written?.References ?? [])], replacements, []);
    }

    /// <summary>This text with some changes; positions in it still lead to the script.</summary>
    /// <param name="edits">In order, none over another.</param>
    public RewrittenSql Edited(IReadOnlyList<SqlEdit> edits)
    {
        if (edits.Count == 0) return this;
        var sql = new StringBuilder(Sql.Length + 256);
        var replacements = new List<Replacement>();
        var (copied, grown) = (0, new int[_replacements.Count]);
        foreach (var edit in edits)
        {
            sql.Append(Sql, copied, edit.Start - copied);
            var within = Enumerable.Range(0, _replacements.Count).FirstOrDefault(i => Holds(_replacements[i], edit), -1);
            if (within >= 0) grown[within] += edit.Text.Length - edit.Length;
            else replacements.Add(new Replacement(sql.Length, edit.Text.Length, Place(edit.Start).Start, edit.Length));
            sql.Append(edit.Text);
            copied = edit.End;
        }
        sql.Append(Sql, copied, Sql.Length - copied);
        for (var i = 0; i < _replacements.Count; i++)
        {
            var old = _replacements[i];
            var moved = edits.Where(e => e.End <= old.Start && !Holds(old, e)).Sum(e => e.Text.Length - e.Length);
            replacements.Add(old with { Start = old.Start + moved, Length = old.Length + grown[i] });
        }
        return new RewrittenSql(sql.ToString(), _start, References, [.. replacements.OrderBy(r => r.Start)], _headings);

        static bool Holds(Replacement piece, SqlEdit edit) => edit.Start >= piece.Start && edit.End <= piece.Start + piece.Length
            && (edit.Length > 0 || (edit.Start > piece.Start && edit.End < piece.Start + piece.Length));
    }

    /// <summary>This text with what stands for a name of the script; the same when the name does not stand in it.</summary>
    public RewrittenSql Edited(ScriptEdit edit)
    {
        var token = Lexer.Tokenize(Sql).Find(t => !t.IsBlank && t.Length == edit.Length && Place(t.Start).Start == edit.Start);
        if (token is null) return this;
        var edited = Edited([new SqlEdit(token.Start, token.Length, edit.Text)]);
        return new RewrittenSql(edited.Sql, _start, [.. References, .. edit.Tables], edited._replacements, _headings);
    }

    /// <summary>A query that tells this one's columns: name, type.</summary>
    public RewrittenSql Described() => Within("describe from (\n", "\n)");

    /// <summary>The place in the script that a byte of the UTF-8 form of <see cref="Sql"/> stands for.</summary>
    public (int Start, int Length) ToScript(int utf8Position) => Place(CharacterAt(utf8Position));

    /// <summary>The place in the script that a character of <see cref="Sql"/> stands for.</summary>
    public (int Start, int Length) Place(int at)
    {
        var shift = _start;
        foreach (var replacement in _replacements)
        {
            if (at < replacement.Start) break;
            if (at < replacement.Start + replacement.Length) return (replacement.ScriptStart, replacement.ScriptLength);
            shift = replacement.Next is { } next
                ? next - (replacement.Start + replacement.Length)
                : shift + replacement.ScriptLength - replacement.Length;
        }
        return (at + shift, WordLength(at));
    }

    /// <summary>The length of the name at a place, those behind its dots included.</summary>
    int WordLength(int at)
    {
        var end = at;
        while (end < Sql.Length && (char.IsLetterOrDigit(Sql[end]) || Sql[end] == '_' || (Sql[end] == '.' && end > at))) end++;
        return Math.Max(1, end - at);
    }

    /// <summary>The character of <see cref="Sql"/> at a byte of its UTF-8 form.</summary>
    public int CharacterAt(int utf8Position)
    {
        var (bytes, characters) = (0, 0);
        foreach (var rune in Sql.EnumerateRunes())
        {
            if (bytes >= utf8Position) break;
            bytes += rune.Utf8SequenceLength;
            characters += rune.Utf16SequenceLength;
        }
        return characters;
    }

    /// <summary>A piece of the text that stands for something else in the script.</summary>
    internal sealed record Replacement(int Start, int Length, int ScriptStart, int ScriptLength)
    {
        /// <summary>Where in the script the text behind it stands; null when it goes on behind what this stands for.</summary>
        public int? Next { get; init; }
    }

    /// <summary>The text behind <c>label</c> and the position of its column, counted from the end when a star stands before it.</summary>
    internal sealed record Heading(int Position, bool FromEnd, string Text);
}
