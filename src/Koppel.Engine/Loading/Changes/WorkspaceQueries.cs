using Koppel.Engine.Events;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Queries of ours that are run beside a statement.</summary>
internal static class WorkspaceQueries
{
    extension(Workspace workspace)
    {
        /// <summary>The number that a query gives.</summary>
        public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken) =>
            (await workspace.Runner.QueryAsync(sql, r => r.GetInt64(0), cancellationToken))[0];

        /// <summary>Binds a query, and makes its tables known to DuckDB.</summary>
        public async Task<PreparedStatement> BindShownAsync(
            string script, RewrittenSql sql, IReadOnlySet<string> identifiers, StatementActivity activity,
            CancellationToken cancellationToken)
        {
            var bound = await workspace.BindAsync(script, sql, identifiers, activity, cancellationToken);
            await workspace.ShowAsync(bound, cancellationToken);
            return bound;
        }

        /// <summary>Keeps the rows of a query under a name as long as the statement runs, and gives the table.</summary>
        public Task<string> KeepAsync(string name, RewrittenSql query, CancellationToken cancellationToken) =>
            workspace.Stager.KeepAsync(name, Stager.Keeping(name, query), cancellationToken);

        /// <summary>The same for a query of ours.</summary>
        public Task<string> KeepAsync(string name, string query, CancellationToken cancellationToken) =>
            workspace.KeepAsync(name, RewrittenSql.Compose([new SqlPiece(query, 0, 0)]), cancellationToken);
    }
}
