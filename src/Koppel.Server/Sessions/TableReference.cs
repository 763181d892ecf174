using Koppel.Engine.Sql;

namespace Koppel.Server.Sessions;

/// <summary>A table of a connection as SQL names it.</summary>
internal static class TableReference
{
    /// <summary>Such as <c>contacts@ac</c>; a name that is more than a word stands in double quotes.</summary>
    public static string Of(string table, string connection) => $"{Name(table)}@{Name(connection)}";

    static string Name(string name) => IsWord(name) ? name : SqlText.Identifier(name);

    static bool IsWord(string name) => name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
