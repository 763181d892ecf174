using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Assist;

/// <summary>Looks over the columns that a load names of its target.</summary>
/// <param name="script">The script.</param>
/// <param name="knowledge">What is known of tables.</param>
/// <param name="found">Takes what is found.</param>
internal sealed class LoadCheck(string script, Knowledge knowledge, FindingList found)
{
    /// <summary>Looks them over.</summary>
    public void Check(WriteStatement write)
    {
        if (knowledge.Find(write.Target.FullName, write.Target.Alias) is not { IsWhole: true, Schema: { } schema }) return;
        var columns = new NamedColumns(script, write.Target, schema);
        var before = new List<Column>();
        switch (write)
        {
            case InsertStatement insert:
                foreach (var named in insert.Columns) Try(write, () => before.Add(columns.ForInsert(named, before)));
                break;
            case UpdateStatement update:
                foreach (var set in update.Set) Try(write, () => before.Add(columns.ForUpdate(set.Column, before)));
                break;
            case SynchronizeStatement synchronize:
                foreach (var named in synchronize.IdentifiedBy) Try(write, () => columns.Find(named));
                break;
        }
        foreach (var named in write.Words.SelectMany(w => w.Columns)) Try(write, () => columns.Find(named));
    }

    void Try(WriteStatement write, Action look)
    {
        try
        {
            look();
        }
        catch (QueryException fault)
        {
            found.Add(fault, write.Part);
        }
    }
}
