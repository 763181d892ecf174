using Koppel.Engine.Catalog;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;
using Koppel.Engine.Writing;
using Koppel.Sdk;

namespace Koppel.Engine.Execution;

/// <summary>Runs one statement of a script.</summary>
/// <param name="session">What the statements share.</param>
/// <param name="script">The whole script, for positions.</param>
/// <param name="options">What it is run with.</param>
internal sealed class StatementRunner(Session session, string script, ExecuteOptions options)
{
    /// <summary>Runs it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="number">Its number in the script, from 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">The user's SQL is wrong.</exception>
    /// <exception cref="ConnectorException">A remote system or a file failed.</exception>
    public async Task<StatementResult> RunAsync(Statement statement, int number, CancellationToken cancellationToken)
    {
        var activity = new StatementActivity(number, options.Progress, session.Time, cancellationToken);
        session.Begin(activity);
        Refusal.Check(statement, script);
        switch (statement)
        {
            case SetStatement set when new SettingChanger(session, script).Change(set) is { } message:
                return new DoneResult(number, message);
            case InsertStatement insert when !Names.IsMemory(insert.Target.Alias):
                return await new LoadRunner(session, script, options).RunAsync(insert, activity, cancellationToken);
            case ExplainStatement { Inner: InsertStatement insert } when !Names.IsMemory(insert.Target.Alias):
                return await new LoadRunner(session, script, options).ExplainAsync(insert, activity, cancellationToken);
            case ExplainStatement { Inner: { } inner } when await ExplainAsync(inner, activity, cancellationToken) is { } plan:
                return plan;
        }
        var sql = Rewriter.Rewrite(script, statement, options.Variables);
        try
        {
            var bound = await session.BindAsync(script, sql, statement.Identifiers, activity, cancellationToken);
            await session.PrepareAsync(bound, statement.Identifiers, cancellationToken);
            return statement.GivesRows ? await RowsAsync(sql, number, cancellationToken) : await DoneAsync(statement, sql, number, cancellationToken);
        }
        catch (Exception fault) when (Translate(fault, sql) is var told && told != fault)
        {
            session.Stager.Clear();
            throw told;
        }
    }

    async Task<RowsResult> RowsAsync(RewrittenSql sql, int number, CancellationToken cancellationToken)
    {
        var query = await session.Runner.OpenAsync(sql.Sql, cancellationToken);
        var columns = RowStream.Columns(query.Reader, sql.HeadingsFor(query.Reader.FieldCount));
        return new RowsResult(number, columns, RowStream.ReadAsync(query, f => Translate(f, sql), session.Stager.Clear, cancellationToken));
    }

    async Task<DoneResult> DoneAsync(Statement statement, RewrittenSql sql, int number, CancellationToken cancellationToken)
    {
        var rows = await session.Runner.RunAsync(sql.Sql, cancellationToken);
        session.Stager.Clear();
        if (statement.IsDefinition) session.Define(sql.Sql);
        return new DoneResult(number, statement.Done(rows));
    }

    async Task<PlanResult?> ExplainAsync(Statement inner, StatementActivity activity, CancellationToken cancellationToken)
    {
        var sql = Rewriter.Rewrite(script, inner, options.Variables);
        try
        {
            var bound = await session.BindAsync(script, sql, inner.Identifiers, activity, cancellationToken);
            if (bound.IsNative) return null; // DuckDB explains its own.
            var reason = await session.PrepareAsync(bound, inner.Identifiers, cancellationToken);
            return new PlanResult(activity.Statement, await ReadExplainer.ExplainAsync(bound, reason, cancellationToken));
        }
        catch (Exception fault) when (Translate(fault, sql) is var told && told != fault)
        {
            throw told;
        }
        finally
        {
            session.Stager.Clear();
        }
    }

    /// <summary>A fault in the words of the user's own text; the same fault when it is that already.</summary>
    Exception Translate(Exception fault, RewrittenSql sql) => FaultTranslator.Translate(fault, sql, script);
}
