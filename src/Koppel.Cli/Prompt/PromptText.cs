using Koppel.Cli.Prompt.Dots;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;

namespace Koppel.Cli.Prompt;

/// <summary>When a text that is typed is whole.</summary>
static class PromptText
{
    /// <summary>Whether Enter ends it: a dot command, nothing, or SQL that ends with a semicolon outside of texts and comments.</summary>
    public static bool IsComplete(string text)
    {
        if (text.AsSpan().Trim().Length == 0 || DotLine.Is(text)) return true;
        try
        {
            // Whatever stands behind an end is a statement of its own.
            return Session.CountStatements(text + "\nx") > Session.CountStatements(text);
        }
        catch (QueryException)
        {
            return false; // Something in it has not ended, such as a text or a comment.
        }
    }
}
