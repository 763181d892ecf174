namespace Koppel.Engine.Sql;

/// <summary>A piece of a composed statement: a text of the user's, or one of ours that stands for a place in the script.</summary>
/// <param name="Text">Our text; empty when it is the user's.</param>
/// <param name="Start">The place that ours stands for.</param>
/// <param name="Length">Its length.</param>
internal sealed record SqlPiece(string Text, int Start, int Length)
{
    /// <summary>The user's text, or null.</summary>
    public RewrittenSql? Written { get; init; }

    /// <summary>A text of the user's.</summary>
    public static SqlPiece Of(RewrittenSql written) => new("", 0, 0) { Written = written };
}
