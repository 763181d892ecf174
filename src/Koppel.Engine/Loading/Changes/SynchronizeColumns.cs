using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>Which columns a synchronize identifies rows by, compares and changes.</summary>
internal sealed class SynchronizeColumns
{
    readonly SynchronizeStatement _statement;
    readonly NamedColumns _named;

    /// <summary>Checks the columns.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="target">The target's columns.</param>
    /// <param name="source">The source's columns.</param>
    /// <exception cref="QueryException">A column is not there or cannot be written.</exception>
    public SynchronizeColumns(SynchronizeStatement statement, TableSchema target, IReadOnlyList<SourceColumn> source)
    {
        List<string> given = [.. source.Select(s => s.Name)];
        (_statement, _named) = (statement, new NamedColumns(statement.Script, statement.Table, target));
        Given = [.. target.Columns.Where(c => !c.ReadOnly && given.Contains(c.Name, StringComparer.OrdinalIgnoreCase))];
        Keys = [.. target.Columns.Where(c => c.IsKey && !Given.Contains(c))];
        Ids = [.. statement.IdentifiedBy.Select(i => Identifying(i, given))];
        Except = statement.Except.Select(_named.Find).ToHashSet();
        var ignored = statement.IgnoreChangesTo.Select(_named.Find).ToHashSet();
        CheckInsert();
        Rules = ValueRules.Of(statement, target, Given, Ids, statement.IgnoredNulls.HasFlag(IgnoredNulls.OnValues));
        Changing = [.. Given.Select((c, i) => (c, i)).Where(v => !Ids.Contains(v.c) && !Except.Contains(v.c) && !v.c.WriteOnly)];
        Compared = [.. Changing.Where(v => !ignored.Contains(v.Column))];
        Notes = [.. _named.Unwritten(given, Ids)];
        var constant = ConstantCells.Of(statement.Script, statement.Source, source.Count);
        Constant = source.Where((_, i) => constant[i]).Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Cells = [
            .. Given.Concat(Ids.Except(Given))
                .Select(c => (Column: c, From: source.First(s => s.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase))))
            .Where(c => CellSql.CanFail(c.From.Type, c.Column.Type))
            .Select(c => new CheckedCell(Given.IndexOf(c.Column), c.Column, c.From.Name))];
    }

    /// <summary>The source's columns whose values stand in the statement itself.</summary>
    public IReadOnlySet<string> Constant { get; }

    /// <summary>The columns whose values may not fit.</summary>
    public IReadOnlyList<CheckedCell> Cells { get; }

    /// <summary>The target's columns to which the source gives values.</summary>
    public List<Column> Given { get; }

    /// <summary>The target's key, as far as the source does not give it.</summary>
    public IReadOnlyList<Column> Keys { get; }

    /// <summary>The columns by which a row is the same row.</summary>
    public List<Column> Ids { get; }

    /// <summary>Columns that an update leaves as they are.</summary>
    public IReadOnlySet<Column> Except { get; }

    /// <summary>What values mean.</summary>
    public ValueRules Rules { get; }

    /// <summary>The columns that an update changes, each with its position among those that are given.</summary>
    public IReadOnlyList<(Column Column, int At)> Changing { get; }

    /// <summary>Those of them whose difference is a reason for an update.</summary>
    public IReadOnlyList<(Column Column, int At)> Compared { get; }

    /// <summary>What the user should know of the way that columns were matched.</summary>
    public IReadOnlyList<string> Notes { get; }

    Column Identifying(NamedColumn named, IReadOnlyList<string> given)
    {
        var column = _named.ToFind(named, given);
        if (column.ReadOnly && _statement.Find(WriteOperation.Insert) is not null)
            throw QueryException.At(_statement.Script, named,
                $"Column '{column.Name}' of {_statement.Table.Text} is given by the system: a row that was inserted would not be found "
                    + $"again by it. Leave insert out, or identify the rows by another column.");
        return column;
    }

    void CheckInsert()
    {
        if (_statement.Find(WriteOperation.Insert) is not { } insert || _named.MissingToInsert(Given) is not { } missing) return;
        throw QueryException.At(_statement.Script, insert,
            $"To insert, {_statement.Table.Text} needs {missing}, which the source does not have. Name it there, with as when it is "
                + $"called otherwise.");
    }
}
