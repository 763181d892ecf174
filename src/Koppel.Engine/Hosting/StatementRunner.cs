using System.Runtime.ExceptionServices;
using Koppel.Engine.Binding;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Events;
using Koppel.Engine.Loading;
using Koppel.Engine.Reading;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>Runs one statement of a script.</summary>
/// <param name="workspace">What the statements share.</param>
/// <param name="script">The whole script, for positions.</param>
/// <param name="options">What it is run with.</param>
/// <param name="channel">Is told what happens.</param>
/// <param name="recorder">Records the loads.</param>
internal sealed class StatementRunner(
    Workspace workspace, string script, ExecuteOptions options, RunChannel channel, RunRecorder recorder)
{
    /// <summary>Runs it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="number">Its number in the script, from 1.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">The user's SQL is wrong.</exception>
    /// <exception cref="ConnectorException">A remote system or a file failed.</exception>
    public async Task<StatementResult> RunAsync(Statement statement, int number, CancellationToken cancellationToken)
    {
        if (ShowStatement.Query(statement, script, workspace.Connections) is { } shown)
            return await new StatementRunner(workspace, shown, options, channel, recorder).RunAsync(
                Statement.Parse(shown, Script.Split(shown)[0]), number, cancellationToken);
        var activity = new StatementActivity(number, channel.Tell, workspace.Time, cancellationToken);
        await workspace.BeginAsync(activity, Guard(activity));
        options = options with { Variables = workspace.Words.Over(options.Variables) };
        workspace.Log.StatementBegins(
            number, statement is WriteStatement { Kind: var kind } ? kind : statement.GivesRows ? "query" : "other");
        Refusal.Check(statement, script);
        new ForeignForms(workspace, script).Check(statement);
        StatementDoor.Check(statement, script, workspace.Doors);
        switch (statement)
        {
            case SetStatement set when new SettingChanger(workspace, script).Change(set) is { } done:
                return new DoneResult(number, done);
            case LocalDefineStatement define:
                workspace.Words.Define(define.Name, define.Value);
                return new DoneResult(number, new Done(DoneKind.Defined, define.Name) { Value = define.Value });
            case LocalExportStatement export:
                return new DoneResult(number, new Done(DoneKind.Exported, export.File)) { HasWritten = true };
            case UseStatement use when new ConnectionUse(workspace, script).Change(use) is { } used:
                return new DoneResult(number, used);
            case WriteStatement write when IsLoad(write):
                workspace.Words.CheckLoad(write, script);
                if (!options.DryRun) WriteDoor.Check(write, script, workspace.Connections.Find(write.Target.Alias), workspace.Doors);
                return options.DryRun
                    ? await new LoadPreview(Load(write, activity)).RunAsync(cancellationToken)
                    : await LoadOf(write, activity).RunAsync(cancellationToken);
            case ExplainStatement { Inner: WriteStatement write } when IsLoad(write):
                var looked = Load(write, activity) with { Options = options with
                {
                    DryRun = true, Changes = null, Plan = options.DryRun ? null : options.Plan,
                } };
                return await new LoadPreview(looked).RunAsync(cancellationToken);
        }
        if (statement is DefinitionStatement { Name: var defined }) workspace.Functions.Forget(defined);
        var sql = Rewriter.Rewrite(script, statement, options.Variables);
        BoundStatement? bound = null;
        try
        {
            var prepared = await workspace.PrepareAsync(script, sql, statement.Identifiers, activity, cancellationToken);
            bound = prepared.Bound;
            sql = bound.Sql;
            var plan = statement is DefinitionStatement
                ? new ReadPlan([])
                : await workspace.PlanAsync(
                    prepared, bound.Showing(Reading(statement)).Sql, statement is ExplainStatement { Analyze: false }, cancellationToken);
            if (statement is ExplainStatement { Analyze: false } && !bound.IsNative)
            {
                // It says what is wrong with the statement, and runs nothing.
                await workspace.Runner.QueryAsync(sql.Sql, r => 0, cancellationToken);
                return new PlanResult(
                    number, await ReadExplainer.ExplainAsync(bound, plan, workspace.Connections, cancellationToken));
            }
            return await RunAsync(statement, bound, activity, cancellationToken);
        }
        catch (Exception fault) when (FaultTranslator.Translate(fault, sql, script, bound) is var told && told != fault)
        {
            // With the place where it arose: a fault of our own is known by it.
            ExceptionDispatchInfo.Throw(new UnknownSetting(workspace, script).Explain(statement, fault) ?? told);
            throw;
        }
    }

    /// <summary>Goes on with a load whose plan is in the ledger.</summary>
    public async Task<StatementResult> ResumeAsync(WriteStatement write, int number, CancellationToken cancellationToken)
    {
        var activity = new StatementActivity(number, channel.Tell, workspace.Time, cancellationToken);
        await workspace.BeginAsync(activity, Guard(activity));
        WriteDoor.Check(write, script, workspace.Connections.Find(write.Target.Alias), workspace.Doors);
        return await LoadOf(write, activity).ResumeAsync(cancellationToken);
    }

    Load LoadOf(WriteStatement write, StatementActivity activity)
    {
        var context = Load(write, activity);
        return new Load(
            context, async (target, journal, cancellationToken) => await ReadLoad.ReadAsync(context, target, journal, cancellationToken));
    }

    ReadGuard Guard(StatementActivity activity) =>
        new(workspace.Connections, activity, options, channel, new CallLimits(activity, recorder.CallsBefore));

    LoadContext Load(WriteStatement write, StatementActivity activity) =>
        new(workspace, script, write, activity, options, channel, recorder);

    /// <summary>Whether a statement writes to another system.</summary>
    public static bool IsLoad(Statement statement) => statement is WriteStatement write && !Names.IsMemory(write.Target.Alias);

    /// <summary>The part of a statement that reads: the planner has no table that could be written to.</summary>
    RewrittenSql Reading(Statement statement) => statement switch
    {
        ExplainStatement { Inner: { } inner } when inner is not NativeStatement => Reading(inner),
        InsertStatement insert => Rewriter.Rewrite(script, insert.Source, options.Variables),
        _ => Rewriter.Rewrite(script, statement, options.Variables),
    };

    /// <summary>
    /// Lets DuckDB run it. Its result tells whether the statement gives rows: <c>returning</c>, <c>execute</c>, <c>call</c> and others may.
    /// </summary>
    async Task<StatementResult> RunAsync(
        Statement statement, BoundStatement bound, StatementActivity activity, CancellationToken cancellationToken)
    {
        var sql = bound.Sql;
        var opening = () => workspace.OpenAsync(sql.Sql, activity, cancellationToken);
        var query = Keeps(statement) ? await workspace.Files.RunAsync(opening) : await opening();
        if (!query.GivesRows)
        {
            await query.DisposeAsync();
            return await DoneAsync(statement, sql, activity, query.RowsChanged, cancellationToken);
        }
        var headings = WrittenHeadings.Of(script, statement, [.. query.Columns.Select(c => c.Name)]);
        foreach (var (position, label) in sql.HeadingsFor(query.Columns.Count)) headings[position] = label;
        var columns = RowStream.Columns(query, headings);
        var chunks =
            RowStream.ReadAsync(query, f => FaultTranslator.Translate(f, sql, script, bound), workspace.Stager.Clear, cancellationToken);
        if (bound.Files.Count > 0) chunks = workspace.Files.VerifiedAsync(chunks, cancellationToken);
        return new RowsResult(activity.Statement, columns, RowStream.Types(query), chunks)
        {
            Notes = () => [.. activity.Notes, .. workspace.Files.LeftOutNotes],
            Calls = () => activity.Calls,
            CallsSaved = () => activity.CallsSaved,
            LeftOut = workspace.Files.LeftOut,
        };
    }

    /// <summary>DuckDB does not tell how many rows a new table got.</summary>
    async Task<long> CountAsync(TableReference table, CancellationToken cancellationToken) => (await workspace.Runner.QueryAsync(
        $"select count(*) from {SqlText.Identifier(Names.Memory)}.{SqlText.Identifier(table.FullName)}", r => r.GetInt64(0),
        cancellationToken))[0];

    /// <summary>
    /// Whether it keeps rows in the session and gives none: what it kept of a file that changed in the meantime is taken back.
    /// </summary>
    static bool Keeps(Statement statement) =>
        statement is CreateTableAsStatement || (statement is WriteStatement && !statement.Identifiers.Contains("returning"));

    async Task<DoneResult> DoneAsync(
        Statement statement, RewrittenSql sql, StatementActivity activity, long rows, CancellationToken cancellationToken)
    {
        if (statement is CreateTableAsStatement create) rows = create.IsFilled ? await CountAsync(create.Table, cancellationToken) : -1;
        workspace.Remember(statement, sql.Sql);
        if (statement.Identifiers.Overlaps(["temp", "temporary"])) workspace.Temporary.Look();
        return new DoneResult(activity.Statement, statement.Done(rows)) { Notes = [.. activity.Notes, .. workspace.Files.LeftOutNotes],
            LeftOut = workspace.Files.LeftOut, HasWritten = statement.Writes, Calls = activity.Calls };
    }
}
