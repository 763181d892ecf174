using System.Text.Json;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;

namespace Koppel.Engine.Personal;

/// <summary>Takes values out of whole runs, which stay with their books.</summary>
internal sealed class RunExpiry(LedgerConnection file, string folder, DateTimeOffset now)
{
    /// <summary>The columns that tell when it was done.</summary>
    public const string Values = "without_values", Payloads = "without_payloads";

    /// <summary>Faults that Koppel words itself, without a value of a row.</summary>
    const string Plain = $"('{Person.Forgotten}', 'No row was accepted.', 'It was stopped.')";

    /// <summary>Whether a statement has texts that may quote rows.</summary>
    const string Quotes = $"(notes like '% left: %: (%' or (fault not in {Plain} and fault not glob '[0-9]* rows were not sent.'))";

    readonly PayloadWriter _writer = new(text => text);

    /// <summary>The runs that are old enough and have it still.</summary>
    public IReadOnlyList<long> Due(string column, TimeSpan keep) => file.Rows(
        $"select run from runs where coalesce(finished, started) < $1 and {column} is null and without_values is null",
        r => r.GetInt64(0), LedgerTime.Of(now - keep));

    /// <summary>Takes it out of a run, unless somebody works on it.</summary>
    public bool TakeOut(long run, string column)
    {
        using var taken = RunLock.TryTake(folder, run);
        if (taken is null) return false;
        file.Execute("begin immediate");
        try
        {
            if (column == Values) EmptyRows(run);
            foreach (var call in Calls(run)) Empty(call, column == Payloads);
            file.Execute($"update runs set forgotten = $2, {column} = $2 where run = $1", run, LedgerTime.Of(now));
            file.Execute("commit");
            return true;
        }
        catch
        {
            file.Rollback();
            throw;
        }
    }

    /// <summary>What an older program kept of runs whose values it took out: texts that quote them. Gives how many runs had some.</summary>
    public int TakeOutLeftBehind()
    {
        var runs = file.Rows(
            $"select distinct r.run from runs r join statements s on s.run = r.run where r.without_values is not null and {Quotes}",
            r => r.GetInt64(0));
        foreach (var run in runs) EmptyTexts(run);
        return runs.Count;
    }

    List<long> Calls(long run) => file.Rows(
        "select c.id from calls c join statements s on s.id = c.statement where s.run = $1", r => r.GetInt64(0), run);

    /// <summary>A reason repeats the value that it is about; code and remedy do not.</summary>
    void EmptyRows(long run)
    {
        foreach (var (table, reason) in ((string, string)[])
            [("rejects", $", reason = '{Person.Forgotten}'"), ("left_rows", ""), ("unmatched", "")])
            file.Execute($"""
                update {table} set "values" = (select json_group_object(j.key, iif(j.type = 'null', null, '{Person.Forgotten}'))
                    from json_each({table}."values") j){reason}
                where statement in (select id from statements where run = $1)
                """, run);
        EmptyTexts(run);
    }

    /// <summary>Notes lose the rows that they show. A fault may quote a value anywhere, so that all of it goes.</summary>
    void EmptyTexts(long run)
    {
        foreach (var (id, notes) in file.Rows($"select id, coalesce(notes, '[]') from statements where run = $1 and {Quotes}",
            r => (r.GetInt64(0), r.GetString(1)), run))
            file.Execute($"""
                update statements set notes = iif(notes is null, null, $2), fault = iif(fault is null or fault in {Plain}
                    or fault glob '[0-9]* rows were not sent.', fault, '{Person.Forgotten}') where id = $1
                """, id, LedgerJson.Of([.. LedgerJson.Texts(notes).Select(LeftNotes.WithoutRows)]));
    }

    void Empty(long call, bool keepsRows)
    {
        var packed = file.Rows("select content from contents where call = $1", r => r.GetFieldValue<byte[]>(0), call);
        if (packed is not [var one]) return;
        using var content = JsonDocument.Parse(Packed.Unpack(one));
        var written = keepsRows ? _writer.WriteRowsOnly(content.RootElement) : _writer.Write(content.RootElement, _ => Share.His);
        file.Execute("update contents set content = $2 where call = $1", call, Packed.Pack(written.Span));
        if (!keepsRows) file.Execute("update calls set created = null where id = $1 and created like '{%'", call);
    }
}
