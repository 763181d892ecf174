namespace Koppel.Engine.Configuration;

/// <summary>What a connection can be called.</summary>
public static class ConnectionName
{
    static readonly string[] Reserved =
        ["inmemorystorage", "memory", "system", "temp", "main", "koppel", "information_schema", "pg_catalog"];

    /// <summary>Why a name cannot be a connection's, as a sentence, or null.</summary>
    public static string? Fault(string name) =>
        !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || name is "" || !char.IsAsciiLetter(name[0])
            ? $"'{name}' cannot be a connection's name. Use letters, digits and underscores, beginning with a letter."
        : Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? $"'{name}' cannot be a connection's name: Koppel uses it itself. Choose another."
        : null;
}
