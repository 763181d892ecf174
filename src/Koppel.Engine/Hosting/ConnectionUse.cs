using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>The statement <c>use</c> for connections.</summary>
internal sealed class ConnectionUse(Workspace workspace, string script)
{
    /// <summary>Changes which connections are in use; null when a schema of the session is meant, which is DuckDB's to change.</summary>
    /// <exception cref="QueryException">A connection is not there, or named twice.</exception>
    public Done? Change(UseStatement use)
    {
        workspace.Words.Used = [];
        if (use.Names is [var only] && (Names.IsMemory(only.Name) || IsSchema(only.Name) || workspace.Connections.Find(only.Name) is null))
            return null;
        foreach (var name in use.Names)
        {
            var connection = workspace.Connections.Find(name.Name)
                ?? throw QueryException.At(script, name.Start, name.Length, workspace.Binder.UnknownConnection(name.Name));
            if (workspace.Words.Used.Contains(connection))
                throw QueryException.At(script, name.Start, name.Length, $"{name.Name} stands twice here. Name each connection once.");
            workspace.Words.Used = [.. workspace.Words.Used, connection];
        }
        return new Done(DoneKind.Used) { Connections = [.. workspace.Words.Used.Select(c => c.Name)] };
    }

    /// <summary>The user made a schema of that name, which is meant then.</summary>
    bool IsSchema(string name) => workspace.Duck.Query(
        $"select 1 from duckdb_schemas() where database_name in ('{Names.Memory}', 'temp') and schema_name = {SqlText.Literal(name)}",
        _ => true).Count > 0;
}
