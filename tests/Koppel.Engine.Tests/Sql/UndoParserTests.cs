using Koppel.Engine.Sql;

namespace Koppel.Engine.Tests.Sql;

public sealed class UndoParserTests
{
    static Statement Parse(string script) => Statement.Parse(script, Assert.Single(Script.Split(script)));

    [Theory]
    [InlineData("undo contacts@ac of run 7", 7, false)]
    [InlineData("UNDO contacts@ac OF RUN 12 delete created;", 12, true)]
    public void It_names_a_table_and_a_run(string script, long run, bool deletes)
    {
        var undo = Assert.IsType<UndoStatement>(Parse(script));
        Assert.Equal(("contacts@ac", run, deletes), (undo.Target.Text, undo.Run, undo.DeletesCreated));
        Assert.Equal("contacts@ac", script[undo.To.Start..undo.To.End]);
    }

    [Theory]
    [InlineData("undo 7", "Write undo table@connection of run N. koppel undo N takes all of a run back.")]
    [InlineData("undo contacts@ac", "of run and its number are needed here.")]
    [InlineData("undo contacts@ac of run seven", "The number of a run is needed here. koppel runs lists them.")]
    [InlineData("undo contacts@ac of run 7 delete all", "Only delete created can stand here: rows that the run created are deleted.")]
    public void What_is_missing_is_told(string script, string message) =>
        Assert.Equal(message, Assert.Throws<QueryException>(() => Parse(script)).Message);
}
