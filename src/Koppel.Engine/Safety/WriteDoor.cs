using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Safety;

/// <summary>
/// Refuses loads in a session that is read-only, and into a connection that is (<c>access = "read-only"</c>), before anything of them is
/// read.
/// </summary>
internal static class WriteDoor
{
    const string Look = "koppel explain and --dry-run show what it would do.";

    /// <summary>Refuses a load that may not be. Plans of loads, which write nothing, are not asked for here.</summary>
    /// <exception cref="QueryException">It may not be.</exception>
    public static void Check(WriteStatement load, string script, ConnectionSettings? connection, SessionDoors doors)
    {
        var target = load.Target;
        if (doors.IsReadOnly)
            throw QueryException.At(
                script, target.Start, target.Length, $"{load.Kind} would write to {target.Text}, and {StatementDoor.Why(doors)}. {Look}");
        if (connection?.Text(CommonSettings.Access.Name) is { } access
            && access.Equals(CommonSettings.ReadOnly, StringComparison.OrdinalIgnoreCase))
        {
            throw QueryException.At(script, target.Start, target.Length,
                $"{load.Kind} would write to {target.Text}, and the connection {connection.Name} is read-only (access = "
                    + $"\"{CommonSettings.ReadOnly}\" in its configuration). {Look}");
        }
    }

    /// <summary>Refuses to go on with a run, which can do nothing but write.</summary>
    /// <exception cref="ConnectorException">The session is read-only.</exception>
    public static void CheckResume(long run, SessionDoors doors)
    {
        if (doors.IsReadOnly)
            throw new ConnectorException(ConnectorErrorKind.Refused,
                FormattableString.Invariant($"Run {run} is not gone on with: to resume is to write, and {StatementDoor.Why(doors)}."));
    }
}
