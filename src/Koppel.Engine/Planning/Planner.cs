using System.Text.Json;
using DuckDB.NET.Data;
using Koppel.Engine.Binding;
using Koppel.Engine.Dialects;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Planning;

/// <summary>
/// A second, tiny DuckDB that holds no rows: views over <c>__scan</c> for all tables of a statement, those of DuckDB itself included.
/// It plans a statement, and its plan tells what each table must bring. See docs/decisions/0002-duckdb-plans-the-pushdown.md.
/// </summary>
internal sealed class Planner : IDisposable
{
    /// <summary>
    /// The optimisers whose plans <c>json_serialize_plan</c> can always give: those that push conditions down. With others that
    /// move columns about it fails on some statements.
    /// </summary>
    static readonly HashSet<string> Optimizers =
        ["expression_rewriter", "filter_pullup", "filter_pushdown", "cte_filter_pusher", "cte_inlining", "limit_pushdown", "deliminator"];

    static readonly string[] Kinds = ["macro", "macro table", "type"];

    static readonly JsonDocumentOptions DeepDocuments = new() { MaxDepth = 1_000 };

    readonly DuckInstance _duck;
    readonly MadeFunctions _functions;
    readonly Dictionary<string, string> _defined = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<(string Catalog, string Name)> _standIns = [];
    readonly Dictionary<string, IReadOnlySet<string>> _local = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens the instance; about 10 milliseconds.</summary>
    /// <param name="timeZone">The session's time zone: it changes what a condition means.</param>
    /// <param name="doors">What the session's statements can reach: the planner looks at their text, files that it names included.</param>
    public Planner(string timeZone, SessionDoors doors)
    {
        _duck = DuckInstance.Open();
        _functions = new MadeFunctions(_duck);
        var others = _duck.Query("select name from duckdb_optimizers()", r => r.GetString(0)).Where(o => !Optimizers.Contains(o));
        _duck.Run($"set disabled_optimizers = {SqlText.Literal(string.Join(',', others))}");
        _duck.Attach(Names.Memory);
        _duck.Run($"use {SqlText.Identifier(Names.Memory)}; set TimeZone = {SqlText.Literal(timeZone)}");
        doors.Close(_duck);
    }

    /// <summary>Makes a connector's table known under the names by which the statement speaks of it.</summary>
    public void SetTable(BoundTable table)
    {
        _duck.Attach(Names.Catalog(table.Connection));
        _duck.Scans.Set(table.Reference, new Shape(table.Table.Schema.Columns));
        _duck.Run(ViewSql.OverScan(table));
    }

    /// <summary>Makes a stand-in for a table that DuckDB reads itself: its columns come as text and are cast to their true type.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="columns">Its columns and their types in SQL.</param>
    public void SetLocal(string catalog, string name, IReadOnlyList<(string Name, string Type)> columns)
    {
        var reference = Names.Reference(name, catalog);
        _local[reference] = columns.Where(c => c.Type != "VARCHAR").Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _standIns.Add((catalog, name));
        _duck.Attach(catalog);
        _duck.Scans.Set(reference, new Shape([.. columns.Select(c => Column.Text(c.Name))]));
        var casts = columns.Select(c => $"cast({SqlText.Identifier(c.Name)} as {c.Type}) as {SqlText.Identifier(c.Name)}");
        _duck.Run($"create or replace view {SqlText.Identifier(catalog)}.{SqlText.Identifier(name)} as select {string.Join(", ", casts)} "
            + $"from {ScanFunction.Name}({SqlText.Literal(reference)})");
    }

    /// <summary>There is no such table, or none that can be planned with.</summary>
    public void Remove(string catalog, string name)
    {
        _duck.Attach(catalog);
        _duck.Run($"drop view if exists {SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}");
    }

    /// <summary>Forgets what stands for tables of a session: the next one that it plans for may have others of the same names.</summary>
    public void ForgetLocals()
    {
        foreach (var (catalog, name) in _standIns)
            _duck.Run($"drop view if exists {SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}");
        _standIns.Clear();
        _local.Clear();
    }

    /// <summary>Repeats a statement that changes what others mean.</summary>
    public void Set(string sql) => _duck.Run(sql);

    /// <summary>Repeats the definitions that a statement may use.</summary>
    /// <param name="statements">What defines macros and types, by name.</param>
    /// <param name="used">The views and macros that the statement uses.</param>
    /// <param name="functions">Functions of other databases that it uses.</param>
    /// <returns>Those that could not be repeated, and why.</returns>
    public IReadOnlyDictionary<string, string> Define(
        IReadOnlyDictionary<string, string> statements, IReadOnlyList<Definition> used,
        IReadOnlyList<KeyValuePair<ForeignFunction, int>> functions)
    {
        _functions.Make(functions); // A definition may use them, and may have been one of the same name.
        var faults = Define(statements, used);
        _functions.Make(functions);
        return faults;
    }

