namespace Koppel.Engine.Personal;

/// <summary>
/// The numbers by which systems know a person, as rows that have the address too tell them. A number says who somebody is only within its
/// connection, and in columns that name people.
/// </summary>
internal sealed class PersonIds
{
    /// <summary>What is a person among the things that systems keep.</summary>
    static readonly string[] s_people = ["contact", "lead", "person", "subscriber"];

    readonly HashSet<(string Connection, string Kind, string Id)> _known = [];

    /// <summary>How many are known.</summary>
    public int Count => _known.Count;

    /// <summary>Whether any is known of a connection.</summary>
    public bool Concern(string? connection) => connection is not null && _known.Any(k => k.Connection == Lower(connection));

    /// <summary>Whether a column holds addresses.</summary>
    public static bool IsAddress(string column) => column.Contains("mail", StringComparison.OrdinalIgnoreCase);

    /// <summary>A row of his has this value; what names nobody is passed over.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public void Learn(string? connection, string? table, string column, string? value)
    {
        if (connection is not null && KindOf(table, column) is { } kind && value?.Trim() is { Length: > 0 } id && id is not "0")
            _known.Add((Lower(connection), kind, id));
    }

    /// <summary>A number of his is known, of whatever kind of person.</summary>
    public void LearnAny(string connection, string id)
    {
        foreach (var kind in s_people) _known.Add((Lower(connection), kind, id));
    }

    /// <summary>Whether a value names him.</summary>
    public bool Has(string? connection, string? table, string column, string? value) =>
        _known.Count > 0 && connection is not null && value is not null && KindOf(table, column) is { } kind
            && _known.Contains((Lower(connection), kind, value.Trim()));

    /// <summary>
    /// What a column names, when that is a person: <c>contact</c> for <c>contact</c>, <c>contactId</c>, <c>contact_id</c>, and for
    /// <c>id</c> of <c>contacts</c>.
    /// </summary>
    internal static string? KindOf(string? table, string column)
    {
        var name = Lower(column).Replace("_", "", StringComparison.Ordinal);
        if (name == "id")
        {
            name = Lower(table ?? "");
            if (name.EndsWith("withfields", StringComparison.Ordinal)) name = name[..^10];
            if (name.EndsWith('s')) name = name[..^1];
        }
        else if (name.EndsWith("id", StringComparison.Ordinal)) name = name[..^2];
        return s_people.Contains(name) ? name : null;
    }

#pragma warning disable CA1308 // Names are compared in small letters throughout.
    static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
