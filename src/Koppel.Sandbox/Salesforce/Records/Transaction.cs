namespace Koppel.Sandbox.Salesforce.Records;

/// <summary>Changes that can be taken back together.</summary>
internal sealed class Transaction
{
    readonly Stack<Action> _undo = new();

    /// <summary>Notes how the change that comes is taken back.</summary>
    public void Note(Action undo) => _undo.Push(undo);

    public void RollBack()
    {
        while (_undo.TryPop(out var undo)) undo();
    }
}