    Dictionary<string, string> Define(IReadOnlyDictionary<string, string> statements, IReadOnlyList<Definition> used)
    {
        var open =
            statements.Where(s => _defined.GetValueOrDefault(s.Key) != s.Value).ToDictionary(s => s.Key, s => $"{Drops(s.Key)}; {s.Value}");
        foreach (var name in open.Keys) _functions.Forget(name);
        foreach (var view in used.Where(d => d.IsView))
            open[view.Name] =
                $"drop view if exists {(view.IsTemporary ? "temp" : Names.Memory)}.{SqlText.Identifier(view.Name)}; {view.Text}";
        var faults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // One may use another: again, as long as one more succeeds.
        for (var before = -1; open.Count > 0 && open.Count != before;)
        {
            before = open.Count;
            foreach (var (name, sql) in open.ToList())
            {
                try
                {
                    _duck.Run(sql);
                    open.Remove(name);
                    faults.Remove(name);
                    if (statements.TryGetValue(name, out var done)) _defined[name] = done;
                }
                catch (DuckDBException fault)
                {
                    faults[name] = DuckDbError.Text(fault.Message);
                    _defined.Remove(name);
                }
            }
        }
        return faults;
    }

    static string Drops(string name) => string.Join("; ", Kinds.Select(kind => $"drop {kind} if exists {SqlText.Identifier(name)}"));

    /// <summary>Makes an empty table in the place of one that is not read; <see cref="ForgetEmpty"/> takes them away.</summary>
    public void SetEmpty(string catalog, string name, IEnumerable<(string Name, string Type)> columns)
    {
        _duck.Attach(catalog);
        _standIns.Add((catalog, name));
        _duck.Run($"create or replace table {SqlText.Identifier(catalog)}.{SqlText.Identifier(name)} "
            + $"({string.Join(", ", columns.Select(c => $"{SqlText.Identifier(c.Name)} {c.Type}"))})");
    }

    /// <summary>Takes away what <see cref="SetEmpty"/> made.</summary>
    public void ForgetEmpty()
    {
        foreach (var (catalog, name) in _standIns)
            _duck.Run($"drop table if exists {SqlText.Identifier(catalog)}.{SqlText.Identifier(name)}");
        _standIns.Clear();
    }

    /// <summary>Makes functions of other databases.</summary>
    /// <param name="functions">The functions, each with the greatest number of arguments that it is called with.</param>
    public void Make(IEnumerable<KeyValuePair<ForeignFunction, int>> functions) => _functions.Make(functions);

    /// <summary>Looks a statement over without running it.</summary>
    /// <param name="explained">The statement behind the word explain.</param>
    /// <exception cref="DuckDBException">It cannot be run: what DuckDB has against it.</exception>
    public void Explain(string explained) => _duck.Run(explained);

    /// <summary>The columns that a query gives, and their types in SQL.</summary>
    /// <exception cref="DuckDBException">It cannot be run.</exception>
    public IReadOnlyList<(string Name, string Type)> Describe(string sql) =>
        _duck.Query($"describe {sql}", r => (r.GetString(0), r.GetString(1)));

    /// <summary>What a statement needs of each table; null, with the reason, when DuckDB cannot give its plan.</summary>
    public StatementNeeds? Analyze(string sql, out string? reason)
    {
        try
        {
            var json = (string?)_duck.Scalar("select json_serialize_plan($1::varchar, optimize := true)", sql);
            using var document = JsonDocument.Parse(json ?? "{}", DeepDocuments);
            if (document.RootElement.GetProperty("error").GetBoolean())
            {
                reason = PlanJson.Text(document.RootElement, "error_message");
                return null;
            }
            reason = null;
            var plans = PlanJson.Array(document.RootElement, "plans").ToList();
            return plans is [var plan]
                ? new PlanReader(r => _local.GetValueOrDefault(r)).Read(plan)
                : throw new InvalidOperationException("One statement has one plan.");
        }
        catch (JsonException)
        {
            reason = "its plan is nested too deeply";
            return null;
        }
        catch (DuckDBException fault)
        {
            // An internal fault of the serializer on a statement that DuckDB may run well: then everything is read.
            reason = DuckDbError.Text(fault.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _duck.Dispose();

    /// <summary>A table that can be planned with, never read.</summary>
    sealed class Shape(IReadOnlyList<Column> columns) : IScanSource
    {
        public IReadOnlyList<Column> Columns => columns;

        public long? Rows => null;

        public IScanReader Open(IReadOnlyList<int> projected) => throw new InvalidOperationException("The planner's tables hold no rows.");
    }
}
